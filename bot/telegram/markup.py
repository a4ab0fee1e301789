"""Telegram HTML cut into messages that Telegram takes.

The text is read into plain words and marked places, cut as plain words, and written again: so a tag
or an entity can never be cut in two, and a stray `<` or `&` comes out escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.telegram.raw import length, well_formed

LIMIT = 4096

# Borders to cut at, best first: a paragraph, a line, a word.
_BORDERS = ("\n\n", "\n", " ")
# A better border is taken only if it leaves at least this share of the room in use.
_LEAST_SHARE = 4
_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})(\s[^<>]{0,3000})?>|&(#?[a-zA-Z0-9]{1,10});|[^<&]+|.", re.S
)
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'))?")
# What a tag may carry. A tag that is not here is no tag for Telegram and is shown as it is written.
_TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del"), frozenset()),
    **dict.fromkeys(("tg-spoiler", "pre"), frozenset()),
    "a": frozenset({"href"}),
    "code": frozenset({"class"}),
    "blockquote": frozenset({"expandable"}),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A tag over the plain words from `start` to `end`, with its attributes as they are written."""

    start: int
    end: int
    name: str
    attributes: str


@dataclass(slots=True)
class _Open:
    start: int
    name: str
    attributes: str
    place: int


def split_html(text: str, limit: int = LIMIT) -> list[str]:
    """The text as messages of at most `limit` UTF-16 units each (without tags), none of them empty.

    Cuts between paragraphs, else lines, else words, else anywhere; every message is balanced HTML.
    """
    plain, marks = _read(well_formed(text))
    return [_write(plain, marks, start, end) for start, end in _cuts(plain, limit)]


def _read(text: str) -> tuple[str, list[_Mark]]:
    """The plain words and the marks in the order of their opening."""
    words: list[str] = []
    size = 0
    opened: list[_Open] = []
    marks: dict[int, _Mark] = {}
    for place, token in enumerate(_TOKEN.finditer(text)):
        name = (token[2] or "").lower()
        if name in _TAGS and not token[1]:
            opened.append(_Open(size, name, _attributes(name, token[3] or ""), place))
        elif name in _TAGS:
            _close(name, size, opened, marks)
        else:
            word = html.unescape(token[0]) if token[4] else token[0]
            words.append(word)
            size += len(word)
    while opened:
        _close(opened[-1].name, size, opened, marks)
    return "".join(words), [marks[place] for place in sorted(marks)]


def _close(name: str, end: int, opened: list[_Open], marks: dict[int, _Mark]) -> None:
    """Ends the innermost tag of this name and what is open inside of it; a stray end is dropped."""
    if all(tag.name != name for tag in opened):
        return
    while opened:
        tag = opened.pop()
        marks[tag.place] = _Mark(tag.start, end, tag.name, tag.attributes)
        if tag.name == name:
            return


def _attributes(name: str, written: str) -> str:
    """The attributes that Telegram knows for this tag, escaped anew."""
    kept = []
    for found in _ATTRIBUTE.finditer(written):
        if found[1] in _TAGS[name]:
            value = found[2] if found[2] is not None else found[3]
            escaped = html.escape(html.unescape(value or ""))
            kept.append(f' {found[1]}="{escaped}"' if value is not None else f" {found[1]}")
    return "".join(kept)


def _cuts(plain: str, limit: int) -> Iterator[tuple[int, int]]:
    """Where each message starts and ends in the plain words, without blanks at its borders."""
    start = _past_blanks(plain, 0)
    while start < len(plain):
        end = _end_of_room(plain, start, limit)
        if end < len(plain):
            end = _border(plain, start, end)
        yield start, start + len(plain[start:end].rstrip())
        start = _past_blanks(plain, end)


def _past_blanks(plain: str, start: int) -> int:
    while start < len(plain) and plain[start].isspace():
        start += 1
    return start


def _end_of_room(plain: str, start: int, limit: int) -> int:
    """The first place that does not fit; a character of two units is never halved."""
    end = min(len(plain), start + limit)
    while end > start + 1 and length(plain[start:end]) > limit:
        end -= max(1, (length(plain[start:end]) - limit) // 2)
    return end


def _border(plain: str, start: int, end: int) -> int:
    """The best place to cut at or before `end`."""
    least = start + (end - start) // _LEAST_SHARE
    for border in _BORDERS:
        found = plain.rfind(border, least, end + len(border))
        if found > start:
            return min(found, end)
    return end


def _write(plain: str, marks: list[_Mark], start: int, end: int) -> str:
    """The words from `start` to `end` as balanced HTML with the marks that lie over them."""
    pieces: list[str] = []
    opened: list[_Mark] = []
    place = start
    for mark in _within(marks, start, end):
        while opened and opened[-1].end <= mark.start:
            place = _close_mark(plain, place, opened, pieces)
        pieces.append(_escape(plain[place : mark.start]))
        pieces.append(f"<{mark.name}{mark.attributes}>")
        place = mark.start
        opened.append(mark)
    while opened:
        place = _close_mark(plain, place, opened, pieces)
    return "".join([*pieces, _escape(plain[place:end])])


def _within(marks: list[_Mark], start: int, end: int) -> Iterator[_Mark]:
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            yield _Mark(first, last, mark.name, mark.attributes)


def _close_mark(plain: str, place: int, opened: list[_Mark], pieces: list[str]) -> int:
    mark = opened.pop()
    pieces.append(_escape(plain[place : mark.end]) + f"</{mark.name}>")
    return mark.end


def _escape(words: str) -> str:
    return html.escape(words, quote=False)
