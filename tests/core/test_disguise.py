"""Rules still fire when their words are hidden or distorted, and honest texts stay quiet."""

from __future__ import annotations

import pytest

from bot.core.check import fire
from bot.core.content import Content, Rule
from bot.core.engine import Engine
from bot.core.message import Message
from bot.library import Corpus
from tests.core.disguise import DISGUISES, PAIRS, Disguise

SAMPLE = 300
# Measured, not wished for: each of some disguises (letters set apart, words broken over lines, a
# misread photograph) turns one honest offer of the sample into a dangerous one, by cutting off the
# words that take a sign back. A second one is a step back; none is the aim.
HONEST_ALARMED = 1
SINGLE, DOUBLE = 0.95, 0.85
# Where a target is not met: what is measured on any sample, and why no more can be had honestly.
BELOW_TARGET = {
    # 93 to 97 %: two letters ("d1"), numbers ("8311"), and words that are others as well ("bo$").
    "leetspeak": 0.92,
    # 91 to 94 %: some slips make another word ("kedutan", "ditolong"), and a guess at words that
    # are words would make "dibakar" of "dibayar".
    "mistyped": 0.9,
    "mistyped+no_lines": 0.9,
    "mistyped+shouted": 0.9,
    "mistyped+homoglyphs": 0.9,
}
EVERY = {**DISGUISES, **PAIRS}


@pytest.fixture(scope="module")
def examples(engine: Engine, content: Content) -> list[tuple[Rule, str]]:
    """Every n-th example that fires its rule, so that all families of rules are in it."""
    found = [
        (rule, text)
        for rule in content.rules.values()
        if rule.status != "deprecated"
        for text in rule.examples.match
        if fire(rule, engine.reader.read(text)) is not None
    ]
    return found[:: max(1, len(found) // SAMPLE)][:SAMPLE]


@pytest.fixture(scope="module")
def honest(engine: Engine, corpus: Corpus) -> list[str]:
    """Every third honest offer of the corpus that is read rightly as it stands."""
    texts = [text.text for text in corpus.texts if text.expect == "unverified"][::3]
    return [text for text in texts if level(engine, text) == "unverified"]


def level(engine: Engine, text: str) -> str:
    return engine.understand(Message.of(text)).verdict.level


@pytest.mark.parametrize("name", EVERY)
def test_a_rule_sees_through_a_disguise(
    engine: Engine, examples: list[tuple[Rule, str]], name: str
) -> None:
    disguise: Disguise = EVERY[name]
    hidden = [(rule, disguise(text, 1)) for rule, text in examples]
    missed = [
        (rule.id, text) for rule, text in hidden if fire(rule, engine.reader.read(text)) is None
    ]
    share = 1 - len(missed) / len(hidden)
    print(f"{name}: {share:.1%} of {len(hidden)}")  # noqa: T201 (the figure is the result)

    target = SINGLE if name in DISGUISES else DOUBLE
    assert share >= BELOW_TARGET.get(name, target), missed[:10]


@pytest.mark.parametrize("name", EVERY)
def test_a_disguise_makes_no_honest_text_dangerous(
    engine: Engine, honest: list[str], name: str
) -> None:
    hidden = [EVERY[name](text, 1) for text in honest]

    alarmed = [text for text in hidden if level(engine, text) == "danger"]

    assert len(alarmed) <= HONEST_ALARMED, alarmed
