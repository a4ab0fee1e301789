"""The card of a country, and what all cards are made of: dated lines, numbers, sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.core.content import Article, Contact, Content, Country, Dated, Fact, Note, Wage
from bot.core.reply import Button, Line, Reply
from bot.core.wording import say_date, say_phone, seen, ways_to_reach

FIRST_COUNTRIES = ("KH", "MM", "MY", "SA", "TW", "HK", "SG", "AE", "KR", "JP", "TH", "LA")
# How much a first answer shows, so that it stays under a kilobyte; the rest is behind a button.
SHORT_FACTS = 3
SHORT_CONTACTS = 2
SHORT_LETTERS = 800
SHORT_WAGES = 3
SHORT_WARNINGS = 1
_ICONS = {"open": "🟢", "limited": "🟡", "closed": "⛔", "none": "⛔"}


class Cards:
    """Builds the replies about countries; `today` decides which statements are current."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def country_sources(self, country: Country) -> Reply:
        """The sources of what is said about a country."""
        parts: tuple[Sequence[Dated], ...] = (
            (country.placement,),
            country.wages,
            country.schemes,
            country.fees,
            country.warnings,
            country.contacts,
            country.emergency,
        )
        names = [each.source for part in parts for each in part]
        return self.sources_of(country.name, names, country.reviewed)

    def country(self, country: Country, today: dt.date, *, whole: bool = False) -> Reply:
        """The card of a country: placement, wages, a warning and numbers, or the `whole` of it."""
        placement = country.placement
        icon = _ICONS[placement.status]
        placed = {"icon": icon, "note": placement.note, "date": seen(placement)}
        lines = [
            Line("country.title", {"name": country.name}),
            Line("country.placement", placed),
        ]
        wages = [self._wage(wage) for wage in country.wages if wage.is_current(today)]
        lines += section("country.wages", wages if whole else wages[:SHORT_WAGES])
        if whole:
            lines += note_lines("country.schemes", country.schemes, today)
            lines += note_lines("country.fees", country.fees, today)
        warnings = note_lines("country.warnings", country.warnings, today)
        lines += warnings if whole else warnings[: 1 + SHORT_WARNINGS]
        last = self.contact_lines([self._content.contacts["pwni_kemlu"]], today, notes=whole)
        contacts = self.contact_lines(country.contacts, today, notes=whole)
        if whole:
            contacts += self.contact_lines(country.emergency, today, notes=True)
        else:
            contacts = fill([*lines, *last], contacts)
        lines += section("country.contacts", [*contacts, *last])
        lines.append(Line("answer.checked", {"date": say_date(country.reviewed)}))
        details = () if whole else ((Button("button.details", f"about:{country.code}"),),)
        buttons = (*details, *self._country_buttons(country))
        return Reply(tuple(lines), buttons, road="answer", country=country.code)

    def _country_buttons(self, country: Country) -> tuple[tuple[Button, ...], ...]:
        articles = [
            article
            for article in self._content.articles.values()
            if article.country == country.code and article.status == "published"
        ]
        emergency = Button("button.emergency", f"emergency:{country.code}")
        return (
            *((article_button(article),) for article in articles[:3]),
            (emergency, Button("button.countries", "countries")),
            (Button("button.sources", f"sources:{country.code}"),),
        )

    def countries(self, action: str = "country", argument: str = "") -> Reply:
        """The countries as buttons, the ones people ask about first.

        A button's action is `action:CODE`, with `:argument` after it where one is given.
        """
        published = [
            country for country in self._content.countries.values() if country.status == "published"
        ]
        first = [
            country for code in FIRST_COUNTRIES for country in published if country.code == code
        ]
        others = sorted((c for c in published if c not in first), key=lambda c: c.name)
        rows = rows_of([country_button(each, action, argument) for each in [*first, *others]], 3)
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

    def sources_of(self, title: str, names: Iterable[str], reviewed: dt.date) -> Reply:
        """The sources of these keys, each once, under a title."""
        lines = [Line("answer.sources", {"title": title})]
        for source in (self._content.sources[name] for name in dict.fromkeys(names)):
            key = "answer.source_link" if source.url else "answer.source"
            url = (source.url or "").replace('"', "%22")
            lines.append(Line(key, {"title": source.title, "url": url}))
        lines.append(Line("answer.checked", {"date": say_date(reviewed)}))
        return Reply(tuple(lines), road="answer")

    def hotline_values(self) -> dict[str, str]:
        """The two ministry numbers that many texts name."""
        contacts = self._content.contacts
        return {
            "hotline": ways_to_reach(contacts["kp2mi_hotline"], self._content.texts),
            "whatsapp": say_phone(contacts["kp2mi_whatsapp"].whatsapp or ""),
        }

    def contact_lines(
        self, contacts: Iterable[Contact], today: dt.date, *, notes: bool = False
    ) -> list[Line]:
        """One line for each current contact, with when it was last seen, and its note if asked."""
        return [
            self._contact(contact, notes=notes) for contact in contacts if contact.is_current(today)
        ]

    def _contact(self, contact: Contact, *, notes: bool) -> Line:
        note = contact.note or (contact.hours and f"{contact.hours}.") or ""
        values = {
            "name": contact.name,
            "ways": ways_to_reach(contact, self._content.texts),
            "date": seen(contact),
        }
        low = contact.confidence == "low"
        if not (notes and note):
            return Line("answer.contact_low" if low else "answer.contact", values)
        key = "answer.contact_low_noted" if low else "answer.contact_noted"
        return Line(key, {**values, "note": note})

    def current_contacts(self, names: Sequence[str], today: dt.date) -> list[Contact]:
        """The current contacts of these names."""
        contacts = self._content.contacts
        known = [contacts[name] for name in names if name in contacts]
        return [contact for contact in known if contact.is_current(today)]


def rows_of(buttons: Sequence[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of at most `width`."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def fill(lines: Sequence[Line], contacts: Sequence[Line]) -> list[Line]:
    """The first SHORT_CONTACTS of the contacts, and as many more as fit beside `lines`."""
    room = SHORT_LETTERS - sum(map(_letters, lines))
    chosen: list[Line] = []
    for contact in contacts:
        room -= _letters(contact)
        if room < 0 and len(chosen) >= SHORT_CONTACTS:
            break
        chosen.append(contact)
    return chosen


def _letters(line: Line) -> int:
    """About how long a line becomes: its values, and the words of its text around them."""
    return 25 + sum(len(str(value)) for value in line.values.values())


def section(key: str, lines: Sequence[Line]) -> list[Line]:
    """The lines under their heading; nothing where there are none."""
    return [Line(key), *lines] if lines else []


def fact_line(fact: Fact) -> Line:
    """A fact with its date, marked where it is not certain."""
    key = "answer.fact_low" if fact.confidence == "low" else "answer.fact"
    return Line(key, {"label": fact.label, "value": fact.value, "date": seen(fact)})


def note_lines(key: str, notes: Iterable[Note], today: dt.date) -> list[Line]:
    """The current notes under their heading."""
    return section(key, [_note(note) for note in notes if note.is_current(today)])


def _note(note: Note) -> Line:
    return Line("country.note", {"text": note.text, "date": seen(note)})


def _number(value: float) -> str:
    return (
        f"{value:,.0f}".replace(",", ".")
        if value == int(value)
        else f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    )


def article_button(article: Article) -> Button:
    """A button that opens an article."""
    return Button("button.article", f"article:{article.id}", values={"title": article.title})


def country_button(country: Country, action: str = "country", argument: str = "") -> Button:
    """A button that does something about a country, as `countries` says."""
    whole = ":".join(part for part in (action, country.code, argument) if part)
    return Button("button.country", whole, values={"name": country.name})
