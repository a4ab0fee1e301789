"""Compiles content into one machine that reads messages: words, facts, phrases found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.content import Content
from bot.core.facts import FactReader, Facts, is_closed
from bot.core.lexicon import Lexicon
from bot.core.matcher import Match, Matcher, Span
from bot.core.message import MAX_CHARACTERS
from bot.core.money import Money
from bot.core.normalize import Normalizer, Text

# Kinds of phrases that call off what is found in the same sentence.
_UNLESS = frozenset(("rule_unless", "cue_unless", "triage_unless"))
_NAME_WORDS = re.compile(r"[^\W_]+")
# Classes that a template may name beside the word lists of content/lists/.
BUILT_IN = frozenset(
    "money pay fee number phone link age country closed_country open_country place border role "
    "role_office role_manual role_care role_sea "
    "role_service role_special".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as Rambu understands it: `matches` are the phrases found, by key.

    `starts` are the tokens at which sentences begin.
    """

    text: Text
    facts: Facts
    spans: tuple[Span, ...]
    matches: Mapping[Hashable, tuple[Match, ...]]
    starts: tuple[int, ...]

    def found(self, *key: Hashable) -> tuple[Match, ...]:
        """The matches of one key."""
        return self.matches.get(key, ())

    def sentence(self, at: int) -> tuple[int, int]:
        """The first and last token of the sentence that holds token `at`."""
        # Looked up and not walked to: a flood without full stops is one sentence of many matches.
        place = bisect_right(self.starts, at)
        first = self.starts[place - 1]
        last = self.starts[place] if place < len(self.starts) else len(self.text.tokens)
        return first, last - 1


class Reader:
    """Everything compiled from content. Build it once: it holds no state of any message.

    `roots` are the dictionary's root words. Raises ValueError when a phrase cannot be read; lint
    tells editors before that happens.
    """

    def __init__(self, content: Content, roots: Iterable[str]) -> None:
        self._values: dict[Hashable, str] = {}
        lists = list(self._list_phrases(content))
        phrases = list(_phrases(content))
        self._unless = {key for key, _ in phrases if isinstance(key, tuple) and key[0] in _UNLESS}
        self._lists = Matcher(lists, content.slang)
        self._phrases = Matcher(phrases, content.slang)
        vocabulary = {
            s.lstrip("~")
            for s in self._lists.symbols | self._phrases.symbols
            if not s.startswith("<")
        }
        self.lexicon = Lexicon(roots, content.slang, vocabulary)
        self._lists.with_lexicon(self.lexicon)
        self._phrases.with_lexicon(self.lexicon)
        self.normalizer = Normalizer(self.lexicon)
        self._facts = FactReader(content)
        self._closed = {code for code, country in content.countries.items() if is_closed(country)}

    def read(self, message: str, *, forwarded: bool = False) -> Reading:
        """The message read; never raises, whatever it holds."""
        text = self.normalizer.normalize(message[:MAX_CHARACTERS])
        spans = [self._list_span(match) for match in self._lists.find(text.tokens)]
        facts = self._facts.read(text, spans, forwarded=forwarded)
        spans += self._fact_spans(text, facts)
        inner = (at for at, token in enumerate(text.tokens) if at and token.border == 2)
        starts = (0, *inner)
        matches: dict[Hashable, list[Match]] = {}
        for match in self._phrases.find(text.tokens, spans):
            matches.setdefault(match.key, []).append(match)
        found = {
            key: tuple(_one_a_sentence(every, starts) if key in self._unless else every)
            for key, every in matches.items()
        }
        return Reading(text, facts, tuple(spans), found, starts)

    def _list_span(self, match: Match) -> Span:
        name = match.key[0] if isinstance(match.key, tuple) else str(match.key)
        return Span(str(name), match.first, match.last, self._values[match.key])

    def _list_phrases(self, content: Content) -> Iterator[tuple[Hashable, str]]:
        for name, words in content.lists.items():
            for at, value in enumerate(words.values):
                self._values[name, at] = value
                yield (name, at), value
        for country in content.countries.values():
            names = [("country", name) for name in (country.name, *country.aliases)]
            names += [
                (place.kind, name)
                for place in country.places
                for name in (place.name, *place.aliases)
            ]
            names.append(("country", f"flag:{country.code.lower()}"))
            for kind, name in names:
                symbol = "country_name" if kind == "country" else "place_name"
                key = (symbol, f"{kind}:{country.code}:{name}")
                self._values[key] = f"{kind}:{country.code}"
                phrase = (
                    name
                    if name.startswith("flag:")
                    else " ".join(_NAME_WORDS.findall(name.lower()))
                )
                if phrase:
                    yield key, phrase
        for group in content.roles:
            for word in group.values:
                key = ("role", f"{group.role}:{word}")
                self._values[key] = f"{group.role}:{group.family}"
                yield key, word

    def _fact_spans(self, text: Text, facts: Facts) -> Iterator[Span]:
        for money in facts.money:
            yield from _money_spans(money)
        for mention in facts.countries:
            yield Span("place", mention.first, mention.last, mention.code)
            yield Span("country", mention.first, mention.last, mention.code)
            yield Span(
                "closed_country" if mention.code in self._closed else "open_country",
                mention.first,
                mention.last,
                mention.code,
            )
            if mention.kind in {"border", "compound_area"}:
                yield Span("border", mention.first, mention.last, mention.code)
        for role in facts.roles:
            yield Span(f"role_{role.family}", role.first, role.last, role.role)
        places = {token.start: at for at, token in enumerate(text.tokens)}
        for kind, found in (("phone", facts.phones), ("link", facts.links)):
            for item in found:
                first = places.get(text.folded.places[item.start])
                if first is not None:
                    end = text.folded.places[item.end - 1]
                    last = first
                    while last + 1 < len(text.tokens) and text.tokens[last + 1].start <= end:
                        last += 1
                    yield Span(kind, first, last)
        for at, token in enumerate(text.tokens):
            if token.word.replace(".", "").replace(",", "").isdigit():
                yield Span("number", at, at)


def _one_a_sentence(matches: Iterable[Match], starts: Sequence[int]) -> Iterable[Match]:
    """The first match of each sentence: one is enough to call off what stands in it."""
    kept: dict[int, Match] = {}
    for match in matches:
        kept.setdefault(bisect_right(starts, match.first), match)
    return kept.values()


def _money_spans(money: Money) -> Iterator[Span]:
    yield Span("money", money.first, money.last)
    if money.use in {"pay", "fee"}:
        yield Span(money.use, money.first, money.last)


def _phrases(content: Content) -> Iterator[tuple[Hashable, str]]:
    for rule in content.rules.values():
        if rule.status == "deprecated":
            continue
        for at, group in enumerate(rule.detection.all):
            for phrase in group:
                yield ("rule", rule.id, at), phrase
        for phrase in rule.detection.unless:
            yield ("rule_unless", rule.id), phrase
    for cue in content.guard.cues:
        for phrase in cue.phrases:
            yield ("cue", cue.id), phrase
        for phrase in cue.unless:
            yield ("cue_unless", cue.id), phrase
    for item in content.verdicts.missing:
        for phrase in item.phrases:
            yield ("states", item.id), phrase
    for sign in content.triage:
        for at, group in enumerate(sign.all):
            for phrase in group:
                yield ("triage", sign.id, at), phrase
        for phrase in sign.unless:
            yield ("triage_unless", sign.id), phrase
        for phrase in sign.unless_anywhere:
            yield ("triage_never", sign.id), phrase
