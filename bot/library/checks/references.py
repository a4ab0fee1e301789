"""Checks that what a file names exists: sources, laws, contacts, articles, topics, rules."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from bot.core.campaigns import Piece
from bot.core.content import Agency, Article, Country, Dated, Rule, Source, Topic, TriageCue
from bot.errors import Problem
from bot.library.loader import Library
from bot.library.walk import Spot, found, spots

_NAMED = 8


def dead_sources(library: Library) -> Iterator[Problem]:
    """Every source that is cited stands in content/sources/."""
    for spot, field, key in _citations(library):
        if key not in library.content.sources:
            yield spot.problem(f"the source `{key}` does not exist", "add it to sources/", field)


def unused_sources(library: Library) -> Iterator[Problem]:
    """Every source is cited somewhere; one line for each file of sources."""
    cited = {key for _, _, key in _citations(library)}
    unused: dict[str, list[str]] = {}
    for spot, _ in found(library, Source):
        if spot.field not in cited:
            unused.setdefault(spot.file, []).append(spot.field)
    for file, names in unused.items():
        some = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        yield Problem(file, 0, some, f"cited nowhere ({len(names)})", "cite or delete it")


def plain_http(library: Library) -> Iterator[Problem]:
    """Sources are read over https where their site has it."""
    for spot, source in found(library, Source):
        if source.url and not source.url.startswith("https://"):
            yield spot.problem("its address is http", "use https if the site has it", "url")


def dead_laws(library: Library) -> Iterator[Problem]:
    """Every law that a rule or a refusal cites stands in content/laws.yaml."""
    laws, mend = library.content.laws, "add it to laws.yaml"
    for spot, rule in found(library, Rule):
        yield from _dead(spot, "law", rule.law, laws, "law", mend)
    for spot, cue in found(library, TriageCue):
        yield from _dead(spot, "law", cue.law, laws, "law", mend)


def dead_contacts(library: Library) -> Iterator[Problem]:
    """Every contact an article or a piece names stands in content/contacts/."""
    contacts = library.content.contacts
    for spot, article in found(library, Article):
        mend = "add it to contacts/"
        yield from _dead(spot, "contacts", article.contacts, contacts, "contact", mend)
    for spot, piece in found(library, Piece):
        named = [piece.contact] if piece.contact else []
        yield from _dead(spot, "contact", named, contacts, "contact", "add it to contacts/")


def dead_see_also(library: Library) -> Iterator[Problem]:
    """Articles that articles and countries point to exist."""
    articles, mend = library.content.articles, "correct its id"
    for spot, article in found(library, Article):
        yield from _dead(spot, "see_also", article.see_also, articles, "article", mend)
    for spot, country in found(library, Country):
        yield from _dead(spot, "notes", country.notes, articles, "article", mend)


def dead_related(library: Library) -> Iterator[Problem]:
    """Rules that rules point to exist."""
    for spot, rule in found(library, Rule):
        ids = [related.id for related in rule.related]
        yield from _dead(spot, "related", ids, library.content.rules, "rule", "correct its id")


def dead_topics(library: Library) -> Iterator[Problem]:
    """Every article's topic stands in content/topics.yaml."""
    for spot, article in found(library, Article):
        topics = library.content.topics
        yield from _dead(spot, "", [article.topic], topics, "topic", "use one of topics.yaml")


def dead_countries(library: Library) -> Iterator[Problem]:
    """Every country an article is about has a file."""
    for spot, article in found(library, Article):
        codes = [article.country] if article.country else []
        mend = "add countries/CODE.yaml, or correct the code"
        yield from _dead(spot, "country", codes, library.content.countries, "country", mend)


def topics_without_article(library: Library) -> Iterator[Problem]:
    """Every topic that is not hidden has a published article."""
    covered = {a.topic for a in library.content.articles.values() if a.status == "published"}
    for spot, topic in found(library, Topic):
        if not topic.hidden and topic.name not in covered:
            yield spot.problem("has no published article", "write one, or hide the topic")


def _dead(
    spot: Spot, field: str, keys: Iterable[str], known: Container[str], what: str, mend: str
) -> Iterator[Problem]:
    for key in keys:
        if key not in known:
            yield spot.problem(f"the {what} `{key}` does not exist", mend, field or what)


def _citations(library: Library) -> Iterator[tuple[Spot, str, str]]:
    """Every place that cites a source: the spot, the field in it, the key."""
    for spot in spots(library):
        value = spot.value
        if isinstance(value, Dated | Agency):
            yield spot, "source", value.source
        elif isinstance(value, Rule | Article | Piece):
            yield from ((spot, "references", key) for key in value.references)
