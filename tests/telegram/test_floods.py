"""However much is sent in one go, what is understood of it is bounded."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.message import MAX_CHARACTERS
from bot.telegram.cases import read_cases
from bot.telegram.convert import MAX_LINKS, MAX_MESSAGES, convert
from tests.telegram.conftest import key, message, update


def album(number: int) -> dict[str, Any]:
    photo = [{"file_id": f"f{number}", "file_size": 1, "width": 9, "height": 9}]
    return message(photo=photo, media_group_id="1", message_id=number)


def forward(number: int) -> dict[str, Any]:
    links = [{"type": "text_link", "offset": 0, "length": 4, "url": f"https://a{number}.id"}]
    origin = {"type": "hidden_user", "sender_user_name": "X", "date": 1}
    text = f"Loker {number} " + "kata " * 100
    return message(text, forward_origin=origin, entities=links, message_id=number)


@pytest.mark.parametrize("piece", [album, forward])
def test_a_thousand_pieces_are_one_bounded_case(piece: Any) -> None:
    updates = update(*(piece(number) for number in range(1, 1001)))

    [case] = read_cases(updates)
    found = convert(updates, key)

    assert len(case.bodies) == 1000
    assert found is not None
    assert len(found.parts) + len(found.unreadable) <= MAX_MESSAGES
    assert len(found.links) <= MAX_LINKS
    assert len(found.text) <= MAX_CHARACTERS
