"""What the admins of a group chose, in SQL: kept until Rambu is removed from the group."""

from __future__ import annotations

from collections.abc import Mapping

from bot.storage.database import Database

_CHOOSE = """
INSERT INTO group_settings (owner, name, value) VALUES (?, ?, ?)
ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value"""


class SqlGroups:
    """Settings of groups over a Database."""

    _database: Database

    async def choose(self, owner: str, name: str, value: str) -> None:
        """Keeps a setting; see Groups.choose."""
        async with self._database.transaction() as run:
            await run(_CHOOSE, owner, name, value)

    async def chosen(self, owner: str) -> Mapping[str, str]:
        """Reads the settings; see Groups.chosen."""
        async with self._database.transaction() as run:
            return dict(await run("SELECT name, value FROM group_settings WHERE owner = ?", owner))

    async def drop_group(self, owner: str) -> int:
        """Drops the settings; see Groups.drop_group."""
        async with self._database.transaction() as run:
            return len(
                await run("DELETE FROM group_settings WHERE owner = ? RETURNING name", owner)
            )
