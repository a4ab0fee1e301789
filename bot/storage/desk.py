"""The desk's queue, its trail and its members in SQL."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.storage.cases import (
    DECIDED_LIFE,
    Act,
    Case,
    Concluded,
    Decision,
    Example,
    Letters,
    Report,
    Settle,
    Watch,
)
from bot.storage.database import Database, Row, Run
from bot.storage.outbox import add_outgoing
from bot.storage.reports import select_reports

_CASE = """
SELECT c.id, c.kind, c.mark, c.told, c.rules, c.opened_at, c.owner, c.held_until, c.verdict,
    c.decided_at, (SELECT count(*) FROM reports AS r WHERE r.case_id = c.id)
FROM desk_cases AS c"""

# What one reader has begun is finished first.
_NEXT = f"""
{_CASE}
WHERE c.verdict = '' AND (c.owner = '' OR c.owner = ? OR c.held_until <= ?)
    AND NOT EXISTS (SELECT 1 FROM desk_skips AS s WHERE s.case_id = c.id AND s.owner = ?)
    AND NOT EXISTS (SELECT 1 FROM desk_decisions AS d WHERE d.case_id = c.id AND d.owner = ?)
ORDER BY (SELECT count(*) FROM desk_decisions AS d WHERE d.case_id = c.id) DESC, c.opened_at, c.id
LIMIT 1"""  # noqa: S608 - our own tables

_CLAIM = """
UPDATE desk_cases SET owner = ?, held_until = ?
WHERE id = ? AND verdict = '' AND (owner = '' OR owner = ? OR held_until <= ?) RETURNING id"""

_ACT = """
INSERT INTO desk_trail (id, owner, act, case_id, detail, told, seconds, votes, agreed, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class SqlDesk:
    """The Cases protocol over a Database."""

    _database: Database

    async def desk_case(self, case_id: str) -> Case | None:
        """Looks a case up; see Cases.desk_case."""
        async with self._database.transaction() as run:
            return await _find(run, case_id)

    async def case_reports(self, case_id: str) -> list[Report]:
        """Its reports; see Cases.case_reports."""
        async with self._database.transaction() as run:
            return await select_reports(run, case_id)

    async def next_case(self, owner: str, now: float) -> Case | None:
        """Chooses; see Cases.next_case."""
        async with self._database.transaction() as run:
            rows = await run(_NEXT, owner, now, owner, owner)
        return _case(rows[0]) if rows else None

    async def claim_case(self, case_id: str, owner: str, now: float, until: float) -> bool:
        """Takes a case; see Cases.claim_case."""
        async with self._database.transaction() as run:
            taken = await run(_CLAIM, owner, until, case_id, owner, now)
            if taken:
                await add_act(run, Act(owner, "claim", case_id, "", now))
        return bool(taken)

    async def skip_case(self, case_id: str, owner: str, now: float) -> None:
        """Lets a case go; see Cases.skip_case."""
        async with self._database.transaction() as run:
            await run(
                "INSERT INTO desk_skips (case_id, owner, at) VALUES (?, ?, ?) "
                "ON CONFLICT (case_id, owner) DO NOTHING",
                case_id,
                owner,
                now,
            )
            await _let_go(run, case_id, owner)
            await add_act(run, Act(owner, "skip", case_id, "", now))

    async def decide_case(
        self, decision: Decision, settle: Settle, letters: Letters
    ) -> tuple[Case, bool] | None:
        """Notes a decision; see Cases.decide_case."""
        async with self._database.transaction() as run:
            await run("SELECT 1 FROM desk_cases WHERE id = ? FOR UPDATE", decision.case)
            case = await _find(run, decision.case)
            if case is None or case.verdict or not _holds(case, decision):
                return None
            await _vote(run, decision)
            votes = await _decisions(run, case.id)
            await _let_go(run, case.id, decision.owner)
            verdict = settle(case, votes)
            if verdict:
                await _conclude(run, case, verdict, votes, decision, letters)
            found = await _find(run, case.id)
        assert found is not None  # noqa: S101 - it was there in this transaction
        return found, bool(verdict)

    async def reopen_case(self, case_id: str, owner: str, now: float) -> bool:
        """Asks anew; see Cases.reopen_case."""
        async with self._database.transaction() as run:
            opened = await run(
                "UPDATE desk_cases SET verdict = '', decided_at = 0, opened_at = ? "
                "WHERE id = ? AND verdict <> '' RETURNING id",
                now,
                case_id,
            )
            if opened:
                await run("DELETE FROM desk_decisions WHERE case_id = ?", case_id)
                await run("DELETE FROM desk_skips WHERE case_id = ?", case_id)
                await add_act(run, Act(owner, "reopen", case_id, "", now))
        return bool(opened)

    async def note_act(self, act: Act) -> None:
        """Adds to the trail; see Cases.note_act."""
        async with self._database.transaction() as run:
            await add_act(run, act)

    async def desk_trail(self, case_id: str) -> list[Act]:
        """Reads the trail; see Cases.desk_trail."""
        async with self._database.transaction() as run:
            rows = await run(
                "SELECT owner, act, case_id, detail, at FROM desk_trail WHERE case_id = ? "
                "ORDER BY at, act, id",
                case_id,
            )
        return [Act(*row) for row in rows]

    async def case_decisions(self, case_id: str) -> list[Decision]:
        """What readers think; see Cases.case_decisions."""
        async with self._database.transaction() as run:
            return await _decisions(run, case_id)

    async def add_example(self, example: Example) -> None:
        """Keeps an example; see Cases.add_example."""
        key = (example.receipt, example.owner, example.rule, example.kind)
        async with self._database.transaction() as run:
            await run(
                "INSERT INTO desk_examples (receipt, owner, rule, kind, text, at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (receipt, rule, kind) DO NOTHING",
                *key,
                example.text,
                example.at,
            )

    async def desk_examples(self) -> list[Example]:
        """The examples; see Cases.desk_examples."""
        sql = "SELECT receipt, owner, rule, kind, text, at FROM desk_examples ORDER BY at, receipt"
        async with self._database.transaction() as run:
            return [Example(*row) for row in await run(sql)]

    async def cases_waiting(self) -> tuple[int, float]:
        """Counts what waits; see Cases.cases_waiting."""
        sql = "SELECT count(*), min(opened_at) FROM desk_cases WHERE verdict = ''"
        async with self._database.transaction() as run:
            ((count, oldest),) = await run(sql)
        return int(count), float(oldest or 0.0)

    async def cases_concluded(self, since: float) -> list[Concluded]:
        """What was decided; see Cases.cases_concluded."""
        async with self._database.transaction() as run:
            rows = await run(
                "SELECT detail, told, seconds, votes, agreed FROM desk_trail "
                "WHERE act = 'done' AND at >= ? ORDER BY at",
                since,
            )
        return [Concluded(*row) for row in rows]


async def _find(run: Run, case_id: str) -> Case | None:
    rows = await run(f"{_CASE} WHERE c.id = ?", case_id)
    return _case(rows[0]) if rows else None


def _case(row: Row) -> Case:
    case_id, kind, mark, told, rules, *rest = row
    names = tuple(filter(None, rules.split(",")))
    opened_at, holder, held_until, verdict, decided_at, reporters = rest
    return Case(
        case_id,
        kind,
        mark,
        told,
        names,
        opened_at,
        holder,
        held_until,
        verdict,
        decided_at,
        int(reporters),
    )


def _holds(case: Case, decision: Decision) -> bool:
    return case.holder == decision.owner and case.held_until > decision.at


async def _vote(run: Run, decision: Decision) -> None:
    """Keeps what the reader thinks now in the place of what they thought before."""
    who = (decision.case, decision.owner)
    await run("DELETE FROM desk_decisions WHERE case_id = ? AND owner = ?", *who)
    await run(
        "INSERT INTO desk_decisions (id, case_id, owner, level, at) VALUES (?, ?, ?, ?, ?)",
        secrets.token_hex(8),
        *who,
        decision.level,
        decision.at,
    )
    await add_act(run, Act(decision.owner, "decide", decision.case, decision.level, decision.at))


async def _decisions(run: Run, case_id: str) -> list[Decision]:
    rows = await run(
        "SELECT case_id, owner, level, at FROM desk_decisions WHERE case_id = ? ORDER BY at, id",
        case_id,
    )
    return [Decision(*row) for row in rows]


async def _let_go(run: Run, case_id: str, owner: str) -> None:
    await run(
        "UPDATE desk_cases SET owner = '', held_until = 0 WHERE id = ? AND owner = ?",
        case_id,
        owner,
    )


async def _conclude(
    run: Run, case: Case, verdict: str, votes: list[Decision], last: Decision, letters: Letters
) -> None:
    """Ends the case and writes to everybody who asked to be told."""
    now = last.at
    await run(
        "UPDATE desk_cases SET verdict = ?, decided_at = ? WHERE id = ?", verdict, now, case.id
    )
    await run("UPDATE reports SET until = ? WHERE case_id = ?", now + DECIDED_LIFE, case.id)
    agreed = sum(vote.level == verdict for vote in votes)
    figures = (case.told, now - case.opened_at, len(votes), agreed)
    await run(_ACT, secrets.token_hex(8), last.owner, "done", case.id, verdict, *figures, now)
    rows = await run(
        "SELECT mark, owner, chat_id, told, until, heard FROM watches WHERE mark = ? AND until > ?",
        case.mark,
        now,
    )
    asked = [
        Watch(mark, owner, chat, level, until, bool(heard))
        for mark, owner, chat, level, until, heard in rows
    ]
    for letter in letters(replace(case, verdict=verdict, decided_at=now), asked):
        await add_outgoing(run, letter)
    # They stay for a while: what is concluded anew is told anew.
    until = now + DECIDED_LIFE
    await run(
        "UPDATE watches SET told = ?, heard = 1, until = ? WHERE mark = ?",
        verdict,
        until,
        case.mark,
    )


async def add_act(run: Run, act: Act) -> None:
    """Adds a line to the trail in the transaction of `run`."""
    figures = ("", 0.0, 0, 0)
    act_id = secrets.token_hex(8)
    await run(_ACT, act_id, act.owner, act.act, act.case, act.detail, *figures, act.at)
