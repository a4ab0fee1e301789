"""Cases, decisions, roles and what is told afterwards, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.storage.cases import (
    DECIDED_LIFE,
    HOLD,
    REPORT_LIFE,
    Act,
    Case,
    Decision,
    Example,
    Report,
    Watch,
)
from bot.storage.opening import SqlStore
from bot.storage.store import DAY, Outgoing
from tests.storage.test_people import everything

NOW = 1_000_000.0
BOT = 42
ANI, BUDI = "a" * 32, "b" * 32
FIRST, SECOND, THIRD = "1" * 32, "2" * 32, "3" * 32


def report(owner: str = ANI, mark: str = "offer:1", receipt: str = "", **more: str) -> Report:
    values = {"told": "caution", "text": "loker", "contacts": "+855", **more}
    name = receipt or f"R-{owner[0]}-{mark}"
    rules = ("x", "y")
    return Report(name, "report", mark, owner, rules=rules, at=NOW, case=f"c{mark[-1]}", **values)


def watch(owner: str = ANI, mark: str = "offer:1", told: str = "caution") -> Watch:
    return Watch(mark, owner, 7, told, NOW + REPORT_LIFE)


def unanimous(case: Case, votes: Sequence[Decision]) -> str:
    """The level of the last vote once there are two."""
    return votes[-1].level if len(votes) > 1 else ""


def at_once(case: Case, votes: Sequence[Decision]) -> str:
    return votes[-1].level


def letters(case: Case, watches: Sequence[Watch]) -> list[Outgoing]:
    return [
        Outgoing(BOT, each.owner, f"desk:{case.id}", each.told.encode(), NOW) for each in watches
    ]


async def opened(store: SqlStore, **values: str) -> Case:
    kept, _ = await store.add_report(report(**values), watch(), [], NOW)
    case = await store.desk_case(kept.case)
    assert case is not None
    return case


async def decide(
    store: SqlStore, case: Case, who: str, level: str, at: float = NOW
) -> tuple[Case, bool] | None:
    assert await store.claim_case(case.id, who, at, at + HOLD)
    return await store.decide_case(Decision(case.id, who, level, at), unanimous, letters)


async def test_the_first_report_opens_a_case_and_says_so_once(store: SqlStore) -> None:
    letter = Outgoing(BOT, "desk", "case:1", b"x", NOW)
    first, new = await store.add_report(report(ANI), None, [letter], NOW)
    second, again = await store.add_report(
        report(BUDI), None, [replace(letter, name="case:2")], NOW
    )

    assert (new, again) == (True, False)
    assert first.case == second.case
    assert [one.name for one in await store.claim_outgoing(BOT, "w", NOW, 10, 9)] == ["case:1"]
    case = await store.desk_case(first.case)
    assert case is not None
    assert (case.reporters, case.told, case.rules) == (2, "caution", ("x", "y"))
    assert [each.owner for each in await store.case_reports(case.id)] == [ANI, BUDI]


async def test_who_reports_twice_gets_the_first_receipt_and_counts_once(store: SqlStore) -> None:
    first, _ = await store.add_report(report(receipt="R-1"), None, [], NOW)
    second, new = await store.add_report(report(receipt="R-2"), None, [], NOW)

    assert (second.receipt, new) == ("R-1", False)
    case = await store.desk_case(first.case)
    assert case is not None
    assert case.reporters == 1


async def test_a_withdrawn_report_takes_everything_of_it_along(store: SqlStore) -> None:
    case = await opened(store)
    kept = (await store.reports_of(ANI))[0]
    await store.add_example(Example(kept.receipt, ANI, "x", "no_match", "loker", NOW))

    assert not await store.withdraw_report(kept.receipt, BUDI)
    assert await store.withdraw_report(kept.receipt, ANI)
    assert not await store.withdraw_report(kept.receipt, ANI)

    assert await store.reports_of(ANI) == []
    assert await store.desk_case(case.id) is None
    assert await store.desk_examples() == []
    assert await store.export_person(ANI) == {}


async def test_a_case_stays_while_another_report_of_it_is_there(store: SqlStore) -> None:
    case = await opened(store)
    await store.add_report(report(BUDI), None, [], NOW)
    await store.forget_person(ANI, NOW)

    found = await store.desk_case(case.id)
    assert found is not None
    assert found.reporters == 1
    assert [each.owner for each in await store.case_reports(case.id)] == [BUDI]


async def test_a_case_is_held_by_one_reader_until_the_time_is_over(store: SqlStore) -> None:
    case = await opened(store)

    assert await store.claim_case(case.id, FIRST, NOW, NOW + HOLD)
    assert await store.claim_case(case.id, FIRST, NOW + 1, NOW + HOLD)
    assert not await store.claim_case(case.id, SECOND, NOW, NOW + HOLD)
    assert await store.next_case(SECOND, NOW) is None
    assert await store.claim_case(case.id, SECOND, NOW + HOLD, NOW + 2 * HOLD)
    late = Decision(case.id, FIRST, "danger", NOW + HOLD)
    assert await store.decide_case(late, at_once, letters) is None


async def test_only_who_holds_a_case_decides_it(store: SqlStore) -> None:
    case = await opened(store)
    stray = Decision(case.id, FIRST, "danger", NOW)

    assert await store.decide_case(stray, at_once, letters) is None
    assert await store.decide_case(replace(stray, case="nothing"), at_once, letters) is None
    assert await store.case_decisions(case.id) == []


async def test_a_skipped_case_comes_to_others_only(store: SqlStore) -> None:
    case = await opened(store)
    await store.claim_case(case.id, FIRST, NOW, NOW + HOLD)
    await store.skip_case(case.id, FIRST, NOW)

    assert await store.next_case(FIRST, NOW) is None
    following = await store.next_case(SECOND, NOW)
    assert following is not None
    assert following.id == case.id


async def test_what_one_reader_has_decided_waits_for_another_and_comes_first(
    store: SqlStore,
) -> None:
    await opened(store)
    later, _ = await store.add_report(report(mark="offer:2"), None, [], NOW + 5)
    half = await store.desk_case(later.case)
    assert half is not None

    outcome = await decide(store, half, FIRST, "danger")
    assert outcome is not None
    assert not outcome[1]
    seconds = await store.next_case(SECOND, NOW)
    firsts = await store.next_case(FIRST, NOW)
    assert seconds is not None
    assert seconds.id == half.id
    assert firsts is not None
    assert firsts.id != half.id


async def test_a_decided_case_writes_to_who_asked_once(store: SqlStore) -> None:
    case = await opened(store)
    await store.add_report(report(BUDI), watch(BUDI, told="unverified"), [], NOW)
    await decide(store, case, FIRST, "danger", NOW + 60)
    outcome = await decide(store, case, SECOND, "danger", NOW + 90)

    assert outcome is not None
    decided, now_decided = outcome
    assert now_decided
    assert (decided.verdict, decided.decided_at) == ("danger", NOW + 90)
    sent = await store.claim_outgoing(BOT, "w", NOW + 90, 10, 9)
    assert sorted((one.owner, one.payload) for one in sent) == [
        (ANI, b"caution"),
        (BUDI, b"unverified"),
    ]
    assert not await store.claim_case(case.id, THIRD, NOW + 91, NOW + 99)
    assert [each.state for each in await store.reports_of(ANI)] == ["danger"]
    [concluded] = await store.cases_concluded(NOW)
    assert (concluded.seconds, concluded.votes, concluded.agreed) == (90, 2, 2)
    assert await store.cases_concluded(NOW + 91) == []


async def test_a_reopened_case_is_decided_anew_and_told_anew(store: SqlStore) -> None:
    case = await opened(store)
    assert not await store.reopen_case(case.id, FIRST, NOW)
    await decide(store, case, FIRST, "danger")
    await decide(store, case, SECOND, "danger")
    assert await store.cases_waiting() == (0, 0.0)

    assert await store.reopen_case(case.id, FIRST, NOW + DAY)
    assert await store.cases_waiting() == (1, NOW + DAY)
    assert await store.case_decisions(case.id) == []

    told: list[tuple[str, bool]] = []

    def listen(case: Case, watches: Sequence[Watch]) -> list[Outgoing]:
        told.extend((each.told, each.heard) for each in watches)
        return []

    await store.claim_case(case.id, THIRD, NOW + DAY, NOW + DAY + HOLD)
    last = Decision(case.id, THIRD, "not_offer", NOW + DAY)
    assert await store.decide_case(last, at_once, listen)
    assert told == [("danger", True)]


async def test_the_trail_names_every_step_in_order(store: SqlStore) -> None:
    case = await opened(store)
    await store.claim_case(case.id, FIRST, NOW, NOW + HOLD)
    await store.note_act(Act(FIRST, "note", case.id, "cek PT", NOW + 1))
    await store.decide_case(Decision(case.id, FIRST, "danger", NOW + 2), at_once, letters)

    steps = [(act.act, act.detail) for act in await store.desk_trail(case.id)]
    assert steps[:2] == [("claim", ""), ("note", "cek PT")]
    assert sorted(steps[2:]) == [("decide", "danger"), ("done", "danger")]


async def test_an_invitation_works_once_and_ends(store: SqlStore) -> None:
    await store.add_invite("one", "reader", FIRST, NOW + 60)
    await store.add_invite("late", "lead", FIRST, NOW + 60)

    assert await store.accept_invite("one", SECOND, NOW) == "reader"
    assert await store.accept_invite("one", THIRD, NOW) is None
    assert await store.accept_invite("late", THIRD, NOW + 60) is None
    assert await store.accept_invite("never", THIRD, NOW) is None
    assert await store.role_of(SECOND) == "reader"
    assert await store.role_of(THIRD) is None
    assert [member.owner for member in await store.desk_members()] == [SECOND]


async def test_who_is_dismissed_loses_the_role_the_cases_and_the_invitations(
    store: SqlStore,
) -> None:
    await store.add_invite("one", "lead", FIRST, NOW + 60)
    await store.accept_invite("one", SECOND, NOW)
    await store.add_invite("two", "reader", SECOND, NOW + 60)
    case = await opened(store)
    await store.claim_case(case.id, SECOND, NOW, NOW + HOLD)

    assert await store.dismiss_member(SECOND, FIRST, NOW)
    assert not await store.dismiss_member(SECOND, FIRST, NOW)
    assert await store.role_of(SECOND) is None
    assert await store.accept_invite("two", THIRD, NOW) is None
    assert await store.claim_case(case.id, FIRST, NOW, NOW + HOLD)


async def test_a_reader_who_is_forgotten_leaves_decisions_without_a_name(store: SqlStore) -> None:
    await store.add_invite("one", "reader", ANI, NOW + 60)
    await store.accept_invite("one", FIRST, NOW)
    case = await opened(store)
    await decide(store, case, FIRST, "danger")
    await store.skip_case(case.id, FIRST, NOW)
    assert set(await store.export_person(FIRST)) == {
        "desk_decisions", "desk_trail", "desk_skips", "desk_roles",
    }  # fmt: skip

    await store.forget_person(FIRST, NOW)

    assert await store.export_person(FIRST) == {}
    assert [(vote.owner, vote.level) for vote in await store.case_decisions(case.id)] == [
        ("", "danger")
    ]


@pytest.mark.parametrize("decided", [False, True])
async def test_reports_end_by_themselves(store: SqlStore, *, decided: bool) -> None:
    case = await opened(store)
    life = REPORT_LIFE
    if decided:
        await decide(store, case, FIRST, "danger")
        await decide(store, case, SECOND, "danger")
        life = DECIDED_LIFE

    await store.retention(NOW + life - 1)
    assert await store.desk_case(case.id) is not None
    await store.retention(NOW + life)
    assert await store.desk_case(case.id) is None
    assert "reports" not in await store.export_person(ANI)
    assert "watches" not in await store.export_person(ANI)


async def test_what_somebody_shared_is_in_no_table_once_it_is_deleted(
    store: SqlStore, store_url: str
) -> None:
    backend = store_url.partition("://")[0]
    case = await opened(store)
    await store.add_example(Example("R-9", ANI, "x", "match", "loker", NOW))
    assert ANI in await everything(store, backend)

    await store.forget_person(ANI, NOW)

    found = await everything(store, backend)
    assert ANI not in found
    assert "loker" not in found
    assert case.id not in found


async def test_messages_that_show_a_case_are_stale_once_something_of_it_is_gone(
    store: SqlStore,
) -> None:
    case = await opened(store)
    await store.add_report(report(BUDI), None, [], NOW)
    await store.note_shown(case.id, 5)
    await store.note_shown(case.id, 6)
    await store.note_shown(case.id, 6)
    assert await store.stale_shown() == []

    await store.withdraw_report((await store.reports_of(BUDI))[0].receipt, BUDI)
    assert await store.stale_shown() == [5, 6]
    await store.drop_shown(5)
    await store.note_shown(case.id, 6)
    assert await store.stale_shown() == []
    await store.retention(NOW + REPORT_LIFE)
    assert await store.stale_shown() == [6]
