"""Danger takes two readers; a disagreement takes one more."""

from __future__ import annotations

import pytest

from bot.desk.decisions import LEVELS, choices, settle
from bot.desk.figures import figures
from bot.storage.cases import Case, CaseKind, Concluded, Decision

CASE = Case("c", "report", "offer:1", "caution", (), 0.0)


def votes(*levels: str) -> list[Decision]:
    return [Decision("c", f"reader {number}", level, 0.0) for number, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("levels", "made"),
    [
        ((), ""),
        (("danger",), ""),
        (("danger", "danger"), "danger"),
        (("caution",), "caution"),
        (("unverified",), "unverified"),
        (("not_offer",), "not_offer"),
        (("danger", "caution"), ""),
        (("danger", "caution", "danger"), "danger"),
        (("danger", "caution", "caution"), "caution"),
        (("danger", "caution", "not_offer"), ""),
        (("accepted",), "accepted"),
    ],
)
def test_a_level_is_made_by_enough_readers(levels: tuple[str, ...], made: str) -> None:
    assert settle(CASE, votes(*levels)) == made


@pytest.mark.parametrize("told", LEVELS)
def test_a_reader_can_confirm_raise_and_lower_to_every_level(told: str) -> None:
    case = Case("c", "report", "offer:1", told, (), 0.0)
    found = choices(case)

    assert found[0] == ("confirm", told)
    assert {level for _, level in found} == set(LEVELS)
    assert len(found) == len(LEVELS)
    for act, level in found:
        if act == "raise":
            assert LEVELS.index(level) > LEVELS.index(told)
        if act in ("lower", "not_offer"):
            assert LEVELS.index(level) < LEVELS.index(told)


@pytest.mark.parametrize(("kind", "count"), [("appeal", 2), ("wrong", 4)])
def test_appeals_are_accepted_or_rejected(kind: CaseKind, count: int) -> None:
    assert len(choices(Case("c", kind, "m", "", (), 0.0))) == count


def test_figures_are_medians_and_shares() -> None:
    concluded = [
        Concluded("danger", "danger", 3600.0, 2, 2),
        Concluded("caution", "danger", 7200.0, 3, 2),
        Concluded("accepted", "", 36_000.0, 1, 1),
    ]
    found = figures(4, 1000.0, concluded, 1000.0 + 7200.0)

    assert (found.waiting, found.oldest, found.decided, found.median) == (4, 2.0, 3, 2.0)
    assert found.readers == 4 / 5
    assert found.rambu == 1 / 2


def test_without_decisions_there_are_no_shares() -> None:
    found = figures(0, 0.0, [], 1000.0)

    assert (found.oldest, found.median, found.readers, found.rambu) == (0.0, None, None, None)
