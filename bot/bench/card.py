"""How long a card takes, how heavy it is, and how long the event loop stands still meanwhile."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bot.core.engine import Engine
from bot.core.poster import LOOKS, Look, Poster
from bot.poster.painter import Bounds, Painter
from bot.poster.sheet import examples

ADDRESS = "https://t.me/rambu_bench"
MOST_BYTES = 300_000
_TICK = 0.001


@dataclass(frozen=True, slots=True)
class Cards:
    """Milliseconds of each card and of one drawn before, bytes, and the loop's longest pauses."""

    times: dict[str, Sequence[float]]
    again: Sequence[float]
    sizes: dict[str, Sequence[int]]
    pauses: Sequence[float]

    @property
    def good(self) -> bool:
        """True when every card was drawn and is light enough to be passed on."""
        return all(0 < size < MOST_BYTES for sizes in self.sizes.values() for size in sizes)

    def lines(self) -> list[str]:
        """One line for each look, and what it costs others."""
        rows = [
            f"{letters}  {len(times)} cards  median {median(times):.0f} ms  longest"
            f" {max(times):.0f} ms  median {median(self.sizes[letters]) / 1000:.0f} kB"
            f"  largest {max(self.sizes[letters]) / 1000:.0f} kB"
            for letters, times in self.times.items()
        ]
        return [
            *rows,
            f"drawn before  median {median(self.again):.2f} ms",
            f"event loop stood still  median {median(self.pauses):.1f} ms"
            f"  longest {max(self.pauses):.1f} ms",
        ]


def run(engine: Engine, today: dt.date, rounds: int) -> Cards:
    """Draws every kind in every look `rounds` times, after one that is not counted."""
    posters = [*examples(engine.posters, engine.content, today)]
    return asyncio.run(_run(posters, rounds))


async def _run(posters: Sequence[Poster], rounds: int) -> Cards:
    times: dict[str, list[float]] = {letters: [] for letters in LOOKS}
    sizes: dict[str, list[int]] = {letters: [] for letters in LOOKS}
    again: list[float] = []
    pauses: list[float] = []
    await _timed(Painter(), posters[0], Look())
    for _ in range(rounds):
        # A painter without memory draws each of them anew.
        painter = Painter(bounds=Bounds(kept=1))
        for poster in posters:
            for letters, look in LOOKS.items():
                watch = asyncio.create_task(_longest_pause())
                milliseconds, size = await _timed(painter, poster, look)
                watch.cancel()
                pauses.append(await watch)
                times[letters].append(milliseconds)
                sizes[letters].append(size)
                again.append((await _timed(painter, poster, look))[0])
    return Cards(dict(times), again, dict(sizes), pauses)


async def _timed(painter: Painter, poster: Poster, look: Look) -> tuple[float, int]:
    started = time.perf_counter()
    picture = await painter.paint(poster, look, ADDRESS)
    return (time.perf_counter() - started) * 1000, len(picture)


async def _longest_pause() -> float:
    """Milliseconds that the loop was late at most until this is cancelled."""
    longest = 0.0
    try:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_TICK)
            longest = max(longest, time.perf_counter() - before - _TICK)
    except asyncio.CancelledError:
        return longest * 1000
