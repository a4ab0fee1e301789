"""Counters, conversations, buckets and leaders keep the same promises on every backend."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot.errors import StoreError
from bot.storage.opening import open_store
from bot.storage.store import Count, Outgoing, Remember, Store

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
NOW = 1_000_000.0


async def test_numbers_add_up_over_the_days_asked_for(store: Store) -> None:
    await store.count(MONDAY, "rule", "document_retention")
    await store.count(TUESDAY, "rule", "document_retention", 2)
    await store.count(TUESDAY, "rule", "advance_fee")
    await store.count(TUESDAY, "level", "danger")
    assert await store.totals("rule") == {"advance_fee": 1, "document_retention": 3}
    assert await store.totals("rule", since=TUESDAY) == {"advance_fee": 1, "document_retention": 2}
    assert await store.totals("rule", until=MONDAY) == {"document_retention": 1}
    assert await store.kinds() == ["level", "rule"]


@pytest.mark.parametrize("name", ["", "tolong saya", "a" * 65, "gaji\n", "+62812"])
async def test_a_counter_never_takes_a_text(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="never by a text"):
        await store.count(MONDAY, "miss", name)
    with pytest.raises(ValueError, match="never by a text"):
        await store.apply_once(1, 1, [Count(MONDAY, name, "x")], NOW)


async def test_a_conversation_remembers_until_the_time_is_over(store: Store) -> None:
    await store.remember("a", "country", "KH", NOW + 60)
    assert await store.recall("a", "country", NOW + 59) == "KH"
    assert await store.recall("a", "country", NOW + 60) is None
    assert await store.recall("b", "country", NOW) is None


async def test_the_last_value_counts(store: Store) -> None:
    await store.remember("a", "country", "KH", NOW + 60)
    await store.remember("a", "country", "MM", NOW + 90)
    assert await store.recall("a", "country", NOW + 70) == "MM"


async def test_a_forgotten_value_is_gone(store: Store) -> None:
    await store.remember("a", "country", "KH", NOW + 60)
    await store.forget("a", "country")
    assert await store.recall("a", "country", NOW) is None


async def test_a_bucket_gives_its_capacity_and_refills(store: Store) -> None:
    async def take(at: float) -> bool:
        return await store.take("a", "message", 3, 60, at)

    assert [await take(NOW) for _ in range(4)] == [True, True, True, False]
    assert not await take(NOW + 19)
    assert await take(NOW + 20)
    assert not await take(NOW + 21)
    assert [await take(NOW + 1000) for _ in range(4)] == [True, True, True, False]


async def test_a_clock_that_goes_back_neither_fills_nor_empties_a_bucket(store: Store) -> None:
    assert await store.take("a", "message", 2, 60, NOW)
    assert await store.take("a", "message", 2, 60, NOW - 500)
    assert not await store.take("a", "message", 2, 60, NOW)


async def test_an_empty_bucket_tells_when_there_is_a_token(store: Store) -> None:
    for _ in range(2):
        assert await store.pace("a", "message", 2, 10, NOW) == 0
    assert await store.pace("a", "message", 2, 10, NOW + 1) == pytest.approx(4)
    assert await store.pace("a", "message", 2, 10, NOW + 5) == 0


async def test_a_drained_bucket_stays_empty_until_its_time(store: Store) -> None:
    await store.drain("a", "message", NOW, NOW + 30)
    await store.drain("a", "message", NOW, NOW + 20)
    assert await store.pace("a", "message", 2, 10, NOW + 10) == pytest.approx(25)
    assert not await store.take("a", "message", 2, 10, NOW + 30)
    assert await store.take("a", "message", 2, 10, NOW + 35)


async def test_buckets_of_others_are_others(store: Store) -> None:
    assert await store.take("a", "message", 1, 60, NOW)
    assert await store.take("b", "message", 1, 60, NOW)
    assert await store.take("a", "photo", 1, 60, NOW)


async def test_a_bucket_is_never_overdrawn_by_takers_at_the_same_time(store_url: str) -> None:
    stores = [await open_store(store_url) for _ in range(2)]
    try:
        taken = await asyncio.gather(
            *(stores[n % 2].take("a", "message", 5, 60, NOW) for n in range(16))
        )
        assert sum(taken) == 5
    finally:
        for opened in stores:
            await opened.close()


async def test_changes_of_an_update_are_made_once(store: Store) -> None:
    changes = [
        Count(MONDAY, "level", "danger"),
        Remember("a", "country", "KH", NOW + 60),
        Outgoing(1, "a", "follow_up", b"x", NOW),
    ]
    assert await store.apply_once(1, 7, changes, NOW)
    assert not await store.apply_once(1, 7, changes, NOW)
    assert await store.apply_once(2, 7, [Count(MONDAY, "level", "danger")], NOW)
    assert await store.totals("level") == {"danger": 2}
    assert await store.recall("a", "country", NOW) == "KH"
    assert len(await store.claim_outgoing(1, "w", NOW, 10)) == 1


async def test_changes_are_made_together_or_not_at_all(store: Store) -> None:
    broken = Count(MONDAY, "level", "danger", n=2**70)
    with pytest.raises((StoreError, OverflowError)):
        await store.apply_once(1, 7, [Count(MONDAY, "level", "caution"), broken], NOW)
    assert await store.totals("level") == {}
    assert await store.apply_once(1, 7, [Count(MONDAY, "level", "danger")], NOW)


async def test_changes_at_the_same_time_all_count(store_url: str) -> None:
    stores = [await open_store(store_url) for _ in range(2)]
    try:
        names = ["danger", "caution", "unverified"]
        await asyncio.gather(
            *(
                stores[n % 2].apply_once(
                    1, n, [Count(MONDAY, "level", names[(n + k) % 3]) for k in range(3)], NOW
                )
                for n in range(30)
            )
        )
        assert await stores[0].totals("level") == dict.fromkeys(sorted(names), 30)
    finally:
        for opened in stores:
            await opened.close()


async def test_one_leader_at_a_time(store: Store) -> None:
    assert await store.lead("poll", "one", NOW, NOW + 30)
    assert not await store.lead("poll", "two", NOW + 29, NOW + 60)
    assert await store.lead("poll", "one", NOW + 29, NOW + 60)
    assert not await store.lead("poll", "two", NOW + 59, NOW + 90)
    assert await store.lead("poll", "two", NOW + 60, NOW + 90)


async def test_a_leader_can_give_up_the_lead(store: Store) -> None:
    assert await store.lead("poll", "one", NOW, NOW + 30)
    await store.lead("poll", "one", NOW + 1, NOW + 1)
    assert await store.lead("poll", "two", NOW + 1, NOW + 30)


async def test_a_store_knows_its_secret(store: Store) -> None:
    assert await store.match_secret("fingerprint")
    assert await store.match_secret("fingerprint")
    assert not await store.match_secret("another")
