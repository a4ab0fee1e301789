"""The inbox keeps the same promises on every backend."""

from __future__ import annotations

import asyncio

from bot.storage.opening import open_store
from bot.storage.store import Claim, Incoming, Store

BOT = 42
LEASE = 20.0
NOW = 1_000_000.0


def update(number: int, chat: str = "a", person: str = "p", part: bool = False) -> Incoming:
    return Incoming(number, chat, f"update {number}".encode(), person, part)


async def claim(store: Store, now: float, worker: str = "w") -> Claim | None:
    return await store.claim_chat(BOT, worker, now, LEASE)


async def numbers(store: Store, now: float, worker: str = "w") -> list[int]:
    claimed = await claim(store, now, worker)
    return [pending.update_id for pending in claimed.updates] if claimed else []


async def claimed(store: Store, now: float, worker: str = "w") -> Claim:
    found = await claim(store, now, worker)
    assert found is not None
    return found


async def test_an_update_is_kept_once(store: Store) -> None:
    assert await store.put_updates(BOT, [update(1), update(2)], NOW) == 2
    assert await store.put_updates(BOT, [update(2), update(3)], NOW) == 1
    assert await numbers(store, NOW) == [1, 2, 3]


async def test_the_same_number_of_another_bot_is_another_update(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    assert await store.put_updates(BOT + 1, [update(1)], NOW) == 1


async def test_a_claim_holds_the_updates_of_one_chat_in_order(store: Store) -> None:
    await store.put_updates(BOT, [update(3), update(1), update(2, "b")], NOW)
    first = await claimed(store, NOW, "w1")
    second = await claimed(store, NOW, "w2")
    found = {one.chat: [pending.update_id for pending in one.updates] for one in (first, second)}
    assert found == {"a": [1, 3], "b": [2]}
    assert first.updates[0].attempts == 0
    assert first.updates[0].arrived_at == NOW
    assert {pending.payload for one in (first, second) for pending in one.updates} == {
        b"update 1",
        b"update 2",
        b"update 3",
    }


async def test_a_claimed_chat_is_nobody_elses_until_the_lease_ends(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    assert await numbers(store, NOW, "w1") == [1]
    await store.put_updates(BOT, [update(2)], NOW + 1)
    assert await numbers(store, NOW + LEASE - 1, "w2") == []
    assert await numbers(store, NOW + LEASE + 1, "w2") == [1, 2]


async def test_a_renewed_claim_lasts_longer(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    mine = await claimed(store, NOW, "w1")
    assert await store.renew_claim(mine, NOW + 100)
    assert await numbers(store, NOW + 99, "w2") == []
    assert await numbers(store, NOW + 101, "w2") == [1]
    assert not await store.renew_claim(mine, NOW + 200)


async def test_a_claim_is_not_lost_when_all_of_it_is_finished(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    mine = await claimed(store, NOW)
    await store.finish_updates(mine, [1], NOW)
    assert await store.renew_claim(mine, NOW + 100)


async def test_a_released_chat_can_be_claimed_at_once(store: Store) -> None:
    await store.put_updates(BOT, [update(1), update(2)], NOW)
    mine = await claimed(store, NOW, "w1")
    await store.finish_updates(mine, [1], NOW)
    await store.release_chat(mine)
    assert await numbers(store, NOW, "w2") == [2]


async def test_a_lost_claim_does_not_release_the_new_owner(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    lost = await claimed(store, NOW, "w1")
    await claimed(store, NOW + LEASE + 1, "w2")
    await store.release_chat(lost)
    assert await numbers(store, NOW + LEASE + 2, "w3") == []


async def test_a_finished_update_is_known_when_it_comes_again(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    mine = await claimed(store, NOW)
    await store.finish_updates(mine, [1], NOW)
    await store.release_chat(mine)
    assert await store.put_updates(BOT, [update(1)], NOW + 5) == 0
    assert await numbers(store, NOW + 5) == []


async def test_a_finished_update_keeps_neither_words_nor_person(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    await store.finish_updates(await claimed(store, NOW), [1], NOW)
    assert await store.export_person("a") == {}
    assert await store.export_person("p") == {}


async def test_a_failed_update_waits_and_what_is_new_does_not(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    mine = await claimed(store, NOW)
    await store.fail_updates(mine, [1], "ValueError", NOW + 30)
    await store.release_chat(mine)
    assert await numbers(store, NOW + 29) == []
    await store.put_updates(BOT, [update(2)], NOW + 1)
    new = await claimed(store, NOW + 1)
    assert [pending.update_id for pending in new.updates] == [2]
    await store.finish_updates(new, [2], NOW + 1)
    await store.release_chat(new)
    again = await claimed(store, NOW + 30)
    assert [(pending.update_id, pending.attempts) for pending in again.updates] == [(1, 1)]


async def test_a_postponed_update_goes_first_when_the_chat_speaks_again(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    mine = await claimed(store, NOW)
    await store.postpone_updates(mine, [1], NOW + 60)
    await store.release_chat(mine)
    assert await numbers(store, NOW + 59) == []
    await store.put_updates(BOT, [update(2)], NOW + 5)
    again = await claimed(store, NOW + 5)
    assert [(pending.update_id, pending.attempts) for pending in again.updates] == [(1, 0), (2, 0)]


async def test_parts_wait_for_each_other(store: Store) -> None:
    await store.put_updates(BOT, [update(1, part=True)], NOW)
    assert await numbers(store, NOW + 1.1) == []
    await store.put_updates(BOT, [update(2, part=True)], NOW + 1.1)
    assert await numbers(store, NOW + 2.2) == []
    assert await numbers(store, NOW + 2.4) == [1, 2]


async def test_parts_never_wait_longer_than_the_limit(store: Store) -> None:
    for step in range(8):
        await store.put_updates(BOT, [update(step, part=True)], NOW + step)
        if step < 6:
            assert await numbers(store, NOW + step) == []
    assert await numbers(store, NOW + 7) == [0, 1, 2, 3, 4, 5, 6, 7]


async def test_a_part_that_is_followed_by_something_else_waits_no_more(store: Store) -> None:
    await store.put_updates(BOT, [update(1, part=True)], NOW)
    await store.put_updates(BOT, [update(2)], NOW + 0.5)
    assert await numbers(store, NOW + 0.5) == [1, 2]


async def test_words_wait_with_the_part_that_comes_behind_them(store: Store) -> None:
    await store.put_updates(BOT, [update(1), update(2, part=True)], NOW)
    assert await numbers(store, NOW + 1.1) == []
    assert await numbers(store, NOW + 1.3) == [1, 2]


async def test_a_part_that_comes_behind_a_claimed_message_waits_alone(store: Store) -> None:
    await store.put_updates(BOT, [update(1)], NOW)
    first = await claimed(store, NOW)
    await store.put_updates(BOT, [update(2, part=True)], NOW + 1)
    await store.release_chat(first)
    assert await numbers(store, NOW + 1) == [1]


async def test_parts_of_a_case_that_is_handled_do_not_shorten_the_wait_of_the_next(
    store: Store,
) -> None:
    await store.put_updates(BOT, [update(1, part=True)], NOW)
    first = await claimed(store, NOW + 2)
    await store.put_updates(BOT, [update(2, part=True)], NOW + 5.5)
    await store.finish_updates(first, [1], NOW + 6)
    await store.release_chat(first)
    assert await numbers(store, NOW + 6.6) == []
    assert await numbers(store, NOW + 6.8) == [2]


async def test_a_flood_in_one_chat_is_claimed_in_bounded_pieces(store: Store) -> None:
    await store.put_updates(BOT, [update(number) for number in range(120)], NOW)
    handled: list[int] = []
    while mine := await claim(store, NOW):
        assert len(mine.updates) <= 50
        ids = [pending.update_id for pending in mine.updates]
        await store.finish_updates(mine, ids, NOW)
        await store.release_chat(mine)
        handled += ids
    assert handled == list(range(120))


async def park(store: Store, number: int, chat: str = "a") -> None:
    await store.put_updates(BOT, [update(number, chat)], NOW)
    mine = await claimed(store, NOW)
    await store.park_updates(mine, [number], "ValueError", NOW)
    await store.release_chat(mine)


async def test_a_parked_update_is_visible_and_not_claimed(store: Store) -> None:
    await park(store, 1)
    (parked,) = await store.list_parked()
    assert (parked.bot, parked.update_id, parked.error) == (BOT, 1, "ValueError")
    assert await numbers(store, NOW + 1000) == []


async def test_a_parked_update_can_be_handled_again(store: Store) -> None:
    await park(store, 1)
    await park(store, 2, "b")
    assert await store.retry_parked(NOW, 2) == 1
    assert await numbers(store, NOW) == [2]
    assert await store.retry_parked(NOW) == 1
    assert await numbers(store, NOW) == [1]
    assert await store.list_parked() == []


async def test_a_dropped_update_is_gone_but_known(store: Store) -> None:
    await park(store, 1)
    await park(store, 2)
    assert await store.drop_parked(NOW, 1) == 1
    assert [parked.update_id for parked in await store.list_parked()] == [2]
    assert await store.put_updates(BOT, [update(1)], NOW) == 0
    assert await store.drop_parked(NOW) == 1


async def test_depth_tells_how_much_waits_and_how_long(store: Store) -> None:
    empty = await store.depth(NOW)
    assert (empty.pending, empty.oldest_age, empty.parked, empty.outgoing) == (0, 0.0, 0, 0)
    await park(store, 1)
    await store.put_updates(BOT, [update(2), update(3, "b")], NOW + 1)
    depth = await store.depth(NOW + 11)
    assert (depth.pending, depth.oldest_age, depth.parked) == (2, 10.0, 1)


async def test_workers_that_claim_at_the_same_time_never_share_a_chat(store_url: str) -> None:
    stores = [await open_store(store_url) for _ in range(3)]
    try:
        chats = [update(number, f"chat {number % 20}") for number in range(200)]
        await stores[0].put_updates(BOT, chats, NOW)
        claims = await asyncio.gather(
            *(claim(stores[n % 3], NOW, f"worker {n}") for n in range(40)),
        )
        found = [one.chat for one in claims if one]
        assert len(found) == len(set(found)) == 20
    finally:
        for opened in stores:
            await opened.close()


async def test_the_same_update_that_arrives_everywhere_at_once_is_kept_once(store_url: str) -> None:
    stores = [await open_store(store_url) for _ in range(3)]
    try:
        batch = [update(number, f"chat {number % 3}") for number in range(30)]
        kept = await asyncio.gather(
            *(stores[n % 3].put_updates(BOT, batch[n % 5 :], NOW) for n in range(12)),
        )
        assert sum(kept) == 30
    finally:
        for opened in stores:
            await opened.close()
