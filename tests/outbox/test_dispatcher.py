"""Letters are sent within Telegram's limits, each once, whatever happens between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.core.reply import Line, Reply
from bot.errors import StoreError
from bot.outbox.dispatcher import (
    ATTEMPTS,
    LEASE,
    POLL,
    STORE_PAUSE,
    Delivery,
    Dispatcher,
)
from bot.outbox.letter import Letter
from bot.outbox.outbox import Outbox
from bot.storage.opening import SqlStore, open_store
from bot.storage.store import Outgoing
from tests.ingress.conftest import Clock

BOT = 7
TIP = Reply((Line("tip"),))
SENT = Delivery("sent")


def key(number: int) -> str:
    return f"k{number}"


@dataclass
class Telegram:
    """Takes letters and notes when; `answers` are given first, then everything is sent.

    `only` is the one chat that the answers are for; 0: any.
    """

    clock: Clock
    answers: list[Delivery | Exception] = field(default_factory=list)
    got: list[tuple[float, int, int]] = field(default_factory=list)
    seconds: float = 0.0
    during: Callable[[], None] = lambda: None
    dies: bool = False
    only: int = 0

    async def deliver(self, letter: Letter) -> Delivery:
        self.clock.now += self.seconds
        self.during()
        if self.dies:
            self.dies = False
            raise asyncio.CancelledError
        answer = self.answers.pop(0) if self.answers and self.only in (0, letter.chat_id) else SENT
        if isinstance(answer, Exception):
            raise answer
        if answer == SENT:
            self.got.append((self.clock.now, letter.chat_id, letter.done))
        return answer

    @property
    def chats(self) -> list[int]:
        return [chat for _, chat, _ in self.got]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(clock)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def outbox(store: SqlStore, clock: Clock) -> Outbox:
    return Outbox(store, BOT, key, clock)


def make(store: SqlStore, telegram: Telegram) -> Dispatcher:
    async def sleep(seconds: float) -> None:
        telegram.clock.now += seconds

    return Dispatcher(store, BOT, telegram.deliver, clock=telegram.clock, sleep=sleep)


@pytest.fixture
def dispatcher(store: SqlStore, telegram: Telegram) -> Dispatcher:
    return make(store, telegram)


async def run(dispatcher: Dispatcher, clock: Clock, until: float) -> None:
    """Turns until that time, resting as long as it says."""
    while clock.now < until:
        clock.now += await dispatcher.turn()


def most_within(times: list[float], seconds: float) -> int:
    """The most that came within any time of that length."""
    return max(sum(start <= each < start + seconds for each in times) for start in times)


async def test_letters_are_sent_and_never_again(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", range(1, 101), TIP)

    await run(dispatcher, clock, clock.now + 60)

    assert sorted(telegram.chats) == [*range(1, 101)]
    assert await outbox.progress("tip") == {"pending": 0, "sent": 100, "dropped": 0}
    assert dispatcher.mailed.sent == 100


async def test_no_more_than_thirty_go_out_in_any_second(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", range(1, 301), TIP)

    await run(dispatcher, clock, clock.now + 60)

    times = [at for at, _, _ in telegram.got]
    assert most_within(times, 1.0) <= 30
    assert len(times) == 300
    assert times[-1] - times[0] < 300 / 20


async def test_processes_share_the_limit_and_the_letters(
    outbox: Outbox, store: SqlStore, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", range(1, 201), TIP)
    workers = [make(store, telegram) for _ in range(3)]

    for _ in range(70):
        for worker in workers:
            await worker.turn()

    assert sorted(telegram.chats) == [*range(1, 201)]
    assert most_within([at for at, _, _ in telegram.got], 1.0) <= 30
    assert all(worker.mailed.sent for worker in workers)


async def test_a_group_gets_no_more_than_twenty_in_any_minute_and_others_do_not_wait(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    for number in range(40):
        await outbox.put(f"alert {number}", Letter(-5, TIP))
    await outbox.put("tip", Letter(9, TIP))

    began = clock.now
    await run(dispatcher, clock, began + 600)

    times = [at for at, chat, _ in telegram.got if chat == -5]
    assert len(times) == 40
    assert most_within(times, 60.0) <= 20
    assert next(at for at, chat, _ in telegram.got if chat == 9) < began + 1


async def test_a_flood_stops_every_process_for_as_long_as_telegram_says(
    outbox: Outbox, store: SqlStore, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", range(1, 11), TIP)
    telegram.answers = [SENT, Delivery("flood", wait=30.0)]
    one, other, began = make(store, telegram), make(store, telegram), clock.now

    await one.turn()
    assert await one.turn() == 30.0
    assert await other.turn() == pytest.approx(30, abs=1)
    assert len(telegram.got) == 1
    clock.now = began + 31
    await run(other, clock, clock.now + 10)

    assert sorted(telegram.chats) == [*range(1, 11)]
    assert min(at for at, _, _ in telegram.got[1:]) >= began + 30


async def test_a_flood_in_a_group_stops_that_group_only(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    began = clock.now
    await outbox.put("alert", Letter(-5, TIP))
    await outbox.put("tip", Letter(9, TIP))
    telegram.answers, telegram.only = [Delivery("flood", wait=30.0)], -5

    await run(dispatcher, clock, began + 60)

    assert [(chat, at >= began + 30) for at, chat, _ in telegram.got] == [(9, False), (-5, True)]


async def test_letters_wait_while_answers_have_to(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.put("tip", Letter(9, TIP))
    dispatcher.hold(12.0)
    dispatcher.hold(3.0)

    assert await dispatcher.turn() == 12.0
    clock.now += 12.0
    await dispatcher.turn()

    assert telegram.chats == [9]


async def test_who_blocked_rambu_gets_nothing_more(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.put("one", Letter(1, TIP))
    await outbox.put("two", Letter(1, TIP))
    await outbox.put("one", Letter(2, TIP))
    telegram.answers, telegram.only = [Delivery("closed")], 1

    await run(dispatcher, clock, clock.now + 10)

    assert telegram.chats == [2]
    assert not await outbox.put("three", Letter(1, TIP))
    assert dispatcher.mailed.closed == 1


async def test_a_telegram_that_is_away_loses_nothing_and_is_asked_less_and_less(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", range(1, 6), TIP)
    telegram.answers = [Delivery("later", wait=0.5)] * 60

    pauses = [await dispatcher.turn() for _ in range(3)]
    assert pauses == [2.0, 4.0, 8.0]
    await run(dispatcher, clock, clock.now + 20 * 3600)

    assert sorted(telegram.chats) == [1, 2, 3, 4, 5]
    assert telegram.answers == []


async def test_a_letter_that_breaks_rambu_is_given_up_and_holds_nobody_up(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.put("bad", Letter(1, TIP))
    telegram.answers, telegram.only = [RuntimeError("words of a person")] * ATTEMPTS, 1
    await dispatcher.turn()
    await outbox.put("good", Letter(2, TIP))
    began = clock.now

    await run(dispatcher, clock, clock.now + 3600)
    assert telegram.chats == [2]
    assert telegram.got[0][0] < began + 2
    await run(dispatcher, clock, clock.now + 3600)
    assert dispatcher.mailed.dropped == 1
    assert (await outbox.progress("bad"))["dropped"] == 1


async def test_what_telegram_refuses_and_what_cannot_be_read_is_given_up(
    store: SqlStore, outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.put("tip", Letter(1, TIP))
    await store.put_outgoing([Outgoing(BOT, "k2", "tip", b"{}", clock.now)])
    telegram.answers = [Delivery("refused")]

    await run(dispatcher, clock, clock.now + 5)

    assert await outbox.progress("tip") == {"pending": 0, "sent": 0, "dropped": 2}


async def test_a_letter_in_parts_goes_on_where_it_was_interrupted(
    outbox: Outbox, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.put("long", Letter(1, TIP))
    telegram.answers = [Delivery("later", done=2)]

    await run(dispatcher, clock, clock.now + 60)

    assert [(chat, done) for _, chat, done in telegram.got] == [(1, 2)]


async def test_what_a_dead_process_had_claimed_is_sent_by_another(
    outbox: Outbox, store: SqlStore, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", range(1, 31), TIP)
    telegram.dies = True
    with pytest.raises(asyncio.CancelledError):
        await make(store, telegram).turn()
    assert telegram.got == []

    await run(make(store, telegram), clock, clock.now + LEASE + 10)

    assert sorted(telegram.chats) == [*range(1, 31)]


async def test_what_the_store_could_not_be_told_is_not_sent_again(
    outbox: Outbox,
    store: SqlStore,
    dispatcher: Dispatcher,
    telegram: Telegram,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await outbox.broadcast("tip", [1, 2], TIP)

    async def gone(*_: object) -> None:
        raise StoreError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(store, "finish_outgoing", gone)
        assert await dispatcher.turn() == STORE_PAUSE
    await run(dispatcher, clock, clock.now + LEASE + 10)

    assert sorted(telegram.chats) == [1, 2]
    assert (await outbox.progress("tip"))["sent"] == 2


async def test_who_deletes_everything_gets_no_letter_that_was_due(
    outbox: Outbox, store: SqlStore, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", [1, 2], TIP)
    await dispatcher.turn()
    left = {1, 2} - {*telegram.chats}
    await store.forget_person(key(left.pop()), clock.now)

    await run(dispatcher, clock, clock.now + LEASE + 10)

    assert len(telegram.got) == 1


async def test_a_group_that_moves_while_its_letter_is_on_its_way_gets_it_once(
    outbox: Outbox, store: SqlStore, clock: Clock
) -> None:
    await outbox.put("tip", Letter(-5, TIP))
    got = []

    async def deliver(letter: Letter) -> Delivery:
        await store.move_owner(key(-5), key(-1005))
        got.append(letter.chat_id)
        return SENT

    await run(Dispatcher(store, BOT, deliver, clock=clock), clock, clock.now + LEASE + 10)

    assert got == [-5]
    assert await outbox.progress("tip") == {"pending": 0, "sent": 1, "dropped": 0}


async def test_stopping_lets_the_letter_on_its_way_arrive_and_the_rest_go(
    outbox: Outbox, store: SqlStore, dispatcher: Dispatcher, telegram: Telegram, clock: Clock
) -> None:
    await outbox.broadcast("tip", range(1, 11), TIP)
    telegram.during = dispatcher.stop

    await dispatcher.run()

    assert len(telegram.got) == 1
    assert (await outbox.progress("tip"))["sent"] == 1
    assert len(await store.claim_outgoing(BOT, "other", clock.now, 1.0, 20)) == 9


async def test_it_rests_when_nothing_is_due(dispatcher: Dispatcher) -> None:
    assert await dispatcher.turn() == POLL
