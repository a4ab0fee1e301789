"""Letters are put into the store once each, for whoever wants them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.core.reply import Line, Reply
from bot.errors import StoreError
from bot.outbox import outbox as module
from bot.outbox.letter import Letter, unseal
from bot.outbox.outbox import LIFE, Outbox
from bot.storage.opening import SqlStore, open_store
from bot.storage.store import Count

BOT, NOW = 7, 1_000_000.0
TIP = Reply((Line("tip"),))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def outbox(store: SqlStore) -> Outbox:
    return Outbox(store, BOT, lambda number: f"k{number}", lambda: NOW)


async def due(store: SqlStore, now: float = NOW) -> list[int]:
    """The chats whose letters could be sent now, which are claimed for a second by that."""
    claimed = await store.claim_outgoing(BOT, "w", now, 1.0, 1000)
    return [unseal(one.payload).chat_id for one in claimed]


async def test_a_letter_is_put_once_and_ends_in_two_days(store: SqlStore, outbox: Outbox) -> None:
    assert await outbox.put("correction 12", Letter(5, TIP))
    assert not await outbox.put("correction 12", Letter(5, TIP))
    assert await outbox.put("correction 12", Letter(6, TIP))

    assert sorted(await due(store)) == [5, 6]
    assert await due(store, NOW + LIFE) == []


async def test_a_broadcast_that_is_put_again_adds_what_is_missing(
    store: SqlStore, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 3)

    def interrupted() -> Iterator[int]:
        yield from range(1, 8)
        raise StoreError("gone")

    with pytest.raises(StoreError):
        await outbox.broadcast("tip 2026-11-30", interrupted(), TIP)
    assert await outbox.progress("tip 2026-11-30") == {"pending": 6, "sent": 0, "dropped": 0}

    assert await outbox.broadcast("tip 2026-11-30", range(1, 11), TIP) == 4
    assert await outbox.broadcast("tip 2026-11-30", range(1, 11), TIP) == 0
    assert sorted(await due(store)) == [*range(1, 11)]


async def test_a_broadcast_leaves_out_who_wants_nothing(store: SqlStore, outbox: Outbox) -> None:
    await store.unsubscribe("k2", NOW)

    assert await outbox.broadcast("tip", [1, 2, 3], TIP) == 2
    assert sorted(await due(store)) == [1, 3]


async def test_a_letter_to_one_goes_before_a_broadcast(store: SqlStore, outbox: Outbox) -> None:
    await outbox.broadcast("tip", [1, 2], TIP, due_at=NOW - 60)
    await outbox.put("correction", Letter(3, TIP))

    first, *others = await due(store)
    assert (first, {*others}) == (3, {1, 2})


async def test_a_letter_waits_for_its_time(store: SqlStore, outbox: Outbox) -> None:
    await outbox.broadcast("tip", [1], TIP, due_at=NOW + 60, life=10)

    assert await due(store, NOW + 59) == []
    assert await due(store, NOW + 60) == [1]
    assert await due(store, NOW + 70) == []


async def test_a_broadcast_can_be_called_off(store: SqlStore, outbox: Outbox) -> None:
    await outbox.broadcast("tip", [1, 2], TIP)
    await outbox.put("correction", Letter(3, TIP))

    assert await outbox.call_off("tip") == 2
    assert await due(store) == [3]
    assert await outbox.progress("tip") == {"pending": 0, "sent": 0, "dropped": 2}


async def test_a_letter_is_put_together_with_other_changes_of_an_update(
    store: SqlStore, outbox: Outbox
) -> None:
    changes = [Count(date(2026, 11, 25), "report", "closed"), outbox.letter("r", Letter(4, TIP))]
    for _ in range(2):
        await store.apply_once(BOT, 1, changes, NOW)

    assert await due(store) == [4]
    assert await store.totals("report") == {"closed": 1}
