"""Finds all phrases in a message in one pass over its words.

All phrases are compiled into one automaton over words (a trie with gaps). It is run as a set of
active states, so the time is linear in the number of words and nothing can backtrack. Spans that
stand for a class ("<money>", a word list) are taken as one step.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core import template
from bot.core.lexicon import Lexicon
from bot.core.normalize import SENTENCE_BORDER, Token
from bot.core.template import GAP, Choice, Gap, Word


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that was found: its key, and the first and last token (inclusive)."""

    key: Hashable
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Span:
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


# (state, words left in the gap before it; 0 where there is none) -> first token
_Active = dict[tuple[_State, int], int]


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
        found: dict[tuple[Hashable, int], int] = {}
        # place -> state -> first token; and the same with the words left in the gap before the
        # state
        waiting: dict[int, _Active] = {}
        gaps: dict[int, _Active] = {}
        for at, token in enumerate(tokens):
            active, open_gaps = waiting.pop(at, {}), gaps.pop(at, {})
            if token.border == SENTENCE_BORDER:
                active, open_gaps = {}, {}
            active[self._root, 0] = at
            self._keep_gaps_open(open_gaps, gaps, at)
            steps = [(symbol, at) for symbol in self._symbols(token)] + by_start.get(at, [])
            for symbol, last in steps:
                for states in (active, open_gaps):
                    for (state, _), first in states.items():
                        target = state.edges.get(symbol)
                        if target is not None:
                            self._arrive(target, first, last, waiting, gaps, found)
        return [
            Match(key, first, last)
            for (key, last), first in sorted(found.items(), key=lambda item: item[0][1])
        ]

    def _keep_gaps_open(self, open_gaps: _Active, gaps: dict[int, _Active], at: int) -> None:
        later = gaps.setdefault(at + 1, {})
        for (state, left), first in open_gaps.items():
            if left > 0:
                key = (state, left - 1)
                later[key] = max(later.get(key, -1), first)

    def _arrive(
        self,
        target: _State,
        first: int,
        last: int,
        waiting: dict[int, _Active],
        gaps: dict[int, _Active],
        found: dict[tuple[Hashable, int], int],
    ) -> None:
        """Enters a state and all that is reached from it without a word; the latest start wins."""
        for state in self._reached(target):
            for key in state.keys:
                found[key, last] = max(found.get((key, last), -1), first)
            if state.edges:
                places = waiting.setdefault(last + 1, {})
                places[state, 0] = max(places.get((state, 0), -1), first)
            if state.gap is not None:
                places = gaps.setdefault(last + 1, {})
                places[state.gap, GAP] = max(places.get((state.gap, GAP), -1), first)

    def _reached(self, state: _State) -> tuple[_State, ...]:
        """The state with all that follows from it by jumps, worked out once."""
        if state.reached is None:
            seen = {state.number: state}
            stack = [state]
            while stack:
                for jump in stack.pop().jumps:
                    if jump.number not in seen:
                        seen[jump.number] = jump
                        stack.append(jump)
            state.reached = tuple(seen.values())
        return state.reached

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
