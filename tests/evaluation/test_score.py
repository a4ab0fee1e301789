"""Labelled rows become shares, tables, misses and the worth of each rule."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from typing import Any

import pytest

from bot.evaluation import picture, report, rules
from bot.evaluation.score import Score, evaluate
from bot.evaluation.shares import are_apart, show_share, wilson
from tests.core.small import a_combination, a_guard, a_rule, small_engine

ENGINE = small_engine(
    rules={
        "held": a_rule("held", ["paspor ditahan"], tags=["sign.papers"]),
        "kept": a_rule("kept", ["(ditahan|disimpan)"], tags=["sign.papers"]),
        "debt": a_rule("debt", ["berutang"], tags=["sign.debt"]),
        "bold": a_rule("bold", ["gaji"], tags=["sign.bold"]),
        "mute": a_rule("mute", ["kata ajaib"], tags=["sign.mute"]),
    },
    verdicts={
        "signs": {name: name for name in ("papers", "debt", "bold", "mute")},
        "combinations": [
            a_combination("papers_held", "danger", "sign.papers"),
            a_combination("lesser", "caution", "sign.debt", "sign.bold"),
        ],
    },
    guard=a_guard(),
)
ROWS: list[dict[str, Any]] = [
    {"id": 1, "label": "danger", "category": "a", "origin": "x", "text": "dicari, paspor ditahan"},
    {"id": 2, "label": "danger", "category": "a", "origin": "x", "text": "butuh orang cepat"},
    {"id": 3, "label": "caution", "category": "b", "origin": "x", "text": "dicari, nanti berutang"},
    {"id": 4, "label": "caution", "category": "b", "origin": "y", "text": "butuh, berkas disimpan"},
    {
        "id": 5,
        "label": "legit",
        "category": "c",
        "origin": "domestic",
        "text": "dicari, gaji besar",
    },
    {
        "id": 6,
        "label": "not_offer",
        "category": "d",
        "origin": "y",
        "text": "waspada paspor ditahan",
    },
    {"id": 7, "label": "legit", "category": "c", "origin": "y", "text": "selamat pagi semua"},
    {"id": 8, "other": "left out", "text": "dicari"},
]


@pytest.fixture(scope="module")
def score() -> Score:
    return evaluate(ENGINE, ROWS, ablate=True)


def test_an_interval_is_wilsons() -> None:
    # Values of the formula as worked out in R: binom.confint(8, 10, methods = "wilson").
    assert wilson(8, 10) == pytest.approx((0.4901625, 0.9433178), abs=1e-6)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 5)[0] == 0.0
    assert show_share(0, 0).split() == ["0", "of", "0", "-", "[0.0-100.0]"]
    assert are_apart((1, 100), (50, 100))
    assert not are_apart((5, 10), (6, 10))


def test_shares_count_hits_of_rows(score: Score) -> None:
    assert score.shares["danger at danger"] == (1, 2)
    assert score.shares["caution at caution or danger"] == (2, 2)
    assert score.shares["caution at danger"] == (1, 2)
    assert score.shares["legit domestic at caution"] == (1, 1)
    assert score.shares["legit overseas read as an offer"] == (0, 1)
    assert score.shares["not_offer read as an offer"] == (0, 1)


def test_tables_count_levels_by_label_origin_and_category(score: Score) -> None:
    assert score.tables["level by category"]["danger/a"] == {"danger": 1, "unverified": 1}
    assert score.rights["level by category"]["danger/a"] == (1, 2)
    assert score.rights["level by origin"]["caution/y"] == (0, 1)
    assert len(score.tables["level by label"]) == 4


def test_what_went_wrong_is_told_by_kind(score: Score) -> None:
    assert {miss.id: miss.kind for miss in score.misses} == {
        "2": "missed",
        "4": "too loud",
        "5": "false alarm",
        "7": "wrong kind",
    }
    shown = list(report.report(score, misses=True))
    assert "== false alarm (1)" in shown
    assert "5: legit came out caution | dicari, gaji besar | bold(gaji)" in shown


def test_a_rule_is_worth_what_it_changes(score: Score) -> None:
    worths = rules.weigh(score.offers, ENGINE.content.rules)

    # Both find the same papers in rows 1 and 6: neither is needed there.
    assert worths["held"].fired.total() == 2
    assert not worths["held"].changed
    # Alone in row 4, where it spoils the level.
    assert [offer.id for offer in worths["kept"].changed] == ["4"]
    assert (worths["kept"].helps, worths["kept"].hurts) == (0, 0)
    assert (worths["debt"].helps, worths["debt"].hurts) == (1, 0)
    assert (worths["bold"].helps, worths["bold"].hurts) == (0, 1)
    assert worths["bold"].only_hurts
    assert not worths["debt"].only_hurts
    assert not worths["mute"].fired


def test_the_table_of_rules_names_the_silent_and_the_harmful(score: Score) -> None:
    table = list(rules.rule_table(score.offers, rules.weigh(score.offers, ENGINE.content.rules)))

    assert "never fired (1): mute" in table
    assert "only hurt (1): bold" in table
    held = next(line.split() for line in table if line.startswith("held"))
    # On one danger and one not_offer: precision 1 of 2, recall 1 of 4.
    assert held[1:5] == ["1", "0", "0", "1"]
    assert "50.0" in held
    assert "25.0" in held


def test_wordings_that_share_most_words_are_one() -> None:
    same = "dicari orang untuk kerja di kapal besar"

    assert rules.count_wordings([]) == 0
    assert rules.count_wordings([same, same.upper(), same + " 12"]) == 1
    assert rules.count_wordings([same, "butuh pembantu rumah tangga"]) == 2


def test_a_rule_counts_when_two_differently_worded_texts_need_it() -> None:
    texts = (
        "dicari, nanti berutang",
        "dicari nanti berutang!",
        "butuh kamu yang mau berutang dulu",
    )
    rows = [{"id": n, "label": "caution", "text": text} for n, text in enumerate(texts)]

    few = rules.weigh(evaluate(ENGINE, rows[:2], ablate=True).offers, ["debt"])
    enough = rules.weigh(evaluate(ENGINE, rows, ablate=True).offers, ["debt"])

    assert (few["debt"].texts, few["debt"].counts) == (1, False)
    assert (enough["debt"].texts, enough["debt"].counts) == (2, True)
    assert list(rules.ablation_table(few))[-1].startswith("0 of 1 rules count")
    assert list(rules.ablation_table(enough))[-1].startswith("1 of 1 rules count")


def test_a_run_is_compared_with_an_earlier_one(score: Score) -> None:
    before = json.loads(evaluate(ENGINE, ROWS[:4]).to_json())

    lines = list(report.compare(score, before))
    same = list(report.compare(score, json.loads(score.to_json())))

    assert "broken: 5, 7" in lines
    assert any(line.startswith("caution/b") for line in lines) is False
    assert any(line.startswith("rule held") and line.endswith("1 → 2") for line in lines)
    assert same[2:] == ["mended: -", "broken: -"]


def test_a_change_beyond_chance_is_marked() -> None:
    good = [{"id": n, "label": "danger", "text": "dicari, paspor ditahan"} for n in range(30)]
    bad = [{"id": n, "label": "danger", "text": "butuh orang cepat"} for n in range(30)]
    before = json.loads(evaluate(ENGINE, good).to_json())

    line = next(line for line in report.compare(evaluate(ENGINE, bad), before) if "points" in line)

    assert line.split() == "danger at danger -100.0 points 30 of 30 → 0 of 30 *".split()


def test_the_picture_holds_every_count(score: Score) -> None:
    tables = {**score.tables, "distress": {"none": Counter({"none": 7, "explicit": 3})}}

    drawn = ET.fromstring(picture.draw(tables))  # noqa: S314 - our own
    words = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]

    assert {"Level by label", "danger", "n = 2", "50.0 %", "7", "30.0 %"} <= set(words)
    assert len([w for w in words if w and w.isdigit()]) == 4 * 4 + 3
