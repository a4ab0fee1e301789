"""Counters, conversations, buckets, leaders and changes that are made once, in SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.storage.database import Database, Run
from bot.storage.outbox import add_outgoing
from bot.storage.store import Change, Count, Outgoing, Remember

# Names of things, never words of people: a counter can be shown to anybody.
_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,64}")

# Who waits exactly as long as told must not miss a token by the rounding of a number.
ALMOST_ONE = 1 - 1e-6

_COUNT = """
INSERT INTO counters (day, kind, name, n) VALUES (?, ?, ?, ?)
ON CONFLICT (day, kind, name) DO UPDATE SET n = counters.n + excluded.n"""

_REMEMBER = """
INSERT INTO conversations (owner, name, value, until) VALUES (?, ?, ?, ?)
ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value, until = excluded.until"""

_NEW_BUCKET = """
INSERT INTO buckets (owner, name, tokens, at) VALUES (?, ?, ?, ?)
ON CONFLICT (owner, name) DO NOTHING"""

_BUCKET = "SELECT tokens, at FROM buckets WHERE owner = ? AND name = ? FOR UPDATE"

# A bucket whose time lies ahead fills from then on.
_FILL_BUCKET = "UPDATE buckets SET tokens = ?, at = ? WHERE owner = ? AND name = ?"

_LEAD = """
INSERT INTO leaders (name, holder, until) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE leaders.holder = excluded.holder OR leaders.until <= ? RETURNING name"""


class SqlMemory:
    """Counters, Conversations and what the Store adds to them, over a Database."""

    _database: Database

    async def count(self, day: date, kind: str, name: str, n: int = 1) -> None:
        """Adds to a number; see Counters.count."""
        await self.apply([Count(day, kind, name, n)])

    async def kinds(self) -> list[str]:
        """The kinds in order; see Counters.kinds."""
        async with self._database.transaction() as run:
            return [kind for (kind,) in await run("SELECT DISTINCT kind FROM counters ORDER BY 1")]

    async def totals(
        self, kind: str, since: date | None = None, until: date | None = None
    ) -> Mapping[str, int]:
        """Sums per name; see Counters.totals."""
        days = ((since or date.min).isoformat(), (until or date.max).isoformat())
        async with self._database.transaction() as run:
            rows = await run(
                "SELECT name, CAST(sum(n) AS BIGINT) FROM counters "
                "WHERE kind = ? AND day BETWEEN ? AND ? GROUP BY name ORDER BY name",
                kind,
                *days,
            )
        return dict(rows)

    async def remember(self, owner: str, name: str, value: str, until: float) -> None:
        """Keeps a value; see Conversations.remember."""
        await self.apply([Remember(owner, name, value, until)])

    async def recall(self, owner: str, name: str, now: float) -> str | None:
        """Looks a value up; see Conversations.recall."""
        async with self._database.transaction() as run:
            rows = await run(
                "SELECT value FROM conversations WHERE owner = ? AND name = ? AND until > ?",
                owner,
                name,
                now,
            )
        return str(rows[0][0]) if rows else None

    async def forget(self, owner: str, name: str) -> None:
        """Drops a value; see Conversations.forget."""
        async with self._database.transaction() as run:
            await run("DELETE FROM conversations WHERE owner = ? AND name = ?", owner, name)

    async def apply(self, changes: Sequence[Change]) -> None:
        """Makes the changes; see Store.apply."""
        ordered = _in_order(changes)
        async with self._database.transaction() as run:
            for change in ordered:
                await _apply(run, change)

    async def apply_once(
        self, bot: int, update_id: int, changes: Sequence[Change], now: float, step: int = 0
    ) -> bool:
        """Makes the changes of an update once; see Store.apply_once."""
        ordered = _in_order(changes)
        async with self._database.transaction() as run:
            first = await run(
                "INSERT INTO applied (bot, update_id, step, at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (bot, update_id, step) DO NOTHING RETURNING update_id",
                bot,
                update_id,
                step,
                now,
            )
            for change in ordered if first else ():
                await _apply(run, change)
        return bool(first)

    async def take(
        self, owner: str, name: str, capacity: float, per_seconds: float, now: float
    ) -> bool:
        """Takes a token; see Store.take."""
        return not await self.pace(owner, name, capacity, per_seconds, now)

    async def pace(
        self, owner: str, name: str, capacity: float, per_seconds: float, now: float
    ) -> float:
        """Takes a token or tells when there is one; see Store.pace."""
        async with self._database.transaction() as run:
            await run(_NEW_BUCKET, owner, name, capacity, now)
            ((tokens, at),) = await run(_BUCKET, owner, name)
            refilled = min(capacity, tokens + max(0.0, now - at) * capacity / per_seconds)
            taken = bool(refilled >= ALMOST_ONE)
            await run(_FILL_BUCKET, max(0.0, refilled - taken), max(now, at), owner, name)
        if taken:
            return 0.0
        return float(max(0.0, at - now) + (1 - refilled) * per_seconds / capacity)

    async def drain(self, owner: str, name: str, now: float, until: float) -> None:
        """Empties a bucket for a while; see Store.drain."""
        async with self._database.transaction() as run:
            await run(_NEW_BUCKET, owner, name, 0.0, now)
            ((_, at),) = await run(_BUCKET, owner, name)
            await run(_FILL_BUCKET, 0.0, max(at, until), owner, name)

    async def lead(self, name: str, holder: str, now: float, until: float) -> bool:
        """Takes, keeps or gives up the lead; see Store.lead."""
        async with self._database.transaction() as run:
            return bool(await run(_LEAD, name, holder, until, now))

    async def match_secret(self, fingerprint: str) -> bool:
        """Compares with the fingerprint kept first; see Store.match_secret."""
        async with self._database.transaction() as run:
            await run(
                "INSERT INTO meta (name, value) VALUES ('secret', ?) ON CONFLICT (name) DO NOTHING",
                fingerprint,
            )
            rows = await run("SELECT value FROM meta WHERE name = 'secret'")
        return rows == [(fingerprint,)]


async def _apply(run: Run, change: Change) -> None:
    match change:
        case Count(day, kind, name, n):
            await run(_COUNT, day.isoformat(), kind, name, n)
        case Remember(owner, name, value, until):
            await run(_REMEMBER, owner, name, value, until)
        case Outgoing():
            await add_outgoing(run, change)


def _in_order(changes: Sequence[Change]) -> list[Change]:
    """The changes, checked, in one order for every process: none ever blocks another for good."""
    for change in changes:
        if isinstance(change, Count):
            _check_names(change.kind, change.name)
    return sorted(changes, key=_place)


def _place(change: Change) -> tuple[str, str, str]:
    match change:
        case Count(_, kind, name):
            return "count", kind, name
        case Remember(owner, name):
            return "remember", owner, name
        case Outgoing(_, owner, name):
            return "outgoing", owner, name


def _check_names(*names: str) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(
                "a counter is named by 1 to 64 letters, digits, _ . : -, never by a text"
            )
