"""The tables, as an ordered list of named steps. A step that was released is never edited."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import StoreError
from bot.storage.database import Database, Run


@dataclass(frozen=True, slots=True)
class Migration:
    """One named step: statements that run in one transaction."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "0001_inbox",
        (
            """CREATE TABLE inbox (
                bot BIGINT NOT NULL, update_id BIGINT NOT NULL,
                chat TEXT NOT NULL, person TEXT NOT NULL, part INTEGER NOT NULL,
                payload BLOB, state TEXT NOT NULL, error TEXT NOT NULL, attempts INTEGER NOT NULL,
                arrived_at DOUBLE PRECISION NOT NULL, due_at DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (bot, update_id))""",
            "CREATE INDEX inbox_chat ON inbox (bot, chat, update_id) WHERE state = 'pending'",
            "CREATE INDEX inbox_state ON inbox (state, due_at)",
            # A row for each chat with pending updates: what is locked when a chat is claimed.
            """CREATE TABLE inbox_chats (
                bot BIGINT NOT NULL, chat TEXT NOT NULL, due_at DOUBLE PRECISION NOT NULL,
                worker TEXT NOT NULL, lease_until DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (bot, chat))""",
            "CREATE INDEX inbox_chats_due ON inbox_chats (bot, due_at)",
            """CREATE TABLE applied (
                bot BIGINT NOT NULL, update_id BIGINT NOT NULL, step INTEGER NOT NULL,
                at DOUBLE PRECISION NOT NULL, PRIMARY KEY (bot, update_id, step))""",
        ),
    ),
    Migration(
        "0002_memory",
        (
            """CREATE TABLE counters (
                day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, n BIGINT NOT NULL,
                PRIMARY KEY (day, kind, name))""",
            """CREATE TABLE conversations (
                owner TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
                until DOUBLE PRECISION NOT NULL, PRIMARY KEY (owner, name))""",
            """CREATE TABLE buckets (
                owner TEXT NOT NULL, name TEXT NOT NULL, tokens DOUBLE PRECISION NOT NULL,
                at DOUBLE PRECISION NOT NULL, PRIMARY KEY (owner, name))""",
            """CREATE TABLE leaders (
                name TEXT PRIMARY KEY, holder TEXT NOT NULL, until DOUBLE PRECISION NOT NULL)""",
            "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        ),
    ),
    Migration(
        "0003_outbox",
        (
            """CREATE TABLE outbox (
                bot BIGINT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, payload BLOB,
                state TEXT NOT NULL, error TEXT NOT NULL, attempts INTEGER NOT NULL,
                due_at DOUBLE PRECISION NOT NULL, worker TEXT NOT NULL,
                lease_until DOUBLE PRECISION NOT NULL, PRIMARY KEY (bot, owner, name))""",
            "CREATE INDEX outbox_due ON outbox (bot, due_at) WHERE state = 'pending'",
            "CREATE TABLE unsubscribed (owner TEXT PRIMARY KEY, at DOUBLE PRECISION NOT NULL)",
        ),
    ),
    Migration(
        "0004_outbox_with_ids",
        (
            # Nothing had written the table before this step.
            "DROP TABLE outbox",
            """CREATE TABLE outbox (
                bot BIGINT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL,
                payload BLOB, state TEXT NOT NULL, error TEXT NOT NULL, attempts INTEGER NOT NULL,
                ordinary INTEGER NOT NULL, due_at DOUBLE PRECISION NOT NULL,
                until DOUBLE PRECISION NOT NULL, worker TEXT NOT NULL,
                lease_until DOUBLE PRECISION NOT NULL, PRIMARY KEY (bot, owner, name))""",
            "CREATE UNIQUE INDEX outbox_id ON outbox (id)",
            "CREATE INDEX outbox_due ON outbox (bot, ordinary, due_at, id) WHERE state = 'pending'",
            "CREATE INDEX outbox_name ON outbox (bot, name)",
        ),
    ),
    Migration(
        "0005_groups",
        (
            """CREATE TABLE group_settings (
                owner TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
                PRIMARY KEY (owner, name))""",
        ),
    ),
    Migration(
        "0005_offers",
        (
            """CREATE TABLE offers (
                id BIGINT PRIMARY KEY, fingerprint BLOB NOT NULL, conclusion TEXT NOT NULL,
                at DOUBLE PRECISION NOT NULL)""",
            "CREATE INDEX offers_at ON offers (at)",
            # Some neighbouring words of each offer: how offers are found that may be similar.
            """CREATE TABLE offer_pairs (
                pair BIGINT NOT NULL, offer BIGINT NOT NULL, PRIMARY KEY (pair, offer))""",
            "CREATE INDEX offer_pairs_offer ON offer_pairs (offer)",
            """CREATE TABLE offer_reports (
                offer BIGINT NOT NULL, person TEXT NOT NULL, level TEXT NOT NULL,
                at DOUBLE PRECISION NOT NULL, PRIMARY KEY (offer, person))""",
            "CREATE INDEX offer_reports_person ON offer_reports (person)",
            # An empty person: the desk stands for it.
            """CREATE TABLE offer_contacts (
                contact TEXT NOT NULL, offer BIGINT NOT NULL, person TEXT NOT NULL,
                PRIMARY KEY (contact, offer, person))""",
            "CREATE INDEX offer_contacts_offer ON offer_contacts (offer, person)",
            "CREATE INDEX offer_contacts_person ON offer_contacts (person)",
            """CREATE TABLE desk_notes (
                id BIGINT PRIMARY KEY, kind TEXT NOT NULL, said TEXT NOT NULL,
                at DOUBLE PRECISION NOT NULL)""",
        ),
    ),
    Migration(
        "0006_desk",
        (
            """CREATE TABLE desk_cases (
                id TEXT PRIMARY KEY, kind TEXT NOT NULL, mark TEXT NOT NULL, told TEXT NOT NULL,
                rules TEXT NOT NULL, opened_at DOUBLE PRECISION NOT NULL, owner TEXT NOT NULL,
                held_until DOUBLE PRECISION NOT NULL, verdict TEXT NOT NULL,
                decided_at DOUBLE PRECISION NOT NULL)""",
            "CREATE UNIQUE INDEX desk_cases_mark ON desk_cases (mark)",
            "CREATE INDEX desk_cases_open ON desk_cases (verdict, opened_at)",
            """CREATE TABLE reports (
                receipt TEXT PRIMARY KEY, case_id TEXT NOT NULL, owner TEXT NOT NULL,
                told TEXT NOT NULL, wish TEXT NOT NULL, text TEXT NOT NULL, contacts TEXT NOT NULL,
                at DOUBLE PRECISION NOT NULL, until DOUBLE PRECISION NOT NULL)""",
            "CREATE UNIQUE INDEX reports_case ON reports (case_id, owner)",
            "CREATE INDEX reports_owner ON reports (owner)",
            """CREATE TABLE watches (
                mark TEXT NOT NULL, owner TEXT NOT NULL, chat_id BIGINT NOT NULL,
                told TEXT NOT NULL, heard INTEGER NOT NULL, until DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (mark, owner))""",
            """CREATE TABLE desk_decisions (
                id TEXT PRIMARY KEY, case_id TEXT NOT NULL, owner TEXT NOT NULL,
                level TEXT NOT NULL, at DOUBLE PRECISION NOT NULL)""",
            "CREATE INDEX desk_decisions_case ON desk_decisions (case_id)",
            """CREATE TABLE desk_skips (
                case_id TEXT NOT NULL, owner TEXT NOT NULL, at DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (case_id, owner))""",
            """CREATE TABLE desk_roles (
                owner TEXT PRIMARY KEY, role TEXT NOT NULL, at DOUBLE PRECISION NOT NULL)""",
            """CREATE TABLE desk_invites (
                code TEXT PRIMARY KEY, role TEXT NOT NULL, owner TEXT NOT NULL,
                until DOUBLE PRECISION NOT NULL)""",
            """CREATE TABLE desk_trail (
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, act TEXT NOT NULL, case_id TEXT NOT NULL,
                detail TEXT NOT NULL, told TEXT NOT NULL, seconds DOUBLE PRECISION NOT NULL,
                votes INTEGER NOT NULL, agreed INTEGER NOT NULL, at DOUBLE PRECISION NOT NULL)""",
            "CREATE INDEX desk_trail_case ON desk_trail (case_id)",
            "CREATE INDEX desk_trail_done ON desk_trail (act, at)",
            """CREATE TABLE desk_examples (
                receipt TEXT NOT NULL, owner TEXT NOT NULL, rule TEXT NOT NULL, kind TEXT NOT NULL,
                text TEXT NOT NULL, at DOUBLE PRECISION NOT NULL,
                PRIMARY KEY (receipt, rule, kind))""",
        ),
    ),
    Migration(
        "0007_desk_shown",
        ("CREATE TABLE desk_shown (message BIGINT PRIMARY KEY, case_id TEXT NOT NULL)",),
    ),
)


async def migrate(database: Database, migrations: tuple[Migration, ...] = MIGRATIONS) -> list[str]:
    """Applies the steps that are missing, all or none, and returns their names.

    Raises StoreError when the database was made by a newer version.
    """
    async with database.transaction() as run:
        await database.lock_migrations(run)
        done = await _applied(run)
        expected = [migration.name for migration in migrations[: len(done)]]
        if done != expected:
            raise StoreError(
                "the database was made by a newer version of Rambu: install that version"
            )
        missing = migrations[len(done) :]
        for position, migration in enumerate(missing, start=len(done)):
            for statement in migration.statements:
                await run(statement)
            await run(
                "INSERT INTO migrations (position, name) VALUES (?, ?)", position, migration.name
            )
    return [migration.name for migration in missing]


async def _applied(run: Run) -> list[str]:
    await run(
        "CREATE TABLE IF NOT EXISTS migrations (position INTEGER PRIMARY KEY, name TEXT NOT NULL)"
    )
    return [name for (name,) in await run("SELECT name FROM migrations ORDER BY position")]
