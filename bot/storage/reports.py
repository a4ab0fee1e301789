"""Reports and watches in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from bot.storage.cases import DECIDED_LIFE, REPORT_LIFE, Report, Watch
from bot.storage.database import Database, Row, Run
from bot.storage.outbox import add_outgoing
from bot.storage.store import Outgoing

_OPEN = """
INSERT INTO desk_cases (id, kind, mark, told, rules, opened_at, owner, held_until, verdict,
    decided_at)
VALUES (?, ?, ?, ?, ?, ?, '', 0, '', 0) ON CONFLICT (mark) DO NOTHING RETURNING id"""

_INSERT = """
INSERT INTO reports (receipt, case_id, owner, told, wish, text, contacts, at, until)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id, owner) DO NOTHING"""

_SELECT = """
SELECT r.receipt, c.kind, c.mark, r.owner, r.told, c.rules, r.text, r.contacts, r.at, r.wish, c.id,
    c.verdict
FROM reports AS r JOIN desk_cases AS c ON c.id = r.case_id"""

_WATCH = """
INSERT INTO watches (mark, owner, chat_id, told, heard, until) VALUES (?, ?, ?, ?, 0, ?)
ON CONFLICT (mark, owner) DO UPDATE SET chat_id = excluded.chat_id, told = excluded.told,
    heard = 0, until = excluded.until"""

# A case is there as long as somebody's report of it is.
_ORPHANS = "NOT EXISTS (SELECT 1 FROM reports WHERE reports.case_id = {})"
_ORPHANED = _ORPHANS.format("desk_cases.id")
_DROPS = (
    f"DELETE FROM desk_cases WHERE {_ORPHANED}",  # noqa: S608 - our own
    f"DELETE FROM desk_skips WHERE {_ORPHANS.format('desk_skips.case_id')}",  # noqa: S608
    f"DELETE FROM desk_decisions WHERE {_ORPHANS.format('desk_decisions.case_id')}",  # noqa: S608
)


class SqlReports:
    """The Reports protocol over a Database."""

    _database: Database

    async def add_report(
        self, report: Report, watch: Watch | None, letters: Sequence[Outgoing], now: float
    ) -> tuple[Report, bool]:
        """Keeps a report; see Reports.add_report."""
        async with self._database.transaction() as run:
            case, verdict, opened = await _open(run, report)
            life = DECIDED_LIFE if verdict else REPORT_LIFE
            said = (report.told, report.wish, report.text, report.contacts)
            key = (report.receipt, case, report.owner)
            await run(_INSERT, *key, *said, report.at, now + life)
            if watch is not None:
                about = (watch.mark, watch.owner, watch.chat_id)
                await run(_WATCH, *about, watch.told, watch.until)
            for letter in letters if opened else ():
                await add_outgoing(run, letter)
            (row,) = await run(f"{_SELECT} WHERE c.id = ? AND r.owner = ?", case, report.owner)
        return _report(row), opened

    async def reports_of(self, owner: str) -> list[Report]:
        """A person's reports; see Reports.reports_of."""
        async with self._database.transaction() as run:
            rows = await run(f"{_SELECT} WHERE r.owner = ? ORDER BY r.at DESC, r.receipt", owner)
        return [_report(row) for row in rows]

    async def withdraw_report(self, receipt: str, owner: str) -> bool:
        """Deletes a report; see Reports.withdraw_report."""
        async with self._database.transaction() as run:
            await lock_cases(run, owner)
            await unshow(run, owner, receipt)
            gone = await run(
                "DELETE FROM reports WHERE receipt = ? AND owner = ? RETURNING case_id",
                receipt,
                owner,
            )
            for (case,) in gone:
                await run(
                    "DELETE FROM watches WHERE owner = ? AND mark IN "
                    "(SELECT mark FROM desk_cases WHERE id = ?)",
                    owner,
                    case,
                )
                await run("DELETE FROM desk_examples WHERE receipt = ?", receipt)
            await drop_cases(run)
        await self._database.scrub()
        return bool(gone)


async def lock_cases(run: Run, owner: str) -> None:
    """Locks the cases of a person's reports, in one order with whoever decides them: cases first,
    then reports.
    """
    await run(
        "SELECT id FROM desk_cases WHERE id IN (SELECT case_id FROM reports WHERE owner = ?) "
        "ORDER BY id FOR UPDATE",
        owner,
    )


async def unshow(run: Run, owner: str, receipt: str = "%") -> None:
    """Leaves the messages that show a person's reports (all, or the one) without a case."""
    await run(
        "UPDATE desk_shown SET case_id = '' WHERE case_id IN "
        "(SELECT case_id FROM reports WHERE owner = ? AND receipt LIKE ?)",
        owner,
        receipt,
    )


async def drop_cases(run: Run) -> None:
    """Deletes cases that nobody's report is left of, with what readers did to them."""
    # Locked first: whoever reports one of them meanwhile is seen by the statements that follow.
    await run(f"SELECT id FROM desk_cases WHERE {_ORPHANED} ORDER BY id FOR UPDATE")  # noqa: S608
    for drop in _DROPS:
        await run(drop)


async def select_reports(run: Run, case_id: str) -> list[Report]:
    """The reports of a case, the first one first."""
    rows = await run(f"{_SELECT} WHERE r.case_id = ? ORDER BY r.at, r.receipt", case_id)
    return [_report(row) for row in rows]


async def _open(run: Run, report: Report) -> tuple[str, str, bool]:
    """The case of a report, locked, its verdict, and whether it is new."""
    rules = ",".join(report.rules)
    values = (report.case, report.kind, report.mark, report.told, rules, report.at)
    while True:
        opened = bool(await run(_OPEN, *values))
        found = await run(
            "SELECT id, verdict FROM desk_cases WHERE mark = ? FOR UPDATE", report.mark
        )
        # None: its last report was taken back between the two, and the case went with it.
        for case, verdict in found:
            return case, verdict, opened


def _report(row: Row) -> Report:
    receipt, kind, mark, owner, told, rules, text, contacts, at, wish, case, verdict = row
    names = tuple(filter(None, rules.split(",")))
    state = verdict or "waiting"
    return Report(receipt, kind, mark, owner, told, names, text, contacts, at, wish, case, state)
