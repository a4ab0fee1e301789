"""Picture cards that people pass on: what stands on them, never who is meant.

A card tells signs in the words of the rules, what to do and whom to call. It holds no word of the
message it was asked under. There is none for `unverified`: it would be shown around as a badge.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from bot.core.campaigns import Form, Piece
from bot.core.content import Article, Contact, Content
from bot.core.poster import (
    LEVELS,
    LOOKS,
    MOST_POINTS,
    Look,
    Poster,
    Size,
    Theme,
    Tone,
    article_action,
    code,
    piece_action,
)
from bot.core.reply import Button, Line, Reply
from bot.core.wording import say_date, say_phone, seen

# Whom a card names where its article names nobody with a phone.
USUAL_CONTACTS = ("kp2mi_hotline", "kp2mi_whatsapp")
_SCORE = re.compile(r"(\d{1,2})-(\d{1,2})")
# A sentence with fewer letters is no point of its own.
_SHORT = 30
_SENTENCES = re.compile(r"(?<=[.?])\s+(?=[A-Z“])")


class Posters:
    """Makes cards from content; `today` is written on them and decides which contacts count."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def verdict(self, level: Tone, rules: Sequence[str], today: dt.date) -> Poster | None:
        """The card of a danger or a caution with these signs, the worst first."""
        known = [self._content.rules[name] for name in rules if name in self._content.rules]
        if level not in LEVELS.values() or not known:
            return None
        texts = self._content.texts
        points = [*dict.fromkeys(rule.advice.finding for rule in known)][:MOST_POINTS]
        return self._poster(
            level,
            texts[f"card_headline.{level}"],
            points,
            known[0].advice.do,
            today,
            note=texts["card.note"],
        )

    def article(self, article: Article, today: dt.date) -> Poster:
        """The card of an article: its title and what it says in short."""
        points = _sentences(article.summary)
        do = self._content.texts["card.article_do"]
        contact = self._contact(article.contacts, today)
        return self._poster("article", article.title, points, do, today, contact=contact)

    def piece(self, piece: Piece, today: dt.date) -> Poster:
        """The card of a piece of a campaign."""
        contact = self._contact([piece.contact] if piece.contact else (), today)
        return self._poster(
            piece.form,
            piece.headline,
            piece.lines,
            piece.do,
            today,
            contact=contact,
            says=piece.says or "",
            share=piece.share,
        )

    def score(self, score: int, count: int, today: dt.date) -> Poster:
        """The card of a finished quiz: the score, and what there is to look at in an offer."""
        texts = self._content.texts
        points = [texts["card.quiz_visa"], texts["card.quiz_money"], texts["card.quiz_passport"]]
        headline = texts["card.quiz_headline"].format(score=score, count=count)
        poster = self._poster("myth", headline, points, texts["card.quiz_do"], today)
        return replace(poster, label=texts["card.quiz_label"], points_label=texts["card.quiz_look"])

    def press(self, argument: str, today: dt.date) -> Reply | None:
        """The reply to a button that makes a card; None for one that no longer exists."""
        kind, _, rest = argument.partition(":")
        codes, _, letters = rest.partition(":")
        look = LOOKS.get(letters or Look().letters)
        poster = self._named(kind, codes, today)
        if poster is None or look is None:
            return None
        action = f"card:{kind}:{codes}"
        size: Size = "story" if look.size == "feed" else "feed"
        theme: Theme = "dark" if look.theme == "light" else "light"
        size_key = "button.card_story" if size == "story" else "button.card_feed"
        theme_key = "button.card_dark" if theme == "dark" else "button.card_light"
        buttons = (
            Button(size_key, f"{action}:{Look(size, look.theme).letters}"),
            Button(theme_key, f"{action}:{Look(look.size, theme).letters}"),
        )
        lines = (Line("card.text"), Line("card.share", {"text": poster.share}))
        return Reply(lines, (buttons,), road="answer", poster=poster, look=look)

    def campaigns(self) -> Reply:
        """The campaigns as buttons."""
        rows = [
            (Button("button.topic", f"campaign:{name}", values={"title": campaign.title}),)
            for name, campaign in self._content.campaigns.items()
        ]
        return Reply((Line("campaign.choose"),), tuple(rows), road="menu")

    def campaign(self, name: str) -> Reply | None:
        """The pieces of one campaign as buttons; None where there is no such campaign."""
        campaign = self._content.campaigns.get(name)
        if campaign is None:
            return None
        rows = [
            (Button("button.topic", piece_action(piece.id), values={"title": piece.headline}),)
            for piece in campaign.pieces
            if piece.status == "published"
        ]
        back = (Button("button.back", "campaigns"),)
        title = Line("campaign.title", {"title": campaign.title})
        return Reply((title,), (*rows, back), road="menu")

    def _named(self, kind: str, codes: str, today: dt.date) -> Poster | None:
        if kind in LEVELS:
            rules = [self._rules[each] for each in codes.split(".") if each in self._rules]
            return self.verdict(LEVELS[kind], rules, today)
        if kind == "k" and (found := _SCORE.fullmatch(codes)) and int(found[1]) <= int(found[2]):
            return self.score(int(found[1]), int(found[2]), today)
        if kind == "a" and codes in self._articles:
            return self.article(self._articles[codes], today)
        if kind == "p" and codes in self._pieces:
            return self.piece(self._pieces[codes], today)
        return None

    @cached_property
    def _rules(self) -> dict[str, str]:
        return {code(name): name for name in self._content.rules}

    @cached_property
    def _articles(self) -> dict[str, Article]:
        articles = (a for a in self._content.articles.values() if a.status == "published")
        return {code(a.id): a for a in articles if article_action(a.id, a.title, a.summary)}

    @cached_property
    def _pieces(self) -> dict[str, Piece]:
        pieces = (piece for each in self._content.campaigns.values() for piece in each.pieces)
        return {code(piece.id): piece for piece in pieces if piece.status == "published"}

    def _contact(self, names: Sequence[str], today: dt.date) -> Contact | None:
        """The first with a phone that is certain; None where none is, or it is the usual one."""
        known = (self._content.contacts.get(name) for name in names if name not in USUAL_CONTACTS)
        sure = (each for each in known if each and each.confidence != "low")
        return next((each for each in sure if each.phone and each.is_current(today)), None)

    def _poster(
        self,
        tone: Tone | Form,
        headline: str,
        points: Sequence[str],
        do: str,
        today: dt.date,
        contact: Contact | None = None,
        note: str = "",
        says: str = "",
        share: str = "",
    ) -> Poster:
        texts = self._content.texts
        hotline, source = self._hotline([contact] if contact else self._usual(today))
        poster = Poster(
            tone,
            texts[f"card_label.{tone}"],
            headline,
            texts[f"card_points.{tone}"],
            tuple(points),
            texts["card.do"],
            do,
            hotline,
            source,
            texts["card.date"].format(date=say_date(today)),
            texts["card.scan"],
            note,
            texts["card.says"] if says else "",
            says,
        )
        return _with_share(poster, share, texts)

    def _usual(self, today: dt.date) -> list[Contact]:
        known = [self._content.contacts.get(name) for name in USUAL_CONTACTS]
        return [each for each in known if each is not None and each.is_current(today)]

    def _hotline(self, contacts: Sequence[Contact]) -> tuple[str, str]:
        """Whom to call, and from where the number is; both empty where there is nobody."""
        if not contacts:
            return "", ""
        first = contacts[0]
        ways = ", ".join(way for each in contacts for way in self._ways(each))
        publisher = self._content.sources[first.source].publisher.partition(" (")[0]
        source = self._content.texts["card.source"].format(publisher=publisher, date=seen(first))
        # "layanan 110" needs no number behind it.
        hotline = first.name if ways in first.name else f"{first.name}: {ways}"
        return hotline, source

    def _ways(self, contact: Contact) -> list[str]:
        ways = [say_phone(contact.phone)] if contact.phone else []
        if contact.whatsapp and contact.whatsapp != contact.phone:
            ways.append(
                self._content.texts["way.whatsapp"].format(phone=say_phone(contact.whatsapp))
            )
        return ways


def _sentences(text: str) -> list[str]:
    """A text in at most MOST_POINTS points: a short sentence stays with the one after it."""
    points: list[str] = []
    for sentence in _SENTENCES.split(text):
        if points and (len(points[-1]) < _SHORT or len(points) == MOST_POINTS):
            points[-1] += f" {sentence}"
        else:
            points.append(sentence)
    return points


def _with_share(poster: Poster, share: str, texts: Mapping[str, str]) -> Poster:
    """The poster with its text for messengers: `share`, or the words that stand on it."""
    points = "\n".join(f"- {point}" for point in poster.points)
    body = share or f"{points}\n\n{poster.do}"
    call = f"\n\n{texts['card.call'].format(hotline=poster.hotline)}" if poster.hotline else ""
    return replace(poster, share=f"*{poster.headline}*\n\n{body}{call}")
