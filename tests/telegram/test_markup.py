"""Long HTML becomes messages that Telegram takes."""

from __future__ import annotations

import html as stdlib_html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.markup import LIMIT, split_html
from tests.fakes.markup import parse_html, units


def words(part: str) -> str:
    return parse_html(part)[0]


def test_a_short_text_stays_as_it_is() -> None:
    text = '<b>Satu &amp; <i>dua</i></b> <a href="https://x.id?a=1&amp;b=2">tautan</a>'

    assert split_html(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("satu dua\n\ntiga empat lima", ["satu dua", "tiga empat lima"]),
        ("satu dua tiga\nempat lima", ["satu dua tiga", "empat lima"]),
        ("satu dua tiga empat lima", ["satu dua tiga", "empat lima"]),
        ("a" * 40, ["a" * 16, "a" * 16, "a" * 8]),
        ("a\n\n" + "b" * 14 + " c", ["a\n\n" + "b" * 13, "b c"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_the_best_border_is_taken(text: str, expected: list[str]) -> None:
    assert split_html(text, 16) == expected


def test_tags_are_closed_and_opened_again_at_a_cut() -> None:
    text = "<blockquote><b>satu dua tiga</b> empat</blockquote>"

    assert split_html(text, 9) == [
        "<blockquote><b>satu dua</b></blockquote>",
        "<blockquote><b>tiga</b></blockquote>",
        "<blockquote>empat</blockquote>",
    ]


def test_entities_count_as_one_and_are_never_cut() -> None:
    assert split_html("&lt;" * 5, 2) == ["&lt;&lt;", "&lt;&lt;", "&lt;"]


def test_emojis_count_as_two_and_are_never_cut() -> None:
    assert split_html("😀" * 5, 5) == ["😀😀", "😀😀", "😀"]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("<b>a", "<b>a</b>"),
        ("a</b>", "a"),
        ("<b><i>a</b></i>", "<b><i>a</i></b>"),
        ("<h1>a</h1>", "&lt;h1&gt;a&lt;/h1&gt;"),
        ("<br>", "&lt;br&gt;"),
        ('<b onclick="x">a</b>', "<b>a</b>"),
        ("<a href='https://x.id/?q=\"&lt;'>a</a>", '<a href="https://x.id/?q=&quot;&lt;">a</a>'),
        ("&nbsp;a", "a"),
        ("&foo; &", "&amp;foo; &amp;"),
        ("<b></b>a", "a"),
        ("<blockquote expandable>a</blockquote>", "<blockquote expandable>a</blockquote>"),
        ("a\ud83d", "a\ufffd"),
    ],
)
def test_what_telegram_would_refuse_is_mended(broken: str, mended: str) -> None:
    assert split_html(broken) == [mended]


PIECES = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        '<a href="https://x.id?a&amp;b">',
        "</a>",
        "<blockquote expandable>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<h1>",
        "<",
        ">",
        "&",
        "&amp;",
        "&lt;",
        "&#128512;",
        "😀",
        "👩‍👩‍👧",
        "\n",
        "\n\n",
        " ",
        "kata",
        "a" * 30,
        "\ud800",
        "\x00",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=60), st.integers(2, 60))
def test_every_part_is_within_the_limit_and_balanced(pieces: list[str], limit: int) -> None:
    for part in split_html("".join(pieces), limit):
        plain, _ = parse_html(part)
        assert 0 < units(plain) <= limit
        assert plain == plain.strip()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="ab <&>😀\n", min_size=1, max_size=20), max_size=20))
def test_no_word_is_lost_or_doubled(pieces: list[str]) -> None:
    text = "".join(f"<b>{stdlib_html.escape(piece)}</b>" for piece in pieces)

    parts = split_html(text, 10)

    assert "".join(words("".join(parts)).split()) == "".join("".join(pieces).split())


def test_a_very_long_text_is_cut_into_full_messages() -> None:
    parts = split_html("<i>" + "kata " * 20_000 + "</i>")

    assert len(parts) == 25
    assert all(units(words(part)) <= LIMIT for part in parts)
