"""Messages: one case of several parts, read as one text."""

from __future__ import annotations

from bot.core.message import MAX_CHARACTERS, Link, Message, Part


def test_parts_are_read_in_order_and_hidden_links_behind_them() -> None:
    message = Message(
        (Part("satu"), Part("", "photo"), Part("dua https://a.id", "forward")),
        links=(Link("klik", "https://b.id"), Link("a", "https://a.id")),
    )

    assert message.text == "satu\ndua https://a.id\nhttps://b.id"


def test_what_the_sender_wrote_is_told_from_what_was_passed_on() -> None:
    message = Message((Part("ini benar?"), Part("loker", "forward"), Part("foto", "photo")))

    assert message.authored == "ini benar?"
    assert message.forwarded
    assert not Message.of("loker").forwarded


def test_a_message_is_cut_before_it_is_read() -> None:
    message = Message.of("a" * (MAX_CHARACTERS + 5))

    assert len(message.text) == len(message.authored) == MAX_CHARACTERS
