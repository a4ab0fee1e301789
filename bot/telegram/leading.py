"""The way from a group to Rambu alone: links that open the private chat and ask there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.core.reply import Button, Reply

# What Telegram lets a deep link carry.
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def lead_to_private(reply: Reply, username: str) -> Reply:
    """The reply with buttons that open the private chat and ask there for what they stand for."""
    rows = (tuple(_leading(row, username)) for row in reply.buttons)
    return replace(reply, buttons=tuple(row for row in rows if row))


def deep_link(username: str, action: str) -> str:
    """The address that opens the private chat with `action`; empty where no link can carry it."""
    payload = payload_of(action)
    return f"https://t.me/{username}?start={payload}" if username and payload else ""


def payload_of(action: str) -> str:
    """The action as a deep link carries it; empty where none can."""
    payload = action.replace(":", "__")
    return payload if PAYLOAD.fullmatch(payload) else ""


def _leading(row: tuple[Button, ...], username: str) -> Iterator[Button]:
    for button in row:
        url = button.url or deep_link(username, button.action)
        if url:
            yield replace(button, action="", url=url)
