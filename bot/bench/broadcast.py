"""The broadcast: the same letter to many chats while the processes that send it are killed.

Nobody may be left out, and a letter may come twice only to as many people as processes were killed.
The stand-in keeps Telegram's limits and refuses what goes beyond.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.bench.stage import Setting, Stage, postgres, set_up
from bot.core.reply import Line, Reply
from bot.outbox.dispatcher import LEASE
from bot.outbox.outbox import Outbox

FIRST_CHAT = 10_000
NAME = "broadcast of the benchmark"
# What is sent is of no importance; any text that needs no values.
LETTER = Reply((Line("check.how"),))
# Seconds without any letter after which the rest counts as lost.
PATIENCE = LEASE + 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: how many chats get the letter, how often a process is killed, and on what."""

    chats: int = 10_000
    kills: int = 20
    seed: int = 1
    setting: Setting = field(default_factory=Setting)


@dataclass(slots=True)
class Sent:
    """What came of it; `left_out` must be 0, `twice` at most the kills, `flooded` should be 0."""

    chats: int = 0
    left_out: int = 0
    twice: int = 0
    kills: int = 0
    flooded: int = 0
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """True when everybody got the letter, and no more of them twice than there were kills."""
        return not self.left_out and self.twice <= self.kills

    def lines(self) -> list[str]:
        """Each figure on a line of its own."""
        rate = (self.chats - self.left_out) / self.seconds if self.seconds else 0.0
        return [
            f"chats     {self.chats:,}",
            f"left out  {self.left_out:,}",
            f"twice     {self.twice:,}",
            f"kills     {self.kills:,}",
            f"refused as too many  {self.flooded:,}",
            f"seconds   {self.seconds:,.0f}",
            f"letters a second  {rate:.1f}",
        ]


class BroadcastRun:
    """One run of a plan."""

    def __init__(self, plan: Plan, stage: Stage) -> None:
        self._plan = plan
        self._stage = stage
        self._chance = random.Random(plan.seed)  # noqa: S311 - nothing secret is drawn
        self._got: Counter[int] = Counter()
        self._heard_at = 0.0
        self._kills = 0

    async def run(self) -> Sent:
        """Puts the letters, kills and counts. Raises UsageError when Rambu ends by itself."""
        plan, telegram = self._plan, self._stage.telegram
        chats = range(FIRST_CHAT, FIRST_CHAT + plan.chats)
        await telegram.act("open", chats=[*chats])
        await telegram.act("limit", strict=True)
        bot = int(telegram.token.partition(":")[0])
        outbox = Outbox(self._stage.store, bot, self._stage.keys.of)
        await outbox.broadcast(NAME, chats, LETTER)
        for replica in self._stage.replicas:
            await replica.start()
        await self._send()
        flooded = (await telegram.state())["flooded"]
        left_out = sum(chat not in self._got for chat in chats)
        twice = self._got.total() - len(self._got)
        return Sent(plan.chats, left_out, twice, self._kills, flooded, self._seconds)

    async def _send(self) -> None:
        """Listens until all have their letter; kills a process whenever a share of them has."""
        began = 0.0
        self._heard_at = time.monotonic()
        marks = sorted(self._chance.uniform(0.02, 0.95) for _ in range(self._plan.kills))
        while len(self._got) < self._plan.chats:
            await self._listen()
            began = began or (time.monotonic() if self._got else 0.0)
            if marks and len(self._got) >= marks[0] * self._plan.chats:
                marks.pop(0)
                await self._kill()
            if time.monotonic() - self._heard_at > PATIENCE:
                break
        self._seconds = time.monotonic() - began
        # Whoever got it twice would have it by now.
        await asyncio.sleep(2)
        await self._listen()

    async def _listen(self) -> None:
        for chat, _ in await self._stage.telegram.new_messages(0.05):
            self._got[chat] += 1
            self._heard_at = time.monotonic()

    async def _kill(self) -> None:
        replica = self._chance.choice(self._stage.replicas)
        # At any moment between two letters or within one.
        await asyncio.sleep(self._chance.uniform(0, 0.1))
        await replica.kill()
        self._kills += 1
        await replica.start()


async def run_broadcast(plan: Plan, folder: Path) -> Sent:
    """Runs the plan; logs and an embedded store go to `folder`."""
    async with set_up(plan.setting, folder) as stage:
        return await BroadcastRun(plan, stage).run()


def run(arguments: argparse.Namespace) -> Sent:
    """Runs what the options say in a folder that is removed after a good run."""
    folder = Path(tempfile.mkdtemp(prefix="rambu-broadcast-"))
    with contextlib.ExitStack() as stack:
        server = arguments.store == "postgres"
        url = stack.enter_context(postgres(folder / "postgres")).url if server else ""
        setting = Setting(arguments.ingress, url, arguments.replicas)
        plan = Plan(arguments.chats, arguments.kills, arguments.seed, setting)
        sent = asyncio.run(run_broadcast(plan, folder))
    if sent.good:
        shutil.rmtree(folder)
    return sent
