"""Polling: kept first, acknowledged later."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.errors import StoreError
from bot.ingress.polling import LEAD, Poller
from bot.ingress.updates import RawUpdate
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_store
from tests.ingress.conftest import Clock

BOT = 42


class Conflict(Exception):
    """Somebody else asks, too."""


class Telegram:
    """Gives what was not acknowledged, as getUpdates does."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.offsets: list[int | None] = []
        self.errors: list[Exception] = []

    def send(self, *update_ids: int) -> None:
        for update_id in update_ids:
            body = {"chat": {"id": 7}, "from": {"id": 7}, "text": "halo"}
            self.waiting.append({"update_id": update_id, "message": body})

    async def fetch(self, offset: int | None) -> Sequence[RawUpdate]:
        self.offsets.append(offset)
        if self.errors:
            raise self.errors.pop(0)
        if offset is not None:
            self.waiting = [one for one in self.waiting if one["update_id"] >= offset]
        return list(self.waiting[:100])


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def poller(telegram: Telegram, store: SqlStore, keys: Keys, clock: Clock) -> Poller:
    return Poller(telegram.fetch, store, keys, BOT, clock=clock)


async def kept(store: SqlStore, clock: Clock) -> list[int]:
    claim = await store.claim_chat(BOT, "w", clock(), 0)
    return [pending.update_id for pending in claim.updates] if claim else []


async def test_updates_are_kept_and_then_acknowledged(
    telegram: Telegram, poller: Poller, store: SqlStore, clock: Clock
) -> None:
    telegram.send(5, 6)
    assert await poller.turn() == 0
    assert await kept(store, clock) == [5, 6]
    assert len(telegram.waiting) == 2
    await poller.turn()
    assert telegram.waiting == []
    assert telegram.offsets == [None, 7]


async def test_nothing_is_acknowledged_while_the_store_is_gone(
    telegram: Telegram,
    poller: Poller,
    store: SqlStore,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def gone(*arguments: object) -> int:
        raise StoreError("gone")

    telegram.send(5)
    with monkeypatch.context() as patch:
        patch.setattr(store, "put_updates", gone)
        assert await poller.turn() > 0
        assert await poller.turn() > 0
    assert await poller.turn() == 0
    assert telegram.offsets == [None, None, None]
    assert await kept(store, clock) == [5]


async def test_a_new_process_starts_without_an_offset(
    telegram: Telegram, poller: Poller, store: SqlStore, keys: Keys, clock: Clock
) -> None:
    telegram.send(900)
    await poller.turn()
    again = Poller(telegram.fetch, store, keys, BOT, clock=clock)
    await again.turn()
    assert telegram.offsets == [None, None]
    assert await kept(store, clock) == [900]


async def test_numbers_that_begin_anew_are_not_missed(
    telegram: Telegram, poller: Poller, store: SqlStore, clock: Clock
) -> None:
    telegram.send(900)
    await poller.turn()
    await poller.turn()
    telegram.send(12)
    await poller.turn()
    assert 12 in await kept(store, clock)


async def test_pauses_grow_while_telegram_fails_and_end_when_it_answers(
    telegram: Telegram, poller: Poller
) -> None:
    telegram.errors = [Conflict() for _ in range(7)]
    pauses = [await poller.turn() for _ in range(8)]
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 0]
    telegram.errors = [Conflict()]
    assert await poller.turn() == 1


async def test_a_pause_that_telegram_asks_for_is_kept(telegram: Telegram, poller: Poller) -> None:
    error = Conflict()
    error.retry_after = 17  # type: ignore[attr-defined]
    telegram.errors = [error]
    assert await poller.turn() == 17


async def test_what_is_no_update_is_acknowledged_and_left_out(
    telegram: Telegram, poller: Poller, store: SqlStore, clock: Clock
) -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"x": deep}
    telegram.waiting = [{"nonsense": 1}, {"update_id": 8, "message": deep}]
    telegram.send(7)
    assert await poller.turn() == 0
    assert await kept(store, clock) == [7]
    telegram.waiting = []
    await poller.turn()
    assert telegram.offsets == [None, 9]
    while deep:
        deep = deep.pop("x", {})


async def test_of_several_processes_one_fetches(
    telegram: Telegram, keys: Keys, clock: Clock, postgres_url: str
) -> None:
    stores = [await open_store(postgres_url) for _ in range(2)]
    one, other = (Poller(telegram.fetch, store, keys, BOT, clock=clock) for store in stores)
    assert await one.turn() == 0
    assert await other.turn() > 0
    assert telegram.offsets == [None]
    clock.now += LEAD
    assert await other.turn() == 0
    assert await one.turn() > 0
    for store in stores:
        await store.close()


async def test_the_lead_is_kept_while_a_fetch_waits(
    keys: Keys, clock: Clock, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_store(postgres_url)
    asked, renewed = asyncio.Event(), asyncio.Event()
    lead = store.lead

    async def watched(*arguments: Any) -> bool:
        if asked.is_set():
            renewed.set()
        return await lead(*arguments)

    async def wait(offset: int | None) -> Sequence[RawUpdate]:
        asked.set()
        await renewed.wait()
        return []

    monkeypatch.setattr(store, "lead", watched)
    monkeypatch.setattr("bot.ingress.polling.LEAD", 0.003)
    assert await Poller(wait, store, keys, BOT, clock=clock).turn() == 0
    await store.close()


async def test_the_only_process_of_a_store_goes_on_at_once_after_a_kill(
    telegram: Telegram, poller: Poller, store: SqlStore, keys: Keys, clock: Clock
) -> None:
    await poller.turn()
    again = Poller(telegram.fetch, store, keys, BOT, clock=clock)
    assert await again.turn() == 0


async def test_stopping_ends_a_fetch_that_waits_and_gives_up_the_lead(
    store: SqlStore, keys: Keys, clock: Clock
) -> None:
    asked = asyncio.Event()

    async def wait(offset: int | None) -> Sequence[RawUpdate]:
        asked.set()
        await asyncio.Event().wait()
        return []

    poller = Poller(wait, store, keys, BOT, clock=clock)
    running = asyncio.create_task(poller.run())
    await asked.wait()
    poller.stop()
    await running
    assert await store.lead(f"poll:{BOT}", "there", clock(), clock() + 1)


async def test_a_running_poller_wakes_the_worker(
    telegram: Telegram, store: SqlStore, keys: Keys, clock: Clock
) -> None:
    woken = asyncio.Event()
    poller = Poller(telegram.fetch, store, keys, BOT, wake=woken.set, clock=clock)
    telegram.send(1)
    running = asyncio.create_task(poller.run())
    await woken.wait()
    poller.stop()
    await running
    assert await kept(store, clock) == [1]
