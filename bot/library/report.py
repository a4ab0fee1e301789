"""The state of content/ as a page: coverage, ages, what is uncertain, and every number to phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.core.content import (
    Article,
    Contact,
    Content,
    Dated,
    Fact,
    Law,
    Note,
    Placement,
    Rate,
    Wage,
)
from bot.core.wording import say_phone
from bot.library.loader import Library
from bot.library.walk import Spot, found

KINDS: tuple[tuple[str, type[Dated]], ...] = (
    ("Facts of articles", Fact),
    ("People to call", Contact),
    ("Placement", Placement),
    ("Wages", Wage),
    ("Notes on countries", Note),
    ("Laws", Law),
    ("Rates of exchange", Rate),
)
_LONGEST = 90


def write_report(library: Library) -> Iterator[str]:
    """The lines of docs/content.md. It depends on the content alone, never on the day."""
    yield from (
        "# Content",
        "",
        "Written by `python bot.py content report --write`; do not edit. What has to be looked at",
        "again on a day is told by `content stale`.",
        "",
    )
    yield from _section("In numbers", _numbers(library.content))
    yield from _section("Coverage by topic", _coverage(library.content))
    yield from _section("Ages", _ages(library))
    yield from _section("Of low confidence", _uncertain(library))
    yield from _section("To be phoned by a human before launch", _calls(library))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield from lines
    yield ""


def _numbers(content: Content) -> Iterator[str]:
    countries = content.countries.values()
    yield from _table(
        ("what", "number"),
        (
            ("topics that need articles", sum(not t.hidden for t in content.topics.values())),
            ("articles", len(content.articles)),
            ("ways to ask that are written down", sum(_asked(content).values())),
            ("countries and territories", len(content.countries)),
            ("places of theirs", sum(len(country.places) for country in countries)),
            ("laws", len(content.laws)),
            ("sources", len(content.sources)),
            ("people and portals to reach in Indonesia", len(content.contacts)),
            ("people to reach abroad", sum(len(c.contacts) + len(c.emergency) for c in countries)),
        ),
    )


def _coverage(content: Content) -> Iterator[str]:
    asked = _asked(content)
    rows = []
    for name, topic in content.topics.items():
        if topic.hidden:
            continue
        articles = [each for each in content.articles.values() if each.topic == name]
        facts = [fact for article in articles for fact in article.facts]
        low = sum(fact.confidence == "low" for fact in facts)
        first = min((article.reviewed for article in articles), default="")
        rows.append((f"`{name}`", len(articles), asked[name], len(facts), low, first))
    header = ("topic", "articles", "ways to ask", "facts", "of low confidence", "oldest review")
    yield from _table(header, rows)


def _asked(content: Content) -> Counter[str]:
    """How many ways to ask stand in articles and question files, by topic."""
    asked: Counter[str] = Counter()
    for article in content.articles.values():
        asked[article.topic] += len(article.questions.match)
    for each in content.asked.values():
        asked[each.topic] += len(each.questions)
    return asked


def _ages(library: Library) -> Iterator[str]:
    yield "When each statement was last seen at its source; `checked` is when Rambu looked last."
    yield ""
    rows = []
    for title, model in KINDS:
        seen = [(each.as_of or str(each.checked), each) for _, each in found(library, model)]
        years = Counter(date[:4] for date, _ in seen)
        oldest = min((date for date, _ in seen), default="")
        spread = ", ".join(f"{year}: {years[year]}" for year in sorted(years))
        checked = min((each.checked for _, each in seen), default="")
        rows.append((title, len(seen), oldest, checked, spread))
    yield from _table(("kind", "number", "oldest", "oldest check", "by year"), rows)


def _uncertain(library: Library) -> Iterator[str]:
    yield "Shown with a mark, and followed by numbers that are certain."
    yield ""
    rows = []
    for _, model in KINDS:
        for spot, each in found(library, model):
            if each.confidence == "low":
                rows.append(
                    (f"`{spot.file}`", _what(each), each.as_of or each.checked, each.source)
                )
    yield from _table(("file", "says", "seen", "source"), rows)


def _what(statement: Dated) -> str:
    parts = [str(getattr(statement, name, "") or "") for name in ("name", "label", "value", "cite")]
    said = ": ".join(filter(None, parts)) or str(
        getattr(statement, "text", "") or getattr(statement, "note", "")
    )
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def _calls(library: Library) -> Iterator[str]:
    contacts = [
        (spot, each) for spot, each in found(library, Contact) if each.phone or each.whatsapp
    ]
    yield (
        f"{len(contacts)} people or offices with a telephone. Call each: does it answer, is it who"
        " it says, in which language, at which hours, and what does a caller pay?"
    )
    yield ""
    used = _users(library.content)
    rows = [_call(library.content, spot, each, used) for spot, each in contacts]
    header = (
        "done",
        "who",
        "telephone",
        "WhatsApp",
        "hours",
        "seen",
        "confidence",
        "source",
        "shown",
    )
    yield from _table(header, rows)


def _call(
    content: Content, spot: Spot, contact: Contact, used: dict[str, int]
) -> tuple[object, ...]:
    source = content.sources[contact.source]
    shown = f"{used.get(spot.field, 0)} articles" if spot.kind == "contacts" else spot.file[-7:-5]
    return (
        "☐",
        contact.name,
        say_phone(contact.phone) if contact.phone else "",
        say_phone(contact.whatsapp) if contact.whatsapp else "",
        contact.hours or "",
        contact.as_of or contact.checked,
        contact.confidence,
        f"{source.publisher} (`{contact.source}`)",
        shown,
    )


def _users(content: Content) -> dict[str, int]:
    """How many articles show each contact."""
    articles: Iterable[Article] = content.articles.values()
    return Counter(name for article in articles for name in article.contacts)


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(_cell(value) for value in row)} |"


def _cell(value: object) -> str:
    return " ".join(str(value).replace("|", "/").split())
