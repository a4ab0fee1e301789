"""The worker: order, retries, parking, stopping, and cases of several messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

import pytest

from bot.errors import StoreError
from bot.ingress.updates import read_incoming
from bot.ingress.worker import Limits, Raw, Worker, retry_delay
from bot.storage.keys import Keys
from bot.storage.once import apply
from bot.storage.opening import SqlStore
from bot.storage.store import DAY, Count
from tests.ingress.conftest import Clock

BOT = 42
Put = Callable[..., Awaitable[None]]


class Passing(Exception):
    """An error that passes by itself."""


class Handler:
    """Notes what it is given; fails as often as it is told to."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.failures: dict[int, list[Exception]] = {}

    async def __call__(self, updates: Sequence[Raw]) -> None:
        ids = [update["update_id"] for update in updates]
        self.calls.append(ids)
        for one in ids:
            if self.failures.get(one):
                raise self.failures[one].pop(0)

    def fail(self, update_id: int, *errors: Exception) -> None:
        self.failures[update_id] = list(errors)


def message(update_id: int, chat: int = 7, **more: Any) -> Raw:
    body = {"chat": {"id": chat}, "from": {"id": 7}, "text": "halo", **more}
    return {"update_id": update_id, "message": body}


def forward(update_id: int, chat: int = 7) -> Raw:
    return message(update_id, chat, forward_origin={"type": "user"})


def alone(updates: Sequence[Raw]) -> list[list[int]]:
    return [[update["update_id"]] for update in updates]


@pytest.fixture
def put(store: SqlStore, keys: Keys, clock: Clock) -> Put:
    async def put(*updates: Raw) -> None:
        await store.put_updates(BOT, [read_incoming(one, keys) for one in updates], clock())

    return put


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def worker(store: SqlStore, handler: Handler, clock: Clock) -> Worker:
    return Worker(store, BOT, handler, split=alone, pause_for=pause, clock=clock)


def pause(error: Exception) -> float | None:
    return 5.0 if isinstance(error, Passing) else None


async def test_a_chat_is_handled_in_order(put: Put, worker: Worker, handler: Handler) -> None:
    await put(message(3), message(1), message(2))
    await worker.run_due()
    assert handler.calls == [[1], [2], [3]]
    assert worker.tally.handled == 3


async def test_what_was_handled_is_not_handled_again(
    put: Put, worker: Worker, handler: Handler
) -> None:
    await put(message(1))
    await worker.run_due()
    await put(message(1))
    await worker.run_due()
    assert handler.calls == [[1]]


async def test_updates_of_one_case_come_together(
    store: SqlStore, put: Put, handler: Handler, clock: Clock
) -> None:
    worker = Worker(store, BOT, handler, split=lambda _: [[1, 2], [4, 99]], clock=clock)
    await put(message(1), message(2), message(3), message(4))
    await worker.run_due()
    assert handler.calls == [[1, 2], [4], [3]]


async def test_forwards_are_handled_when_the_chat_is_quiet(
    store: SqlStore, put: Put, handler: Handler, clock: Clock
) -> None:
    worker = Worker(store, BOT, handler, clock=clock)
    await put(forward(1))
    await worker.run_due()
    clock.now += 1
    await put(forward(2))
    await worker.run_due()
    assert handler.calls == []
    clock.now += 1.2
    await worker.run_due()
    assert handler.calls == [[1, 2]]


async def test_a_long_text_and_its_end_are_handled_at_once(
    store: SqlStore, put: Put, handler: Handler, clock: Clock
) -> None:
    worker = Worker(store, BOT, handler, clock=clock)
    await put(message(1, text="x" * 4096))
    await worker.run_due()
    clock.now += 0.4
    await put(message(2, text="the end"))
    await worker.run_due()
    assert handler.calls == [[1, 2]]


async def test_chats_are_handled_side_by_side(store: SqlStore, put: Put, clock: Clock) -> None:
    both = asyncio.Barrier(2)

    async def meet(_: Sequence[Raw]) -> None:
        await both.wait()

    worker = Worker(store, BOT, meet, clock=clock)
    await put(message(1, chat=1), message(2, chat=2))
    await worker.run_due()
    assert worker.tally.handled == 2


async def test_no_more_chats_run_than_allowed(store: SqlStore, put: Put, clock: Clock) -> None:
    three = asyncio.Barrier(3)
    running = most = 0

    async def handle(_: Sequence[Raw]) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await three.wait()
        running -= 1

    worker = Worker(store, BOT, handle, limits=Limits(parallel=3), clock=clock)
    await put(*(message(number, chat=number) for number in range(1, 13)))
    await worker.run_due()
    assert worker.tally.handled == 12
    assert most == 3


async def test_a_failed_update_is_tried_again_later_and_others_are_not_held_up(
    put: Put, worker: Worker, handler: Handler, clock: Clock
) -> None:
    handler.fail(1, ValueError("no"))
    await put(message(1), message(2))
    await worker.run_due()
    assert handler.calls == [[1], [2]]
    clock.now += retry_delay(1) - 0.1
    await worker.run_due()
    assert handler.calls == [[1], [2]]
    clock.now += 0.1
    await worker.run_due()
    assert handler.calls == [[1], [2], [1]]
    assert (worker.tally.handled, worker.tally.failed) == (2, 1)


def test_delays_grow_up_to_a_limit() -> None:
    delays = [retry_delay(attempts) for attempts in range(1, 12)]
    assert delays == sorted(delays)
    assert delays[0] == 2
    assert delays[-1] == 300


async def test_an_update_that_always_fails_is_parked(
    store: SqlStore, put: Put, handler: Handler, clock: Clock
) -> None:
    told: list[tuple[int, str]] = []

    async def give_up(updates: Sequence[Raw], kind: str) -> None:
        told.append((updates[0]["update_id"], kind))

    limits = Limits(attempts=3)
    worker = Worker(store, BOT, handler, give_up=give_up, limits=limits, clock=clock)
    handler.fail(1, *(ValueError(str(number)) for number in range(9)))
    await put(message(1))
    for _ in range(9):
        await worker.run_due()
        clock.now += 400
    assert handler.calls == [[1]] * 3
    assert told == [(1, "ValueError")]
    (parked,) = await store.list_parked()
    assert (parked.update_id, parked.error, parked.attempts) == (1, "ValueError", 3)
    await store.retry_parked(clock())
    handler.fail(1)
    await worker.run_due()
    assert handler.calls == [[1]] * 4
    assert (await store.depth(clock())).parked == 0


async def test_an_update_is_parked_even_when_nobody_can_be_told(
    store: SqlStore, put: Put, handler: Handler, clock: Clock
) -> None:
    async def give_up(updates: Sequence[Raw], kind: str) -> None:
        raise RuntimeError

    limits = Limits(attempts=1)
    worker = Worker(store, BOT, handler, give_up=give_up, limits=limits, clock=clock)
    handler.fail(1, ValueError())
    await put(message(1))
    await worker.run_due()
    assert len(await store.list_parked()) == 1


async def test_an_error_that_passes_is_waited_out_and_not_counted(
    store: SqlStore, put: Put, worker: Worker, handler: Handler, clock: Clock
) -> None:
    handler.fail(1, *(Passing() for _ in range(50)))
    await put(message(1))
    for _ in range(50):
        await worker.run_due()
        clock.now += 5
    await worker.run_due()
    assert len(handler.calls) == 51
    assert (worker.tally.postponed, worker.tally.handled) == (50, 1)


async def test_an_error_that_never_passes_is_parked_after_a_day(
    store: SqlStore, put: Put, worker: Worker, handler: Handler, clock: Clock
) -> None:
    handler.fail(1, Passing(), Passing(), Passing())
    await put(message(1))
    await worker.run_due()
    clock.now += DAY - 10
    await worker.run_due()
    assert await store.list_parked() == []
    clock.now += 20
    await worker.run_due()
    assert [parked.error for parked in await store.list_parked()] == ["Passing"]


async def test_what_waited_for_days_is_still_handled(
    put: Put, worker: Worker, handler: Handler, clock: Clock
) -> None:
    await put(message(1))
    clock.now += 3 * DAY
    await worker.run_due()
    assert worker.tally.handled == 1


async def test_a_handler_that_hangs_is_a_failure(store: SqlStore, put: Put, clock: Clock) -> None:
    async def hang(_: Sequence[Raw]) -> None:
        await asyncio.Event().wait()

    worker = Worker(store, BOT, hang, limits=Limits(timeout=0.01, attempts=1), clock=clock)
    await put(message(1))
    await worker.run_due()
    assert [parked.error for parked in await store.list_parked()] == ["TimeoutError"]


async def test_updates_that_cannot_be_sorted_are_parked_in_the_end(
    store: SqlStore, put: Put, handler: Handler, clock: Clock
) -> None:
    def confused(updates: Sequence[Raw]) -> list[list[int]]:
        raise KeyError

    limits = Limits(attempts=2)
    worker = Worker(store, BOT, handler, split=confused, limits=limits, clock=clock)
    await put(message(1))
    for _ in range(3):
        await worker.run_due()
        clock.now += 400
    assert [parked.error for parked in await store.list_parked()] == ["KeyError"]


async def test_logs_hold_neither_words_nor_the_words_of_errors(
    put: Put, worker: Worker, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    handler.fail(1, ValueError("paspor saya ditahan"))
    await put(message(1, text="paspor saya ditahan"))
    with caplog.at_level(logging.DEBUG):
        await worker.run_due()
    assert "updates_failed" in caplog.messages
    assert "ditahan" not in repr([vars(record) for record in caplog.records])


class Forgetful:
    """A store whose `finish_updates` fails as often as told."""

    def __init__(self, store: SqlStore, failures: int) -> None:
        self._store = store
        self._failures = failures

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def finish_updates(self, *arguments: Any) -> None:
        if self._failures:
            self._failures -= 1
            raise StoreError("disk full")
        await self._store.finish_updates(*arguments)


async def test_what_was_handled_while_the_store_was_gone_is_not_handled_again(
    store: SqlStore, put: Put, handler: Handler, clock: Clock
) -> None:
    worker = Worker(Forgetful(store, 3), BOT, handler, split=alone, clock=clock)  # type: ignore[arg-type]
    await put(message(1), message(2))
    await worker.run_due()
    assert handler.calls == [[1], [2]]
    assert (await store.depth(clock())).pending == 0


async def test_a_lease_is_renewed_while_the_handler_runs(
    store: SqlStore, put: Put, clock: Clock
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Sequence[Raw]) -> None:
        begun.set()
        await go_on.wait()

    worker = Worker(store, BOT, slow, limits=Limits(lease=20), clock=clock)
    await put(message(1))
    running = asyncio.create_task(worker.run_due())
    await begun.wait()
    clock.now += 15
    await worker.renew()
    clock.now += 15
    assert await store.claim_chat(BOT, "another", clock(), 20) is None
    go_on.set()
    await running


async def test_a_running_worker_is_woken_and_stops_when_told(
    store: SqlStore, put: Put, clock: Clock
) -> None:
    handled = asyncio.Event()

    async def handle(_: Sequence[Raw]) -> None:
        handled.set()

    # It would look again after an hour only.
    worker = Worker(store, BOT, handle, limits=Limits(poll=3600), clock=clock)
    running = asyncio.create_task(worker.run())
    await put(message(1))
    worker.wake()
    await handled.wait()
    await worker.stop()
    await running
    assert worker.tally.handled == 1


async def test_stopping_finishes_what_runs_and_leaves_the_rest(
    store: SqlStore, put: Put, clock: Clock
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    calls: list[int] = []

    async def slow(updates: Sequence[Raw]) -> None:
        calls.append(updates[0]["update_id"])
        begun.set()
        await go_on.wait()

    worker = Worker(store, BOT, slow, split=alone, clock=clock)
    await put(message(1), message(2))
    running = asyncio.create_task(worker.run())
    await begun.wait()
    stopping = asyncio.create_task(worker.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    await running
    assert calls == [1]
    left = await store.claim_chat(BOT, "after the restart", clock(), 20)
    assert left is not None
    assert [pending.update_id for pending in left.updates] == [2]


async def test_what_does_not_end_in_time_is_let_go_for_the_next_start(
    store: SqlStore, put: Put, clock: Clock
) -> None:
    begun = asyncio.Event()

    async def endless(_: Sequence[Raw]) -> None:
        begun.set()
        await asyncio.Event().wait()

    worker = Worker(store, BOT, endless, clock=clock)
    await put(message(1))
    running = asyncio.create_task(worker.run())
    await begun.wait()
    await worker.stop(grace=0.01)
    await running
    left = await store.claim_chat(BOT, "after the restart", clock(), 20)
    assert left is not None
    assert left.updates[0].attempts == 0


async def test_a_worker_goes_on_when_the_store_comes_back(
    store: SqlStore, put: Put, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    handled = asyncio.Event()
    claim_chat = store.claim_chat
    failures = [StoreError("gone"), StoreError("gone")]

    async def claim(*arguments: Any) -> Any:
        if failures:
            raise failures.pop()
        return await claim_chat(*arguments)

    async def handle(_: Sequence[Raw]) -> None:
        handled.set()

    monkeypatch.setattr(store, "claim_chat", claim)
    monkeypatch.setattr("bot.ingress.worker.STORE_PAUSE", 0.001)
    worker = Worker(store, BOT, handle, clock=clock)
    await put(message(1))
    running = asyncio.create_task(worker.run())
    await handled.wait()
    await worker.stop()
    await running
    assert failures == []


async def test_what_a_case_changes_is_changed_once_however_often_it_is_handled(
    store: SqlStore, put: Put, clock: Clock
) -> None:
    calls = 0

    async def handle(_: Sequence[Raw]) -> None:
        nonlocal calls
        calls += 1
        await apply(store, [Count(date(2026, 11, 23), "level", "danger")], clock())
        if calls < 3:
            raise ValueError

    worker = Worker(store, BOT, handle, clock=clock)
    await put(message(1))
    for _ in range(3):
        await worker.run_due()
        clock.now += 400
    assert calls == 3
    assert await store.totals("level") == {"danger": 1}
