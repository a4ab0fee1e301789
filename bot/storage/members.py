"""Who may do what at the desk, in SQL."""

from __future__ import annotations

from bot.storage.cases import Act, Member, Role
from bot.storage.database import Database
from bot.storage.desk import add_act


class SqlMembers:
    """The Members protocol over a Database."""

    _database: Database

    async def add_invite(self, code: str, role: Role, owner: str, until: float) -> None:
        """Keeps an invitation; see Members.add_invite."""
        async with self._database.transaction() as run:
            await run(
                "INSERT INTO desk_invites (code, role, owner, until) VALUES (?, ?, ?, ?)",
                code,
                role,
                owner,
                until,
            )

    async def accept_invite(self, code: str, owner: str, now: float) -> Role | None:
        """Uses an invitation up; see Members.accept_invite."""
        async with self._database.transaction() as run:
            rows = await run("DELETE FROM desk_invites WHERE code = ? RETURNING role, until", code)
            if not rows or rows[0][1] <= now:
                return None
            role: Role = rows[0][0]
            await run(
                "INSERT INTO desk_roles (owner, role, at) VALUES (?, ?, ?) "
                "ON CONFLICT (owner) DO UPDATE SET role = excluded.role, at = excluded.at",
                owner,
                role,
                now,
            )
            await add_act(run, Act(owner, "join", "", role, now))
        return role

    async def role_of(self, owner: str) -> Role | None:
        """Looks a role up; see Members.role_of."""
        async with self._database.transaction() as run:
            rows = await run("SELECT role FROM desk_roles WHERE owner = ?", owner)
        return rows[0][0] if rows else None

    async def desk_members(self) -> list[Member]:
        """Everybody; see Members.desk_members."""
        async with self._database.transaction() as run:
            rows = await run("SELECT owner, role, at FROM desk_roles ORDER BY at, owner")
        return [Member(*row) for row in rows]

    async def dismiss_member(self, owner: str, by: str, now: float) -> bool:
        """Takes a role; see Members.dismiss_member."""
        async with self._database.transaction() as run:
            gone = await run("DELETE FROM desk_roles WHERE owner = ? RETURNING role", owner)
            await run("UPDATE desk_cases SET owner = '', held_until = 0 WHERE owner = ?", owner)
            await run("DELETE FROM desk_invites WHERE owner = ?", owner)
            if gone:
                await add_act(run, Act(by, "dismiss", "", gone[0][0], now))
        return bool(gone)
