"""A letter: one unasked message, and its form in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.reply import Button, Line, Markup, Reply, Value


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, and where: Telegram's number of the chat, and in a forum the topic.

    `done` counts the messages of the reply that have arrived, where it takes several.
    """

    chat_id: int
    reply: Reply
    thread: int | None = None
    done: int = 0

    @property
    def to_group(self) -> bool:
        """True for a letter to a group or channel."""
        return self.chat_id < 0


def seal(letter: Letter) -> bytes:
    """The letter as the store keeps it.

    Raises TypeError for a value that is no text or number, and for a picture: ten thousand copies
    of it would fill the store.
    """
    reply = letter.reply
    if reply.poster is not None or reply.picture:
        raise TypeError("a letter carries no picture")
    content = {
        "chat": letter.chat_id,
        "thread": letter.thread,
        "done": letter.done,
        "lines": [[line.key, _sealed(line.values)] for line in reply.lines],
        "buttons": [
            [[button.key, button.action, button.url, _sealed(button.values)] for button in row]
            for row in reply.buttons
        ],
        "about": [reply.road, reply.level, reply.country],
        "more": reply.more,
        "menu": reply.menu,
    }
    return json.dumps(content, separators=(",", ":")).encode()


def unseal(payload: bytes) -> Letter:
    """The letter that was sealed. Raises ValueError for anything else."""
    try:
        found = json.loads(payload)
        road, level, country = found["about"]
        reply = Reply(
            tuple(Line(key, _values(values)) for key, values in found["lines"]),
            tuple(
                tuple(Button(key, action, url, _values(rest)) for key, action, url, rest in row)
                for row in found["buttons"]
            ),
            road,
            level,
            country,
            more=str(found.get("more", "")),
            menu=bool(found.get("menu", False)),
        )
        return Letter(int(found["chat"]), reply, found["thread"], int(found["done"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError("not a letter of this version") from error


def _sealed(values: Mapping[str, Value]) -> dict[str, Any]:
    """Values with what is HTML kept apart from what is to be escaped."""
    return {
        name: {"html": str(value)} if isinstance(value, Markup) else value
        for name, value in values.items()
    }


def _values(found: Mapping[str, Any]) -> dict[str, Value]:
    return {
        name: Markup(value["html"]) if isinstance(value, dict) else value
        for name, value in found.items()
    }
