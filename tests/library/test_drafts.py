"""Drafts for editors: valid files, and lint names every place that is to be filled in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.errors import UsageError
from bot.library.checks.wording import UNFILLED, unfilled
from bot.library.drafts import new_article, new_rule
from bot.library.lint import lint

TODAY = dt.date(2026, 11, 23)


def test_a_new_rule_loads_and_is_not_shown(folder: Any) -> None:
    folder.write("rules/fees/training_fee.yaml", new_rule("training_fee", TODAY))

    rule = folder.content().rules["training_fee"]

    assert rule.status == "experimental"
    assert rule.date == TODAY


def test_a_new_article_loads_and_is_not_shown(folder: Any) -> None:
    folder.write("articles/paspor/biaya.yaml", new_article("biaya", "paspor", TODAY))

    article = folder.content().articles["biaya"]

    assert (article.status, article.topic, article.reviewed) == ("draft", "paspor", TODAY)


def test_lint_names_every_place_to_fill_in(folder: Any) -> None:
    folder.write("rules/fees/training_fee.yaml", new_rule("training_fee", TODAY))
    file = "content/rules/fees/training_fee.yaml"

    fields = {problem.field for problem in unfilled(folder.library()) if problem.file == file}

    assert fields == {
        "title",
        "description",
        "detection.all.0.0",
        "detection.all.0.1",
        "falsepositives.0",
        "advice.finding",
        "advice.do",
        "examples.match.0",
        "examples.match.1",
        "examples.no_match.0",
        "examples.no_match.1",
    }


def test_a_filled_rule_passes_every_check(folder: Any) -> None:
    text = new_rule("training_fee", TODAY)
    text = text.replace(f"[sign.{UNFILLED.lower()}]", "[sign.papers]")
    text = text.replace(f"[{UNFILLED.lower()}]", "[ministry_s001]").replace(UNFILLED, "bayar")
    folder.write("rules/fees/training_fee.yaml", text)

    assert lint(folder.library()).errors == ()


def test_a_filled_article_passes_every_check(folder: Any) -> None:
    text = new_article("biaya", "paspor", TODAY)
    text = text.replace(f"[{UNFILLED.lower()}]", "[ministry_s001]").replace(UNFILLED, "biaya")
    folder.write("articles/paspor/biaya.yaml", text)

    assert lint(folder.library()).errors == ()


@pytest.mark.parametrize("name", ["", "Fee", "fee-x", "9fee", "fe", "a" * 41, "../fee", "fee\n"])
def test_a_name_that_cannot_be_a_rules_id_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a rule's id"):
        new_rule(name, TODAY)


@pytest.mark.parametrize(
    ("name", "topic"), [("Biaya", "paspor"), ("biaya", "../x"), ("b", "paspor")]
)
def test_a_name_that_cannot_be_an_articles_is_refused(name: str, topic: str) -> None:
    with pytest.raises(UsageError, match="cannot be an article's id or topic"):
        new_article(name, topic, TODAY)
