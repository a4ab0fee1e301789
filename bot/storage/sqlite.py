"""The embedded database: one SQLite file, one connection, one transaction at a time."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiosqlite

from bot.errors import StoreError
from bot.storage.database import Row, Run, Value
from bot.storage.turns import Turns

# A commit returns when it is on the disk (FULL); what is deleted is overwritten (secure_delete).
PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)

WAL_WAIT = 5.0  # seconds

# Its debug lines repeat the values of statements.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)


class SqliteDatabase:
    """A Database over aiosqlite."""

    shared = False

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._turns = Turns()
        self._open = True

    @classmethod
    async def open(cls, path: Path) -> SqliteDatabase:
        """Opens the file; a new one gets mode 600. Raises StoreError when it cannot be used."""
        with _wrapped(f"cannot use the database file {path}"):
            await asyncio.to_thread(_create_file, path)
            connection = await aiosqlite.connect(path, isolation_level=None)
            try:
                for pragma in PRAGMAS:
                    await connection.execute_fetchall(pragma)
                await _keep_a_log(connection)
            except BaseException:
                # A connection that stays open keeps its thread, and the process from ending.
                await connection.close()
                raise
        return cls(connection)

    @contextlib.asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncIterator[Run]:
        """One transaction that may write from its first statement on."""
        async with self._turns.turn(first=first):
            if not self._open:
                raise StoreError("the database is closed")
            with _wrapped("the database failed"):
                try:
                    await self._run("BEGIN IMMEDIATE")
                    yield self._run
                    await self._run("COMMIT")
                except BaseException:
                    # Does nothing when no transaction is open.
                    await self._connection.rollback()
                    raise

    async def _run(self, sql: str, *values: Value) -> list[Row]:
        rows = await self._connection.execute_fetchall(translate(sql), values)
        return [tuple(row) for row in rows]

    async def lock_migrations(self, run: Run) -> None:
        """Nothing to do: BEGIN IMMEDIATE holds the whole file."""

    async def scrub(self) -> None:
        """Empties the write-ahead log, which still holds pages from before a deletion."""
        async with self._turns.turn():
            with _wrapped("the database failed"):
                await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Closes the file after the transaction that runs."""
        async with self._turns.turn():
            if self._open:
                self._open = False
                await self._connection.close()


@functools.lru_cache(maxsize=512)
def translate(sql: str) -> str:
    """A statement without the row locks that SQLite has no need of."""
    return sql.replace(" FOR UPDATE SKIP LOCKED", "").replace(" FOR UPDATE", "")


async def _keep_a_log(connection: aiosqlite.Connection) -> None:
    """Switches the file to its write-ahead log.

    SQLite answers "locked" at once, whatever the busy timeout says, while another process does the
    same to a new file; so this waits by itself. Raises sqlite3.Error after `WAL_WAIT`.
    """
    until = time.monotonic() + WAL_WAIT
    while True:
        try:
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        else:
            return
        await asyncio.sleep(0.02)


def _create_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


@contextlib.contextmanager
def _wrapped(what: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{what}: {error}") from error
