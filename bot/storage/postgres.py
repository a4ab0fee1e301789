"""PostgreSQL: for several processes that share one store."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import AsyncIterator, Iterator
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from bot.errors import StoreError
from bot.storage.database import Row, Run, Value

Connection = AsyncConnection[tuple[Any, ...]]
CONNECTIONS = 8
# Seconds until a connection, or a statement, is given up.
TIMEOUT = 10.0
# Any number that no other program uses as an advisory lock in the same database.
_MIGRATION_LOCK = 7_262_628


class PostgresDatabase:
    """A Database over a pool of psycopg connections."""

    shared = True

    def __init__(self, pool: AsyncConnectionPool[Connection]) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: str, connections: int = CONNECTIONS) -> PostgresDatabase:
        """Connects. Raises StoreError when the server cannot be reached within TIMEOUT."""
        pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=connections,
            open=False,
            timeout=TIMEOUT,
            reconnect_timeout=TIMEOUT,
            check=AsyncConnectionPool.check_connection,
            configure=_configure,
        )
        try:
            with _wrapped("cannot connect to PostgreSQL"):
                # The pool waits and hides the reason; one connection of its own tells it at once.
                probe = await psycopg.AsyncConnection.connect(url, connect_timeout=int(TIMEOUT))
                await probe.close()
                await pool.open(wait=True, timeout=TIMEOUT)
        except BaseException:
            await pool.close()
            raise
        return cls(pool)

    @contextlib.asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncIterator[Run]:
        """One transaction on a connection of the pool, at READ COMMITTED; nobody goes first."""
        with _wrapped("PostgreSQL failed"):
            async with self._pool.connection() as connection, connection.transaction():
                yield functools.partial(_run, connection)

    async def lock_migrations(self, run: Run) -> None:
        """Waits for the advisory lock, which the end of the transaction gives back."""
        await run("SELECT pg_advisory_xact_lock(?)", _MIGRATION_LOCK)

    async def scrub(self) -> None:
        """Nothing to do: autovacuum reclaims the space of deleted rows."""

    async def close(self) -> None:
        """Closes the pool."""
        await self._pool.close()


@functools.lru_cache(maxsize=512)
def translate(sql: str) -> str:
    """A statement with psycopg's placeholders and PostgreSQL's name for bytes."""
    return sql.replace("?", "%s").replace(" BLOB", " BYTEA")


async def _configure(connection: Connection) -> None:
    await connection.set_autocommit(True)
    await connection.execute("SET statement_timeout = '10s'")


async def _run(connection: Connection, sql: str, *values: Value) -> list[Row]:
    cursor = await connection.execute(translate(sql).encode(), values)
    return await cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def _wrapped(what: str) -> Iterator[None]:
    try:
        yield
    except (psycopg.Error, PoolTimeout, PoolClosed, OSError) as error:
        raise StoreError(f"{what}: {_plain(error)}") from error


def _plain(error: Exception) -> str:
    """The driver's reason without what it repeats of values: its detail lines name keys."""
    if isinstance(error, psycopg.Error) and error.diag.message_primary:
        return error.diag.message_primary
    if isinstance(error, psycopg.OperationalError):
        return str(error).partition("\n")[0]
    return type(error).__name__
