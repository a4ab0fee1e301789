"""The process that reads: `python -m bot.photo.worker`, fed by `bot/photo/reader.py`.

It gets files on its standard input and answers on its standard output; it opens no file that comes
from outside, has no secret in its environment, and ends with its parent.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import Any, BinaryIO

from bot.photo.bounds import MAX_MEMORY, MAX_TEXT, SECONDS
from bot.photo.found import Found
from bot.photo.frames import LENGTH, pack, unpack_length

# Its parent kills it before; this is for a process whose parent is gone.
_LAST_SECONDS = int(SECONDS) + 10


class Work:
    """Reads files; the engine is built at the first picture."""

    def __init__(self) -> None:
        self._recogniser: Any = None

    def warm_up(self) -> None:
        """Loads the models, where they are installed."""
        with contextlib.suppress(ImportError):
            self._engine()

    def read(self, data: bytes) -> Found:
        """What stands in a picture or document; whatever it holds, nothing is raised for it."""
        try:
            from bot.photo.documents import read_document
            from bot.photo.pictures import PictureError
        except ImportError:
            return Found(problem="missing")
        try:
            return read_document(data, self.read_picture)
        except PictureError as error:
            return Found(problem=error.problem)
        except ImportError:
            return Found(problem="missing")
        except MemoryError:
            return Found(problem="too_large")
        except Exception:  # noqa: BLE001 - libraries raise anything for a broken file
            return Found(problem="strange")

    def read_picture(self, image: Any) -> Found:
        """The text and the codes of an opened picture. Raises ImportError without the engine."""
        from bot.photo.codes import read_codes
        from bot.photo.layout import read_boxes

        codes = tuple(read_codes(image))
        boxes, cut = self._engine().read(image)
        text = read_boxes(boxes)
        if not text and not codes:
            return Found(problem="no_text")
        return Found(text[:MAX_TEXT], codes, cut=cut or len(text) > MAX_TEXT)

    def _engine(self) -> Any:
        if self._recogniser is None:
            from bot.photo.recogniser import Recogniser

            self._recogniser = Recogniser()
        return self._recogniser


def bound() -> None:
    """Takes from this process what it does not need; what a system does not know is left out."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)
    try:
        import resource
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: MAX_MEMORY,
        # A picture is never written anywhere, not even when the process crashes.
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for limit, value in wanted.items():
        with contextlib.suppress(OSError, ValueError):
            _, hardest = resource.getrlimit(limit)
            resource.setrlimit(limit, (value, hardest))


def largest_size() -> int:
    """The most bytes this process ever had in memory."""
    try:
        import resource
    except ImportError:
        return 0
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def serve(source: BinaryIO, out: BinaryIO) -> None:
    """Answers one file after the other until the input ends."""
    work = Work()
    work.warm_up()
    _answer(out, Found())
    while head := source.read(LENGTH.size):
        row = json.loads(source.read(unpack_length(head)))
        data = source.read(row["bytes"])
        _alarm(_LAST_SECONDS)
        found = work.read(data)
        _alarm(0)
        del data
        _answer(out, found)


def _answer(out: BinaryIO, found: Found) -> None:
    out.write(pack({**found.row(), "memory": largest_size()}))
    out.flush()


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def main() -> None:
    """Keeps the standard output for answers: what libraries print goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    bound()
    serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
