"""Files of a message become its words, and lines that say what was read and what could not be."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.core.message import File, Message, Part
from bot.core.reply import Line, Reply
from bot.errors import FileError
from bot.photo.bounds import MAX_BYTES
from bot.photo.found import Found

# What one case may bring, and the seconds that its files are read at all.
MAX_FILES = 10
CASE_SECONDS = 45.0
_QUOTED = 700
KINDS = frozenset(
    "photo voice audio video video_note sticker document animation location poll contact".split()
)
_HEARD = frozenset("voice audio video video_note".split())


class Reader(Protocol):
    """What reads files (`PhotoReader`)."""

    def turn(self) -> AbstractAsyncContextManager[None]:
        """The right to read the files of one case. Raises BusyError."""
        ...

    async def read(self, data: bytes) -> Found:
        """What stands in a file."""
        ...


@dataclass(slots=True)
class Gathered:
    """What the files of a case gave."""

    parts: list[Part] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def take(self, part: Part, found: Found) -> None:
        """Adds what was found in the file of a part."""
        if found.text:
            self.parts.append(replace(part, text=found.text, file=None))
            self.texts.append(found.text)
        self.parts += [Part(code, "qr", part.origin) for code in found.codes]
        self.codes += found.codes
        if found.problem:
            self.notes[f"photo.{found.problem}"] = None
        if found.cut:
            self.notes["photo.cut"] = None

    def lines(self) -> Iterator[Line]:
        """What was read, so that it can be put right, and what was not."""
        if self.texts:
            yield Line("verdict.photo_note", {"text": _clip("\n\n".join(self.texts))})
        if self.codes:
            yield Line("photo.codes", {"codes": _clip("\n".join(self.codes))})
        yield from (Line(key) for key in self.notes)


async def read_files(message: Message, reader: Reader) -> tuple[Message, tuple[Line, ...]]:
    """The message with what stands in its files, and the lines about them; within a turn.

    Raises what keeps a file from being fetched for now.
    """
    gathered = Gathered()
    until = time.monotonic() + CASE_SECONDS
    count = 0
    for part in message.parts:
        if part.file is None:
            gathered.parts.append(part)
            continue
        count += 1
        if count > MAX_FILES or time.monotonic() > until:
            gathered.notes["photo.too_many"] = None
            continue
        gathered.take(part, await _read(part.file, reader))
    return replace(message, parts=tuple(gathered.parts)), tuple(gathered.lines())


async def _read(file: File, reader: Reader) -> Found:
    if file.size > MAX_BYTES:
        return Found(problem="too_large")
    try:
        data = await file.load()
    except FileError:
        return Found(problem="gone")
    return await reader.read(data)


def leave_files(message: Message) -> Message:
    """The message without its files; their kinds are named among what was not read."""
    kinds = dict.fromkeys(part.kind for part in message.parts if part.file)
    parts = tuple(part for part in message.parts if part.file is None)
    return replace(message, parts=parts, unreadable=(*message.unreadable, *kinds))


def tell(reply: Reply, message: Message, notes: Sequence[Line], texts: Mapping[str, str]) -> Reply:
    """The reply and what is to be said of what came along; one to a cry for help is left short."""
    if reply.road == "emergency":
        return reply
    return replace(reply, lines=(*reply.lines, *notes, *_excuses(message, texts)))


def _excuses(message: Message, texts: Mapping[str, str]) -> Iterator[Line]:
    """What is said of kinds of messages that nobody reads here."""
    for key, heard in (("answer.unreadable", False), ("answer.unheard", True)):
        kinds = [kind for kind in message.unreadable if (kind in _HEARD) is heard]
        names = dict.fromkeys(texts[f"kind.{kind if kind in KINDS else 'other'}"] for kind in kinds)
        if names:
            yield Line(key, {"kinds": ", ".join(names)})


def _clip(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
