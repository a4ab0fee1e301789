"""Finds all phrases in a message in one pass over its words.

All phrases are compiled into one automaton over words (a trie with gaps). It is run as a set of active
states, so the time is linear in the number of words and nothing can backtrack. Spans that stand for a
class ("<money>", a word list) are taken as one step.
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


@dataclass(slots=True)
class _State:
    edges: dict[str, _State] = field(default_factory=dict)
    jumps: list[_State] = field(default_factory=list)
    gap: _State | None = None
    keys: list[Hashable] = field(default_factory=list)
    number: int = 0


class Matcher:
    """The compiled automaton of a set of phrases.

    `phrases` are (key, phrase) pairs; several phrases may share a key. Raises ValueError for a phrase that
    cannot be read.
    """

    def __init__(self, phrases: Iterable[tuple[Hashable, str]], lexicon: Lexicon | None = None) -> None:
        self._states = 0
        self._root = self._new()
        self.symbols: set[str] = set()
        for key, phrase in phrases:
            tree = template.parse_phrase(phrase)
            self.symbols.update(template.symbols_of(tree))
            for state in self._add(tree, [self._root]):
                if key not in state.keys:
                    state.keys.append(key)
        self._lexicon = lexicon

    def with_lexicon(self, lexicon: Lexicon) -> Matcher:
        """The same automaton, reading word forms with this lexicon."""
        self._lexicon = lexicon
        return self

    def _new(self) -> _State:
        self._states += 1
        return _State(number=self._states)

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
        if state.gap is None:
            state.gap = self._new()
        return state.gap

    def _branch(self, choice: Choice, states: list[_State]) -> list[_State]:
        ends: list[_State] = []
        for option in choice.options:
            ends += self._add(option, states) if option.elements else states
        if len(ends) < 3:
            return ends
        # Many branches meet in one state, so that what follows is stored once.
        meeting = self._new()
        for end in ends:
            end.jumps.append(meeting)
        return [meeting]

    def find(self, tokens: Sequence[Token], spans: Iterable[Span] = ()) -> list[Match]:
        """All matches in order of their end; of equal ones, the shortest."""
        by_start: dict[int, list[Span]] = {}
        for span in spans:
            if f"<{span.symbol}>" in self.symbols:
                by_start.setdefault(span.first, []).append(span)
        found: dict[tuple[Hashable, int], int] = {}
        # place -> (state number, words left in the gap) -> (state, first token)
        waiting: dict[int, dict[tuple[int, int], tuple[_State, int]]] = {}
        for at, token in enumerate(tokens):
            active = waiting.pop(at, {})
            if token.border == SENTENCE_BORDER:
                active = {}
            self._enter(active, self._root, at, -1)
            symbols = self._symbols(token)
            for (_, left), (state, first) in list(active.items()):
                for symbol in symbols:
                    if (target := state.edges.get(symbol)) is not None:
                        self._arrive(waiting, found, target, first, at)
                for span in by_start.get(at, ()):
                    if (target := state.edges.get(f"<{span.symbol}>")) is not None:
                        self._arrive(waiting, found, target, first, span.last)
                if left > 0:
                    self._enter(waiting.setdefault(at + 1, {}), state, first, left - 1)
        return [Match(key, first, last) for (key, last), first in sorted(found.items(), key=lambda x: x[0][1])]

    def _arrive(
        self,
        waiting: dict[int, dict[tuple[int, int], tuple[_State, int]]],
        found: dict[tuple[Hashable, int], int],
        state: _State,
        first: int,
        last: int,
    ) -> None:
        places = waiting.setdefault(last + 1, {})
        self._enter(places, state, first, -1)
        for reached in self._closure(state):
            for key in reached.keys:
                found[key, last] = max(found.get((key, last), -1), first)

    def _enter(
        self, places: dict[tuple[int, int], tuple[_State, int]], state: _State, first: int, left: int
    ) -> None:
        """Adds a state and what is reached from it without a word; the latest start wins."""
        stack = [(state, left)]
        while stack:
            current, words = stack.pop()
            known = places.get((current.number, words))
            if known is not None and known[1] >= first:
                continue
            places[current.number, words] = (current, first)
            if words >= 0 and current is state:
                continue
            stack += [(jump, -1) for jump in current.jumps]
            if current.gap is not None:
                stack.append((current.gap, GAP))

    def _closure(self, state: _State) -> list[_State]:
        seen = {state.number: state}
        stack = [state]
        while stack:
            for jump in stack.pop().jumps:
                if jump.number not in seen:
                    seen[jump.number] = jump
                    stack.append(jump)
        return list(seen.values())

    def _symbols(self, token: Token) -> list[str]:
        word = token.word
        symbols = [word] if word in self.symbols else []
        if self._lexicon is not None:
            bare = self._lexicon.without_clitic(word)
            if bare != word and bare in self.symbols:
                symbols.append(bare)
            symbols += [f"~{root}" for root in self._lexicon.roots_of(word) if f"~{root}" in self.symbols]
        return symbols


def find_spans(matcher: Matcher, tokens: Sequence[Token], values: Mapping[Hashable, str]) -> list[Span]:
    """Matches of word lists as spans: a key is (list name, value number), `values` names the value."""
    spans = []
    for match in matcher.find(tokens):
        name = match.key[0] if isinstance(match.key, tuple) else str(match.key)
        spans.append(Span(str(name), match.first, match.last, values.get(match.key, "")))
    return spans
