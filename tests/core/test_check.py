"""Rules fire as written, and findings together make the level."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.check import Finding, Verdict, fire
from bot.core.conditions import holds
from bot.core.content import Condition, Rule
from bot.core.engine import Engine
from tests.core.small import a_combination, a_guard, a_rule, read, small_engine


def fired(text: str, *groups: list[str], **fields: Any) -> Finding | None:
    rule = a_rule("tried", *groups, **fields)
    return fire(Rule.model_validate(rule), read(text, rules={"tried": rule}))


def test_a_rule_quotes_what_it_saw_in_the_senders_words() -> None:
    finding = fired("Kak, P@sp0r  DITAHAN kantor", ["paspor ~tahan"])

    assert finding == Finding("tried", "high", "P@sp0r  DITAHAN", 5, 20)


def test_every_group_is_needed() -> None:
    assert fired("paspor saja", ["paspor"], ["gaji"]) is None
    assert fired("paspor dan gaji", ["paspor"], ["gaji"]) is not None


def test_one_phrase_of_a_group_is_enough() -> None:
    assert fired("gaji besar", ["paspor", "gaji"]) is not None


@pytest.mark.parametrize(("words", "wanted"), [(3, True), (4, False)])
def test_near_groups_must_be_near(words: int, wanted: bool) -> None:
    text = "paspor " + " ".join("kak ini dulu ya".split()[: words - 1]) + " gaji"

    assert (fired(text, ["paspor"], ["gaji"], near=3) is not None) is wanted


def test_a_later_match_may_have_its_partner_near() -> None:
    text = "paspor. kak ini dulu ya. paspor dan gaji"

    finding = fired(text, ["paspor"], ["gaji"], near=3)

    assert finding is not None
    assert finding.quote == "paspor dan gaji"


def test_far_partners_are_not_quoted() -> None:
    finding = fired("paspor " + "ya kak " * 10 + "gaji", ["paspor"], ["gaji"])

    assert finding is not None
    assert finding.quote == "paspor"


def test_unless_calls_off_the_sentence_it_stands_in() -> None:
    assert fired("jangan mau paspor ditahan", ["paspor"], unless=["jangan"]) is None
    assert fired("jangan lupa. paspor ditahan", ["paspor"], unless=["jangan"]) is not None
    assert fired("paspor. jangan paspor", ["paspor"], unless=["jangan"]) is not None


def test_facts_must_be_as_the_rule_wants_them() -> None:
    abroad = {"overseas": True}

    assert fired("paspor ke Taiwan", ["paspor"], facts=abroad) is not None
    assert fired("paspor ke Batam", ["paspor"], facts=abroad) is None
    assert fired("paspor ke Taiwan", ["paspor"], facts={"overseas": False}) is None


@pytest.mark.parametrize(
    ("text", "fact", "quote"),
    [
        ("gaji 900 usd", "pay_foreign", "900 usd"),
        ("biaya 30 juta ya", "fee_large", "30 juta"),
        ("uang saku 2 juta", "gift_stated", "2 juta"),
        ("kerja di Poipet", "compound_area", "Poipet"),
        ("kerja ke Kamboja", "country_closed", "Kamboja"),
        ("dicari pembantu", "role_care", "pembantu"),
        ("hub 0812-3456-7890", "phone", ""),
    ],
)
def test_a_rule_of_facts_alone_quotes_the_fact(text: str, fact: str, quote: str) -> None:
    finding = fired(text, facts={fact: True})

    assert finding is not None
    assert finding.quote == quote


def test_a_quote_is_in_the_message_where_it_says() -> None:
    text = "ya kak, p.a.s.p.o.r 🔥 d!tahan"
    finding = fired(text, ["paspor .. ~tahan"])

    assert finding is not None
    assert text[finding.start : finding.end] == finding.quote


# ---- levels

RULES = {
    "held": a_rule("held", ["~tahan"], level="critical", tags=["sign.held", "ilo.isolation"]),
    "fee": a_rule("fee", ["biaya"], level="high"),
    "fee_too": a_rule("fee_too", ["ongkos"], level="medium", tags=["sign.fee"]),
    "praise": a_rule("praise", ["besar"], level="low"),
    "gone": a_rule("gone", ["gaji"], status="deprecated"),
}
COMBINATIONS = [
    a_combination("soft", "caution", "fee", "praise"),
    a_combination("sure", "danger", "sign.held"),
    a_combination("many", "danger", "medium_signs.3"),
    a_combination("free", "caution", "states.free"),
    a_combination("told", "caution", "speech.warning"),
]
MISSING = [
    {"id": "agency", "phrases": ["pt"], "stated_by": ["fact.agency_named"]},
    {"id": "visa", "phrases": ["visa"], "when": {"any": ["fact.overseas"]}},
    {"id": "free", "ask": False, "phrases": ["gratis"]},
]


@pytest.fixture(scope="module")
def engine_of_rules() -> Engine:
    verdicts = {"signs": {}, "combinations": COMBINATIONS, "missing": MISSING}
    return small_engine(rules=RULES, verdicts=verdicts, guard=a_guard())


def verdict(engine: Engine, text: str) -> Verdict:
    return engine.checker.check(engine.reader.read(text))


@pytest.mark.parametrize(
    ("text", "level", "combinations"),
    [
        ("dicari admin", "unverified", ()),
        ("dicari admin, gratis", "caution", ("free",)),
        ("dicari admin, biaya dulu", "caution", ("soft",)),
        ("dicari admin, ongkos dulu", "unverified", ()),
        ("dicari admin, gaji besar", "caution", ("soft",)),
        ("dicari admin, paspor ditahan", "danger", ("sure",)),
        ("dicari admin, biaya besar, ditahan", "danger", ("sure", "soft")),
        ("waspada kalau paspor ditahan", "not_offer", ()),
        ("halo", "not_offer", ()),
    ],
)
def test_combinations_make_the_level(
    engine_of_rules: Engine, text: str, level: str, combinations: tuple[str, ...]
) -> None:
    found = verdict(engine_of_rules, text)

    assert (found.level, found.combinations) == (level, combinations)


def test_findings_come_the_worst_first(engine_of_rules: Engine) -> None:
    found = verdict(engine_of_rules, "dicari: gaji besar, biaya, paspor ditahan, ongkos")

    assert [finding.rule for finding in found.findings] == ["held", "fee", "fee_too", "praise"]


def test_findings_are_told_of_no_offer_too(engine_of_rules: Engine) -> None:
    assert verdict(engine_of_rules, "waspada, paspor ditahan").findings


def test_two_rules_of_one_sign_are_one_sign(engine_of_rules: Engine) -> None:
    one = verdict(engine_of_rules, "dicari: biaya ongkos").signals
    two = verdict(engine_of_rules, "dicari: biaya, ditahan").signals

    assert "high_signs.1" in one
    assert "high_signs.2" not in one
    assert {"high_signs.2", "medium_signs.2"} <= two


def test_what_lacks_is_told_where_it_counts(engine_of_rules: Engine) -> None:
    assert verdict(engine_of_rules, "dicari admin di Taiwan").missing == ("agency", "visa")
    assert verdict(engine_of_rules, "dicari admin di Batam").missing == ("agency",)
    assert verdict(engine_of_rules, "dicari admin, PT Maju Jaya").missing == ()
    assert verdict(engine_of_rules, "dicari admin di Taiwan, visa kerja").missing == ("agency",)
    assert verdict(engine_of_rules, "halo Taiwan").missing == ()


def test_the_country_named_first_is_the_country(engine_of_rules: Engine) -> None:
    assert verdict(engine_of_rules, "dicari admin Taiwan, bukan Kamboja").country == "TW"
    assert verdict(engine_of_rules, "dicari admin").country is None


def test_a_verdict_is_the_same_for_the_same_message(engine_of_rules: Engine) -> None:
    text = "dicari admin Taiwan, biaya 30 juta, paspor ditahan"

    assert verdict(engine_of_rules, text) == verdict(engine_of_rules, text)


@pytest.mark.parametrize(
    ("condition", "signals", "wanted"),
    [
        ({"all": ["a", "b"]}, {"a", "b"}, True),
        ({"all": ["a", "b"]}, {"a"}, False),
        ({"any": ["a", "b"]}, {"b"}, True),
        ({"any": ["a", "b"]}, set(), False),
        ({"any_2": ["a", "b", "c"]}, {"a", "c"}, True),
        ({"any_2": ["a", "b", "c"]}, {"a"}, False),
        ({"all": ["a"], "none": ["b"]}, {"a"}, True),
        ({"all": ["a"], "none": ["b"]}, {"a", "b"}, False),
    ],
)
def test_a_condition_holds(condition: dict[str, Any], signals: set[str], wanted: bool) -> None:
    assert holds(Condition.model_validate(condition), signals) is wanted
