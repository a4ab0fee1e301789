"""Chats that WhatsApp exported as text: lines of `speaker: words`, the newest kept. Pure."""

from __future__ import annotations

import re

from bot.photo.bounds import MAX_TEXT

_FEWEST = 3
_LINE = re.compile(
    r"^[\u200e\u200f]?\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[.:]\d{2}(?:[.:]\d{2})?"
    r"(?:[\s\u202f]?[AaPp]\.?[Mm]\.?)?(?:\] | - )(?P<rest>.*)$"
)
_SPOKEN = re.compile(r"^(?P<speaker>[^:]{1,60}): (?P<words>.*)$")
_LEFT_OUT = re.compile(
    r"^[\u200e\u200f]?<.{3,40}>$|^[\u200e\u200f]?(?:image|video|audio) omitted$", re.I
)


def read_export(text: str) -> str:
    """The conversation without dates and notices; empty where the text is no export."""
    lines = text.splitlines()
    if sum(bool(_LINE.match(line)) for line in lines[:50]) < _FEWEST:
        return ""
    said: list[str] = []
    speaking = False
    for line in lines:
        found = _LINE.match(line)
        spoken = _SPOKEN.match(found["rest"]) if found else None
        if found:
            # What nobody says is a notice of the app.
            speaking = spoken is not None and not _LEFT_OUT.match(spoken["words"])
        if spoken and speaking:
            said.append(f"{spoken['speaker'].strip('~ ')}: {spoken['words']}")
        elif not found and speaking and line.strip():
            said.append(line.strip())
    return _newest(said)


def _newest(said: list[str]) -> str:
    """As many of the last lines as are read at all."""
    kept: list[str] = []
    size = 0
    for line in reversed(said):
        size += len(line) + 1
        if size > MAX_TEXT:
            break
        kept.append(line)
    return "\n".join(reversed(kept))
