"""The outbox in SQL."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from bot.storage.database import Database, Run
from bot.storage.store import Outgoing

_INSERT = """
INSERT INTO outbox (bot, owner, name, id, payload, state, error, attempts, ordinary, due_at, until,
    worker, lease_until)
SELECT ?, ?, ?, ?, ?, 'pending', '', 0, ?, ?, ?, '', 0
WHERE NOT EXISTS (SELECT 1 FROM unsubscribed WHERE owner = ?)
ON CONFLICT (bot, owner, name) DO NOTHING RETURNING name"""

_CLAIM = """
UPDATE outbox SET worker = ?, lease_until = ? WHERE id IN (
    SELECT id FROM outbox
    WHERE bot = ? AND state = 'pending' AND due_at <= ? AND lease_until <= ? AND until > ?
    ORDER BY ordinary, due_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
RETURNING bot, owner, name, payload, due_at, attempts, until, ordinary, id"""

_LATER = """
UPDATE outbox SET attempts = attempts + ?, error = ?, payload = ?, due_at = ?, worker = '',
    lease_until = 0
WHERE id = ? AND state = 'pending'"""

# By its id: meanwhile the owner may have got another key.
_WIPE = "UPDATE outbox SET state = ?, payload = NULL, worker = '', due_at = ? WHERE id = ?"

_WIPE_OWNER = """
UPDATE outbox SET state = 'dropped', payload = NULL, worker = '', due_at = ?
WHERE owner = ? AND state = 'pending' RETURNING name"""

_WIPE_NAME = """
UPDATE outbox SET state = 'dropped', payload = NULL, worker = '', due_at = ?
WHERE bot = ? AND name = ? AND state = 'pending' RETURNING name"""


class SqlOutbox:
    """The Outbox protocol over a Database."""

    _database: Database

    async def put_outgoing(self, messages: Sequence[Outgoing]) -> int:
        """Keeps what is new; see Outbox.put_outgoing."""
        # In one order for every process: none ever blocks another for good.
        ordered = sorted(messages, key=lambda one: (one.bot, one.owner, one.name))
        async with self._database.transaction() as run:
            return sum([await add_outgoing(run, one) for one in ordered])

    async def claim_outgoing(
        self, bot: int, worker: str, now: float, lease: float, limit: int = 1
    ) -> list[Outgoing]:
        """Takes due messages; see Outbox.claim_outgoing."""
        async with self._database.transaction() as run:
            rows = await run(_CLAIM, worker, now + lease, bot, now, now, now, limit)
        claimed = [
            Outgoing(b, owner, name, bytes(payload), due, tries, until, not ordinary, one)
            for b, owner, name, payload, due, tries, until, ordinary, one in rows
        ]
        return sorted(claimed, key=lambda one: (not one.urgent, one.due_at, one.id))

    async def finish_outgoing(self, outgoing: Outgoing, now: float) -> None:
        """Wipes what was sent; see Outbox.finish_outgoing."""
        await self._wipe("sent", outgoing, now)

    async def drop_outgoing(self, outgoing: Outgoing, now: float) -> None:
        """Wipes what is given up; see Outbox.drop_outgoing."""
        await self._wipe("dropped", outgoing, now)

    async def _wipe(self, state: str, outgoing: Outgoing, now: float) -> None:
        async with self._database.transaction(first=True) as run:
            await run(_WIPE, state, now, outgoing.id)

    async def fail_outgoing(self, outgoing: Outgoing, error: str, retry_at: float) -> None:
        """Counts a failure; see Outbox.fail_outgoing."""
        async with self._database.transaction() as run:
            await run(_LATER, 1, error, outgoing.payload, retry_at, outgoing.id)

    async def postpone_outgoing(self, outgoing: Outgoing, due_at: float) -> None:
        """Waits without counting; see Outbox.postpone_outgoing."""
        async with self._database.transaction() as run:
            await run(_LATER, 0, "", outgoing.payload, due_at, outgoing.id)

    async def call_off(self, bot: int, name: str, now: float) -> int:
        """Gives up what has this name; see Outbox.call_off."""
        async with self._database.transaction() as run:
            return len(await run(_WIPE_NAME, now, bot, name))

    async def outgoing_states(self, bot: int, name: str) -> Mapping[str, int]:
        """Counts by state; see Outbox.outgoing_states."""
        sql = "SELECT state, count(*) FROM outbox WHERE bot = ? AND name = ? GROUP BY state"
        async with self._database.transaction() as run:
            found: dict[str, int] = dict(await run(sql, bot, name))
        return {state: found.get(state, 0) for state in ("pending", "sent", "dropped")}

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
    key = (outgoing.bot, outgoing.owner, outgoing.name, outgoing.id or secrets.token_hex(16))
    times = (int(not outgoing.urgent), outgoing.due_at, outgoing.until)
    return bool(await run(_INSERT, *key, outgoing.payload, *times, outgoing.owner))
