"""What concerns a person across all tables: deletion, export, and the end of what is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.storage.database import Database
from bot.storage.inbox import settle
from bot.storage.offers import drop_orphans, drop_parts
from bot.storage.reports import drop_cases, lock_cases, unshow
from bot.storage.store import Retention

KEEP = Retention()


@dataclass(frozen=True, slots=True)
class Personal:
    """How a table holds people: columns with their keys, what they are shown, how it is erased.

    `export` and `erase` take the key once; `erase` returns a row for each row it changed.
    """

    columns: frozenset[str]
    shown: tuple[str, ...]
    export: str
    erase: str


# Every table with a column that holds a key of a person or chat stands here; a test compares.
PERSONAL: Mapping[str, Personal] = {
    "inbox": Personal(
        frozenset({"chat", "person"}),
        ("update_id", "state", "arrived_at", "payload"),
        "SELECT update_id, state, arrived_at, payload FROM inbox WHERE ? IN (chat, person)",
        # The number stays, so that the update is known when Telegram delivers it again.
        "UPDATE inbox SET state = 'done', payload = NULL, chat = '', person = '', error = '' "
        "WHERE ? IN (chat, person) RETURNING update_id",
    ),
    "inbox_chats": Personal(
        frozenset({"chat"}),
        ("due_at",),
        "SELECT due_at FROM inbox_chats WHERE chat = ?",
        "DELETE FROM inbox_chats WHERE chat = ? RETURNING chat",
    ),
    "conversations": Personal(
        frozenset({"owner"}),
        ("name", "value", "until"),
        "SELECT name, value, until FROM conversations WHERE owner = ?",
        "DELETE FROM conversations WHERE owner = ? RETURNING name",
    ),
    "buckets": Personal(
        frozenset({"owner"}),
        ("name", "tokens", "at"),
        "SELECT name, tokens, at FROM buckets WHERE owner = ?",
        "DELETE FROM buckets WHERE owner = ? RETURNING name",
    ),
    "outbox": Personal(
        frozenset({"owner"}),
        ("name", "state", "due_at", "payload"),
        "SELECT name, state, due_at, payload FROM outbox WHERE owner = ?",
        "DELETE FROM outbox WHERE owner = ? RETURNING name",
    ),
    "unsubscribed": Personal(
        frozenset({"owner"}),
        ("at",),
        "SELECT at FROM unsubscribed WHERE owner = ?",
        "DELETE FROM unsubscribed WHERE owner = ? RETURNING owner",
    ),
    "group_settings": Personal(
        frozenset({"owner"}),
        ("name", "value"),
        "SELECT name, value FROM group_settings WHERE owner = ?",
        "DELETE FROM group_settings WHERE owner = ? RETURNING name",
    ),
    "offer_reports": Personal(
        frozenset({"person"}),
        ("offer", "level", "at"),
        "SELECT offer, level, at FROM offer_reports WHERE person = ?",
        "DELETE FROM offer_reports WHERE person = ? RETURNING offer",
    ),
    "offer_contacts": Personal(
        frozenset({"person"}),
        ("offer", "contact"),
        "SELECT offer, contact FROM offer_contacts WHERE person = ?",
        "DELETE FROM offer_contacts WHERE person = ? RETURNING offer",
    ),
    "reports": Personal(
        frozenset({"owner"}),
        ("receipt", "told", "wish", "text", "contacts", "at"),
        "SELECT receipt, told, wish, text, contacts, at FROM reports WHERE owner = ?",
        "DELETE FROM reports WHERE owner = ? RETURNING receipt",
    ),
    "watches": Personal(
        frozenset({"owner"}),
        ("chat_id", "told", "until"),
        "SELECT chat_id, told, until FROM watches WHERE owner = ?",
        "DELETE FROM watches WHERE owner = ? RETURNING owner",
    ),
    "desk_cases": Personal(
        frozenset({"owner"}),
        ("id", "held_until"),
        "SELECT id, held_until FROM desk_cases WHERE owner = ?",
        "UPDATE desk_cases SET owner = '', held_until = 0 WHERE owner = ? RETURNING id",
    ),
    "desk_decisions": Personal(
        frozenset({"owner"}),
        ("case_id", "level", "at"),
        "SELECT case_id, level, at FROM desk_decisions WHERE owner = ?",
        # What was decided stays decided; who did is forgotten, here and in the trail.
        "UPDATE desk_decisions SET owner = '' WHERE owner = ? RETURNING id",
    ),
    "desk_trail": Personal(
        frozenset({"owner"}),
        ("act", "case_id", "detail", "at"),
        "SELECT act, case_id, detail, at FROM desk_trail WHERE owner = ?",
        "UPDATE desk_trail SET owner = '' WHERE owner = ? RETURNING id",
    ),
    "desk_skips": Personal(
        frozenset({"owner"}),
        ("case_id", "at"),
        "SELECT case_id, at FROM desk_skips WHERE owner = ?",
        "DELETE FROM desk_skips WHERE owner = ? RETURNING case_id",
    ),
    "desk_roles": Personal(
        frozenset({"owner"}),
        ("role", "at"),
        "SELECT role, at FROM desk_roles WHERE owner = ?",
        "DELETE FROM desk_roles WHERE owner = ? RETURNING role",
    ),
    "desk_invites": Personal(
        frozenset({"owner"}),
        ("role", "until"),
        "SELECT role, until FROM desk_invites WHERE owner = ?",
        "DELETE FROM desk_invites WHERE owner = ? RETURNING role",
    ),
    "desk_examples": Personal(
        frozenset({"owner"}),
        ("receipt", "rule", "text", "at"),
        "SELECT receipt, rule, text, at FROM desk_examples WHERE owner = ?",
        "DELETE FROM desk_examples WHERE owner = ? RETURNING receipt",
    ),
}

# What belongs to a chat and goes along when it gets another number. Where both have something, the
# new one's stays.
_MOVES = tuple(
    (
        f"DELETE FROM {table} WHERE owner = ? AND EXISTS "  # noqa: S608 - our own tables
        f"(SELECT 1 FROM {table} AS own WHERE own.owner = ?{same})",
        f"UPDATE {table} SET owner = ? WHERE owner = ? RETURNING owner",  # noqa: S608
    )
    for table, same in (
        ("conversations", " AND own.name = conversations.name"),
        ("buckets", " AND own.name = buckets.name"),
        ("outbox", " AND own.bot = outbox.bot AND own.name = outbox.name"),
        ("unsubscribed", ""),
        ("group_settings", " AND own.name = group_settings.name"),
    )
)

_ENDED = (
    ("DELETE FROM inbox WHERE state = 'done' AND due_at <= ? RETURNING 1", "finished"),
    ("DELETE FROM inbox WHERE state = 'parked' AND due_at <= ? RETURNING 1", "parked"),
    ("DELETE FROM applied WHERE at <= ? RETURNING 1", "finished"),
    ("DELETE FROM outbox WHERE state <> 'pending' AND due_at <= ? RETURNING 1", "outgoing"),
    ("DELETE FROM outbox WHERE state = 'pending' AND until <= ? RETURNING 1", None),
    ("DELETE FROM buckets WHERE at <= ? RETURNING 1", "buckets"),
    ("DELETE FROM conversations WHERE until <= ? RETURNING 1", None),
    ("DELETE FROM leaders WHERE until <= ? RETURNING 1", None),
    ("DELETE FROM reports WHERE until <= ? RETURNING 1", None),
    ("DELETE FROM watches WHERE until <= ? RETURNING 1", None),
    ("DELETE FROM desk_invites WHERE until <= ? RETURNING 1", None),
    ("DELETE FROM desk_trail WHERE at <= ? RETURNING 1", "trail"),
    ("DELETE FROM desk_examples WHERE at <= ? RETURNING 1", "trail"),
    ("DELETE FROM desk_notes WHERE at <= ? RETURNING 1", "notes"),
)

# A thousand at a time: what is left waits for the next hour.
_OLD = (
    "DELETE FROM offers WHERE id IN (SELECT id FROM offers WHERE at <= ? AND conclusion = '' "
    "ORDER BY at LIMIT 1000) RETURNING id"
)
_OLD_CONCLUDED = (
    "DELETE FROM offers WHERE id IN (SELECT id FROM offers WHERE at <= ? AND conclusion <> '' "
    "ORDER BY at LIMIT 1000) RETURNING id"
)


class SqlPeople:
    """Deletion, export and retention over a Database."""

    _database: Database

    async def forget_person(self, key: str, now: float) -> int:
        """Erases a person from all tables; see Store.forget_person."""
        _check_key(key)
        async with self._database.transaction() as run:
            # Groups in which something of the person waits are locked first, in the inbox's order.
            chats = await run(
                "SELECT DISTINCT bot, chat FROM inbox WHERE ? IN (chat, person) ORDER BY bot, chat",
                key,
            )
            for bot, chat in chats:
                await run(
                    "SELECT 1 FROM inbox_chats WHERE bot = ? AND chat = ? FOR UPDATE", bot, chat
                )
            reported = await run("SELECT offer FROM offer_reports WHERE person = ?", key)
            await lock_cases(run, key)
            await unshow(run, key)
            erased = [len(await run(table.erase, key)) for table in PERSONAL.values()]
            await drop_cases(run)
            erased.append(await drop_orphans(run, [offer for (offer,) in reported]))
            for bot, chat in chats:
                await settle(run, bot, chat)
        await self._database.scrub()
        return sum(erased)

    async def move_owner(self, old: str, new: str) -> int:
        """Follows a chat to its new number; see Store.move_owner."""
        _check_key(old)
        _check_key(new)
        async with self._database.transaction() as run:
            moved = 0
            for clear, move in _MOVES:
                await run(clear, old, new)
                moved += len(await run(move, new, old))
        return moved

    async def export_person(self, key: str) -> Mapping[str, list[Mapping[str, object]]]:
        """Reads a person from all tables; see Store.export_person."""
        _check_key(key)
        async with self._database.transaction() as run:
            found: dict[str, list[Mapping[str, object]]] = {
                name: [
                    dict(zip(table.shown, row, strict=True)) for row in await run(table.export, key)
                ]
                for name, table in PERSONAL.items()
            }
        return {name: rows for name, rows in found.items() if rows}

    async def retention(self, now: float, keep: Retention = KEEP) -> int:
        """Deletes what is over; see Store.retention."""
        async with self._database.transaction() as run:
            deleted = 0
            for sql, kept in _ENDED:
                seconds = getattr(keep, kept) if kept else 0.0
                deleted += len(await run(sql, now - seconds))
            await drop_cases(run)
            for sql, seconds in ((_OLD, keep.reported), (_OLD_CONCLUDED, keep.concluded)):
                ended = [offer for (offer,) in await run(sql, now - seconds)]
                deleted += len(ended) + await drop_parts(run, ended)
        await self._database.scrub()
        return deleted


def _check_key(key: str) -> None:
    # Finished updates have an empty key: they belong to nobody.
    if not key:
        raise ValueError("the key of a person is empty")
