"""The outbox in SQL."""

from __future__ import annotations

from bot.storage.database import Database, Run
from bot.storage.store import Outgoing

_INSERT = """
INSERT INTO outbox (bot, owner, name, payload, state, error, attempts, due_at, worker, lease_until)
SELECT ?, ?, ?, ?, 'pending', '', 0, ?, '', 0
WHERE NOT EXISTS (SELECT 1 FROM unsubscribed WHERE owner = ?)
ON CONFLICT (bot, owner, name) DO NOTHING RETURNING name"""

_CLAIM = """
UPDATE outbox SET worker = ?, lease_until = ? WHERE bot = ? AND (owner, name) IN (
    SELECT owner, name FROM outbox
    WHERE bot = ? AND state = 'pending' AND due_at <= ? AND lease_until <= ?
    ORDER BY due_at, owner, name LIMIT ? FOR UPDATE SKIP LOCKED)
RETURNING bot, owner, name, payload, due_at, attempts"""

_FAIL = """
UPDATE outbox SET attempts = attempts + 1, error = ?, due_at = ?, worker = '', lease_until = 0
WHERE bot = ? AND owner = ? AND name = ? AND state = 'pending'"""

_WIPE = """
UPDATE outbox SET state = ?, payload = NULL, worker = '', due_at = ?
WHERE bot = ? AND owner = ? AND name = ?"""

_WIPE_OWNER = """
UPDATE outbox SET state = 'dropped', payload = NULL, worker = '', due_at = ?
WHERE owner = ? AND state = 'pending' RETURNING name"""


class SqlOutbox:
    """The Outbox protocol over a Database."""

    _database: Database

    async def put_outgoing(self, outgoing: Outgoing) -> bool:
        """Keeps a message; see Outbox.put_outgoing."""
        async with self._database.transaction() as run:
            return await add_outgoing(run, outgoing)

    async def claim_outgoing(
        self, bot: int, worker: str, now: float, lease: float, limit: int = 30
    ) -> list[Outgoing]:
        """Takes due messages; see Outbox.claim_outgoing."""
        async with self._database.transaction() as run:
            rows = await run(_CLAIM, worker, now + lease, bot, bot, now, now, limit)
        claimed = [Outgoing(b, o, n, bytes(p), due, tries) for b, o, n, p, due, tries in rows]
        return sorted(
            claimed, key=lambda outgoing: (outgoing.due_at, outgoing.owner, outgoing.name)
        )

    async def finish_outgoing(self, outgoing: Outgoing, now: float) -> None:
        """Wipes what was sent; see Outbox.finish_outgoing."""
        await self._wipe("sent", outgoing, now)

    async def drop_outgoing(self, outgoing: Outgoing, now: float) -> None:
        """Wipes what is given up; see Outbox.drop_outgoing."""
        await self._wipe("dropped", outgoing, now)

    async def _wipe(self, state: str, outgoing: Outgoing, now: float) -> None:
        async with self._database.transaction() as run:
            await run(_WIPE, state, now, outgoing.bot, outgoing.owner, outgoing.name)

    async def fail_outgoing(self, outgoing: Outgoing, error: str, retry_at: float) -> None:
        """Counts a failure; see Outbox.fail_outgoing."""
        async with self._database.transaction() as run:
            await run(_FAIL, error, retry_at, outgoing.bot, outgoing.owner, outgoing.name)

    async def unsubscribe(self, owner: str, now: float) -> int:
        """Wipes and refuses; see Outbox.unsubscribe."""
        async with self._database.transaction() as run:
            await run(
                "INSERT INTO unsubscribed (owner, at) VALUES (?, ?) ON CONFLICT (owner) DO NOTHING",
                owner,
                now,
            )
            return len(await run(_WIPE_OWNER, now, owner))

    async def resubscribe(self, owner: str) -> None:
        """Accepts again; see Outbox.resubscribe."""
        async with self._database.transaction() as run:
            await run("DELETE FROM unsubscribed WHERE owner = ?", owner)


async def add_outgoing(run: Run, outgoing: Outgoing) -> bool:
    """Keeps a message in the transaction of `run`; False: it was kept before or is not wanted."""
    key = (outgoing.bot, outgoing.owner, outgoing.name)
    return bool(await run(_INSERT, *key, outgoing.payload, outgoing.due_at, outgoing.owner))
