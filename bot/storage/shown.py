"""Which messages in the desk's chat show which case, in SQL: they are emptied when it goes."""

from __future__ import annotations

from bot.storage.database import Database


class SqlShown:
    """The Shown protocol over a Database."""

    _database: Database

    async def note_shown(self, case_id: str, message: int) -> None:
        """Keeps a message; see Shown.note_shown."""
        async with self._database.transaction() as run:
            await run(
                "INSERT INTO desk_shown (message, case_id) VALUES (?, ?) "
                "ON CONFLICT (message) DO UPDATE SET case_id = excluded.case_id",
                message,
                case_id,
            )

    async def stale_shown(self, limit: int = 20) -> list[int]:
        """Messages whose case is gone; see Shown.stale_shown."""
        async with self._database.transaction() as run:
            rows = await run(
                "SELECT message FROM desk_shown WHERE NOT EXISTS "
                "(SELECT 1 FROM desk_cases AS c WHERE c.id = desk_shown.case_id) "
                "ORDER BY message LIMIT ?",
                limit,
            )
        return [int(message) for (message,) in rows]

    async def drop_shown(self, message: int) -> None:
        """Forgets a message; see Shown.drop_shown."""
        async with self._database.transaction() as run:
            await run("DELETE FROM desk_shown WHERE message = ?", message)
