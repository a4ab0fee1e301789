"""A verdict on the first screen and a half of a small phone; the rest of it is a press away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.render import render_line, separator, strip_markup
from bot.core.reply import Button, Line, Reply

# Letters in a row and rows in a screen and a half, with a keyboard out of the way.
COLUMNS, MOST_ROWS = 38, 40
# A quote that is folded shows three rows until it is pressed.
_FOLDED = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
_FOLDED_ROWS = "x\nx\nx"

_REASONS = frozenset({"verdict.reason", "verdict.reason_bare"})
_ASKS = frozenset({"verdict.ask", "verdict.ask_item"})
_LAW, _MISSING, _DO = "verdict.law", "verdict.missing", "verdict.do_item"
_MORE = "verdict.more_reasons"
# What the rest shows of the whole.
_REST = _REASONS | {_LAW, _MISSING, _MORE, "verdict.worded_like"}

Step = Callable[[Sequence[Line]], list[Line]]


def fit(reply: Reply, texts: Mapping[str, str]) -> Reply:
    """The reply to an offer, with as much as fits; what is left out first is what can wait."""
    prefix, _, code = reply.more.partition(":")
    if prefix != "verdict":
        return reply
    lines = list(reply.lines)
    for step in _STEPS:
        if rows(lines, texts) <= MOST_ROWS:
            break
        lines = step(lines)
    if len(lines) == len(reply.lines):
        return reply
    way = (Button("button.rest", f"rest:{code}"),)
    return replace(reply, lines=tuple(lines), buttons=(way, *reply.buttons))


def rest(reply: Reply, texts: Mapping[str, str]) -> Reply:
    """What the first screen of a whole reply may have left out: reasons and laws, and what is
    missing, which waits behind a press of its own where it does not fit.
    """
    lines = [Line("verdict.rest"), *(line for line in reply.lines if line.key in _REST)]
    if rows(lines, texts) <= MOST_ROWS:
        return Reply(tuple(lines), road="answer")
    way = Button("button.gaps", f"gaps:{reply.more.partition(':')[2]}")
    return Reply(tuple(_without(_MISSING)(lines)), ((way,),), road="answer")


def gaps(reply: Reply) -> Reply:
    """What an offer does not state, and the questions about it."""
    kept = {_MISSING, *_ASKS}
    return Reply(tuple(line for line in reply.lines if line.key in kept), road="answer")


def rows(lines: Sequence[Line], texts: Mapping[str, str]) -> int:
    """About how many rows the lines take on a small phone."""
    shown = ""
    for line in lines:
        shown += (separator(line, texts) if shown else "") + _shown(line, texts)
    plain = strip_markup(_FOLDED.sub(_FOLDED_ROWS, shown))
    return sum(max(1, -(-len(row) // COLUMNS)) for row in plain.split("\n"))


def _shown(line: Line, texts: Mapping[str, str]) -> str:
    """The line as HTML; where its text is broken, what it was to say: counting costs no answer."""
    try:
        return render_line(line, texts).rstrip()
    except (LookupError, ValueError):
        return " ".join(map(str, line.values.values()))


def _without(*keys: str) -> Step:
    return lambda lines: [line for line in lines if line.key not in keys]


def _at_most(count: int, *keys: str) -> Step:
    """Keeps the first `count` of these lines."""

    def step(lines: Sequence[Line]) -> list[Line]:
        return list(_kept(lines, count, keys))

    return step


def _kept(lines: Sequence[Line], count: int, keys: Sequence[str]) -> Iterator[Line]:
    left = count
    for line in lines:
        if line.key in keys:
            left -= 1
            if left < 0:
                continue
        yield line


def _fewer_reasons(count: int) -> Step:
    """Keeps the first reasons with their law, and counts the others."""

    def step(lines: Sequence[Line]) -> list[Line]:
        reasons = [line for line in lines if line.key in _REASONS]
        told = sum(int(line.values["count"]) for line in lines if line.key == _MORE)
        hidden = len(reasons) - count + told
        if len(reasons) <= count:
            return list(lines)
        kept: list[Line] = []
        seen = 0
        for line in lines:
            seen += line.key in _REASONS
            beyond = seen > count and line.key in {*_REASONS, _LAW}
            if line.key == _MORE or beyond:
                continue
            kept.append(line)
        last = max(at for at, line in enumerate(kept) if line.key in {*_REASONS, _LAW})
        return [*kept[: last + 1], Line(_MORE, {"count": hidden}), *kept[last + 1 :]]

    return step


_STEPS: tuple[Step, ...] = (
    _without(*_ASKS),
    _at_most(1, _LAW),
    _fewer_reasons(3),
    _at_most(2, _DO),
    _without(_MISSING),
    _fewer_reasons(2),
    _without(_LAW),
    _at_most(1, _DO),
)
