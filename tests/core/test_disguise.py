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
SINGLE, DOUBLE = 0.95, 0.85
EVERY = {**DISGUISES, **PAIRS}


@pytest.fixture(scope="module")
def examples(content: Content) -> list[tuple[Rule, str]]:
    """Every n-th example that must fire its rule, so that all families of rules are in it."""
    found = [
        (rule, text)
        for rule in content.rules.values()
        if rule.status != "deprecated"
        for text in rule.examples.match
    ]
    return found[:: max(1, len(found) // SAMPLE)][:SAMPLE]


@pytest.fixture(scope="module")
def honest(engine: Engine, corpus: Corpus) -> list[str]:
    """Every second honest offer of the corpus that is not taken for dangerous as it stands."""
    texts = [text.text for text in corpus.texts if text.expect == "unverified"][::2]
    return [text for text in texts if level(engine, text) != "danger"]


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

    assert share >= (SINGLE if name in DISGUISES else DOUBLE), missed[:10]


@pytest.mark.parametrize("name", EVERY)
def test_a_disguise_makes_no_honest_text_dangerous(
    engine: Engine, honest: list[str], name: str
) -> None:
    hidden = [EVERY[name](text, 1) for text in honest]

    assert [text for text in hidden if level(engine, text) == "danger"] == []
