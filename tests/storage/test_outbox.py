"""The outbox keeps the same promises on every backend."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.storage.opening import open_store
from bot.storage.store import Outgoing, Store

NOW = 1_000_000.0
LEASE = 30.0


def outgoing(owner: str = "a", name: str = "digest", due_at: float = NOW) -> Outgoing:
    return Outgoing(1, owner, name, f"for {owner}".encode(), due_at)


async def claim(store: Store, now: float, worker: str = "w", limit: int = 20) -> list[Outgoing]:
    return await store.claim_outgoing(1, worker, now, LEASE, limit)


async def test_a_message_is_kept_once_even_after_it_was_sent(store: Store) -> None:
    assert await store.put_outgoing([outgoing()])
    assert not await store.put_outgoing([outgoing()])
    (mine,) = await claim(store, NOW)
    await store.finish_outgoing(mine, NOW)
    assert not await store.put_outgoing([outgoing()])
    assert await claim(store, NOW + 100) == []


async def test_messages_are_claimed_when_due_oldest_first(store: Store) -> None:
    await store.put_outgoing([outgoing("a", due_at=NOW + 2)])
    await store.put_outgoing([outgoing("b", due_at=NOW + 1)])
    await store.put_outgoing([outgoing("c", due_at=NOW + 9)])
    assert await claim(store, NOW) == []
    assert [one.owner for one in await claim(store, NOW + 3)] == ["b", "a"]


async def test_a_claim_takes_no_more_than_it_asks_for(store: Store) -> None:
    for number in range(5):
        await store.put_outgoing([outgoing(f"owner {number}")])
    assert [len(await claim(store, NOW, limit=2)) for _ in range(4)] == [2, 2, 1, 0]


async def test_a_claimed_message_comes_back_when_the_lease_ends(store: Store) -> None:
    await store.put_outgoing([outgoing()])
    assert await claim(store, NOW, "w1")
    assert await claim(store, NOW + LEASE - 1, "w2") == []
    assert await claim(store, NOW + LEASE + 1, "w2")


async def test_a_failed_message_waits_and_counts(store: Store) -> None:
    await store.put_outgoing([outgoing()])
    (mine,) = await claim(store, NOW)
    await store.fail_outgoing(mine, "NetworkError", NOW + 60)
    assert await claim(store, NOW + 59) == []
    (again,) = await claim(store, NOW + 60)
    assert again.attempts == 1
    assert again.payload == b"for a"


async def test_a_message_that_is_given_up_does_not_come_back(store: Store) -> None:
    await store.put_outgoing([outgoing()])
    (mine,) = await claim(store, NOW)
    await store.drop_outgoing(mine, NOW)
    assert await claim(store, NOW + 1000) == []


async def test_who_unsubscribed_gets_nothing_more(store: Store) -> None:
    await store.put_outgoing([outgoing("a", "one")])
    await store.put_outgoing([outgoing("a", "two")])
    await store.put_outgoing([outgoing("b")])
    assert await store.unsubscribe("a", NOW) == 2
    assert await store.unsubscribe("a", NOW) == 0
    assert not await store.put_outgoing([outgoing("a", "three")])
    assert [one.owner for one in await claim(store, NOW)] == ["b"]


async def test_who_comes_back_gets_messages_again(store: Store) -> None:
    await store.unsubscribe("a", NOW)
    await store.resubscribe("a")
    assert await store.put_outgoing([outgoing("a")])


async def test_waiting_messages_are_counted(store: Store) -> None:
    await store.put_outgoing([outgoing("a")])
    await store.put_outgoing([outgoing("b")])
    (first,) = await claim(store, NOW, limit=1)
    await store.finish_outgoing(first, NOW)
    assert (await store.depth(NOW)).outgoing == 1


async def test_the_new_ones_of_many_are_counted(store: Store) -> None:
    await store.put_outgoing([outgoing("a")])
    await store.unsubscribe("c", NOW)
    assert await store.put_outgoing([outgoing(one) for one in "dabc"]) == 2
    assert {one.owner for one in await claim(store, NOW)} == {"a", "b", "d"}


async def test_urgent_messages_go_first(store: Store) -> None:
    await store.put_outgoing([outgoing("a", due_at=NOW - 9), replace(outgoing("b"), urgent=True)])
    assert [one.owner for one in await claim(store, NOW)] == ["b", "a"]


async def test_what_came_too_late_is_never_claimed_and_ends(store: Store) -> None:
    await store.put_outgoing([replace(outgoing("a"), until=NOW + 5), outgoing("b")])
    assert [one.owner for one in await claim(store, NOW + 5)] == ["b"]
    assert await store.retention(NOW + 5) == 1
    assert (await store.depth(NOW)).outgoing == 1


async def test_a_postponed_message_keeps_what_was_done_and_counts_no_failure(store: Store) -> None:
    await store.put_outgoing([outgoing()])
    (mine,) = await claim(store, NOW)
    await store.postpone_outgoing(replace(mine, payload=b"half"), NOW + 3)
    assert await claim(store, NOW + 2) == []
    (again,) = await claim(store, NOW + 3)
    assert (again.payload, again.attempts) == (b"half", 0)


async def test_a_message_can_be_finished_when_its_owner_has_another_key(store: Store) -> None:
    await store.put_outgoing([outgoing("old")])
    (mine,) = await claim(store, NOW)
    await store.move_owner("old", "new")
    await store.finish_outgoing(mine, NOW)
    assert await claim(store, NOW + LEASE + 1) == []
    assert await store.outgoing_states(1, "digest") == {"pending": 0, "sent": 1, "dropped": 0}


async def test_a_finished_message_does_not_come_back_by_a_late_failure(store: Store) -> None:
    await store.put_outgoing([outgoing()])
    (mine,) = await claim(store, NOW)
    await store.finish_outgoing(mine, NOW)
    await store.fail_outgoing(mine, "TimeoutError", NOW)
    await store.postpone_outgoing(mine, NOW)
    assert await claim(store, NOW + LEASE + 1) == []


async def test_what_waits_under_a_name_can_be_called_off(store: Store) -> None:
    later = outgoing("a", "other", due_at=NOW + 1)
    await store.put_outgoing([outgoing("a"), outgoing("b"), later])
    (first,) = await claim(store, NOW, limit=1)
    await store.finish_outgoing(first, NOW)
    assert await store.call_off(1, "digest", NOW) == 1
    assert await store.outgoing_states(1, "digest") == {"pending": 0, "sent": 1, "dropped": 1}
    assert await store.outgoing_states(2, "digest") == {"pending": 0, "sent": 0, "dropped": 0}
    assert [one.name for one in await claim(store, NOW + LEASE + 1)] == ["other"]


async def test_workers_that_claim_at_the_same_time_never_share_a_message(store_url: str) -> None:
    stores = [await open_store(store_url) for _ in range(3)]
    await stores[0].put_outgoing([outgoing(f"owner {number}") for number in range(60)])
    claims = [claim(each, NOW, f"w{number}", 7) for number, each in enumerate(stores * 4)]
    claimed = [one.owner for lot in await asyncio.gather(*claims) for one in lot]
    for each in stores:
        await each.close()
    assert len(claimed) == len(set(claimed)) == 60
