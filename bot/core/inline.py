"""What can be dropped into any chat: articles, cards of countries, answers to lures.

The same question has the same results for everybody: nothing of a person goes into them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bot.core.campaigns import Campaign, Piece
from bot.core.content import Article, Country
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reply import Button, Line, Reply

# Telegram cuts what is typed here.
LONGEST = 256
MOST = 12
DESCRIPTION = 110
# Articles that are offered before anything is typed, and after them one answer to each lure.
_STARTERS = ("check_agency_licence", "official_steps", "work_on_tourist_visa")
# Fewer letters are the beginning of too much.
_SHORTEST = 2

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Card:
    """One result: `title` and `description` to choose by, `reply` to drop into the chat."""

    id: str
    title: str
    description: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Found:
    """The cards, and the button above them that opens the private chat with its action."""

    cards: tuple[Card, ...]
    way: Button


class Inline:
    """Finds cards by what is typed, also while it is being typed.

    `today` decides what is current.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._content = engine.content

    def find(self, query: str, today: dt.date) -> Found:
        """The cards for a question, best first."""
        query = query.strip()[:LONGEST]
        if sum(map(len, _words(query))) < _SHORTEST:
            return Found(self._cards(self._starters(), today), Button("button.check", "check"))
        understanding = self._engine.understand(Message.of(query, "private"))
        if understanding.triage.road == "emergency":
            numbers = self._engine.answers.hotlines(today)
            card = self._card("hotlines", self._content.texts["inline.numbers"], "", numbers)
            return Found((card,), Button("button.private_help", "emergency"))
        codes = understanding.reading.facts.country_codes
        countries = [self._content.countries[code] for code in codes if self._is_shown(code)]
        ranking = self._engine.rank(understanding)
        best = [ranking.best] if ranking.best else ranking.choices
        articles = [self._content.articles[hit.article] for hit in best]
        entries = [*countries, *articles, *self._beginning_with(query)]
        cards = self._cards(entries, today)
        if understanding.verdict.judgement.is_offer:
            return Found(cards, Button("button.check", "check"))
        return Found(cards, Button("button.ask_private" if cards else "button.nothing", "menu"))

    def _cards(self, entries: Iterable[_Entry], today: dt.date) -> tuple[Card, ...]:
        """A card for each, once, at most MOST."""
        cards: dict[str, Card] = {}
        for entry in entries:
            card = self._card_of(entry, today)
            cards.setdefault(card.id, card)
            if len(cards) == MOST:
                break
        return tuple(cards.values())

    def _card_of(self, entry: _Entry, today: dt.date) -> Card:
        answers = self._engine.answers
        if isinstance(entry, Article):
            reply = answers.article(entry, today)
            return self._card(f"article:{entry.id}", entry.title, entry.summary, reply)
        if isinstance(entry, Country):
            title = self._content.texts["inline.country"].format(name=entry.name)
            reply = answers.country(entry, today)
            return self._card(f"country:{entry.code}", title, entry.placement.note, reply)
        campaign, piece = entry
        lines = (Line("inline.piece", {"headline": piece.headline, "share": piece.share}),)
        article = f"article:{piece.article}" if piece.article else "menu"
        reply = Reply(lines, ((Button("button.details", article),),))
        name = f"piece:{campaign.id}:{piece.id}"
        return self._card(name, piece.headline, piece.share, reply)

    def _card(self, name: str, title: str, description: str, reply: Reply) -> Card:
        """The card, with one way on at most: others who read it know nothing of Rambu's menus."""
        ways = [button for row in reply.buttons for button in row if button.key == "button.details"]
        way = Button("button.private", ways[0].action) if ways else Button("button.private", "menu")
        if len(description) > DESCRIPTION:
            description = description[: DESCRIPTION - 1].rstrip() + "…"
        return Card(name[:64], title, description, replace(reply, buttons=((way,),)))

    def _is_shown(self, code: str) -> bool:
        country = self._content.countries.get(code)
        return country is not None and country.status == "published"

    def _starters(self) -> Iterator[_Entry]:
        yield from (article for article in self._published if article.id in _STARTERS)
        for campaign, pieces in self._pieces.items():
            yield from [(self._content.campaigns[campaign], piece) for piece in pieces[:1]]

    # ---- what begins as typed

    def _beginning_with(self, query: str) -> list[_Entry]:
        """What has, for each word of the query, a word that begins with it."""
        typed = _words(query)
        return [entry for words, entry in self._titles if _begin(words, typed)]

    @cached_property
    def _published(self) -> list[Article]:
        return [each for each in self._content.articles.values() if each.status == "published"]

    @cached_property
    def _pieces(self) -> dict[str, list[Piece]]:
        return {
            campaign.id: [piece for piece in campaign.pieces if piece.status == "published"]
            for campaign in self._content.campaigns.values()
        }

    @cached_property
    def _titles(self) -> list[tuple[frozenset[str], _Entry]]:
        """The words that each entry is found by, as it is typed."""
        found: list[tuple[frozenset[str], _Entry]] = []
        for country in self._content.countries.values():
            if country.status == "published":
                found.append((_set(country.name, *country.aliases), country))
        for article in self._published:
            found.append((_set(article.title), article))
        for name, pieces in self._pieces.items():
            campaign = self._content.campaigns[name]
            for piece in pieces:
                words = _set(piece.headline, piece.says or "", campaign.title)
                found.append((words, (campaign, piece)))
        found += [(_set(each.title, *each.keywords), each) for each in self._published]
        return found


_Entry = Article | Country | tuple[Campaign, Piece]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _set(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _words(text))


def _begin(words: frozenset[str], typed: Iterable[str]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in typed)
