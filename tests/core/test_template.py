"""The language of phrases: what editors may write, and what they are told when they may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.template import (
    Choice,
    Gap,
    Sequence,
    Word,
    parse_phrase,
    standardize,
    symbols_of,
)


def test_a_phrase_is_read_into_a_tree() -> None:
    tree = parse_phrase("Paspor [asli|baru] .. (~tahan|di pegang) <boss>")

    assert tree == Sequence(
        (
            Word("paspor"),
            Choice((Sequence((Word("asli"),)), Sequence((Word("baru"),)), Sequence(()))),
            Gap(),
            Choice((Sequence((Word("~tahan"),)), Sequence((Word("di"), Word("pegang"))))),
            Word("<boss>"),
        )
    )


def test_choices_may_be_nested() -> None:
    tree = parse_phrase("(a (b|c)|d)")

    assert list(symbols_of(tree)) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("phrase", ["jalan-jalan", "nt$", "e-ktp", "7.500.000", "jum'at", "24/7x"])
def test_words_with_signs_inside(phrase: str) -> None:
    if "/" in phrase:
        with pytest.raises(ValueError, match="is not a word"):
            parse_phrase(phrase)
    else:
        assert parse_phrase(phrase) == Sequence((Word(phrase),))


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("paspor ~", "write words"),
        ("a > b", "write words"),
        ("a < b", "write words"),
        ("paspor)", r"'\)' without its opening bracket"),
        ("paspor]", r"'\]' without its opening bracket"),
        ("a | b", r"'\|' without its opening bracket"),
        ("(a|b", r"'\)' is missing"),
        ("[a", r"'\]' is missing"),
        ("(a]", r"'\)' is missing"),
        ("(a||b)", "an empty choice"),
        ("() a", "an empty choice"),
        ("[] a", "an empty choice"),
        ("pas+por", "is not a word"),
        ("paspor!", "is not a word"),
        ("a_b", "is not a word"),
        ("[a]", "at least one word must stand outside"),
        ("(a|[b])", "at least one word must stand outside"),
        ("", "at least one word must stand outside"),
        ("..", "at least one word must stand outside"),
        (".. a", "neither begins nor ends"),
        ("a ..", "neither begins nor ends"),
        ("a .. [b]", "neither begins nor ends"),
        ("[b] .. a", "neither begins nor ends"),
        ("a (b|c ..)", "neither begins nor ends"),
        ("(.. b|c) a", "neither begins nor ends"),
    ],
)
def test_a_mistake_is_told(phrase: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        parse_phrase(phrase)

    assert repr(phrase) in str(caught.value)


@given(st.text("ab ~()[]|<>.-$", max_size=25))
def test_a_phrase_is_read_or_refused(phrase: str) -> None:
    try:
        tree = parse_phrase(phrase)
    except ValueError as error:
        assert repr(phrase) in str(error)  # noqa: PT017 (both ways out are right)
    else:
        assert list(symbols_of(tree))


def test_slang_in_phrases_becomes_what_messages_become() -> None:
    tree = standardize(parse_phrase("krj (gpp|x)"), {"krj": "kerja", "gpp": "tidak apa apa"})

    assert list(symbols_of(tree))[0] == "kerja"
    assert "tidak" in symbols_of(tree)
