"""Checks that every phrase can be compiled, and that the lists and classes it names exist."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.content import Cue, Detection, Entry, RoleWords, TriageCue, WordList
from bot.core.template import parse_phrase, symbols_of
from bot.errors import Problem
from bot.library.loader import Library
from bot.library.walk import Spot, found, inside

_PHRASES: tuple[tuple[type[Entry], tuple[str, ...]], ...] = (
    (Detection, ("all", "unless")),
    (Cue, ("phrases", "unless")),
    (TriageCue, ("all", "unless")),
    (WordList, ("values",)),
    (RoleWords, ("values",)),
)
# What the engine finds by itself, without a word list.
CLASSES = frozenset(
    "money number phone link age country closed_country place border role role_office role_care"
    " role_manual role_sea role_service role_special".split()
)
_HELP = "see docs/rules-language.md"


def broken_phrases(library: Library) -> Iterator[Problem]:
    """Every phrase is written in the template language."""
    for spot, phrase in _phrases(library):
        try:
            parse_phrase(phrase)
        except ValueError as error:
            yield spot.problem(str(error), _HELP)


def dead_lists(library: Library) -> Iterator[Problem]:
    """Every <name> in a phrase is a word list or a class of facts."""
    known = {*library.content.lists, *CLASSES}
    for spot, phrase in _phrases(library):
        for name in _names(phrase):
            if name not in known:
                mend = "add lists/NAME.yaml, or correct the name"
                yield spot.problem(f"<{name}> is no list and no class", mend)


def _names(phrase: str) -> set[str]:
    """The names in < > of a phrase; none where it cannot be read, which is a problem of its own."""
    try:
        symbols = symbols_of(parse_phrase(phrase))
    except ValueError:
        return set()
    return {symbol.strip("<>") for symbol in symbols if symbol.startswith("<")}


def _phrases(library: Library) -> Iterator[tuple[Spot, str]]:
    for model, names in _PHRASES:
        for spot, holder in found(library, model):
            for name in names:
                field = f"{spot.field}.{name}" if spot.field else name
                whole = Spot(spot.kind, spot.file, field, getattr(holder, name))
                texts = (part for part in inside(whole) if isinstance(part.value, str))
                yield from ((part, str(part.value)) for part in texts)
