"""The crash run tells lost, doubled and misplaced answers apart."""

from __future__ import annotations

import random

import pytest

from bot.bench.talk import PER_CHAT, Talk, collapse, write_script


@pytest.mark.parametrize(
    ("answers", "once"),
    [([], []), ([1], [1]), ([1, 1, 2, 2, 2, 1], [1, 2, 1]), ([1, 2, 1, 2], [1, 2, 1, 2])],
)
def test_an_answer_given_twice_in_a_row_is_one(answers: list[int], once: list[int]) -> None:
    assert collapse(answers) == once


@pytest.mark.parametrize(
    ("answers", "lost", "doubled", "misplaced"),
    [
        ([0, 1, 2], 0, 0, 0),
        ([0, 1, 1, 2], 0, 1, 0),
        ([0, 1], 1, 0, 0),
        ([], 3, 0, 0),
        ([0, 2, 1], 0, 0, 1),
        ([0, 1, 0, 2], 0, 0, 1),
    ],
)
def test_answers_are_judged(answers: list[int], lost: int, doubled: int, misplaced: int) -> None:
    outcome = Talk(sent={7: [0, 1, 2]}, answered={7: answers}).judge()
    assert (outcome.lost, outcome.doubled, outcome.misplaced) == (lost, doubled, misplaced)
    assert outcome.good is not bool(lost or misplaced)


def test_open_messages_wait_for_their_first_answer() -> None:
    talk = Talk(sent={7: [0, 1, 2], 8: [1]}, answered={7: [0, 0, 1]})
    assert talk.open == 2


def test_nobody_writes_the_same_twice_in_a_row() -> None:
    script = write_script(1_000, random.Random(3))  # noqa: S311
    assert len(script) == 1_000
    said: dict[int, list[int]] = {}
    for chat, place in script:
        said.setdefault(chat, []).append(place)
    assert {len(each) for each in said.values()} == {PER_CHAT}
    assert all(collapse(each) == each for each in said.values())
    assert script == write_script(1_000, random.Random(3))  # noqa: S311
