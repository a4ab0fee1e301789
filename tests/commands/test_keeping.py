"""What an operator does with the store: parked updates, and everything about one person."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.storage.opening import open_storage
from bot.storage.store import Incoming, Outgoing, Parked, Remember

Run = Callable[..., tuple[int, str, str]]

BOT = 42
PERSON = 918273645
PAYLOAD = b'{"update_id":1,"message":{"text":"isi rahasia"}}'


async def fill(database: Path) -> str:
    """A store with two parked updates of a person; returns the person's key."""
    store, keys = await open_storage(f"sqlite:///{database}")
    key = keys.of(PERSON)
    await store.put_updates(BOT, [Incoming(n, key, PAYLOAD, key) for n in (1, 2)], 1_000.0)
    claim = await store.claim_chat(BOT, "worker", 1_000.0, 10)
    assert claim is not None
    await store.park_updates(claim, [1, 2], "ValueError", 1_001.0)
    await store.release_chat(claim)
    outgoing = Outgoing(BOT, key, "kabar", b"nanti", 5e9)
    await store.apply([Remember(key, "country", "MY", 5e9), outgoing])
    await store.close()
    return key


async def parked(database: Path) -> list[Parked]:
    store, _ = await open_storage(f"sqlite:///{database}")
    found = await store.list_parked()
    await store.close()
    return found


def test_parked_updates_are_listed_without_what_they_say(run: Run, database: Path) -> None:
    asyncio.run(fill(database))
    code, out, _ = run("inbox", "list")
    assert code == 0
    assert out.splitlines() == [
        "1  ValueError  1 attempts  since 1970-01-01T00:16:40Z",
        "2  ValueError  1 attempts  since 1970-01-01T00:16:40Z",
    ]


@pytest.mark.parametrize(("action", "said"), [("retry", "due again"), ("drop", "wiped")])
def test_one_or_all_parked_updates_are_retried_or_dropped(
    run: Run, database: Path, action: str, said: str
) -> None:
    asyncio.run(fill(database))
    assert run("inbox", action, "2") == (0, f"1 {said}\n", "")
    assert [each.update_id for each in asyncio.run(parked(database))] == [1]
    assert run("inbox", action) == (0, f"1 {said}\n", "")
    assert run("inbox", "list") == (0, "nothing is parked\n", "")


def test_an_update_that_is_not_parked_is_one_clear_line(run: Run, database: Path) -> None:
    asyncio.run(fill(database))
    said = "update 9 is not parked: `inbox list` shows those that are\n"
    assert run("inbox", "retry", "9") == (2, "", said)


def test_all_that_is_kept_of_a_person_is_exported(run: Run, database: Path) -> None:
    key = asyncio.run(fill(database))
    code, out, _ = run("export", str(PERSON))
    found = json.loads(out)
    assert code == 0
    assert found["inbox"][0]["payload"]["message"]["text"] == "isi rahasia"
    assert found["conversations"] == [{"name": "country", "value": "MY", "until": 5e9}]
    assert found["outbox"][0]["payload"] == "nanti"
    assert run("export", key)[1] == out
    assert json.loads(run("export", "77")[1]) == {}


@pytest.mark.parametrize("who", ["@orang", "abc", "1" * 25])
def test_who_is_to_be_exported_is_a_number_or_a_key(run: Run, database: Path, who: str) -> None:
    asyncio.run(fill(database))
    code, out, err = run("export", who)
    assert (code, out) == (2, "")
    assert err == "write the number of a Telegram account or chat, or a key of 32 hex digits\n"


@pytest.mark.parametrize("command", [("inbox", "list"), ("export", "7")])
def test_a_store_that_is_not_there_is_not_made(
    run: Run, database: Path, command: tuple[str, ...]
) -> None:
    code, _, err = run(*command)
    assert code == 2
    assert err.startswith(f"there is no store in {database}: ")
    assert not database.exists()


def test_a_file_that_is_no_store_is_one_clear_line(run: Run, database: Path) -> None:
    database.parent.mkdir()
    database.write_bytes(b"nothing that a database would begin with" * 100)
    code, _, err = run("inbox", "list")
    assert (code, err.count("\n")) == (2, 1)
    assert str(database) in err
