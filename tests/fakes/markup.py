"""Reads HTML as Telegram does, and refuses what its manual forbids (a bare `<` or `&` too)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.refusal import Refusal, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
ATTRIBUTES = {"a": {"href"}, "code": {"class"}, "span": {"class"}, "blockquote": {"expandable"}}
ENTITIES = ("lt", "gt", "amp", "quot")

_START = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'))?)*)\s*>"
)
_END = re.compile(r"</([a-zA-Z][a-zA-Z0-9-]*)\s*>")
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'))?")
_REFERENCE = re.compile(r"&(?:(" + "|".join(ENTITIES) + r")|#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7}));")
_PLAIN = re.compile(r"[^<&]+")


def units(text: str) -> int:
    """The length in UTF-16 units. Raises Refusal for what is no Unicode text."""
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


@dataclass
class _Reader:
    """The state of reading one text."""

    source: str
    words: list[str] = field(default_factory=list)
    size: int = 0
    opened: list[tuple[str, dict[str, str], int]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def read(self) -> None:
        place = 0
        while place < len(self.source):
            place = self.step(place)
        if self.opened:
            raise _wrong(f'can\'t find end tag corresponding to start tag "{self.opened[-1][0]}"')

    def step(self, place: int) -> int:
        """Reads what begins at `place` and returns where it ends."""
        for pattern, take in (
            (_PLAIN, self.take_words),
            (_REFERENCE, self.take_reference),
            (_START, self.open),
            (_END, self.close),
        ):
            if found := pattern.match(self.source, place):
                take(found)
                return found.end()
        what = "unclosed or unsupported tag" if self.source[place] == "<" else "bare ampersand"
        raise _wrong(f"{what} at byte offset {len(self.source[:place].encode())}")

    def take_words(self, found: re.Match[str]) -> None:
        self.words.append(found[0])
        self.size += units(found[0])

    def take_reference(self, found: re.Match[str]) -> None:
        word = html.unescape(found[0])
        self.words.append(word)
        self.size += units(word)

    def open(self, found: re.Match[str]) -> None:
        name = found[1].lower()
        if name not in KINDS:
            raise _wrong(f'unsupported start tag "{name}"')
        attributes = _attributes(name, found[2])
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong('tag "span" must have class "tg-spoiler"')
        self.opened.append((name, attributes, self.size))

    def close(self, found: re.Match[str]) -> None:
        name = found[1].lower()
        if not self.opened:
            raise _wrong("unexpected end tag")
        opened, attributes, start = self.opened.pop()
        if opened != name:
            raise _wrong(f'unmatched end tag, expected "</{opened}>", found "</{name}>"')
        if self.size > start:
            self.entities.append(_entity(name, attributes, start, self.size - start))


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The words without tags, and their entities in UTF-16 units. Raises Refusal."""
    units(text)
    reader = _Reader(text)
    reader.read()
    return "".join(reader.words), sorted(
        reader.entities, key=lambda entity: (entity["offset"], -entity["length"])
    )


def trim(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Without the blanks around it, which Telegram cuts off; entities move along."""
    gone = units(text) - units(text.lstrip())
    stripped = text.strip()
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - gone)
        end = min(units(stripped), entity["offset"] + entity["length"] - gone)
        if start < end:
            moved.append({**entity, "offset": start, "length": end - start})
    return stripped, moved


def _attributes(name: str, written: str) -> dict[str, str]:
    found = {
        each[1]: html.unescape(each[2] or each[3] or "") for each in _ATTRIBUTE.finditer(written)
    }
    foreign = found.keys() - ATTRIBUTES.get(name, set())
    if foreign:
        raise _wrong(f'tag "{name}" has the unknown attribute "{min(foreign)}"')
    return found


def _entity(name: str, attributes: dict[str, str], offset: int, length: int) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": KINDS[name], "offset": offset, "length": length}
    if name == "a":
        entity["url"] = attributes.get("href", "")
    if "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _wrong(what: str) -> Refusal:
    return bad_request(f"can't parse entities: {what}")
