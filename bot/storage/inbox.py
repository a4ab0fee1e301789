"""The inbox in SQL.

Lock order, in every method: rows of `inbox_chats` (by chat), then rows of `inbox`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.storage.database import Database, Run
from bot.storage.store import Claim, Depth, Incoming, Parked, Pending, Quiet

QUIET = Quiet()
# One claim takes at most this many updates, so that a flood in one chat does not fill the memory.
BATCH = 50

_INSERT = """
INSERT INTO inbox (bot, update_id, chat, person, part, payload, arrived_at, due_at,
    state, error, attempts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', 0)
ON CONFLICT (bot, update_id) DO NOTHING RETURNING update_id"""

# The update that is made is also a lock on the row.
_LOCK_CHAT = """
INSERT INTO inbox_chats (bot, chat, due_at, worker, lease_until) VALUES (?, ?, ?, '', 0)
ON CONFLICT (bot, chat) DO UPDATE SET due_at = inbox_chats.due_at"""

_CLAIM = """
UPDATE inbox_chats SET worker = ?, lease_until = ? WHERE bot = ? AND chat = (
    SELECT chat FROM inbox_chats WHERE bot = ? AND due_at <= ? AND lease_until <= ?
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING chat"""

_DUE = """
SELECT update_id, payload, attempts, arrived_at FROM inbox
WHERE bot = ? AND chat = ? AND state = 'pending' AND due_at <= ? ORDER BY update_id LIMIT ?"""

# A finished update keeps its number only, so that it is known when it comes again.
_FINISH = """
UPDATE inbox SET state = 'done', payload = NULL, chat = '', person = '', error = '', due_at = ?
WHERE bot = ? AND update_id = ?"""

_FAIL = """
UPDATE inbox SET attempts = attempts + ?, error = ?, due_at = ?
WHERE bot = ? AND update_id = ? AND state = 'pending'"""

_PARK = """
UPDATE inbox SET state = 'parked', attempts = attempts + 1, error = ?, due_at = ?
WHERE bot = ? AND update_id = ? AND state = 'pending'"""

_RETRY = """
UPDATE inbox SET state = 'pending', attempts = 0, error = '', due_at = ?
WHERE bot = ? AND update_id = ? AND state = 'parked'"""

# Only what is due at the last time given or later: what a worker has claimed was due before.
_FIRST_PART = """
SELECT min(arrived_at) FROM inbox WHERE bot = ? AND chat = ? AND state = 'pending'
AND attempts = 0 AND part = 1 AND due_at >= ?"""

_WAIT = """
UPDATE inbox SET due_at = ? WHERE bot = ? AND chat = ? AND state = 'pending'
AND attempts = 0 AND due_at >= ?"""

_HURRY = """
UPDATE inbox SET due_at = ? WHERE bot = ? AND chat = ? AND state = 'pending' AND attempts = 0"""


class SqlInbox:
    """The Inbox protocol over a Database."""

    _database: Database

    async def put_updates(
        self, bot: int, updates: Sequence[Incoming], now: float, quiet: Quiet = QUIET
    ) -> int:
        """Keeps what is new; see Inbox.put_updates."""
        ordered = sorted(updates, key=lambda update: update.update_id)
        async with self._database.transaction() as run:
            for chat in sorted({update.chat for update in ordered}):
                await run(_LOCK_CHAT, bot, chat, now)
            new = [update for update in ordered if await _insert(run, bot, update, now)]
            for chat in sorted({update.chat for update in new}):
                await _schedule(run, bot, chat, now, quiet)
            for chat in sorted({update.chat for update in ordered}):
                await settle(run, bot, chat)
        return len(new)

    async def claim_chat(self, bot: int, worker: str, now: float, lease: float) -> Claim | None:
        """The chat that waits longest; see Inbox.claim_chat."""
        async with self._database.transaction() as run:
            rows = await run(_CLAIM, worker, now + lease, bot, bot, now, now)
            if not rows:
                return None
            chat = str(rows[0][0])
            due = await run(_DUE, bot, chat, now, BATCH)
        return Claim(bot, chat, worker, tuple(Pending(i, bytes(p), n, at) for i, p, n, at in due))

    async def renew_claim(self, claim: Claim, until: float) -> bool:
        """Holds the chat longer; see Inbox.renew_claim."""
        key = (claim.bot, claim.chat)
        async with self._database.transaction() as run:
            await run(
                "UPDATE inbox_chats SET lease_until = ? WHERE bot = ? AND chat = ? AND worker = ?",
                until,
                *key,
                claim.worker,
            )
            rows = await run("SELECT worker FROM inbox_chats WHERE bot = ? AND chat = ?", *key)
        # Where all is finished the chat is gone: nobody has taken it.
        return rows in ([], [("",)], [(claim.worker,)])

    async def release_chat(self, claim: Claim) -> None:
        """Ends the lease if it is still held; see Inbox.release_chat."""
        async with self._database.transaction() as run:
            await run(
                "UPDATE inbox_chats SET worker = '', lease_until = 0 "
                "WHERE bot = ? AND chat = ? AND worker = ?",
                claim.bot,
                claim.chat,
                claim.worker,
            )

    async def finish_updates(self, claim: Claim, update_ids: Sequence[int], now: float) -> None:
        """Wipes what was handled; see Inbox.finish_updates."""
        async with self._database.transaction(first=True) as run:
            await _lock(run, claim)
            for update_id in update_ids:
                await run(_FINISH, now, claim.bot, update_id)
            await settle(run, claim.bot, claim.chat)

    async def fail_updates(
        self, claim: Claim, update_ids: Sequence[int], error: str, retry_at: float
    ) -> None:
        """Counts a failure; see Inbox.fail_updates."""
        await self._delay(claim, update_ids, error, retry_at, failures=1)

    async def postpone_updates(
        self, claim: Claim, update_ids: Sequence[int], retry_at: float
    ) -> None:
        """Waits without counting; see Inbox.postpone_updates."""
        await self._delay(claim, update_ids, "", retry_at, failures=0)

    async def _delay(
        self, claim: Claim, update_ids: Sequence[int], error: str, retry_at: float, failures: int
    ) -> None:
        async with self._database.transaction() as run:
            await _lock(run, claim)
            for update_id in update_ids:
                await run(_FAIL, failures, error, retry_at, claim.bot, update_id)
            await settle(run, claim.bot, claim.chat)

    async def park_updates(
        self, claim: Claim, update_ids: Sequence[int], error: str, now: float
    ) -> None:
        """Puts aside; see Inbox.park_updates."""
        async with self._database.transaction() as run:
            await _lock(run, claim)
            for update_id in update_ids:
                await run(_PARK, error, now, claim.bot, update_id)
            await settle(run, claim.bot, claim.chat)

    async def list_parked(self, limit: int = 100) -> list[Parked]:
        """The parked updates; see Inbox.list_parked."""
        async with self._database.transaction() as run:
            rows = await run(
                "SELECT bot, update_id, error, attempts, arrived_at FROM inbox "
                "WHERE state = 'parked' ORDER BY arrived_at, update_id LIMIT ?",
                limit,
            )
        return [Parked(*row) for row in rows]

    async def retry_parked(self, now: float, update_id: int | None = None) -> int:
        """Makes parked updates due; see Inbox.retry_parked."""
        async with self._database.transaction() as run:
            parked = await _select_parked(run, update_id)
            for bot, chat in sorted({(bot, chat) for bot, chat, _ in parked}):
                await run(_LOCK_CHAT, bot, chat, now)
            for bot, _, number in parked:
                await run(_RETRY, now, bot, number)
            for bot, chat in sorted({(bot, chat) for bot, chat, _ in parked}):
                await settle(run, bot, chat)
        return len(parked)

    async def drop_parked(self, now: float, update_id: int | None = None) -> int:
        """Wipes parked updates; see Inbox.drop_parked."""
        async with self._database.transaction() as run:
            parked = await _select_parked(run, update_id)
            for bot, _, number in parked:
                await run(_FINISH, now, bot, number)
        return len(parked)

    async def depth(self, now: float) -> Depth:
        """Counts what waits; see Inbox.depth."""
        async with self._database.transaction() as run:
            waiting = await run(
                "SELECT count(*), min(arrived_at) FROM inbox WHERE state = 'pending'"
            )
            parked = await run("SELECT count(*) FROM inbox WHERE state = 'parked'")
            outgoing = await run("SELECT count(*) FROM outbox WHERE state = 'pending'")
        pending, oldest = waiting[0]
        age = max(0.0, now - oldest) if pending else 0.0
        return Depth(pending, age, parked[0][0], outgoing[0][0])


async def _insert(run: Run, bot: int, update: Incoming, now: float) -> bool:
    part = int(update.part)
    values = (bot, update.update_id, update.chat, update.person, part, update.payload, now, now)
    return bool(await run(_INSERT, *values))


async def _schedule(run: Run, bot: int, chat: str, now: float, quiet: Quiet) -> None:
    """Makes the chat wait for more when its newest update may be a part, else makes all of it due.

    Updates that failed keep the time of their retry: nothing new waits behind them. What a worker
    has claimed is left alone.
    """
    if not await _newest_is_part(run, bot, chat):
        await run(_HURRY, now, bot, chat)
        return
    ((lease_until,),) = await run(
        "SELECT lease_until FROM inbox_chats WHERE bot = ? AND chat = ?", bot, chat
    )
    since = now if lease_until > now else 0.0
    ((first,),) = await run(_FIRST_PART, bot, chat, since)
    due_at = max(now, min(now + quiet.pause, first + quiet.limit))
    await run(_WAIT, due_at, bot, chat, since)


async def _newest_is_part(run: Run, bot: int, chat: str) -> bool:
    ((part,),) = await run(
        "SELECT part FROM inbox WHERE bot = ? AND chat = ? AND state = 'pending' "
        "ORDER BY update_id DESC LIMIT 1",
        bot,
        chat,
    )
    return bool(part)


async def _lock(run: Run, claim: Claim) -> None:
    await run(
        "SELECT 1 FROM inbox_chats WHERE bot = ? AND chat = ? FOR UPDATE", claim.bot, claim.chat
    )


async def settle(run: Run, bot: int, chat: str) -> None:
    """Sets when the chat is due from its pending updates; forgets the chat when it has none."""
    pending = "SELECT min(due_at) FROM inbox WHERE bot = ? AND chat = ? AND state = 'pending'"
    ((due_at,),) = await run(pending, bot, chat)
    if due_at is None:
        await run("DELETE FROM inbox_chats WHERE bot = ? AND chat = ?", bot, chat)
    else:
        await run("UPDATE inbox_chats SET due_at = ? WHERE bot = ? AND chat = ?", due_at, bot, chat)


async def _select_parked(run: Run, update_id: int | None) -> list[tuple[int, str, int]]:
    sql = "SELECT bot, chat, update_id FROM inbox WHERE state = 'parked'"
    rows = await (run(sql) if update_id is None else run(f"{sql} AND update_id = ?", update_id))
    return [(bot, chat, number) for bot, chat, number in rows]
