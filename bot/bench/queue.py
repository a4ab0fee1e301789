"""How long texts wait for answers while photos are read, in the real program."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bot.bench.processes import ROOT
from bot.errors import UsageError

_TEXTS = (
    "Loker Kamboja admin chat gaji 12 juta, paspor dibikinin, tiket ditanggung bos",
    "apa itu P3MI?",
    "berapa biaya kerja ke Taiwan?",
    "gaji pekerja rumah tangga di Hong Kong berapa ya kak",
)
# Before and again after, since other work may share the machine.
_IDLE_TEXTS = 40
_START_SECONDS = 90.0
_ANSWER_SECONDS = 120.0
# People do not write in the very moment in which another is answered.
_PAUSE = 0.15


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from a text to its answer, alone and while photos wait, and the photos' own."""

    idle: tuple[float, ...]
    busy: tuple[float, ...]
    photos: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How much longer the median text waits beside photos."""
        return median(self.busy) / median(self.idle)

    def lines(self, most: float) -> Iterator[str]:
        """The figures."""
        idle, busy = median(self.idle), median(self.busy)
        yield f"texts alone       {idle * 1000:.0f} ms median of {len(self.idle)}"
        longest = f"{max(self.busy):.2f} s at most"
        yield f"texts beside      {busy * 1000:.0f} ms median of {len(self.busy)}, {longest}"
        yield f"slower            {self.ratio:.2f} times (at most {most})"
        longest = f"{max(self.photos):.1f} s at most"
        yield f"queued photos     {len(self.photos)}: {median(self.photos):.1f} s median, {longest}"


async def measure_waits(pictures: Sequence[bytes]) -> Waits:
    """Texts alone, then texts while the pictures wait. Raises UsageError outside of a clone."""
    with tempfile.TemporaryDirectory(prefix="rambu-photo-") as folder:
        async with _program(Path(folder)) as telegram:
            # What is built at the first message of its kind is built before.
            for place in range(12):
                await _ask(telegram, 100 + place)
            telegram.people.show(99, content=pictures[0])
            await _answered(telegram, 99)
            idle = [await _ask(telegram, 1_000 + place) for place in range(_IDLE_TEXTS)]
            sent = time.perf_counter()
            for place, picture in enumerate(pictures):
                telegram.people.show(10_000 + place, content=picture)
            reading = [
                asyncio.ensure_future(_answered(telegram, 10_000 + place, sent, 0.1))
                for place in range(len(pictures))
            ]
            busy, place = [], 0
            while not all(one.done() for one in reading):
                busy.append(await _ask(telegram, 20_000 + place))
                place += 1
            photos = [one.result() for one in reading]
            idle += [await _ask(telegram, 2_000 + place) for place in range(_IDLE_TEXTS)]
    return Waits(tuple(idle), tuple(busy), tuple(photos))


async def _ask(telegram: Any, chat: int) -> float:
    """Seconds until a text in a new chat is answered."""
    await asyncio.sleep(_PAUSE)
    began = time.perf_counter()
    telegram.people.say(chat, _TEXTS[chat % len(_TEXTS)])
    return await _answered(telegram, chat, began)


async def _answered(telegram: Any, chat: int, began: float = 0.0, every: float = 0.002) -> float:
    async with asyncio.timeout(_ANSWER_SECONDS):
        # The stand-in knows no event for one chat.
        while not telegram.world.said(chat):  # noqa: ASYNC110
            await asyncio.sleep(every)
    return time.perf_counter() - began


@contextlib.asynccontextmanager
async def _program(folder: Path) -> AsyncIterator[Any]:
    """The stand-in for Telegram, with `bot.py run` talking to it."""
    try:
        fake = importlib.import_module("tests.fakes.bot_api")
    except ImportError as error:
        raise UsageError("this benchmark needs tests/fakes: run it in a clone") from error
    async with fake.FakeBotApi() as telegram:
        environment = {
            **os.environ,
            "RAMBU_TOKEN": telegram.world.token,
            "RAMBU_API_URL": telegram.url,
            "RAMBU_STORE_URL": f"sqlite:///{folder / 'rambu.db'}",
            "RAMBU_HEALTH_PORT": "",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "bot.py",
            "run",
            cwd=ROOT,
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(_START_SECONDS):
                while not telegram.world.updates.polled:  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.05)
            yield telegram
        finally:
            process.terminate()
            await process.wait()
