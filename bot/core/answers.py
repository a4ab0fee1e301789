"""Replies that answer: articles, choices, countries, topics, hotlines, menus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.core.content import Article, Contact, Content, Country, Note, Wage
from bot.core.reply import Button, Line, Markup, Reply
from bot.core.search import Hit
from bot.core.wording import say_date, seen, ways_to_reach

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
FIRST_COUNTRIES = ("KH", "MM", "MY", "SA", "TW", "HK", "SG", "AE", "KR", "JP", "TH", "LA")
_ICONS = {"open": "🟢", "limited": "🟡", "closed": "⛔", "none": "⛔"}


class Answers:
    """Builds replies from content; `today` decides which dated statements are current."""

    def __init__(self, content: Content) -> None:
        self._content = content

    # ---- articles

    def article(self, article: Article, today: dt.date, *, more: Sequence[Hit] = ()) -> Reply:
        """One article with its dated facts, contacts, the day it was checked, and ways on."""
        lines = [
            Line("answer.title", {"title": article.title}),
            Line("answer.summary", {"summary": article.summary}),
            Line("answer.body", {"body": Markup(article.body.strip())}),
        ]
        facts = [fact for fact in article.facts if fact.is_current(today)]
        if facts:
            lines.append(Line("answer.facts"))
        for fact in facts:
            key = "answer.fact_low" if fact.confidence == "low" else "answer.fact"
            lines.append(Line(key, {"label": fact.label, "value": fact.value, "date": seen(fact)}))
        contacts = [
            self._content.contacts[name]
            for name in article.contacts
            if name in self._content.contacts
        ]
        if contacts:
            lines += [Line("answer.contacts"), *self.contact_lines(contacts, today)]
        lines.append(Line("answer.checked", {"date": say_date(article.reviewed)}))
        others = [self._content.articles[hit.article] for hit in more if hit.article != article.id]
        if others:
            lines.append(Line("answer.also"))
        others = others or [
            self._content.articles[name]
            for name in article.see_also[:2]
            if name in self._content.articles
        ]
        buttons: list[tuple[Button, ...]] = [(_article_button(other),) for other in others[:2]]
        if article.country and article.country in self._content.countries:
            buttons.append((_country_button(self._content.countries[article.country]),))
        buttons.append(
            (
                Button("button.sources", f"sources:{article.id}"),
                Button("button.unhelpful", f"unhelpful:{article.id}"),
            )
        )
        return Reply(tuple(lines), tuple(buttons), road="answer", country=article.country)

    def choices(self, hits: Sequence[Hit]) -> Reply:
        """Two or three articles to choose from."""
        articles = [self._content.articles[hit.article] for hit in hits]
        buttons = tuple((_article_button(article),) for article in articles)
        return Reply((Line("answer.choose"),), buttons, road="choose")

    def unknown(self) -> Reply:
        """Says plainly that there is no answer, and where there may be one."""
        return Reply(
            (Line("answer.unknown", self.hotline_values()),),
            ((Button("button.topics", "topics"), Button("button.numbers", "hotlines")),),
            road="unclear",
        )

    def sources(self, article: Article) -> Reply:
        """The sources of one article, by title, with links where an address is known."""
        lines = [Line("answer.sources", {"title": article.title})]
        names = dict.fromkeys([*article.references, *(fact.source for fact in article.facts)])
        for name in names:
            source = self._content.sources[name]
            key = "answer.source_link" if source.url else "answer.source"
            lines.append(
                Line(key, {"title": source.title, "url": (source.url or "").replace('"', "%22")})
            )
        lines.append(Line("answer.checked", {"date": say_date(article.reviewed)}))
        return Reply(tuple(lines), road="answer")

    # ---- countries

    def country(self, country: Country, today: dt.date) -> Reply:
        """The card of a country: placement, wages, schemes, fees, warnings, contacts."""
        placement = country.placement
        lines = [
            Line("country.title", {"name": country.name}),
            Line(
                "country.placement",
                {"icon": _ICONS[placement.status], "note": placement.note, "date": seen(placement)},
            ),
        ]
        wages = [wage for wage in country.wages if wage.is_current(today)]
        lines += _section("country.wages", [self._wage(wage) for wage in wages[:6]])
        for key, notes in (
            ("country.schemes", country.schemes),
            ("country.fees", country.fees),
            ("country.warnings", country.warnings),
        ):
            current = [note for note in notes if note.is_current(today)]
            lines += _section(key, [_note(note) for note in current[:4]])
        contacts = [
            *country.contacts[:4],
            *country.emergency[:2],
            self._content.contacts["pwni_kemlu"],
        ]
        lines += _section("country.contacts", self.contact_lines(contacts, today))
        articles = [
            article
            for article in self._content.articles.values()
            if article.country == country.code
        ]
        buttons: list[tuple[Button, ...]] = [
            (_article_button(article),) for article in articles[:3]
        ]
        buttons.append(
            (
                Button("button.emergency", f"emergency:{country.code}"),
                Button("button.countries", "countries"),
            )
        )
        return Reply(tuple(lines), tuple(buttons), road="answer", country=country.code)

    def countries(self, action: str = "country") -> Reply:
        """The countries as buttons, the ones people ask about first."""
        published = [
            country for country in self._content.countries.values() if country.status == "published"
        ]
        first = [
            country for code in FIRST_COUNTRIES for country in published if country.code == code
        ]
        others = sorted((c for c in published if c not in first), key=lambda c: c.name)
        rows = rows_of([_country_button(country, action) for country in [*first, *others]], 3)
        return Reply((Line("countries.title"),), rows, road="menu")

    def unknown_country(self) -> Reply:
        """For a name that no country file holds."""
        return Reply(
            (Line("country.unknown", self.hotline_values()),),
            ((Button("button.countries", "countries"),),),
            road="unclear",
        )

    def _wage(self, wage: Wage) -> Line:
        amount = f"{wage.currency} {_number(wage.low)}"
        if wage.high and wage.high != wage.low:
            amount += f"-{_number(wage.high)}"
        period = self._content.texts[f"period.{wage.period}"]
        return Line(
            "country.wage",
            {"label": wage.label, "amount": amount, "period": period, "date": seen(wage)},
        )

    # ---- topics, hotlines, menus

    def topics(self) -> Reply:
        """All topics as buttons."""
        buttons = [
            Button("button.topic", f"topic:{t.name}", values={"title": t.title})
            for t in self._content.topics.values()
            if not t.hidden
        ]
        return Reply((Line("topics.title"),), rows_of(buttons, 2), road="menu")

    def topic(self, name: str) -> Reply:
        """The articles of one topic as buttons."""
        articles = [
            a
            for a in self._content.articles.values()
            if a.topic == name and a.status == "published"
        ]
        title = self._content.topics[name].title
        rows = (*((_article_button(a),) for a in articles), (Button("button.back", "topics"),))
        return Reply((Line("topic.articles", {"title": title}),), rows, road="menu")

    def hotlines(self, today: dt.date) -> Reply:
        """The national numbers."""
        contacts = [
            self._content.contacts[name] for name in NATIONAL if name in self._content.contacts
        ]
        lines = [Line("hotline.title"), *self.contact_lines(contacts, today)]
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
        lines = (Line("start.hello"), Line("start.how"), Line("start.machine"))
        return Reply(lines, self.menu(), road="answer")

    def help(self) -> Reply:
        """Everything Rambu can do."""
        return Reply((Line("help.text"), Line("help.group")), self.menu(), road="answer")

    def menu(self) -> tuple[tuple[Button, ...], ...]:
        """The buttons under greetings."""
        return (
            (Button("button.check", "check"), Button("button.topics", "topics")),
            (Button("button.countries", "countries"), Button("button.emergency", "emergency")),
        )

    def hotline_values(self) -> dict[str, str]:
        """The two ministry numbers that many texts name."""
        contacts = self._content.contacts
        return {
            "hotline": ways_to_reach(contacts["kp2mi_hotline"]),
            "whatsapp": ways_to_reach(contacts["kp2mi_whatsapp"]).removeprefix("WA "),
        }

    def contact_lines(self, contacts: Iterable[Contact], today: dt.date) -> list[Line]:
        """One line for each current contact, with its note."""
        lines = []
        for contact in contacts:
            if not contact.is_current(today):
                continue
            note = contact.note or (contact.hours and f"{contact.hours}.") or ""
            key = "answer.contact_noted" if note else "answer.contact"
            lines.append(
                Line(key, {"name": contact.name, "ways": ways_to_reach(contact), "note": note})
            )
        return lines


def rows_of(buttons: Sequence[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of at most `width`."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def _section(key: str, lines: Sequence[Line]) -> list[Line]:
    return [Line(key), *lines] if lines else []


def _note(note: Note) -> Line:
    return Line("country.note", {"text": note.text, "date": seen(note)})


def _number(value: float) -> str:
    return (
        f"{value:,.0f}".replace(",", ".")
        if value == int(value)
        else f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    )


def _article_button(article: Article) -> Button:
    return Button("button.article", f"article:{article.id}", values={"title": article.title})


def _country_button(country: Country, action: str = "country") -> Button:
    return Button("button.country", f"{action}:{country.code}", values={"name": country.name})
