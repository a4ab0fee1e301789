"""A Reply becomes HTML and a keyboard; mistakes cost a piece, never the answer."""

from __future__ import annotations

import pytest

from bot.core.reply import Button, Line, Markup, Reply
from bot.telegram.compose import compose, read_press

TEXTS = {
    "greeting": "<b>Halo</b> {name}",
    "numbers": "Telepon sekarang:\n{numbers}",
    "broken": "Kurung { tak tutup {numbers}",
    "label": "Pilih {n}",
    "empty": "",
}


def test_lines_are_joined_and_values_escaped() -> None:
    composed = compose(Reply((Line("greeting", {"name": "<A&B>"}), Line("empty"))), TEXTS)

    assert composed.parts == ("<b>Halo</b> &lt;A&amp;B&gt;",)
    assert composed.keyboard is None


@pytest.mark.parametrize("key", ["broken", "missing.key"])
def test_a_broken_text_still_says_its_values(key: str) -> None:
    values = {"numbers": Markup("<b>112</b>"), "place": "KBRI & KJRI"}

    composed = compose(Reply((Line(key, values), Line("greeting", {"name": "A"}))), TEXTS)

    assert composed.parts == ("<b>112</b>\nKBRI &amp; KJRI\n\n<b>Halo</b> A",)


def test_a_missing_value_does_not_silence_the_other_lines() -> None:
    composed = compose(Reply((Line("greeting"), Line("numbers", {"numbers": "112"}))), TEXTS)

    assert composed.parts == ("Telepon sekarang:\n112",)


def test_nothing_to_say_has_no_parts() -> None:
    assert compose(Reply((Line("empty"),)), TEXTS).parts == ()


def test_buttons_become_a_keyboard() -> None:
    rows = (
        (Button("label", "topic:a", values={"n": 1}), Button("label", url="https://x.id")),
        (Button("label", values={"n": 3}, url="https://x.id"),),
    )

    composed = compose(Reply((Line("greeting", {"name": "A"}),), rows), TEXTS)

    assert composed.keyboard is not None
    assert [[b.to_dict() for b in row] for row in composed.keyboard.inline_keyboard] == [
        [{"text": "Pilih 1", "callback_data": "topic:a"}],
        [{"text": "Pilih 3", "url": "https://x.id"}],
    ]


@pytest.mark.parametrize(
    "button",
    [
        Button("label", "x" * 65, values={"n": 1}),
        Button("label", "", values={"n": 1}),
        Button("label", "é" * 33, values={"n": 1}),
        Button("missing", "a"),
        Button("empty", "a"),
        Button("label", url="tel:112", values={"n": 1}),
        Button("label", url="http://[", values={"n": 1}),
        Button("label", url="https://", values={"n": 1}),
    ],
)
def test_a_button_that_telegram_would_refuse_is_left_out(button: Button) -> None:
    reply = Reply((Line("greeting", {"name": "A"}),), ((button,), ()))

    assert compose(reply, TEXTS).keyboard is None


@pytest.mark.parametrize(("road", "page"), [("menu", True), ("emergency", False), ("", False)])
def test_only_pages_may_be_replaced_by_a_press(road: str, page: bool) -> None:
    button = Button("label", "topic:a", values={"n": 1})

    composed = compose(Reply((Line("empty"),), ((button,),), road=road), TEXTS)

    assert composed.keyboard is not None
    data = str(composed.keyboard.inline_keyboard[0][0].callback_data)
    assert read_press(data) == ("topic:a", page)


def test_the_mark_of_a_page_never_makes_a_button_too_long() -> None:
    button = Button("label", "x" * 64, values={"n": 1})

    composed = compose(Reply((Line("empty"),), ((button,),), road="menu"), TEXTS)

    assert composed.keyboard is not None
    assert composed.keyboard.inline_keyboard[0][0].callback_data == "x" * 64


def test_what_turns_the_writing_or_rings_a_bell_is_left_out() -> None:
    name = "a\u202eb\u2066c\u2069\u202c\x07\x9bd\nf 👩\u200d🚀 \u200fg"
    button = Button("label", "a", values={"n": "1\u202e2"})

    composed = compose(Reply((Line("greeting", {"name": name}),), ((button,),)), TEXTS)

    assert composed.parts == ("<b>Halo</b> abcd\nf 👩\u200d🚀 \u200fg",)
    assert composed.keyboard is not None
    assert composed.keyboard.inline_keyboard[0][0].text == "Pilih 12"
