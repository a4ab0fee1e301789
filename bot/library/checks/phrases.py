"""Checks that every phrase can be compiled, and that the lists, classes and roots in it exist."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.content import Cue, Detection, Entry, Missing, RoleWords, TriageCue, WordList
from bot.core.reader import BUILT_IN
from bot.core.template import parse_phrase, symbols_of
from bot.errors import Problem
from bot.library.dictionary import root_words
from bot.library.loader import Library
from bot.library.walk import Spot, found, inside

_PHRASES: tuple[tuple[type[Entry], tuple[str, ...]], ...] = (
    (Detection, ("all", "unless")),
    (Cue, ("phrases", "unless")),
    (Missing, ("phrases",)),
    (TriageCue, ("all", "unless")),
    (WordList, ("values",)),
    (RoleWords, ("values",)),
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
    """Every <name> in a phrase is a word list or a class that the reader finds by itself."""
    known = {*library.content.lists, *BUILT_IN}
    for spot, phrase in _phrases(library):
        for name in _symbols(phrase, "<"):
            if name not in known:
                mend = "add lists/NAME.yaml, or correct the name"
                yield spot.problem(f"<{name}> is no list and no class", mend)


def dead_roots(library: Library) -> Iterator[Problem]:
    """Every ~root in a phrase is a root of the dictionary: of other words no form is found."""
    for spot, phrase in _phrases(library):
        for root in _symbols(phrase, "~"):
            if root not in root_words():
                mend = "write the root as the dictionary has it, or the forms as (a|b)"
                yield spot.problem(f"~{root} is no root of the dictionary", mend)


def _symbols(phrase: str, first: str) -> set[str]:
    """The symbols of a phrase that begin with `first`, bare; none where it cannot be read."""
    try:
        symbols = symbols_of(parse_phrase(phrase))
    except ValueError:
        return set()
    return {symbol.strip("<>~") for symbol in symbols if symbol.startswith(first)}


def _phrases(library: Library) -> Iterator[tuple[Spot, str]]:
    for model, names in _PHRASES:
        for spot, holder in found(library, model):
            for name in names:
                field = f"{spot.field}.{name}" if spot.field else name
                whole = Spot(spot.kind, spot.file, field, getattr(holder, name))
                texts = (part for part in inside(whole) if isinstance(part.value, str))
                yield from ((part, str(part.value)) for part in texts)
