"""The language editors write phrases in, read into a small tree.

`words in a row` · `(a|b c)` one of · `[a]` may be absent · `<list>` a word list or a class of facts
· `~root` any form of a root · `..` a gap of at most GAP words within the sentence. Never regex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

GAP = 4
_SYMBOL = re.compile(r"\.\.|[()\[\]|]|<[a-z][a-z0-9_]*>|~[^\s()\[\]|<>~]+|[^\s()\[\]|<>~]+")
_WORD = re.compile(r"^~?[^\W_]+(?:[-'.,$:][^\W_]*)*$|^[^\W_]*\$$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or with a leading ~ any form of a root, or with < > a class."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to GAP words that do not matter."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; an empty one may be among them."""

    options: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Elements in a row."""

    elements: tuple[Word | Gap | Choice, ...]


def parse_phrase(phrase: str) -> Sequence:
    """The tree of a phrase.

    Raises ValueError with a message an editor can act on: unknown signs, unbalanced brackets, empty
    choices, a gap at the edge, a phrase without any word.
    """
    symbols = _SYMBOL.findall(phrase.lower())
    if "".join(symbols) != "".join(phrase.lower().split()):
        raise ValueError(f"{phrase!r}: write words, (a|b), [a], <list>, ~root and .. only")
    reader = _Reader(phrase, symbols)
    tree = reader.read_sequence(until=None)
    if not _is_anchored(tree):
        raise ValueError(f"{phrase!r}: at least one word must stand outside [ ]")
    if _has_open_edge(tree, 1) or _has_open_edge(tree, -1):
        raise ValueError(f"{phrase!r}: a phrase neither begins nor ends with ..")
    return tree


class _Reader:
    def __init__(self, phrase: str, symbols: list[str]) -> None:
        self.phrase = phrase
        self.symbols = symbols
        self.at = 0

    def read_sequence(self, until: str | None) -> Sequence:
        elements: list[Word | Gap | Choice] = []
        while self.at < len(self.symbols):
            symbol = self.symbols[self.at]
            if symbol in ")]|":
                if until is None:
                    raise ValueError(f"{self.phrase!r}: {symbol!r} without its opening bracket")
                break
            self.at += 1
            elements.append(self._read_element(symbol))
        return Sequence(tuple(elements))

    def _read_element(self, symbol: str) -> Word | Gap | Choice:
        if symbol == "..":
            return Gap()
        if symbol == "(":
            return self._read_choice(")", optional=False)
        if symbol == "[":
            return self._read_choice("]", optional=True)
        if not symbol.startswith("<") and not _WORD.match(symbol):
            raise ValueError(f"{self.phrase!r}: {symbol!r} is not a word")
        return Word(symbol)

    def _read_choice(self, closing: str, *, optional: bool) -> Choice:
        options: list[Sequence] = []
        while True:
            option = self.read_sequence(until=closing)
            if not option.elements:
                raise ValueError(f"{self.phrase!r}: an empty choice")
            options.append(option)
            if self.at >= len(self.symbols):
                raise ValueError(f"{self.phrase!r}: {closing!r} is missing")
            symbol = self.symbols[self.at]
            self.at += 1
            if symbol == closing:
                break
            if symbol != "|":
                raise ValueError(f"{self.phrase!r}: {closing!r} is missing")
        if optional:
            options.append(Sequence(()))
        return Choice(tuple(options))


def _is_anchored(tree: Sequence) -> bool:
    for element in tree.elements:
        if isinstance(element, Word):
            return True
        if isinstance(element, Choice) and all(_is_anchored(option) for option in element.options):
            return True
    return False


def _has_open_edge(tree: Sequence, step: int) -> bool:
    """True where a gap may be the first element (step 1) or the last one (step -1)."""
    for element in tree.elements[::step]:
        if not isinstance(element, Choice):
            return isinstance(element, Gap)
        if any(_has_open_edge(option, step) for option in element.options):
            return True
        if all(option.elements for option in element.options):
            return False
    return False


def double(word: str) -> str:
    """The symbol of a doubled word."""
    return f"{word}-{word}"


def standardize(tree: Sequence, slang: Mapping[str, str]) -> Sequence:
    """The same phrase in standard words, as messages are: slang replaced, doubled words as one."""
    elements: list[Word | Gap | Choice] = []
    for element in tree.elements:
        if isinstance(element, Choice):
            options = tuple(standardize(option, slang) for option in element.options)
            elements.append(Choice(options))
        elif isinstance(element, Word) and element.symbol in slang:
            elements += [Word(word) for word in slang[element.symbol].split()]
        elif isinstance(element, Word) and elements and elements[-1] == element:
            elements[-1] = Word(double(element.symbol))
        else:
            elements.append(element)
    return Sequence(tuple(elements))


def symbols_of(tree: Sequence) -> Iterator[str]:
    """Every word, ~root and <class> of a phrase."""
    for element in tree.elements:
        if isinstance(element, Word):
            yield element.symbol
        elif isinstance(element, Choice):
            for option in element.options:
                yield from symbols_of(option)
