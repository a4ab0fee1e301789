"""Every example of every rule is a case, and every phrase is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.check import fire
from bot.core.content import Rule
from bot.core.engine import Engine
from bot.library import read_content

CONTENT = read_content(Path(__file__).resolve().parents[2] / "content")
RULES = [rule for rule in CONTENT.rules.values() if rule.status != "deprecated"]


def examples() -> Iterator[object]:
    for rule in RULES:
        for kind, wanted in (("match", True), ("no_match", False)):
            for number, text in enumerate(getattr(rule.examples, kind), 1):
                yield pytest.param(rule, text, wanted, id=f"{rule.id}-{kind}-{number}")


@pytest.mark.parametrize(("rule", "text", "wanted"), list(examples()))
def test_a_rule_fires_on_its_examples_only(
    engine: Engine, rule: Rule, text: str, wanted: bool
) -> None:
    finding = fire(rule, engine.reader.read(text))

    assert (finding is not None) is wanted
    if finding is not None:
        assert finding.quote in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_stable_rule_says_what_was_seen_and_what_to_do(rule: Rule) -> None:
    said = f"{rule.advice.finding} {rule.advice.do}".lower()

    # Nobody is called a cheat, and nothing is called safe (a finding may quote who promises it).
    assert "penipu" not in said.replace("penipuan", "")
    assert " aman" not in rule.advice.do.lower()
