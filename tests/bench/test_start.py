"""The start is measured on the real program, and a program that does not answer is no start."""

from __future__ import annotations

import sys

import pytest

from bot.bench import start
from bot.errors import UsageError


def test_both_are_measured_as_often_and_compared() -> None:
    found = start.run(runs=1)
    assert (len(found.imports), len(found.answers)) == (1, 1)
    assert found.answers[0] > 0
    assert found.ratio == found.answers[0] / found.imports[0]
    assert found.lines()[-1].split() == ["ratio", f"{found.ratio:.1f}"]


def test_the_ratio_is_one_of_medians() -> None:
    assert start.Start([1.0, 9.0, 2.0], [8.0, 6.0, 99.0]).ratio == 4.0


@pytest.mark.parametrize("program", ["pass", "import sys; sys.exit('broken')"])
def test_a_program_without_an_answer_is_refused(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "RAMBU", (sys.executable, "-c", program))
    with pytest.raises(UsageError, match="^no answer"):
        start.run(runs=1)
