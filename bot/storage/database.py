"""What the shared SQL needs of a database: transactions that run statements."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Value = str | int | float | bytes | None
Row = tuple[Any, ...]


class Run(Protocol):
    """Runs one statement of a transaction and returns all its rows."""

    async def __call__(self, sql: str, *values: Value) -> list[Row]:
        """The rows of `sql`, written for PostgreSQL with `?` for each value."""
        ...


class Database(Protocol):
    """One database. Its driver's errors leave it as StoreError.

    Statements are written once, for PostgreSQL with `?` as placeholder; each database translates
    what it says differently (`FOR UPDATE` means nothing to SQLite, where a writer holds the file).
    """

    @property
    def shared(self) -> bool:
        """True when several processes may use the database at the same time."""
        ...

    def transaction(self, *, first: bool = False) -> AbstractAsyncContextManager[Run]:
        """All statements run inside happen together, or not at all when an exception leaves it.

        Where transactions wait for each other, those go `first` that note what has been done: what
        a process did and could not note before it dies is done again.
        """
        ...

    async def lock_migrations(self, run: Run) -> None:
        """Keeps other processes from migrating until the transaction ends."""
        ...

    async def scrub(self) -> None:
        """Removes traces of deleted rows from files where the database leaves some."""
        ...

    async def close(self) -> None:
        """Ends all connections."""
        ...
