"""The outbox keeps the same promises on every backend."""

from __future__ import annotations

from bot.storage.store import Outgoing, Store

NOW = 1_000_000.0
LEASE = 30.0


def outgoing(owner: str = "a", name: str = "digest", due_at: float = NOW) -> Outgoing:
    return Outgoing(1, owner, name, f"for {owner}".encode(), due_at)


async def claim(store: Store, now: float, worker: str = "w", limit: int = 30) -> list[Outgoing]:
    return await store.claim_outgoing(1, worker, now, LEASE, limit)


async def test_a_message_is_kept_once_even_after_it_was_sent(store: Store) -> None:
    assert await store.put_outgoing(outgoing())
    assert not await store.put_outgoing(outgoing())
    (mine,) = await claim(store, NOW)
    await store.finish_outgoing(mine, NOW)
    assert not await store.put_outgoing(outgoing())
    assert await claim(store, NOW + 100) == []


async def test_messages_are_claimed_when_due_oldest_first(store: Store) -> None:
    await store.put_outgoing(outgoing("a", due_at=NOW + 2))
    await store.put_outgoing(outgoing("b", due_at=NOW + 1))
    await store.put_outgoing(outgoing("c", due_at=NOW + 9))
    assert await claim(store, NOW) == []
    assert [one.owner for one in await claim(store, NOW + 3)] == ["b", "a"]


async def test_a_claim_takes_no_more_than_it_asks_for(store: Store) -> None:
    for number in range(5):
        await store.put_outgoing(outgoing(f"owner {number}"))
    assert [len(await claim(store, NOW, limit=2)) for _ in range(4)] == [2, 2, 1, 0]


async def test_a_claimed_message_comes_back_when_the_lease_ends(store: Store) -> None:
    await store.put_outgoing(outgoing())
    assert await claim(store, NOW, "w1")
    assert await claim(store, NOW + LEASE - 1, "w2") == []
    assert await claim(store, NOW + LEASE + 1, "w2")


async def test_a_failed_message_waits_and_counts(store: Store) -> None:
    await store.put_outgoing(outgoing())
    (mine,) = await claim(store, NOW)
    await store.fail_outgoing(mine, "NetworkError", NOW + 60)
    assert await claim(store, NOW + 59) == []
    (again,) = await claim(store, NOW + 60)
    assert again.attempts == 1
    assert again.payload == b"for a"


async def test_a_message_that_is_given_up_does_not_come_back(store: Store) -> None:
    await store.put_outgoing(outgoing())
    (mine,) = await claim(store, NOW)
    await store.drop_outgoing(mine, NOW)
    assert await claim(store, NOW + 1000) == []


async def test_who_unsubscribed_gets_nothing_more(store: Store) -> None:
    await store.put_outgoing(outgoing("a", "one"))
    await store.put_outgoing(outgoing("a", "two"))
    await store.put_outgoing(outgoing("b"))
    assert await store.unsubscribe("a", NOW) == 2
    assert await store.unsubscribe("a", NOW) == 0
    assert not await store.put_outgoing(outgoing("a", "three"))
    assert [one.owner for one in await claim(store, NOW)] == ["b"]


async def test_who_comes_back_gets_messages_again(store: Store) -> None:
    await store.unsubscribe("a", NOW)
    await store.resubscribe("a")
    assert await store.put_outgoing(outgoing("a"))


async def test_waiting_messages_are_counted(store: Store) -> None:
    await store.put_outgoing(outgoing("a"))
    await store.put_outgoing(outgoing("b"))
    (first,) = await claim(store, NOW, limit=1)
    await store.finish_outgoing(first, NOW)
    assert (await store.depth(NOW)).outgoing == 1
