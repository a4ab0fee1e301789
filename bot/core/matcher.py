"""Finds all phrases in a message in one pass over its words.

All phrases are compiled into one automaton over words (a trie with gaps). It is run as a set of
active states, so the time is linear in the number of words and nothing can backtrack. Spans that
stand for a class ("<money>", a word list) are taken as one step.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.core import template
from bot.core.lexicon import Lexicon
from bot.core.normalize import SENTENCE_BORDER, Token
from bot.core.template import GAP, Choice, Gap, Word


class Match(NamedTuple):
    """A phrase that was found: its key, and the first and last token (inclusive)."""

    key: Hashable
    first: int
    last: int


class Span(NamedTuple):
    """A run of tokens that stands for a class; `value` tells which member it is."""

    symbol: str
    first: int
    last: int
    value: str = ""


@dataclass(slots=True, eq=False)
class _State:
    number: int
    is_gap: bool = False
    edges: dict[str, _State] = field(default_factory=dict)
    jumps: list[_State] = field(default_factory=list)
    gap: _State | None = None
    keys: list[Hashable] = field(default_factory=list)
    reached: tuple[_State, ...] | None = None


class Matcher:
    """The compiled automaton of a set of phrases.

    `phrases` are (key, phrase) pairs; several phrases may share a key. Raises ValueError for a
    phrase that cannot be read.
    """

    def __init__(
        self, phrases: Iterable[tuple[Hashable, str]], slang: Mapping[str, str] | None = None
    ) -> None:
        slang = slang or {}
        self._lexicon: Lexicon | None = None
        self._states = 0
        # symbol -> states behind a gap that wait for it
        self._behind_gaps: dict[str, list[_State]] = {}
        self._root = self._new()
        self.symbols: set[str] = set()
        for key, phrase in phrases:
            tree = template.standardize(template.parse_phrase(phrase), slang)
            self.symbols.update(template.symbols_of(tree))
            for state in self._add(tree, [self._root]):
                if key not in state.keys:
                    state.keys.append(key)

    def with_lexicon(self, lexicon: Lexicon) -> Matcher:
        """The same automaton, reading word forms with this lexicon."""
        self._lexicon = lexicon
        return self

    def _new(self, *, is_gap: bool = False) -> _State:
        self._states += 1
        return _State(self._states, is_gap)

    def _add(self, tree: template.Sequence, states: list[_State]) -> list[_State]:
        for element in tree.elements:
            if isinstance(element, Word):
                states = [self._step(state, element.symbol) for state in states]
            elif isinstance(element, Gap):
                states = [self._open_gap(state) for state in states]
            else:
                states = self._branch(element, states)
        return states

    def _step(self, state: _State, symbol: str) -> _State:
        if symbol not in state.edges:
            state.edges[symbol] = self._new()
            if state.is_gap:
                self._behind_gaps.setdefault(symbol, []).append(state)
        return state.edges[symbol]

    def _open_gap(self, state: _State) -> _State:
        if state.is_gap:
            return state
        if state.gap is None:
            state.gap = self._new(is_gap=True)
        return state.gap

    def _branch(self, choice: Choice, states: list[_State]) -> list[_State]:
        ends: list[_State] = []
        for option in choice.options:
            ends += self._add(option, states) if option.elements else states
        # No one arrives at the root or within a gap, so no one would jump from there.
        stays = [end for end in ends if end is self._root or end.is_gap]
        ends = [end for end in ends if end is not self._root and not end.is_gap]
        if len(ends) < 3:
            return [*ends, *stays]
        # Many branches meet in one state, so that what follows is stored once.
        meeting = self._new()
        for end in ends:
            end.jumps.append(meeting)
        return [meeting, *stays]

    def find(self, tokens: Sequence[Token], spans: Iterable[Span] = ()) -> list[Match]:
        """All matches in order of their end; of equal ones, the shortest."""
        by_start: dict[int, list[tuple[str, int]]] = {}
        for span in spans:
            symbol = f"<{span.symbol}>"
            if symbol in self.symbols:
                by_start.setdefault(span.first, []).append((symbol, span.last))
        run = _Run(self._root, self._behind_gaps)
        for at, token in enumerate(tokens):
            run.begin(at, ends_sentence=token.border == SENTENCE_BORDER)
            for symbol in self._symbols(token):
                run.step(symbol, at, at)
            for symbol, last in by_start.get(at, ()):
                run.step(symbol, at, last)
        return run.matches()

    def _symbols(self, token: Token) -> list[str]:
        word = token.word
        symbols = [word] if word in self.symbols else []
        if token.doubled and (doubled := template.double(word)) in self.symbols:
            symbols.append(doubled)
        if self._lexicon is not None:
            bare = self._lexicon.without_clitic(word)
            if bare != word and bare in self.symbols:
                symbols.append(bare)
            symbols += [
                f"~{root}" for root in self._lexicon.roots_of(word) if f"~{root}" in self.symbols
            ]
        return symbols


class _Run:
    """One pass over the words of a message; what it costs is bound for each word."""

    def __init__(self, root: _State, behind_gaps: Mapping[str, Sequence[_State]]) -> None:
        self._root = root
        self._behind_gaps = behind_gaps
        # place -> state -> first token
        self._waiting: dict[int, dict[_State, int]] = {}
        self._active: dict[_State, int] = {}
        # state behind a gap -> place where the gap opened -> first token, and what closes when
        self._open: dict[_State, dict[int, int]] = {}
        self._closing: dict[int, list[_State]] = {}
        # last token -> key -> first token
        self._found: dict[int, dict[Hashable, int]] = {}

    def begin(self, at: int, *, ends_sentence: bool) -> None:
        """Goes to a token; nothing is read across the end of a sentence before it."""
        self._active = self._waiting.pop(at, {})
        over = at - GAP - 1
        for state in self._closing.pop(at, ()):
            if (openings := self._open.get(state)) is not None:
                openings.pop(over, None)
                if not openings:
                    del self._open[state]
        if ends_sentence:
            self._active = {}
            later = {
                state: {place: first for place, first in openings.items() if place > at}
                for state, openings in self._open.items()
            }
            self._open = {state: openings for state, openings in later.items() if openings}

    def step(self, symbol: str, at: int, last: int) -> None:
        """Takes the symbol that stands on the tokens at..last; the latest start wins."""
        entered: dict[_State, int] = {}
        if (target := self._root.edges.get(symbol)) is not None:
            entered[target] = at
        for state, first in self._active.items():
            target = state.edges.get(symbol)
            if target is not None and entered.get(target, -1) < first:
                entered[target] = first
        behind = self._behind_gaps.get(symbol, ())
        # Whichever are fewer: those that wait for the symbol, or those that are open.
        for state in behind if len(behind) < len(self._open) else self._open:
            openings = self._open.get(state)
            target = state.edges.get(symbol)
            if openings is not None and target is not None:
                first = max((first for place, first in openings.items() if place <= at), default=-1)
                if entered.get(target, -1) < first:
                    entered[target] = first
        if entered:
            self._enter(entered, last)

    def _enter(self, entered: Mapping[_State, int], last: int) -> None:
        """Enters states, each with its first token, and all that follows without a word."""
        found = self._found.setdefault(last, {})
        waiting = self._waiting.setdefault(last + 1, {})
        closing = self._closing.setdefault(last + 2 + GAP, [])
        for target, first in entered.items():
            for state in target.reached or _reached(target):
                for key in state.keys:
                    if found.get(key, -1) < first:
                        found[key] = first
                if state.edges and waiting.get(state, -1) < first:
                    waiting[state] = first
                if state.gap is not None:
                    openings = self._open.setdefault(state.gap, {})
                    if last + 1 not in openings:
                        closing.append(state.gap)
                    if openings.get(last + 1, -1) < first:
                        openings[last + 1] = first

    def matches(self) -> list[Match]:
        """What was found, in order of its end."""
        return [
            Match(key, first, last)
            for last in sorted(self._found)
            for key, first in self._found[last].items()
        ]


def _reached(state: _State) -> tuple[_State, ...]:
    """The state with all that follows from it by jumps, worked out once."""
    seen = {state.number: state}
    stack = [state]
    while stack:
        for jump in stack.pop().jumps:
            if jump.number not in seen:
                seen[jump.number] = jump
                stack.append(jump)
    state.reached = tuple(seen.values())
    return state.reached
