"""The load: many people write at once, and how many of them are answered in a second.

Rambu runs as in earnest: the store, the inbox, all of the understanding, the road to Telegram.
The stand-in and the people who write share the machine with it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.bench.stage import Setting, Stage, postgres, set_up
from bot.bench.talk import COMMANDS
from bot.library import load_content
from bot.settings import Settings

FIRST_CHAT = 100_000
READY_SECONDS = 120.0
# Seconds without any answer after which the rest counts as lost.
PATIENCE = 60.0
# So many messages may be on their way to the stand-in at the same time.
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: messages of as many people, each from `texts`, and on what."""

    texts: Sequence[str]
    setting: Setting = field(default_factory=Setting)


@dataclass(slots=True)
class Load:
    """What came of it; `handled` is the share of each process."""

    messages: int
    answered: int
    seconds: float
    handled: list[int]

    @property
    def good(self) -> bool:
        """True when everybody was answered."""
        return self.answered == self.messages

    def lines(self) -> list[str]:
        """Each figure on a line of its own."""
        shares = ", ".join(f"{n:,}" for n in self.handled)
        return [
            f"messages  {self.messages:,}",
            f"answered  {self.answered:,}",
            f"seconds   {self.seconds:.1f}",
            f"updates a second  {self.answered / self.seconds:.0f}",
            f"handled by each process  {shares}",
        ]


class LoadRun:
    """One run of a plan."""

    def __init__(self, plan: Plan, stage: Stage) -> None:
        self._plan = plan
        self._stage = stage
        self._answered: set[int] = set()

    async def run(self) -> Load:
        """Waits until Rambu is ready, lets everybody write, and listens. Raises UsageError."""
        for replica in self._stage.replicas:
            await replica.start()
        for replica in self._stage.replicas:
            await replica.wait_until_ready(READY_SECONDS)
        started = time.monotonic()
        writing = asyncio.create_task(self._write())
        last = await self._listen(len(self._plan.texts))
        await writing
        handled = [await replica.handled() for replica in self._stage.replicas]
        return Load(len(self._plan.texts), len(self._answered), last - started, handled)

    async def _write(self) -> None:
        """Each text is written in a chat of its own: nobody is slowed down by a limit."""
        waiting = list(enumerate(self._plan.texts, FIRST_CHAT))

        async def one_after_the_other() -> None:
            while waiting:
                chat, text = waiting.pop()
                await self._stage.telegram.act("say", chat_id=chat, text=text)

        await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))

    async def _listen(self, wanted: int) -> float:
        """Takes answers in until all have one or none comes; returns when the last came."""
        heard_at = time.monotonic()
        while len(self._answered) < wanted and time.monotonic() - heard_at < PATIENCE:
            found = {chat for chat, _ in await self._stage.telegram.new_messages(0.2)}
            if found - self._answered:
                heard_at = time.monotonic()
            self._answered |= found
        return heard_at


def draw_texts(settings: Settings, count: int, kind: str, seed: int) -> list[str]:
    """What people write: offers, questions and commands in equal parts, or commands only."""
    content = load_content(settings.content_dir)
    offers = [text for rule in content.rules.values() for text in rule.examples.match]
    asked = [text for article in content.articles.values() for text in article.questions.match]
    kinds = [COMMANDS] if kind == "commands" else [sorted(offers), sorted(asked), COMMANDS]
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    return [chance.choice(kinds[number % len(kinds)]) for number in range(count)]


async def run_load(plan: Plan, folder: Path) -> Load:
    """Runs the plan; logs and an embedded store go to `folder`."""
    async with set_up(plan.setting, folder) as stage:
        return await LoadRun(plan, stage).run()


def run(arguments: argparse.Namespace, settings: Settings) -> Load:
    """Runs what the options say in a folder that is removed after a good run."""
    folder = Path(tempfile.mkdtemp(prefix="rambu-load-"))
    texts = draw_texts(settings, arguments.messages, arguments.texts, arguments.seed)
    with contextlib.ExitStack() as stack:
        server = arguments.store == "postgres"
        url = stack.enter_context(postgres(folder / "postgres")).url if server else ""
        setting = Setting(arguments.ingress, url, arguments.replicas)
        load = asyncio.run(run_load(Plan(texts, setting), folder))
    if load.good:
        shutil.rmtree(folder)
    return load
