"""A letter survives the store as it was written."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bot.core.reply import Button, Line, Markup, Reply
from bot.outbox.letter import Letter, seal, unseal

REPLY = Reply(
    (
        Line("tip.text", {"text": Markup("<b>Cek & tanya</b>"), "count": 3, "who": "<i> \ud800"}),
        Line("tip.stop"),
    ),
    (
        (Button("button.stop", "stop:tips"),),
        (Button("button.more", url="https://a.id", values={"n": 1}), Button("b", "c")),
    ),
    road="answer",
    level="danger",
    country="KH",
    more="full:x",
    menu=True,
)
# What only an answer can have: the consent of who is answered, a picture and how it is drawn.
ANSWERS_ONLY = {"handover", "poster", "look", "picture"}


def test_a_letter_is_read_as_it_was_written() -> None:
    letter = Letter(-1000000000009, REPLY, thread=4, done=1)

    opened = unseal(seal(letter))

    assert opened == letter
    assert type(opened.reply.lines[0].values["text"]) is Markup
    assert type(opened.reply.lines[0].values["who"]) is str
    assert opened.to_group


def test_every_field_of_a_reply_is_in_the_letter_of_this_test() -> None:
    plain = Reply(())
    for each in fields(Reply):
        if each.name not in ANSWERS_ONLY:
            assert getattr(REPLY, each.name) != getattr(plain, each.name), each.name


def test_a_picture_is_not_kept_ten_thousand_times() -> None:
    with pytest.raises(TypeError, match="no picture"):
        seal(Letter(1, replace(REPLY, picture=b"png")))


@pytest.mark.parametrize(
    "payload",
    [b"", b"{", b"[]", b"null", b"{}", b'"x"', seal(Letter(1, REPLY)).replace(b"lines", b"verse")],
)
def test_what_is_no_letter_is_said_to_be_none(payload: bytes) -> None:
    with pytest.raises(ValueError, match="not a letter"):
        unseal(payload)
