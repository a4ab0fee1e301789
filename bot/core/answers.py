"""Replies that answer: articles, choices, countries, topics, hotlines, menus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from bot.core.cards import (
    SHORT_FACTS,
    Cards,
    article_button,
    country_button,
    fact_line,
    fill,
    section,
)
from bot.core.content import Article, Topic
from bot.core.poster import article_action
from bot.core.reply import Button, Line, Markup, Reply
from bot.core.search import Hit, Ranking
from bot.core.wording import say_date

NATIONAL = (
    "pwni_kemlu",
    "kp2mi_abroad",
    "kp2mi_whatsapp",
    "kp2mi_hotline",
    "polri_110",
    "sapa_129",
    "sbmi",
    "migrant_care",
    "sejiwa_119",
)


class Answers(Cards):
    """Builds replies from content; `today` decides which dated statements are current."""

    def article(
        self, article: Article, today: dt.date, *, more: Sequence[Hit] = (), whole: bool = False
    ) -> Reply:
        """One article: in short what to know and whom to call, or the `whole` of it.

        Either way with the date of each fact, the day it was checked, and ways on.
        """
        lines = [
            Line("answer.title", {"title": article.title}),
            Line("answer.summary", {"summary": article.summary}),
        ]
        if whole:
            lines.append(Line("answer.body", {"body": Markup(article.body.strip())}))
        facts = [fact_line(fact) for fact in article.facts if fact.is_current(today)]
        lines += section("answer.facts", facts if whole else facts[:SHORT_FACTS])
        contacts = self.contact_lines(
            self.current_contacts(article.contacts, today), today, notes=whole
        )
        lines += section("answer.contacts", contacts if whole else fill(lines, contacts))
        lines.append(Line("answer.checked", {"date": say_date(article.reviewed)}))
        others = [self._content.articles[hit.article] for hit in more if hit.article != article.id]
        if others:
            lines.append(Line("answer.also"))
        details = () if whole else ((Button("button.details", f"details:{article.id}"),),)
        buttons = (*details, *self._ways_on(article, others))
        return Reply(tuple(lines), buttons, road="answer", country=article.country)

    def _ways_on(
        self, article: Article, others: Sequence[Article]
    ) -> tuple[tuple[Button, ...], ...]:
        """Buttons to `others`, else to what the article names, to its country and its sources."""
        articles = self._content.articles
        shown = others or [articles[name] for name in article.see_also[:2] if name in articles]
        rows: list[tuple[Button, ...]] = [(article_button(other),) for other in shown[:2]]
        if article.country and article.country in self._content.countries:
            rows.append((country_button(self._content.countries[article.country]),))
        unhelpful = Button("button.unhelpful", f"unhelpful:{article.id}")
        rows.append((Button("button.sources", f"sources:{article.id}"), unhelpful))
        card = article_action(article.id, article.title, article.summary)
        if card:
            rows.append((Button("button.card", card),))
        return tuple(rows)

    def choices(self, hits: Sequence[Hit]) -> Reply:
        """Two or three articles to choose from."""
        articles = [self._content.articles[hit.article] for hit in hits]
        buttons = tuple((article_button(article),) for article in articles)
        return Reply((Line("answer.choose"),), buttons, road="choose")

    def with_asked(self, reply: Reply, hits: Sequence[Hit]) -> Reply:
        """The reply with buttons to what was asked together with an offer."""
        articles = [self._content.articles[hit.article] for hit in hits]
        rows = tuple((article_button(article),) for article in articles[:2])
        return replace(reply, buttons=(*reply.buttons, *rows))

    def unknown(self) -> Reply:
        """Says plainly that there is no answer, and where there may be one."""
        return Reply(
            (Line("answer.unknown", self.hotline_values()),),
            ((Button("button.topics", "topics"), Button("button.numbers", "hotlines")),),
            road="unclear",
        )

    def sources(self, article: Article) -> Reply:
        """The sources of one article, by title, with links where an address is known."""
        names = [*article.references, *(fact.source for fact in article.facts)]
        return self.sources_of(article.title, names, article.reviewed)

    # ---- topics, hotlines, menus

    def topics(self) -> Reply:
        """The groups of topics as buttons."""
        buttons = [
            (Button("button.topic", f"group:{place}", values={"title": group}),)
            for place, group in enumerate(self._groups)
        ]
        return Reply((Line("topics.title"),), tuple(buttons), road="menu")

    def group(self, place: str) -> Reply | None:
        """The topics of one group as buttons; None where there is no such group."""
        groups = list(self._groups.items())
        if not (place.isascii() and place.isdigit() and int(place) < len(groups)):
            return None
        title, topics = groups[int(place)]
        buttons = [
            (Button("button.topic", f"topic:{topic.name}", values={"title": topic.title}),)
            for topic in topics
        ]
        rows = (*buttons, (Button("button.back", "topics"),))
        return Reply((Line("topics.group", {"group": title}),), rows, road="menu")

    @cached_property
    def _groups(self) -> dict[str, list[Topic]]:
        """The topics that are shown, by the title of their group, in the order of the file."""
        groups: dict[str, list[Topic]] = {}
        for topic in self._content.topics.values():
            if not topic.hidden:
                groups.setdefault(topic.group[:1].upper() + topic.group[1:], []).append(topic)
        return groups

    def topic(self, name: str) -> Reply:
        """The articles of one topic as buttons."""
        articles = [
            a
            for a in self._content.articles.values()
            if a.topic == name and a.status == "published"
        ]
        topic = self._content.topics[name]
        place = next((at for at, group in enumerate(self._groups.values()) if topic in group), 0)
        back = Button("button.back", f"group:{place}")
        rows = (*((article_button(a),) for a in articles), (back,))
        return Reply((Line("topic.articles", {"title": topic.title}),), rows, road="menu")

    def hotlines(self, today: dt.date) -> Reply:
        """The national numbers."""
        contacts = self.current_contacts(NATIONAL, today)
        lines = [Line("hotline.title"), *self.contact_lines(contacts, today, notes=True)]
        return Reply(
            tuple(lines),
            ((Button("button.countries", "countries"), Button("button.emergency", "emergency")),),
            road="answer",
        )

    def hello(self, *, thanks: bool = False) -> Reply:
        """Short small talk that leads back."""
        key = "smalltalk.thanks" if thanks else "smalltalk.hello"
        return Reply(
            (Line(key),),
            ((Button("button.check", "check"), Button("button.topics", "topics")),),
            road="smalltalk",
        )

    def start(self) -> Reply:
        """What to do now, in three lines."""
        lines = (Line("start.hello"), Line("start.how"))
        return Reply(lines, self.menu(), road="answer", menu=True)

    def help(self) -> Reply:
        """Everything Rambu can do."""
        return Reply((Line("help.text"), Line("help.group")), self.menu(), road="answer")

    def menu(self) -> tuple[tuple[Button, ...], ...]:
        """The buttons under greetings."""
        return (
            (Button("button.check", "check"), Button("button.topics", "topics")),
            (Button("button.countries", "countries"), Button("button.emergency", "emergency")),
        )


def other_topics(ranking: Ranking) -> list[Hit]:
    """Other topics that a long message touches as strongly: offered as buttons."""
    if ranking.best is None:
        return []
    return [
        hit
        for hit in ranking.choices
        if hit.topic != ranking.best.topic and hit.score >= 0.8 * ranking.best.score
    ]
