"""From a store URL to an open store."""

from __future__ import annotations

from bot.errors import StoreError
from bot.storage.database import Database
from bot.storage.desk import SqlDesk
from bot.storage.groups import SqlGroups
from bot.storage.inbox import SqlInbox
from bot.storage.keys import Keys, open_keys
from bot.storage.members import SqlMembers
from bot.storage.memory import SqlMemory
from bot.storage.migrations import migrate
from bot.storage.offers import SqlOffers
from bot.storage.outbox import SqlOutbox
from bot.storage.people import SqlPeople
from bot.storage.reports import SqlReports
from bot.storage.shown import SqlShown
from bot.storage.urls import sqlite_path


class SqlStore(
    SqlInbox,
    SqlOutbox,
    SqlMemory,
    SqlOffers,
    SqlReports,
    SqlDesk,
    SqlMembers,
    SqlShown,
    SqlPeople,
    SqlGroups,
):
    """The Store protocol over a Database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def shared(self) -> bool:
        """Tells the database's kind; see Store.shared."""
        return self._database.shared

    async def ping(self) -> None:
        """Asks the database for a number; see Store.ping."""
        async with self._database.transaction() as run:
            await run("SELECT 1")

    async def close(self) -> None:
        """Closes the database; see Store.close."""
        await self._database.close()


async def open_storage(url: str, secret: str = "") -> tuple[SqlStore, Keys]:
    """The store at `url` and the keys that belong to it.

    Raises StoreError when one of them cannot be opened or the secret is not the store's own.
    """
    keys = open_keys(url, secret)
    store = await open_store(url)
    try:
        own = await store.match_secret(keys.fingerprint)
    except BaseException:
        await store.close()
        raise
    if not own:
        await store.close()
        raise StoreError(
            "the secret (RAMBU_SECRET) is not the one this store was made with: "
            "put the old one back, or begin with an empty store"
        )
    return store, keys


async def open_store(url: str) -> SqlStore:
    """The store at `sqlite:///FILE` or `postgresql://…`, its tables made or brought up to date.

    Raises StoreError when it cannot be opened; the text never shows the URL's password.
    """
    database = await _open_database(url)
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    return SqlStore(database)


async def _open_database(url: str) -> Database:
    # Drivers are imported here: each is needed for its own kind of URL only.
    path = sqlite_path(url)
    if path is not None:
        from bot.storage.sqlite import SqliteDatabase

        return await SqliteDatabase.open(path)
    if url.startswith(("postgresql://", "postgres://")):
        try:
            from bot.storage.postgres import PostgresDatabase
        except ImportError as error:
            raise StoreError(
                'PostgreSQL needs its driver: pip install "rambu-migran[postgres]"'
            ) from error
        return await PostgresDatabase.open(url)
    raise StoreError("the store URL begins neither with sqlite:/// nor with postgresql://")
