"""What was sent in one go is one case."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram.cases import Command, read_cases, read_command
from bot.telegram.channel import split
from tests.telegram.conftest import message, update

FORWARD = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Budi"}}


def groups(*messages: dict[str, Any]) -> list[list[int]]:
    return split(update(*messages))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", Command("start", "", "", 6)),
        ("/Start Promo_1", Command("start", "", "Promo_1", 6)),
        ("/cek@RambuUjiBot loker", Command("cek", "rambuujibot", "loker", 16)),
        ("/cek\nloker\ndua", Command("cek", "", "loker\ndua", 4)),
    ],
)
def test_a_command_is_read(text: str, expected: Command) -> None:
    assert read_command(message(text)) == expected


@pytest.mark.parametrize("text", ["start", " /cek", "/", "/cek-ini", "/a/b", "https://x", "/日"])
def test_other_texts_are_no_command(text: str) -> None:
    assert read_command(message(text)) is None


def test_a_forwarded_command_gives_no_order() -> None:
    assert read_command(message("/hapus", **FORWARD)) is None


def test_single_messages_are_cases_of_their_own() -> None:
    assert groups(message("apa itu P3MI?"), message("biaya ke Taiwan?")) == [[1], [2]]


def test_the_pieces_of_a_long_text_are_one_case() -> None:
    assert groups(message("a" * 4000), message("b" * 4096), message("c"), message("d")) == [
        [1, 2, 3],
        [4],
    ]


def test_forwards_and_the_words_beside_them_are_one_case() -> None:
    forward = message("Loker", **FORWARD)

    assert groups(message("ini benar?"), forward, forward, message("gimana?")) == [[1, 2, 3, 4]]


def test_an_album_is_one_case_however_long_it_took() -> None:
    first = message(photo=[{}], media_group_id="5")
    late = message(photo=[{}], media_group_id="5", date=first["date"] + 60)
    other = message(photo=[{}], media_group_id="6")

    assert groups(first, late, other) == [[1, 2], [3]]


def test_forwards_of_different_hours_are_cases_of_their_own() -> None:
    first = message("Loker", **FORWARD)

    assert groups(first, {**first, "date": first["date"] + 3600}) == [[1], [2]]


def test_forwards_of_different_people_are_cases_of_their_own() -> None:
    first = message("Loker", **FORWARD)

    assert groups(first, {**first, "from": {"id": 10}}) == [[1], [2]]


def test_cek_takes_what_is_sent_with_it_and_other_commands_do_not() -> None:
    forward = message("Loker", **FORWARD)

    assert groups(message("/cek"), forward, message("/negara"), forward) == [[1, 2], [3], [4]]


def test_an_edited_message_takes_the_place_of_what_it_was() -> None:
    original, other = message("loker", message_id=4), message("halo", message_id=5)
    edited = {**original, "text": "loker Kamboja", "edit_date": 1}
    updates = [*update(original), *update(edited, kind="edited_message")]
    updates[1]["update_id"] = 2

    [case] = read_cases(updates)
    apart = read_cases([*update(other), *update(edited, kind="edited_message")])

    assert (case.update_ids, case.body["text"]) == ((1, 2), "loker Kamboja")
    assert [each.kind for each in apart] == ["message", "edited"]


def test_a_command_that_was_edited_away_is_none() -> None:
    original = message("/hapus")
    edited = {**original, "text": "maaf salah", "edit_date": 1}

    [case] = read_cases([*update(original), *update(edited, kind="edited_message")])

    assert case.command is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("channel_post", "post"),
        ("callback_query", "press"),
        ("my_chat_member", "membership"),
        ("poll_answer", "other"),
    ],
)
def test_every_kind_of_update_has_its_case(kind: str, expected: str) -> None:
    [case] = read_cases(update({"id": "1"}, kind=kind))

    assert case.kind == expected


def test_what_is_no_update_is_left_out() -> None:
    assert read_cases([None, 5, "x", []]) == []  # type: ignore[list-item]
