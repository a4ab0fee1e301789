"""A process that is killed while it handles an update: the update is handled by the next."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.ingress.updates import read_incoming
from bot.ingress.worker import Limits, Raw, Worker
from bot.storage.keys import Keys
from bot.storage.opening import open_store

ROOT = Path(__file__).parents[2]
BOT = 42
LEASE = 20.0
# Claims what is due, says so and hangs.
CHILD = """
import asyncio, sys
from bot.ingress.worker import Limits, Worker
from bot.storage.opening import open_store

async def hang(updates):
    print(*(update["update_id"] for update in updates), flush=True)
    await asyncio.Event().wait()

async def main():
    store = await open_store(sys.argv[1])
    await Worker(store, 42, hang, limits=Limits(lease=20.0)).run()

asyncio.run(main())
"""


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rambu.db'}"
    return str(request.getfixturevalue("postgres_url"))


def kill_while_handling(url: str) -> list[int]:
    """Starts a worker, kills it as soon as it handles something, and returns what that was."""
    command = [sys.executable, "-c", CHILD, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            return [int(number) for number in child.stdout.readline().split()]
        finally:
            child.kill()


async def test_an_update_survives_the_death_of_its_worker(store_url: str, keys: Keys) -> None:
    store = await open_store(store_url)
    calls: list[list[int]] = []

    async def handle(updates: Sequence[Raw]) -> None:
        calls.append([update["update_id"] for update in updates])

    message = {"chat": {"id": 7}, "from": {"id": 7}, "text": "tolong"}
    updates = [{"update_id": number, "message": message} for number in (1, 2)]
    now = time.time()
    await store.put_updates(BOT, [read_incoming(update, keys) for update in updates], now)
    assert kill_while_handling(store_url) == [1, 2]

    await Worker(store, BOT, handle).run_due()
    assert calls == []
    later = Worker(store, BOT, handle, limits=Limits(lease=LEASE), clock=lambda: now + 60)
    await later.run_due()
    assert calls == [[1, 2]]
    await store.close()
