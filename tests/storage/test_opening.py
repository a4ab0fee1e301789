"""Opening, migrating and closing a store; what its driver says leaves it as StoreError."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.database import Database
from bot.storage.migrations import MIGRATIONS, Migration, migrate
from bot.storage.opening import SqlStore, open_store
from bot.storage.store import Incoming, Store

NOW = 1_000_000.0


def database(store: SqlStore) -> Database:
    return store._database


async def test_a_store_is_what_the_protocol_says(store: SqlStore) -> None:
    promised: Store = store
    await promised.ping()


async def test_what_was_kept_is_there_after_opening_again(store_url: str) -> None:
    store = await open_store(store_url)
    await store.put_updates(1, [Incoming(1, "a", b"x")], NOW)
    await store.close()
    again = await open_store(store_url)
    claim = await again.claim_chat(1, "w", NOW, 10)
    assert claim is not None
    assert claim.updates[0].payload == b"x"
    await again.close()


async def test_each_migration_is_applied_once(store: SqlStore) -> None:
    assert await migrate(database(store)) == []
    more = Migration("9999_more", ("CREATE TABLE more (id BIGINT PRIMARY KEY)",))
    assert await migrate(database(store), (*MIGRATIONS, more)) == ["9999_more"]
    assert await migrate(database(store), (*MIGRATIONS, more)) == []


async def test_a_migration_that_fails_leaves_nothing_behind(store: SqlStore) -> None:
    good = Migration("9998_good", ("CREATE TABLE good (id BIGINT PRIMARY KEY)",))
    bad = Migration("9999_bad", ("CREATE TABLE bad (id BIGINT PRIMARY KEY)", "CREATE NONSENSE"))
    with pytest.raises(StoreError):
        await migrate(database(store), (*MIGRATIONS, good, bad))
    assert await migrate(database(store), (*MIGRATIONS, good)) == ["9998_good"]


async def test_a_database_of_a_newer_version_is_refused(store: SqlStore, store_url: str) -> None:
    more = Migration("9999_more", ("CREATE TABLE more (id BIGINT PRIMARY KEY)",))
    await migrate(database(store), (*MIGRATIONS, more))
    with pytest.raises(StoreError, match="newer version"):
        await open_store(store_url)


def test_migrations_are_named_in_order() -> None:
    names = [migration.name for migration in MIGRATIONS]
    assert names == sorted(set(names))


async def test_processes_that_start_together_migrate_once(store_url: str) -> None:
    stores = await asyncio.gather(*(open_store(store_url) for _ in range(16)))
    for opened in stores:
        await opened.ping()
        await opened.close()


async def test_a_closed_store_says_so(store_url: str) -> None:
    store = await open_store(store_url)
    await store.close()
    await store.close()
    with pytest.raises(StoreError):
        await store.ping()


async def test_a_transaction_that_is_cancelled_leaves_the_store_usable(store: SqlStore) -> None:
    async def half() -> None:
        async with database(store).transaction() as run:
            await run("INSERT INTO meta (name, value) VALUES ('half', 'x')")
            await asyncio.Event().wait()

    task = asyncio.create_task(half())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database(store).transaction() as run:
        assert await run("SELECT value FROM meta WHERE name = 'half'") == []


async def test_a_path_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot use the database file") as caught:
        await open_store(f"sqlite:///{tmp_path / 'file' / 'rambu.db'}")
    assert "\n" not in str(caught.value)


async def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "rambu.db"
    path.write_bytes(b"This is a shopping list." * 100)
    with pytest.raises(StoreError, match="not a database"):
        await open_store(f"sqlite:///{path}")


def file_modes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
async def test_only_the_owner_may_read_the_database(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    await store.put_updates(1, [Incoming(1, "a", b"x")], NOW)
    modes = file_modes(tmp_path)
    await store.close()
    assert "rambu.db-wal" in modes
    assert set(modes.values()) == {0o600}


async def test_a_server_that_is_not_there_is_one_clear_line() -> None:
    with pytest.raises(StoreError, match="cannot connect to PostgreSQL") as caught:
        await open_store("postgresql://rambu:hunter2@127.0.0.1:1/rambu")
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "rambu.db", "mysql://host/x", "sqlite://"])
async def test_any_other_url_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="begins neither"):
        await open_store(url)
