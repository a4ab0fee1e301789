"""People who act at the same moment, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.storage.cases import HOLD, Decision
from bot.storage.opening import SqlStore
from tests.storage.test_desk import ANI, BUDI, FIRST, NOW, SECOND, letters, opened, report, watch


async def test_one_of_many_readers_gets_a_case(store: SqlStore) -> None:
    case = await opened(store)
    readers = [f"{number:032d}" for number in range(8)]

    taken = await asyncio.gather(
        *(store.claim_case(case.id, reader, NOW, NOW + HOLD) for reader in readers)
    )

    assert sum(taken) == 1


async def test_many_reports_of_one_thing_open_one_case(store: SqlStore) -> None:
    people = [f"{number:032d}" for number in range(8)]

    kept = await asyncio.gather(
        *(
            store.add_report(
                replace(report(person, receipt=f"R-{person}"), case=f"c-{person}"),
                watch(person),
                [],
                NOW,
            )
            for person in people
        )
    )

    assert len({each.case for each, _ in kept}) == 1
    assert sum(new for _, new in kept) == 1
    case = await store.desk_case(kept[0][0].case)
    assert case is not None
    assert case.reporters == 8


async def test_a_report_that_comes_while_the_last_one_goes_has_a_case(store: SqlStore) -> None:
    for turn in range(12):
        mine = replace(report(ANI, receipt=f"R-a{turn}"), case=f"a{turn}")
        theirs = replace(report(BUDI, receipt=f"R-b{turn}"), case=f"b{turn}")
        await store.add_report(mine, None, [], NOW)
        _, (kept, _) = await asyncio.gather(
            store.withdraw_report(mine.receipt, ANI), store.add_report(theirs, None, [], NOW)
        )
        assert await store.desk_case(kept.case) is not None
        assert [each.receipt for each in await store.case_reports(kept.case)] == [theirs.receipt]
        await store.withdraw_report(theirs.receipt, BUDI)
        assert await store.desk_case(kept.case) is None


async def test_an_invitation_that_two_open_at_once_is_one_persons(store: SqlStore) -> None:
    await store.add_invite("one", "lead", "", NOW + 60)

    roles = await asyncio.gather(
        store.accept_invite("one", FIRST, NOW), store.accept_invite("one", SECOND, NOW)
    )

    assert sorted(map(str, roles)) == ["None", "lead"]


async def test_a_vote_that_is_handled_again_changes_nothing(store: SqlStore) -> None:
    case = await opened(store)
    await store.claim_case(case.id, FIRST, NOW, NOW + HOLD)
    vote = Decision(case.id, FIRST, "danger", NOW)

    first = await store.decide_case(vote, lambda _, votes: "", letters)
    again = await store.decide_case(vote, lambda _, votes: "danger", letters)

    assert first is not None
    assert again is None
    assert [each.level for each in await store.case_decisions(case.id)] == ["danger"]


async def test_a_case_is_decided_while_its_report_is_taken_back(store: SqlStore) -> None:
    for turn in range(12):
        mine = replace(report(ANI, receipt=f"R-{turn}"), case=f"d{turn}")
        await store.add_report(mine, watch(), [], NOW)
        await store.claim_case(mine.case, FIRST, NOW, NOW + HOLD)
        vote = Decision(mine.case, FIRST, "caution", NOW)
        await asyncio.gather(
            store.decide_case(vote, lambda _, votes: "caution", letters),
            store.withdraw_report(mine.receipt, ANI) if turn % 2 else store.forget_person(ANI, NOW),
        )
        assert await store.desk_case(mine.case) is None
        assert "reports" not in await store.export_person(ANI)
