"""What the inbox must know of a raw update: whose it is, and whether more of it may follow.

An update is read as plain JSON, and whatever in it is not as expected counts as missing: what
cannot be understood is kept all the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.storage.keys import Keys
from bot.storage.store import Incoming

RawUpdate = Mapping[str, Any]

# Clients cut a long text at the last blank before 4,096 UTF-16 units.
LONG_TEXT = 3_500
# Forwards, albums, and pictures, which people send one after the other.
_PARTS = ("forward_origin", "forward_date", "media_group_id", "photo", "document")
_LARGEST_ID = 2**63 - 1


def update_number(update: object) -> int | None:
    """The `update_id`, or None for what is no update at all."""
    number = _id(update, "update_id") if isinstance(update, dict) else None
    return number if number is not None and 0 <= number <= _LARGEST_ID else None


def read_incoming(update: RawUpdate, keys: Keys) -> Incoming:
    """The update as the inbox keeps it. Raises ValueError for what cannot be kept."""
    number = update_number(update)
    if number is None:
        raise ValueError("an update without update_id")
    try:
        payload = json.dumps(update, separators=(",", ":")).encode()
    except RecursionError:
        raise ValueError("an update that is nested too deeply") from None
    body = _body(update)
    person = _person(body)
    chat = _chat(body)
    return Incoming(
        number,
        chat=keys.of(person or 0 if chat is None else chat),
        payload=payload,
        person="" if person is None else keys.of(person),
        part="message" in update and is_part(body),
    )


def is_part(message: RawUpdate) -> bool:
    """True when the message may be one piece of what is sent in one go."""
    if any(name in message for name in _PARTS):
        return True
    text = message.get("text")
    return isinstance(text, str) and _units(text) >= LONG_TEXT


def _body(update: RawUpdate) -> RawUpdate:
    """The one object in an update that says what happened, or an empty one."""
    return next((value for value in update.values() if isinstance(value, dict)), {})


def _chat(body: RawUpdate) -> int | None:
    message = body.get("message")
    own = _id(body.get("chat"), "id")
    return own if own is not None else _id(_child(message, "chat"), "id")


def _person(body: RawUpdate) -> int | None:
    for name in ("from", "user", "sender_chat", "voter_chat"):
        number = _id(body.get(name), "id")
        if number is not None:
            return number
    return None


def _child(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _id(value: object, name: str) -> int | None:
    found = _child(value, name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
