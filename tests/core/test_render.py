"""Rendering: what people sent is escaped, what editors wrote is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.render import (
    escape,
    render_html,
    render_label,
    render_line,
    separator,
    strip_markup,
)
from bot.core.reply import Button, Line, Markup, Reply

TEXTS = {
    "head": "<b>{title}</b>",
    "plain": "Halo.  ",
    "item": "• {text}",
    "number": "{number}. {text}",
    "button": "{title}",
}


def test_values_are_escaped_and_markup_is_not() -> None:
    line = Line("head", {"title": "<i>a & b</i>"})

    assert render_line(line, TEXTS) == "<b>&lt;i&gt;a &amp; b&lt;/i&gt;</b>"
    assert render_line(Line("head", {"title": Markup("<i>a</i>")}), TEXTS) == "<b><i>a</i></b>"
    assert escape('"{x}"') == '"{x}"'


def test_braces_in_values_are_only_braces() -> None:
    assert render_line(Line("head", {"title": "{text} {0}"}), TEXTS) == "<b>{text} {0}</b>"


@pytest.mark.parametrize("line", [Line("nothing"), Line("head"), Line("head", {"text": "a"})])
def test_a_missing_text_or_value_is_a_mistake(line: Line) -> None:
    with pytest.raises(KeyError):
        render_line(line, TEXTS)


def test_paragraphs_are_apart_and_entries_are_not() -> None:
    reply = Reply(
        (
            Line("plain"),
            Line("item", {"text": "a"}),
            Line("item", {"text": "b"}),
            Line("number", {"number": 1, "text": "c"}),
            Line("head", {"title": "d"}),
        )
    )

    assert render_html(reply, TEXTS) == "Halo.\n• a\n• b\n1. c\n\n<b>d</b>"
    assert separator(Line("nothing"), TEXTS) == "\n\n"


def test_a_label_is_plain_text() -> None:
    assert render_label(Button("button", "do", values={"title": "a & <b>"}), TEXTS) == "a & <b>"


def test_markup_is_taken_off_for_terminals() -> None:
    assert strip_markup('<b>a &amp; b</b> <a href="https://a.id">c</a> 1 &lt; 2') == "a & b c 1 < 2"


@given(st.text(max_size=80))
def test_what_was_sent_reads_the_same_once_markup_is_off(text: str) -> None:
    assert strip_markup(render_line(Line("head", {"title": text}), TEXTS)) == text
