"""The fault run: Telegram and the store fail in every way there is while people write.

Rambu must stay up, answer everything once the fault is over, and need no hands for it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.bench.listening import PATIENCE, Listener
from bot.bench.stage import Postgres, Setting, Stage, postgres, set_up
from bot.bench.talk import COMMANDS, Outcome, write_script
from bot.errors import UsageError
from bot.storage.urls import sqlite_path

# A person who has blocked the bot, and is no part of the talk.
BLOCKER, BLOCKED = 900, 5
# What every file of a database is longer than.
PAGE = 4096
# A disk that may be filled up is a small one of its own.
LARGEST_DISK = 2**30
# More pieces of its log than such a disk holds.
SEGMENTS = 64
# The faults of the stand-in; `share` of the calls fail while people write.
TELEGRAM: Mapping[str, Mapping[str, Any]] = {
    "429": {"code": 429, "retry_after": 2},
    "500": {"code": 500},
    "502 with a page": {"kind": "page", "code": 502},
    "timeout": {"kind": "timeout", "seconds": 30, "method": "sendMessage"},
    "reset": {"kind": "reset"},
    "reset after the work": {"kind": "reset", "after": True, "method": "sendMessage"},
    "malformed JSON": {"kind": "malformed"},
}
STORE = ("store locked", "store gone", "disk full")
TROUBLES = (*TELEGRAM, "403", *STORE)

Trouble = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: the troubles one after the other, for so long, with so many messages each."""

    troubles: Sequence[str] = TROUBLES
    seconds: float = 30.0
    messages: int = 100
    seed: int = 1
    setting: Setting = field(default_factory=Setting)


@dataclass(slots=True)
class Row:
    """What came of one trouble: `recovery` is how long the last answer took after its end."""

    trouble: str
    messages: int
    recovery: float


@dataclass(slots=True)
class Report:
    """The rows, and what came of all of it together."""

    rows: list[Row]
    outcome: Outcome
    stayed_up: bool
    handled: list[int]

    @property
    def good(self) -> bool:
        """True when nothing was lost and no process ended. Counts may miss what no store took."""
        lost = self.outcome.lost or self.outcome.misplaced or self.outcome.parked
        return self.stayed_up and not lost

    def lines(self) -> list[str]:
        """Each trouble, then the figures of all of it."""
        rows = [
            f"{row.trouble:>20}  {row.messages:>5} messages, all answered"
            f" {row.recovery:.1f} s after the fault ended"
            for row in self.rows
        ]
        shares = ", ".join(f"{n:,}" for n in self.handled)
        ends = [f"stayed up   {self.stayed_up}", f"handled by each process: {shares}"]
        return [*rows, *self.outcome.lines(), *ends]


class FaultRun:
    """One run of a plan."""

    def __init__(self, plan: Plan, stage: Stage, server: Postgres | None) -> None:
        self._plan = plan
        self._stage = stage
        self._server = server
        self._listener = Listener(stage.telegram, stage.store)
        self._chance = random.Random(plan.seed)  # noqa: S311 - nothing secret is drawn

    async def run(self) -> Report:
        """Makes one trouble after the other. Raises UsageError for one that the store has not."""
        started = time.monotonic()
        for replica in self._stage.replicas:
            await replica.start()
        await self._listener.learn()
        script = write_script(len(self._plan.troubles) * self._plan.messages, self._chance)
        rows = []
        for number, name in enumerate(self._plan.troubles):
            first = number * self._plan.messages
            rows.append(await self._endure(name, script[first : first + self._plan.messages]))
        outcome = await self._listener.judge()
        outcome.starts = sum(replica.starts for replica in self._stage.replicas)
        outcome.seconds = time.monotonic() - started
        handled = [await each.handled() for each in self._stage.replicas if each.running]
        return Report(rows, outcome, len(handled) == len(self._stage.replicas), handled)

    async def _endure(self, name: str, script: Sequence[tuple[int, int]]) -> Row:
        """People write while the trouble lasts; then all of it must be answered."""
        async with self._trouble(name)():
            began = time.monotonic()
            for place, (chat, command) in enumerate(script, 1):
                await self._listener.write(chat, command)
                while time.monotonic() < began + self._plan.seconds * place / len(script):
                    await self._listener.listen()
        ended = time.monotonic()
        while self._listener.talk.open:
            await self._listener.listen()
            if time.monotonic() - max(ended, self._listener.heard_at) > PATIENCE:
                break
        return Row(name, len(script), max(0.0, self._listener.heard_at - ended))

    def _trouble(self, name: str) -> Trouble:
        file = sqlite_path(self._stage.store_url)
        if name in TELEGRAM:
            return lambda: self._failing(TELEGRAM[name])
        if name == "403":
            return self._blocked
        if name == "store locked":
            return lambda: _locked(file) if file else self._locked_tables()
        if name == "disk full" and (file or (self._server and self._server.disk)):
            return self._full if file else self._crowded
        if name == "store gone" and self._server is not None:
            return self._gone
        raise UsageError(f"{name}: this store cannot be made to fail so")

    @contextlib.asynccontextmanager
    async def _failing(self, fault: Mapping[str, Any]) -> AsyncIterator[None]:
        """Some of the calls fail; those that are left over fail in what comes next."""
        count = max(3, self._plan.messages // 5)
        await self._stage.telegram.act("fail", share=0.3, count=count, **{"method": "*", **fault})
        yield

    @contextlib.asynccontextmanager
    async def _blocked(self) -> AsyncIterator[None]:
        """Somebody blocks Rambu with questions open: it must neither stop nor try for ever."""
        said = "Forbidden: bot was blocked by the user"
        fault = {"code": 403, "description": said, "method": "sendMessage", "chat_id": BLOCKER}
        await self._stage.telegram.act("fail", count=1_000, **fault)
        for _ in range(BLOCKED):
            await self._stage.telegram.act("say", chat_id=BLOCKER, text=COMMANDS[0])
        self._listener.expect(0, BLOCKED)
        yield

    @contextlib.asynccontextmanager
    async def _locked_tables(self) -> AsyncIterator[None]:
        import psycopg

        connection = await psycopg.AsyncConnection.connect(self._stage.store_url)
        async with connection:
            await connection.execute("LOCK TABLE inbox, inbox_chats IN ACCESS EXCLUSIVE MODE")
            yield

    @contextlib.asynccontextmanager
    async def _gone(self) -> AsyncIterator[None]:
        assert self._server is not None  # noqa: S101 - narrows the type for mypy
        self._server.stop()
        try:
            yield
        finally:
            await asyncio.to_thread(self._server.start)

    @contextlib.asynccontextmanager
    async def _full(self) -> AsyncIterator[None]:
        """No process may write beyond the first page of any file."""
        for replica in self._stage.replicas:
            _limit(replica.pid, PAGE)
        try:
            yield
        finally:
            for replica in self._stage.replicas:
                _limit(replica.pid, resource.RLIM_INFINITY)

    @contextlib.asynccontextmanager
    async def _crowded(self) -> AsyncIterator[None]:
        """The server's disk is full; when there is room again, whoever watches it starts it."""
        assert self._server is not None  # noqa: S101 - narrows the type for mypy
        assert self._server.disk is not None  # noqa: S101 - the same
        ballast = self._server.disk / "ballast"
        await asyncio.to_thread(_fill, ballast)
        try:
            await self._use_up()
            yield
        finally:
            ballast.unlink()
            await asyncio.to_thread(self._server.start)

    async def _use_up(self) -> None:
        """Lets the server use the room that it had set aside for its log."""
        import psycopg

        with contextlib.suppress(psycopg.Error):
            async with await psycopg.AsyncConnection.connect(self._stage.store_url) as connection:
                await connection.set_autocommit(True)
                for _ in range(SEGMENTS):
                    await connection.execute("SELECT pg_logical_emit_message(false, '', '')")
                    await connection.execute("SELECT pg_switch_wal()")


def _fill(file: Path) -> None:
    """Writes until there is no room left. Raises UsageError on a disk that is too large."""
    if shutil.disk_usage(file.parent).total > LARGEST_DISK:
        raise UsageError(f"{file.parent}: not a small disk of its own")
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as ballast:
        while ballast.write(b"x" * PAGE):
            pass


def _limit(pid: int, size: int) -> None:
    if not hasattr(resource, "prlimit"):
        raise UsageError("disk full: only Linux can limit another process")
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextlib.asynccontextmanager
async def _locked(file: Path) -> AsyncIterator[None]:
    """Another program writes to the database and does not end."""
    connection = sqlite3.connect(file, timeout=30, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        connection.close()


async def run_faults(plan: Plan, folder: Path, server: Postgres | None = None) -> Report:
    """Runs the plan; logs and an embedded store go to `folder`."""
    async with set_up(plan.setting, folder) as stage:
        return await FaultRun(plan, stage, server).run()


def run(arguments: argparse.Namespace) -> Report:
    """Runs what the options say in a folder that is removed after a good run."""
    folder = Path(tempfile.mkdtemp(prefix="rambu-faults-"))
    disk = Path(arguments.disk) if arguments.disk else None
    absent = {"store gone"} if arguments.store == "sqlite" else set() if disk else {"disk full"}
    with contextlib.ExitStack() as stack:
        server = None
        if arguments.store == "postgres":
            server = stack.enter_context(postgres((disk or folder) / "postgres", disk))
        setting = Setting(arguments.ingress, server.url if server else "", arguments.replicas)
        plan = Plan(
            [name for name in TROUBLES if name not in absent],
            arguments.seconds,
            arguments.messages,
            arguments.seed,
            setting,
        )
        report = asyncio.run(run_faults(plan, folder, server))
    if report.good:
        shutil.rmtree(folder)
    return report
