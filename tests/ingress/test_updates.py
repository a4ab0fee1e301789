"""What the inbox reads in an update."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.ingress.updates import is_part, read_incoming, update_number
from bot.storage.keys import Keys

CHAT = {"id": -100, "type": "supergroup"}
PERSON = {"id": 7, "first_name": "x"}
MESSAGE = {"message_id": 1, "date": 0, "chat": CHAT, "from": PERSON, "text": "halo"}

OWNERS: dict[str, tuple[dict[str, Any], int, int | None]] = {
    "message": ({"message": MESSAGE}, -100, 7),
    "edited": ({"edited_message": MESSAGE}, -100, 7),
    "press": ({"callback_query": {"id": "1", "from": PERSON, "message": MESSAGE}}, -100, 7),
    "press without message": ({"callback_query": {"id": "1", "from": PERSON}}, 7, 7),
    "membership": ({"my_chat_member": {"chat": CHAT, "from": PERSON}}, -100, 7),
    "join request": ({"chat_join_request": {"chat": CHAT, "from": PERSON}}, -100, 7),
    "channel post": ({"channel_post": {"chat": CHAT, "text": "x"}}, -100, None),
    "inline query": ({"inline_query": {"id": "1", "from": PERSON, "query": ""}}, 7, 7),
    "reaction": ({"message_reaction": {"chat": CHAT, "user": PERSON}}, -100, 7),
    "poll answer": ({"poll_answer": {"poll_id": "1", "user": PERSON}}, 7, 7),
    "poll": ({"poll": {"id": "1"}}, 0, None),
    "nothing": ({}, 0, None),
    "wrong types": ({"message": {"chat": {"id": "x"}, "from": [1]}}, 0, None),
    "true is no number": ({"message": {"chat": {"id": True}}}, 0, None),
    "something new": ({"new_thing": {"chat": CHAT, "user": PERSON}}, -100, 7),
}


@pytest.mark.parametrize("name", OWNERS)
def test_an_update_belongs_to_a_chat_and_a_person(name: str, keys: Keys) -> None:
    body, chat, person = OWNERS[name]
    incoming = read_incoming({"update_id": 5, **body}, keys)
    assert incoming.update_id == 5
    assert incoming.chat == keys.of(chat)
    assert incoming.person == ("" if person is None else keys.of(person))


def test_in_a_private_chat_person_and_chat_are_one(keys: Keys) -> None:
    message = {"chat": {"id": 7, "type": "private"}, "from": PERSON}
    incoming = read_incoming({"update_id": 5, "message": message}, keys)
    assert incoming.chat == incoming.person


def test_an_update_is_kept_whole(keys: Keys) -> None:
    update = {"update_id": 5, "message": {**MESSAGE, "text": "é 🚩 \ud800 \u0000"}}
    assert json.loads(read_incoming(update, keys).payload) == update


@pytest.mark.parametrize(
    "update", [None, [], "x", {}, {"update_id": "5"}, {"update_id": True}, {"update_id": 2**63}]
)
def test_what_has_no_number_is_no_update(update: Any, keys: Keys) -> None:
    assert update_number(update) is None
    with pytest.raises(ValueError, match="without update_id"):
        read_incoming(update, keys)


def test_what_is_nested_without_end_is_refused(keys: Keys) -> None:
    update: dict[str, Any] = {"update_id": 5}
    for _ in range(100_000):
        update = {"update_id": 5, "message": update}
    with pytest.raises(ValueError, match="nested too deeply"):
        read_incoming(update, keys)
    while update:
        update = update.pop("message", {})


@pytest.mark.parametrize(
    ("message", "want"),
    [
        ({"text": "halo"}, False),
        ({"text": "x" * 3_499}, False),
        ({"text": "x" * 3_500}, True),
        ({"text": "🚩" * 1_750}, True),
        ({"text": None}, False),
        ({"forward_origin": {"type": "user"}}, True),
        ({"forward_date": 1}, True),
        ({"media_group_id": "1", "photo": []}, True),
        ({"photo": [], "caption": "halo"}, True),
        ({"document": {}}, True),
        ({"voice": {}}, False),
    ],
)
def test_forwards_albums_and_long_texts_may_have_more_behind_them(
    message: dict[str, Any], want: bool
) -> None:
    assert is_part(message) is want


def test_only_a_new_message_waits_for_more(keys: Keys) -> None:
    forward = {**MESSAGE, "forward_origin": {"type": "user"}}
    assert read_incoming({"update_id": 5, "message": forward}, keys).part
    assert not read_incoming({"update_id": 5, "edited_message": forward}, keys).part
    press = {"callback_query": {"id": "1", "from": PERSON, "message": forward}}
    assert not read_incoming({"update_id": 5, **press}, keys).part
