"""Chats that WhatsApp exported as text: the newest lines are kept, which matter most. Pure."""

from __future__ import annotations

from bot.core.chatlog import read_turns
from bot.photo.bounds import MAX_TEXT

_FIRST_LINES = 50


def newest(text: str) -> str:
    """Of a chat that is too long the last whole lines; any other text as it is."""
    lines = text.splitlines()
    if len(text) <= MAX_TEXT or not read_turns("\n".join(lines[:_FIRST_LINES])[:MAX_TEXT]):
        return text
    tail = text[-MAX_TEXT:]
    return tail[tail.find("\n") + 1 :]
