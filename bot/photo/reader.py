"""Reads pictures and documents beside the event loop: one process, one file at a time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BusyError
from bot.photo.bounds import MAX_BYTES, SECONDS
from bot.photo.found import Found, Problem
from bot.photo.frames import LENGTH, pack, unpack_length

COMMAND = (sys.executable, "-m", "bot.photo.worker")
_ROOT = Path(__file__).resolve().parents[2]
# What the process may know of its surroundings: no setting of Rambu's is among it.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "HOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for one file, for a start, until an unused process ends, for a turn.

    At most `waiting` cases wait for their turn; who comes then is told to come again later.
    """

    read: float = SECONDS
    start: float = 60.0
    idle: float = 300.0
    turn: float = 30.0
    waiting: int = 3
    again: float = 2.0
    # A process that has grown to this many bytes is replaced.
    size: int = 1_200 * 1024 * 1024


class PhotoReader:
    """The one process, started at the first file and started again after it was killed."""

    def __init__(self, command: Sequence[str] = COMMAND, patience: Patience = Patience()) -> None:
        self._command = command
        self._patience = patience
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._ending: asyncio.TimerHandle | None = None
        self._closing: asyncio.Future[None] | None = None

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """The right to read the files of one case. Raises BusyError where too many wait."""
        if self._waiting >= self._patience.waiting:
            raise BusyError("too many files wait to be read", self._patience.again)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience.turn):
                await self._turn.acquire()
        except TimeoutError:
            raise BusyError("the files before are not read yet", self._patience.again) from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    async def read(self, data: bytes) -> Found:
        """What stands in a file; for use within a turn. Raises nothing for whatever it holds."""
        if len(data) > MAX_BYTES:
            return Found(problem="too_large")
        self._keep()
        used = self._process is not None
        try:
            found = await self._ask(data)
            if found.problem == "broken" and used:
                # It may have died while nothing was asked of it.
                found = await self._ask(data)
        except asyncio.CancelledError:
            await self.close()
            raise
        if found.problem == "missing":
            logger.warning("photos_not_installed", extra={"mend": "pip install -e '.[photo]'"})
        if found.memory > self._patience.size:
            await self.close()
        else:
            self._end_later()
        return found

    async def close(self) -> None:
        """Ends the process, whatever it does; the next file starts another."""
        self._keep()
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            _close_pipes(process)

    async def _ask(self, data: bytes) -> Found:
        """Hands a file over and waits for the answer; a process that fails is ended."""
        problem: Problem = "broken"
        try:
            process = await self._started()
            async with asyncio.timeout(self._patience.read):
                return await _ask(process, data)
        except TimeoutError:
            problem = "slow"
        except (OSError, EOFError, ValueError) as error:
            logger.warning("photo_process_failed", extra={"error": type(error).__name__})
        logger.warning("photo_not_read", extra={"problem": problem})
        await self.close()
        return Found(problem=problem)

    async def _started(self) -> asyncio.subprocess.Process:
        """The process, ready to read. Raises TimeoutError, OSError, EOFError or ValueError."""
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self.close()
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(os.environ),
        )
        async with asyncio.timeout(self._patience.start):
            await _receive(self._process)
        return self._process

    def _end_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._ending = loop.call_later(self._patience.idle, self._end_idle)

    def _end_idle(self) -> None:
        self._ending = None
        self._closing = asyncio.ensure_future(self.close())

    def _keep(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    kept = {name: environ[name] for name in _PASSED_ON if name in environ}
    return {
        **kept,
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
    }


async def _ask(process: asyncio.subprocess.Process, data: bytes) -> Found:
    """Hands a file over and waits for the answer. Raises OSError, EOFError or ValueError."""
    if process.stdin is None:
        raise EOFError
    process.stdin.write(pack({}, data))
    await process.stdin.drain()
    return await _receive(process)


async def _receive(process: asyncio.subprocess.Process) -> Found:
    if process.stdout is None:
        raise EOFError
    # IncompleteReadError is an EOFError.
    head = await process.stdout.readexactly(LENGTH.size)
    row = await process.stdout.readexactly(unpack_length(head))
    return Found.of_row(json.loads(row))


def _close_pipes(process: asyncio.subprocess.Process) -> None:
    # Otherwise the pipes are closed by the collector, after the loop is gone.
    transport = getattr(process, "_transport", None)
    if transport is not None:
        transport.close()
