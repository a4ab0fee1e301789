"""Replies in few words, for a group: others read along, and what is long is read in private."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.reply import Button, Line, Reply

# What stays of a checked offer: its level, and the first of what speaks for it.
_LEVELS = frozenset(
    {"verdict.danger", "verdict.caution", "verdict.unverified", "verdict.not_offer"}
)
_REASONS = (
    "verdict.reason",
    "verdict.reason_bare",
    "verdict.worded_like",
    "verdict.country_closed",
    "verdict.not_offer_signs",
)
# What stays of an article or a country.
_ANSWERS = frozenset({"answer.title", "answer.summary", "country.title", "country.placement"})
_WAYS_ON = ("button.details",)
_NUMBERS = "emergency.contact"
_GENTLE = "safety.gentle"


def brief(reply: Reply) -> Reply:
    """The reply as a group is told it, with the way to the whole of it."""
    if reply.road == "emergency":
        return cry(reply)
    if _has(reply.lines, "check.how"):
        how = ((Button("button.private", "check"),),)
        return replace(reply, lines=(Line("group.check"),), buttons=how)
    lines = _lines(reply)
    buttons: list[tuple[Button, ...]] = []
    if _has(reply.lines, _GENTLE):
        buttons.append((Button("button.private_help", "emergency"),))
    whole = reply.more or _action(reply, _WAYS_ON)
    if whole:
        buttons.append((Button("button.private", whole),))
    elif len(lines) == len(reply.lines):
        buttons += reply.buttons
    return replace(reply, lines=lines, buttons=tuple(buttons), menu=False)


def cry(reply: Reply) -> Reply:
    """One line for a cry for help: a number, and the way to Rambu alone. What else there is to say
    is not for a group, where the one who threatens may read along.
    """
    number = next((line for line in reply.lines if line.key.startswith(_NUMBERS)), None)
    help_ = f"emergency:{reply.country}" if reply.country else "emergency"
    if number is None:
        line = Line("emergency.group_bare")
    else:
        named = {name: number.values[name] for name in ("name", "ways")}
        line = Line("emergency.group", named)
    return replace(
        reply, lines=(line,), buttons=((Button("button.private_help", help_),),), menu=False
    )


def _lines(reply: Reply) -> tuple[Line, ...]:
    if reply.road == "check":
        level = [line for line in reply.lines if line.key in _LEVELS]
        return (*level[:1], *_first(reply.lines, _REASONS)) if level else reply.lines
    if reply.road == "misuse":
        return reply.lines[:1]
    kept = tuple(line for line in reply.lines if line.key in _ANSWERS)
    if kept:
        return kept
    return tuple(line for line in reply.lines if line.key != _GENTLE)


def _first(lines: Sequence[Line], keys: Sequence[str]) -> tuple[Line, ...]:
    """The first line of the first of the keys that there is."""
    for key in keys:
        found = [line for line in lines if line.key == key]
        if found:
            return (found[0],)
    return ()


def _action(reply: Reply, keys: Iterable[str]) -> str:
    buttons = [button for row in reply.buttons for button in row]
    return next((button.action for button in buttons if button.key in keys), "")


def _has(lines: Iterable[Line], key: str) -> bool:
    return any(line.key == key for line in lines)
