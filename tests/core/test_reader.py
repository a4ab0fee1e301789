"""The reader: one reading holds words, facts and every phrase with the classes it names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.message import MAX_CHARACTERS
from bot.core.reader import BUILT_IN, Reader
from tests.core.small import ROOTS, a_country, a_place, a_rule, read, small_content

RULES = {
    name: a_rule(name, [f"x <{name}>"], level="low")
    for name in sorted(BUILT_IN)
    if name not in {"age", "role"}
}
CONTENT = small_content(
    rules=RULES,
    countries={
        "KH": a_country("KH", "Kamboja", "none", places=[a_place("Poipet", "border")]),
        "TW": a_country("TW", "Taiwan", "open", places=[a_place("Taipei", "city")]),
    },
    roles=[
        {"role": "domestic", "family": "care", "values": ["pembantu rumah"]},
        {"role": "factory", "family": "manual", "values": ["pabrik"]},
    ],
)
READER = Reader(CONTENT, ROOTS)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("x 5 juta", {"money", "number", "pay"}),
        ("bonus x 5 juta", {"money", "number"}),
        ("gaji x 5 juta", {"money", "number", "pay"}),
        ("biaya x 5 juta", {"money", "number", "fee"}),
        ("x 20", {"number"}),
        ("x 0812-3456-7890", {"phone", "number"}),
        ("x https://contoh.com", {"link"}),
        ("x Kamboja", {"country", "closed_country", "place"}),
        ("x Taiwan", {"country", "open_country", "place"}),
        ("x Taipei", {"country", "open_country", "place"}),
        ("x Poipet", {"country", "closed_country", "place", "border"}),
        ("x pembantu rumah", {"role_care"}),
        ("x pabrik", {"role_manual"}),
        ("x apa", set()),
    ],
)
def test_a_class_in_a_phrase_stands_for_what_was_read(text: str, classes: set[str]) -> None:
    reading = READER.read(text)

    assert {name for name in RULES if reading.found("rule", name, 0)} == classes


def test_a_word_list_may_hold_several_words() -> None:
    rule = a_rule("away", ["kerja <abroad>"])

    assert read("kerja luar negeri", rules={"away": rule}).found("rule", "away", 0)
    assert not read("kerja luar", rules={"away": rule}).found("rule", "away", 0)


def test_the_sentence_of_a_word_is_told() -> None:
    reading = READER.read("satu dua. tiga empat lima! enam")

    assert reading.sentence(0) == (0, 1)
    assert reading.sentence(3) == (2, 4)
    assert reading.sentence(5) == (5, 5)


def test_one_phrase_that_calls_off_is_kept_for_each_sentence() -> None:
    rule = a_rule("rule_a", ["paspor"], unless=["jangan"])
    text = "jangan paspor jangan. paspor kota. jangan kota jangan paspor"
    reading = read(text, rules={"rule_a": rule})

    assert [match.first for match in reading.found("rule_unless", "rule_a")] == [0, 5]
    assert [match.first for match in reading.found("rule", "rule_a", 0)] == [1, 3, 8]


def test_rules_that_are_no_more_are_not_looked_for() -> None:
    rule = a_rule("gone", ["paspor"], status="deprecated")

    assert read("paspor", rules={"gone": rule}).matches == {}


def test_a_phrase_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="is missing"):
        Reader(small_content(rules={"bad": a_rule("bad", ["(a"])}), ROOTS)


def test_what_is_beyond_the_longest_message_is_not_read() -> None:
    reading = READER.read("a " * MAX_CHARACTERS + " paspor")

    assert len(reading.text.original) == MAX_CHARACTERS


@given(st.text(st.characters(codec=None, categories=None), max_size=300))
@settings(max_examples=150)
def test_no_message_breaks_the_reader(text: str) -> None:
    reading = READER.read(text)

    for matches in reading.matches.values():
        for match in matches:
            assert reading.text.quote(match.first, match.last)[0] in text
