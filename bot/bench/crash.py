"""The crash run: Rambu is killed again and again while people write, and nothing may be lost.

Each person writes several commands, no two alike in a row. Their answers tell which command was
answered, so that lost, doubled and misplaced answers can be told apart. What the commands change in
our own data is measured once before the kills and must hold for all of them after.
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

from bot.bench.listening import OPEN, PATIENCE, Listener
from bot.bench.processes import Replica
from bot.bench.stage import Setting, Stage, postgres, set_up
from bot.bench.talk import Outcome, write_script


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: how many updates and kills, and on what."""

    updates: int = 5_000
    kills: int = 100
    seed: int = 1
    setting: Setting = field(default_factory=Setting)


class CrashRun:
    """One run of a plan."""

    def __init__(self, plan: Plan, stage: Stage) -> None:
        self._plan = plan
        self._replicas: Sequence[Replica] = stage.replicas
        self._listener = Listener(stage.telegram, stage.store)
        self._chance = random.Random(plan.seed)  # noqa: S311 - nothing secret is drawn
        self._kills = 0
        self._killed_at = 0.0
        # When the present pause between two kills began, and how long it is.
        self._pause = (0.0, 1.0)

    async def run(self) -> Outcome:
        """Learns the answers, kills and listens, and judges. Raises UsageError when it cannot."""
        started = time.monotonic()
        for replica in self._replicas:
            await replica.start()
        await self._listener.learn()
        life = (self._listener.first_heard_at - started) / len(self._replicas)
        killing = asyncio.create_task(self._kill(life))
        try:
            await self._talk_and_listen(killing)
        finally:
            killing.cancel()
        outcome = await self._listener.judge()
        outcome.kills, outcome.seconds = self._kills, time.monotonic() - started
        outcome.starts = sum(replica.starts for replica in self._replicas)
        return outcome

    async def _kill(self, life: float) -> None:
        """Lets a process live for a random while around `life`, kills it and starts it again."""
        least = life
        while self._kills < self._plan.kills:
            # Some die while they start, most while they work.
            pause = self._chance.uniform(0.5, 2.5) * life
            self._pause = (time.monotonic(), pause)
            # On a machine that has become slower, a start takes longer than it did.
            silent = self._listener.heard_at < self._pause[0] - life
            life = life * 1.5 if silent else max(least, life / 1.2)
            await asyncio.sleep(pause)
            replica = self._chance.choice(self._replicas)
            await replica.kill()
            self._kills += 1
            self._killed_at = time.monotonic()
            await replica.start()

    async def _talk_and_listen(self, killing: asyncio.Task[None]) -> None:
        """Writes in step with the kills and listens until all is answered or nothing comes."""
        waiting = write_script(self._plan.updates, self._chance)
        total, written = len(waiting), 0
        talk = self._listener.talk
        while True:
            share = 1.0 if killing.done() else self._progress()
            while waiting and written < share * total and talk.open < OPEN:
                await self._listener.write(*waiting.pop(0))
                written += 1
            await self._listener.listen()
            if killing.done():
                killing.result()
                over = not waiting and not talk.open
                if over or time.monotonic() - self._last_sign() > PATIENCE:
                    await self._listener.listen()
                    return

    def _last_sign(self) -> float:
        return max(self._listener.heard_at, self._killed_at)

    def _progress(self) -> float:
        """Which share of the run is over, so that people write all the time."""
        began, pause = self._pause
        part = min(1.0, (time.monotonic() - began) / pause)
        return (self._kills + part) / (self._plan.kills + 1)


async def run_crashes(plan: Plan, folder: Path) -> Outcome:
    """Runs the plan; logs and an embedded store go to `folder`."""
    async with set_up(plan.setting, folder) as stage:
        return await CrashRun(plan, stage).run()


def run(arguments: argparse.Namespace) -> Outcome:
    """Runs what the options say in a folder that is removed after a good run."""
    folder = Path(tempfile.mkdtemp(prefix="rambu-crash-"))
    with contextlib.ExitStack() as stack:
        server = arguments.store == "postgres"
        url = stack.enter_context(postgres(folder / "postgres")).url if server else ""
        setting = Setting(arguments.ingress, url, arguments.replicas)
        plan = Plan(arguments.updates, arguments.kills, arguments.seed, setting)
        outcome = asyncio.run(run_crashes(plan, folder))
    if outcome.good:
        shutil.rmtree(folder)
    return outcome
