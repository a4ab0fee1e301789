"""What is kept of a person can be shown to them, deleted, and ends by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from bot.core.similar import Fingerprint
from bot.storage.database import Row
from bot.storage.opening import SqlStore, open_store
from bot.storage.people import PERSONAL
from bot.storage.store import DAY, Count, Incoming, Outgoing, Remember

BOT = 42
NOW = 1_000_000.0
PERSON = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
WORDS = b"paspor saya ditahan"
OFFER = Fingerprint(tuple(range(20)))

_COLUMNS = {
    "sqlite": "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p "
    "WHERE m.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = current_schema()",
}


async def columns(store: SqlStore, backend: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    async with store._database.transaction() as run:
        for table, column in await run(_COLUMNS[backend]):
            found.setdefault(table, set()).add(column)
    return found


async def rows_of(store: SqlStore, tables: Iterable[str]) -> dict[str, list[Row]]:
    async with store._database.transaction() as run:
        return {table: await run(f"SELECT * FROM {table}") for table in sorted(tables)}  # noqa: S608


async def everything(store: SqlStore, backend: str) -> str:
    """All cells of all tables as one text."""
    return repr(await rows_of(store, await columns(store, backend)))


@pytest.fixture
def backend(store_url: str) -> str:
    return store_url.partition("://")[0]


async def fill(store: SqlStore, key: str, first_id: int) -> None:
    """Puts something of the person into every table that can hold a person."""
    private = Incoming(first_id, key, WORDS, key)
    in_group = Incoming(first_id + 1, "group", WORDS, key)
    parked = Incoming(first_id + 2, key, WORDS, key)
    await store.put_updates(BOT, [parked], NOW)
    claim = await store.claim_chat(BOT, "w", NOW, 10)
    assert claim is not None
    await store.park_updates(claim, [parked.update_id], "ValueError", NOW)
    await store.release_chat(claim)
    await store.put_updates(BOT, [private, in_group], NOW + 500)
    await store.take(key, "message", 5, 60, NOW)
    await store.unsubscribe(key, NOW)
    await store.resubscribe(key)
    changes = [Remember(key, "country", "KH", NOW + 1000), Count(date(2026, 11, 23), "a", "b")]
    await store.apply_once(BOT, first_id, changes, NOW)
    await store.put_outgoing([Outgoing(BOT, key, "digest", WORDS, NOW)])
    await store.choose(key, "reads", "on")
    await store.remember_offer(OFFER, ["contact-of-offer"], key, "danger", NOW)
    await store.unsubscribe(OTHER if key == PERSON else PERSON, NOW)


async def test_every_table_that_holds_people_is_registered(store: SqlStore, backend: str) -> None:
    found = {
        table: frozenset(names & {"chat", "person", "owner"})
        for table, names in (await columns(store, backend)).items()
    }
    assert {table: names for table, names in found.items() if names} == {
        table: personal.columns for table, personal in PERSONAL.items()
    }


async def test_deletion_leaves_nothing_in_any_table(store: SqlStore, backend: str) -> None:
    await fill(store, PERSON, 10)
    await store.unsubscribe(PERSON, NOW)
    before = await everything(store, backend)
    assert PERSON in before
    assert WORDS.decode() in before
    assert await store.forget_person(PERSON, NOW) >= 7
    after = await everything(store, backend)
    assert PERSON not in after
    assert WORDS.decode() not in after
    assert await store.export_person(PERSON) == {}


async def test_deletion_leaves_others_alone(store: SqlStore) -> None:
    await fill(store, OTHER, 20)
    before = await store.export_person(OTHER)
    await store.forget_person(PERSON, NOW)
    assert await store.export_person(OTHER) == before
    assert await store.totals("a") == {"b": 1}


async def test_a_deleted_update_is_known_when_it_comes_again(store: SqlStore) -> None:
    await store.put_updates(BOT, [Incoming(1, PERSON, WORDS, PERSON)], NOW)
    await store.forget_person(PERSON, NOW)
    assert await store.put_updates(BOT, [Incoming(1, PERSON, WORDS, PERSON)], NOW) == 0
    assert await store.claim_chat(BOT, "w", NOW + 100, 10) is None


async def test_a_group_goes_on_when_one_of_it_is_deleted(store: SqlStore) -> None:
    mine, theirs = Incoming(1, "group", WORDS, PERSON), Incoming(2, "group", b"x", OTHER)
    await store.put_updates(BOT, [mine, theirs], NOW)
    await store.forget_person(PERSON, NOW)
    claim = await store.claim_chat(BOT, "w", NOW, 10)
    assert claim is not None
    assert [pending.update_id for pending in claim.updates] == [2]


async def test_a_deleted_message_that_is_being_handled_can_be_finished(store: SqlStore) -> None:
    await store.put_updates(BOT, [Incoming(1, PERSON, WORDS, PERSON)], NOW)
    claim = await store.claim_chat(BOT, "w", NOW, 10)
    assert claim is not None
    await store.forget_person(PERSON, NOW)
    await store.finish_updates(claim, [1], NOW)
    await store.release_chat(claim)
    assert await store.claim_chat(BOT, "w", NOW + 100, 10) is None


async def test_nobody_has_an_empty_key(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="empty"):
        await store.forget_person("", NOW)
    with pytest.raises(ValueError, match="empty"):
        await store.export_person("")


async def test_a_person_can_see_what_is_kept(store: SqlStore) -> None:
    await fill(store, PERSON, 10)
    found = await store.export_person(PERSON)
    assert set(found) == {
        *("inbox", "inbox_chats", "conversations", "buckets", "outbox"),
        *("offer_reports", "offer_contacts", "group_settings"),
    }
    assert {row["state"] for row in found["inbox"]} == {"pending", "parked"}
    assert found["conversations"] == [{"name": "country", "value": "KH", "until": NOW + 1000}]


async def test_deleted_words_are_gone_from_the_files(tmp_path: Path) -> None:
    def kept() -> bool:
        return any(WORDS in path.read_bytes() for path in tmp_path.iterdir())

    store = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    await fill(store, PERSON, 10)
    assert kept()
    await store.forget_person(PERSON, NOW)
    assert not kept()
    await store.close()


async def test_what_is_over_ends(store: SqlStore, backend: str) -> None:
    await fill(store, PERSON, 10)
    assert await store.retention(NOW + 1) == 0
    claim = await store.claim_chat(BOT, "w", NOW + 500, 10)
    while claim is not None:
        ids = [pending.update_id for pending in claim.updates]
        await store.finish_updates(claim, ids, NOW + 500)
        claim = await store.claim_chat(BOT, "w", NOW + 500, 10)
    (mine,) = await store.claim_outgoing(BOT, "w", NOW, 10)
    await store.finish_outgoing(mine, NOW)
    assert await store.retention(NOW + 31 * DAY) == 7
    assert await store.retention(NOW + 366 * DAY) == 22
    rows = await rows_of(store, set(await columns(store, backend)) - {"migrations", "counters"})
    assert [table for table, found in rows.items() if found] == ["group_settings", "unsubscribed"]


async def test_what_waits_does_not_end(store: SqlStore) -> None:
    await store.put_updates(BOT, [Incoming(1, "a", WORDS, PERSON)], NOW)
    await store.put_outgoing([Outgoing(BOT, "a", "digest", WORDS, NOW)])
    assert await store.retention(NOW + 365 * DAY) == 0


async def test_a_chat_that_gets_another_number_takes_its_things_along(store: SqlStore) -> None:
    for owner, value in ((PERSON, "lama"), (OTHER, "baru")):
        await store.remember(owner, "both", value, NOW + DAY)
    await store.remember(PERSON, "country", "MY", NOW + DAY)
    await store.put_outgoing([Outgoing(BOT, PERSON, "kabar", WORDS, NOW)])
    await store.take(PERSON, "messages", 1, 60, NOW)

    assert await store.move_owner(PERSON, OTHER) == 3

    assert await store.recall(OTHER, "country", NOW) == "MY"
    assert await store.recall(OTHER, "both", NOW) == "baru"
    assert not await store.take(OTHER, "messages", 1, 60, NOW)
    [waiting] = await store.claim_outgoing(BOT, "w", NOW, 10)
    assert (waiting.owner, waiting.payload) == (OTHER, WORDS)
    assert await store.export_person(PERSON) == {}
    assert await store.move_owner(PERSON, OTHER) == 0


async def test_a_chat_that_wants_nothing_wants_nothing_at_its_new_number(store: SqlStore) -> None:
    await store.unsubscribe(PERSON, NOW)
    await store.move_owner(PERSON, OTHER)
    assert not await store.put_outgoing([Outgoing(BOT, OTHER, "kabar", WORDS, NOW)])
