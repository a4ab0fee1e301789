"""The matcher: all phrases in one pass, the same as trying each of them everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import template
from bot.core.lexicon import Lexicon
from bot.core.matcher import Matcher, Span
from bot.core.normalize import LINE_BORDER, NO_BORDER, SENTENCE_BORDER, Border, Token
from bot.core.template import GAP, Choice, Gap, Word

ROOTS = ["tahan", "paspor", "bayar"]


def tokens(text: str) -> list[Token]:
    """Words as tokens: " / " begins a line, " . " a sentence, "a-a" is a doubled word."""
    found: list[Token] = []
    border: Border = NO_BORDER
    for at, word in enumerate(text.split()):
        if word in "/.":
            border = SENTENCE_BORDER if word == "." else LINE_BORDER
            continue
        half, _, other = word.partition("-")
        found.append(Token(half, at, at + 1, border, doubled=bool(other)))
        border = NO_BORDER
    return found


def find(phrase: str, text: str, *spans: Span) -> list[tuple[int, int]]:
    matcher = Matcher([("key", phrase)]).with_lexicon(Lexicon(ROOTS, {}, ["paspor", "majikan"]))
    return [(match.first, match.last) for match in matcher.find(tokens(text), spans)]


@pytest.mark.parametrize(
    ("phrase", "text", "places"),
    [
        ("paspor ditahan", "kak paspor ditahan ya", [(1, 2)]),
        ("paspor ditahan", "paspor kak ditahan", []),
        ("paspor", "paspor paspor", [(0, 0), (1, 1)]),
        ("paspor", "paspornya pasporku", [(0, 0), (1, 1)]),
        ("~tahan", "ditahan menahan penahanan tahankan makan", [(0, 0), (1, 1), (2, 2), (3, 3)]),
        ("tahan", "ditahan", []),
        ("cuma-cuma", "cuma cuma-cuma", [(1, 1)]),
        ("cuma", "cuma-cuma", [(0, 0)]),
    ],
)
def test_words_in_a_row(phrase: str, text: str, places: list[tuple[int, int]]) -> None:
    assert find(phrase, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a b", [(0, 1)]),
        ("a x b", [(0, 2)]),
        ("a 1 2 3 4 b", [(0, 5)]),
        ("a 1 2 3 4 5 b", []),
        ("a . b", []),
        ("a x . y b", []),
        ("a / b", [(0, 1)]),
        ("a a b", [(1, 2)]),
        ("a b b", [(0, 1), (0, 2)]),
    ],
)
def test_a_gap_holds_four_words_of_one_sentence(text: str, places: list[tuple[int, int]]) -> None:
    assert find("a .. b", text) == places


@pytest.mark.parametrize(
    ("phrase", "text", "places"),
    [
        ("(a|b c) d", "a d", [(0, 1)]),
        ("(a|b c) d", "b c d", [(0, 2)]),
        ("(a|b c) d", "b d", []),
        ("(a|b|c|e) d", "c d", [(0, 1)]),
        ("a [b] c", "a c", [(0, 1)]),
        ("a [b] c", "a b c", [(0, 2)]),
        ("a [b|x y] c", "a x y c", [(0, 3)]),
        ("a [b] [x] c", "a x c", [(0, 2)]),
        ("(a (b|c)|d)", "a c . d", [(0, 1), (2, 2)]),
        ("a [b] .. c", "a b 1 2 3 4 c", [(0, 6)]),
        ("a .. [b] c", "a 1 b c", [(0, 3)]),
        ("a .. [b|d|e] c", "a 1 c", [(0, 2)]),
        ("a .. [b] .. c", "a 1 2 3 4 c", [(0, 5)]),
        ("a .. [b] .. c", "a 1 2 3 4 5 c", []),
        ("a .. [b] .. c", "a 1 2 3 b 1 2 3 c", [(0, 8)]),
        ("[a|b|d] c", "x c", [(1, 1)]),
        ("[a|b|d] c", "d c", [(0, 1), (1, 1)][1:]),
        ("(a ..|b ..|d ..) c", "d x c", [(0, 2)]),
        ("a [b ..|d] c", "a b x c", [(0, 3)]),
    ],
)
def test_choices_and_what_may_be_absent(
    phrase: str, text: str, places: list[tuple[int, int]]
) -> None:
    assert find(phrase, text) == places


def test_a_span_is_one_step_however_long_it_is() -> None:
    money, short = Span("money", 1, 3), Span("money", 1, 1)

    assert find("bayar <money> dulu", "bayar lima juta rupiah dulu", money) == [(0, 4)]
    assert find("bayar <money> dulu", "bayar lima juta rupiah dulu", short) == []
    assert find("bayar .. <money>", "bayar lima juta rupiah dulu", money, short) == [
        (0, 1),
        (0, 3),
    ]
    assert find("bayar <fee>", "bayar lima juta", money) == []


def test_a_phrase_of_one_sentence_does_not_end_in_the_next() -> None:
    assert find("paspor ditahan", "paspor . ditahan") == []
    assert find("paspor ditahan", "paspor / ditahan") == [(0, 1)]


def test_phrases_may_share_a_key_and_keys_a_phrase() -> None:
    matcher = Matcher([("one", "a"), ("one", "b"), ("two", "a")])

    found = [(match.key, match.first) for match in matcher.find(tokens("a b"))]

    assert found == [("one", 0), ("two", 0), ("one", 1)]


def test_slang_in_a_phrase_is_read_as_in_messages() -> None:
    matcher = Matcher([("key", "krj bagus")], {"krj": "kerja"})

    assert [match.last for match in matcher.find(tokens("kerja bagus"))] == [1]


def test_a_phrase_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="is missing"):
        Matcher([("key", "(a")])


# ---- the same by hand: every phrase at every place, as slow as it is plain

PIECES = st.recursive(
    st.sampled_from(["a", "b", "c", "d"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: f"[{'|'.join(parts)}]"),
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" .. ".join),
        st.tuples(inner, inner, inner).map(
            lambda parts: f"({parts[0]} .. |{parts[1]} .. {parts[2]}) a"
        ),
    ),
    max_leaves=5,
)
PHRASES = st.tuples(
    st.sampled_from(["a ", "b .. ", "[c|d] a ", "[a|b|c] d "]),
    PIECES,
    st.sampled_from([" d", " .. d", " [b|c] a", " .. [b|c] .. a"]),
).map("".join)
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "x", "/", "."]), max_size=12).map(" ".join)


def ends(
    elements: Sequence[Word | Gap | Choice], words: list[Token], at: int, *, in_gap: bool = False
) -> Iterator[int]:
    """Every place behind the elements when they begin at `at`; a gap in a gap is the same one."""
    if not elements:
        yield at
        return
    head, rest = elements[0], elements[1:]
    if isinstance(head, Word):
        if at < len(words) and words[at].word == head.symbol:
            yield from ends(rest, words, at + 1)
    elif isinstance(head, Choice):
        for option in head.options:
            yield from ends((*option.elements, *rest), words, at, in_gap=in_gap)
    else:
        for skipped in range(1 if in_gap else GAP + 1):
            yield from ends(rest, words, at + skipped, in_gap=True)


def by_hand(phrase: str, words: list[Token]) -> set[tuple[int, int]]:
    """For every last word the latest first word, within one sentence."""
    tree = template.standardize(template.parse_phrase(phrase), {})
    found: dict[int, int] = {}
    for first in range(len(words)):
        for end in ends(tree.elements, words, first):
            inside = all(word.border != SENTENCE_BORDER for word in words[first + 1 : end])
            if inside and first < end <= len(words):
                found[end - 1] = max(found.get(end - 1, -1), first)
    return {(first, last) for last, first in found.items()}


@given(st.lists(PHRASES, min_size=1, max_size=4), TEXTS)
@settings(max_examples=300)
def test_all_phrases_at_once_are_each_of_them_alone(phrases: list[str], text: str) -> None:
    words = tokens(text)

    found = Matcher(enumerate(phrases)).find(words)

    for key, phrase in enumerate(phrases):
        places = {(match.first, match.last) for match in found if match.key == key}
        assert places == by_hand(phrase, words)
