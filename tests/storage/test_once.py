"""Changes are made once for each update that is handled, whoever makes them."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.storage.once import apply, handling
from bot.storage.store import Change, Count, Store

NOW = 1_000_000.0


def one(name: str) -> list[Change]:
    return [Count(date(2026, 11, 23), "step", name)]


async def test_an_update_that_is_handled_again_changes_nothing_more(store: Store) -> None:
    for again in (False, True):
        with handling(1, 7):
            assert await apply(store, one("first"), NOW) is not again
            assert await apply(store, one("second"), NOW) is not again
    assert await store.totals("step") == {"first": 1, "second": 1}


async def test_an_update_goes_on_where_it_broke_off(store: Store) -> None:
    with handling(1, 7):
        await apply(store, one("first"), NOW)
    with handling(1, 7):
        await apply(store, one("first"), NOW)
        assert await apply(store, one("second"), NOW)
    assert await store.totals("step") == {"first": 1, "second": 1}


async def test_updates_that_are_handled_side_by_side_are_told_apart(store: Store) -> None:
    both = asyncio.Barrier(2)

    async def handle(update_id: int) -> None:
        with handling(1, update_id):
            await both.wait()
            await asyncio.create_task(apply(store, one(str(update_id)), NOW))

    await asyncio.gather(handle(7), handle(8))
    assert await store.totals("step") == {"7": 1, "8": 1}


async def test_what_belongs_to_no_update_is_made_every_time(store: Store) -> None:
    assert await apply(store, one("chat"), NOW)
    assert await apply(store, one("chat"), NOW)
    assert await store.totals("step") == {"chat": 2}
