"""The hostile run: generated inputs go the whole road, and every reply must be one Telegram takes.

raw update → inbox form → cases → Message → understanding → Reply → HTML and buttons. Nothing may
raise, no reply may be refused, and memory must stay within bounds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib
import logging
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.bench.files import Files
from bot.bench.nasties import Nasties
from bot.bench.nowhere import Me, Nowhere
from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.reply import Reply
from bot.errors import UsageError
from bot.ingress.updates import read_incoming
from bot.library.opening import open_engine
from bot.photo.reader import PhotoReader
from bot.service import Service
from bot.settings import Settings
from bot.storage.keys import Keys
from bot.telegram.channel import TelegramChannel
from bot.telegram.compose import compose
from bot.telegram.send import Target

# What Telegram takes (core.telegram.org/bots/api): units of a text, bytes under a button, buttons.
TEXT_UNITS, ACTION_BYTES, BUTTONS = 4096, 64, 100
ACTIONS = (
    "menu topics countries hotlines check emergency emergency:MM help:KH watched:yes safety:no "
    "unanswered emergency_countries wrong:not_offer unhelpful: topic:biaya article:x country:MY "
    "sources:x ask:job.pay ~topics verdict:d1KHabc ~atur:reads ~atur:done"
).split()
_SHOWN = 20

_watched = logging.getLogger("bot.telegram.compose")


@dataclass(slots=True)
class Found:
    """What came of it; `broken` holds the first of what went wrong."""

    inputs: int = 0
    replies: int = 0
    parts: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    roads: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    seconds: float = 0.0
    memory_at_start: float = 0.0
    memory_at_peak: float = 0.0

    @property
    def good(self) -> bool:
        """True when nothing went wrong."""
        return not self.failures

    def fail(self, what: str, number: int) -> None:
        """Notes something that went wrong with an input."""
        self.failures[what] += 1
        if len(self.broken) < _SHOWN:
            self.broken.append(f"input {number}: {what}")

    def lines(self) -> list[str]:
        """The figures, and what went wrong."""
        roads = ", ".join(f"{name or 'none'} {n:,}" for name, n in self.roads.most_common())
        return [
            f"{self.inputs:,} inputs, {self.replies:,} replies in {self.parts:,} messages",
            f"roads: {roads}",
            f"{sum(self.failures.values()):,} failures {dict(self.failures)}",
            *self.broken,
            f"{self.seconds:.0f} s, slowest input {self.slowest:.2f} s",
            f"memory: {self.memory_at_start:.0f} MB before the first input, "
            f"{self.memory_at_peak:.0f} MB at the peak",
        ]


class Catcher:
    """In the place of the sender: judges what would be sent."""

    def __init__(self, texts: Mapping[str, str], found: Found) -> None:
        self.number = 0
        self._texts = texts
        self._found = found
        self._markup = _stand_in("tests.fakes.markup")

    async def send(self, target: Target, reply: Reply) -> list[int]:
        """Judges the reply as Telegram would; the numbers that its messages would have."""
        if not reply.lines:
            return []
        self._found.replies += 1
        self._found.roads[reply.road] += 1
        composed = compose(reply, self._texts)
        self._found.parts += len(composed.parts)
        problems = [] if composed.parts else ["a reply without a text"]
        problems += [problem for part in composed.parts for problem in self._judge(part)]
        problems += _judge_buttons(composed.keyboard)
        for problem in problems:
            self._found.fail(problem, self.number)
        return [*range(1, len(composed.parts) + 1)]

    async def replace(self, target: Target, message_id: int, reply: Reply) -> None:
        """The same, of an edit."""
        await self.send(target, reply)

    async def call(self, call: Callable[..., Awaitable[object]], **arguments: object) -> object:
        """Asks at once."""
        return await call(**arguments)

    async def close_press(self, query_id: str, notice: str = "") -> None:
        """Nothing to judge."""

    def _judge(self, part: str) -> Iterator[str]:
        try:
            words, entities = self._markup.parse_html(part)
            words, _ = self._markup.trim(words, entities)
            if not 0 < self._markup.units(words) <= TEXT_UNITS:
                yield "a text of a length that Telegram refuses"
        except Exception as error:  # noqa: BLE001 - whatever the stand-in says, it refuses
            yield f"refused: {type(error).__name__}"


async def run_hostile(engine: Engine, count: int, seed: int = 1) -> Found:
    """Sends `count` generated updates through everything."""
    found = Found(memory_at_start=_memory())
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    nasties = Nasties(chance, read_seeds(engine.content), ACTIONS)
    catcher = Catcher(engine.content.texts, found)
    keys = Keys(f"hostile run {seed}")
    reader = PhotoReader()
    service = Service(engine, Nowhere(), reader=reader)  # type: ignore[arg-type]
    channel = TelegramChannel(
        Me(Files(chance)),  # type: ignore[arg-type]
        service,
        engine.content.texts,
        keys.of,
        catcher,  # type: ignore[arg-type]
    )
    started = time.monotonic()
    async with _closed_at_the_end(reader):
        with _listening(found, catcher):
            for number in range(count):
                catcher.number = number
                await _send(nasties.update(number), keys, channel, found, number)
    found.seconds, found.memory_at_peak = time.monotonic() - started, _memory()
    return found


@contextlib.asynccontextmanager
async def _closed_at_the_end(reader: PhotoReader) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await reader.close()


async def _send(
    update: dict[str, Any], keys: Keys, channel: TelegramChannel, found: Found, number: int
) -> None:
    began = time.perf_counter()
    found.inputs += 1
    try:
        with contextlib.suppress(ValueError):
            read_incoming(update, keys)
        await channel.handle([update])
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
        found.fail(f"{type(error).__name__} in {where}", number)
    found.slowest = max(found.slowest, time.perf_counter() - began)


@contextlib.contextmanager
def _listening(found: Found, catcher: Catcher) -> Iterator[None]:
    """Counts what `compose` had to leave out as a failure."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.fail(record.getMessage(), catcher.number)

    handler = Handler(logging.ERROR)
    _watched.addHandler(handler)
    try:
        yield
    finally:
        _watched.removeHandler(handler)


def read_seeds(content: Content) -> list[str]:
    """The project's own examples and questions."""
    texts = [
        t
        for rule in content.rules.values()
        for t in (*rule.examples.match, *rule.examples.no_match)
    ]
    texts += [t for article in content.articles.values() for t in article.questions.match]
    return [text for text in texts if text.strip()]


def _judge_buttons(keyboard: Any) -> Iterator[str]:
    buttons = [button for row in keyboard.inline_keyboard for button in row] if keyboard else []
    if len(buttons) > BUTTONS:
        yield "too many buttons"
    for button in buttons:
        data = button.callback_data
        if not button.text.strip():
            yield "a button without a label"
        if data is not None and not 0 < len(str(data).encode()) <= ACTION_BYTES:
            yield "a button with too long an action"


def _stand_in(name: str) -> Any:
    """A module of the tests. Raises UsageError outside of a clone."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError("benchmarks need tests/fakes: run them in a clone") from error


def _memory() -> float:
    """The most memory that this process had, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 2**10


def run(arguments: argparse.Namespace, settings: Settings) -> Found:
    """Runs what the options say."""
    engine = open_engine(settings.content_dir)
    return asyncio.run(run_hostile(engine, arguments.inputs, arguments.seed))
