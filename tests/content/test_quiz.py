"""The quiz's offers are what they are said to be, judged by the engine that judges real ones."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.quiz import ROUND
from bot.library import read_content

QUIZ = read_content(Path(__file__).resolve().parents[2] / "content").quiz
COMPANY = re.compile(r"\bPT (?=[A-Z][a-z])")


def test_there_are_sixty_offers_and_enough_of_each_difficulty() -> None:
    difficulties = Counter(offer.difficulty for offer in QUIZ.values())

    assert len(QUIZ) >= 60
    assert min(difficulties[each] for each in (1, 2, 3)) >= ROUND


@pytest.mark.parametrize("difficulty", [1, 2, 3])
def test_each_difficulty_has_traps_and_honest_offers(difficulty: int) -> None:
    answers = Counter(each.answer for each in QUIZ.values() if each.difficulty == difficulty)

    assert min(answers["trap"], answers["honest"]) >= 5


@pytest.mark.parametrize("name", QUIZ)
def test_an_offer_shows_what_is_said_of_it(engine: Engine, name: str) -> None:
    offer = QUIZ[name]
    understood = engine.understand(Message.of(offer.text))
    verdict = understood.verdict

    assert understood.triage.road == "check"
    if offer.answer == "trap":
        assert verdict.level in {"danger", "caution"}
        assert {*offer.signs} <= {finding.rule for finding in verdict.findings}
    else:
        assert verdict.level == "unverified"
        assert not {*offer.states} & {*verdict.missing}


def test_only_a_company_that_does_not_exist_is_named() -> None:
    named = [offer.text for offer in QUIZ.values() if COMPANY.search(offer.text)]

    assert named
    assert all("PT Contoh " in text for text in named)


def test_no_two_offers_are_the_same() -> None:
    assert len({offer.text for offer in QUIZ.values()}) == len(QUIZ)
