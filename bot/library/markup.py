"""Telegram's HTML: which tags it takes, and what it refuses a whole message for."""

from __future__ import annotations

import re

# A tag, a named or numbered character, or one of the three signs that may not stand alone.
_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]*)>"
    r"|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);"
    r"|(?P<bare>[<>&])"
)
_ATTRIBUTES = {
    "a": re.compile(r' href="[^"\s]+"'),
    "blockquote": re.compile(r"(?: expandable)?"),
    **{tag: re.compile("") for tag in ("b", "i", "u", "s", "code")},
}


def fault(text: str) -> str:
    """The first thing Telegram would refuse in `text`, in words; empty where there is none."""
    opened: list[str] = []
    for token in _TOKEN.finditer(text):
        wrong = _bare(token) or _tag(token, opened)
        if wrong:
            return wrong
    return f"<{opened[-1]}> is not closed" if opened else ""


def _bare(token: re.Match[str]) -> str:
    escapes = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    sign = token["bare"]
    return f"a bare {sign} (write {escapes[sign]})" if sign else ""


def _tag(token: re.Match[str], opened: list[str]) -> str:
    """Keeps `opened` in step with one tag; says what is wrong with the tag."""
    tag = token["tag"]
    if not tag:
        return ""
    if tag not in _ATTRIBUTES:
        return f"<{tag}> is not one of {', '.join(sorted(_ATTRIBUTES))}"
    if token["end"]:
        if not opened or opened[-1] != tag:
            return f"</{tag}> closes nothing that is open"
        opened.pop()
        return ""
    opened.append(tag)
    return "" if _ATTRIBUTES[tag].fullmatch(token["rest"]) else f"{token[0]} is written wrongly"
