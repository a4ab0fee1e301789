"""Which files content/ is made of: where each kind stands, its shape, the names of its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import StringConstraints, TypeAdapter

from bot.core.campaigns import Campaign
from bot.core.content import (
    Agency,
    Article,
    Asked,
    Contact,
    CorpusQuestion,
    CorpusText,
    Country,
    Cries,
    Entry,
    Guard,
    Id,
    Law,
    OfferExamples,
    Rate,
    RoleWords,
    Rule,
    Source,
    Topic,
    TriageCues,
    Verdicts,
    WordList,
    Words,
)
from bot.core.quizzes import QuizOffer

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
TextKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
Named = Iterable[tuple[str, object]]


class Agencies(Entry):
    """One file of content/agencies/."""

    agencies: tuple[Agency, ...]


class CorpusFile(Entry):
    """One file of content/corpus/: texts to check, or questions to answer."""

    texts: tuple[CorpusText, ...] = ()
    questions: tuple[CorpusQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: `name` is its field of Content, `pattern` its place in content/.

    `entries` gives the named entries of one file from its values and its name without ending.
    `named` is the field that must equal the file's name, `foldered` the one that must equal its
    folder's.
    """

    name: str
    pattern: str
    shape: Any
    entries: Callable[[Any, str], Named]
    required: bool = False
    named: str = ""
    foldered: str = ""

    def holds(self, path: PurePosixPath) -> bool:
        """True when a file at `path` (relative to content/) is of this kind."""
        forms = self.pattern.split("/")
        steps = path.parts
        return len(forms) == len(steps) and all(map(fnmatchcase, steps, forms))


def _items(value: dict[str, object], _stem: str) -> Named:
    return value.items()


def _whole(value: object, stem: str) -> Named:
    return [(stem, value)]


def _topics(value: tuple[Topic, ...], _stem: str) -> Named:
    return [(topic.name, topic) for topic in value]


def _cues(value: TriageCues, _stem: str) -> Named:
    return [(cue.id, cue) for cue in value.cues]


def _numbered(values: Iterable[object], stem: str) -> Named:
    return [(f"{stem}.{number}", value) for number, value in enumerate(values)]


def _agencies(value: Agencies, stem: str) -> Named:
    return _numbered(value.agencies, stem)


KINDS = (
    Kind("sources", "sources/*.yaml", dict[Id, Source], _items),
    Kind("laws", "laws.yaml", dict[Id, Law], _items),
    Kind("contacts", "contacts/*.yaml", dict[Id, Contact], _items),
    Kind("lists", "lists/*.yaml", WordList, _whole),
    Kind("slang", "slang.yaml", dict[Words, Words], _items),
    Kind("rates", "rates.yaml", dict[Currency, Rate], _items),
    Kind("roles", "roles.yaml", tuple[RoleWords, ...], _numbered),
    Kind("topics", "topics.yaml", tuple[Topic, ...], _topics),
    Kind("asked", "questions/*.yaml", Asked, _whole, named="topic"),
    Kind("rules", "rules/*/*.yaml", Rule, _whole, named="id"),
    Kind("verdicts", "verdicts.yaml", Verdicts, _whole, required=True),
    Kind("guard", "guard.yaml", Guard, _whole, required=True),
    Kind("cries", "distress/*.yaml", Cries, _whole, named="distress"),
    Kind("triage", "triage/*.yaml", TriageCues, _cues),
    Kind("articles", "articles/*/*.yaml", Article, _whole, named="id", foldered="topic"),
    Kind("countries", "countries/*.yaml", Country, _whole, named="code"),
    Kind("agencies", "agencies/*.yaml", Agencies, _agencies),
    Kind("campaigns", "campaigns/*.yaml", Campaign, _whole, named="id"),
    Kind("quiz", "quiz/*.yaml", dict[Id, QuizOffer], _items),
    Kind("texts", "texts/id.yaml", dict[TextKey, Words], _items, required=True),
)
# Read for tests, evaluation and fitting, not when Rambu starts.
CORPUS = Kind("corpus", "corpus/*.yaml", CorpusFile, _whole)
EXAMPLES = Kind("examples", "examples/*.yaml", OfferExamples, _whole, named="level")
APART = (CORPUS, EXAMPLES)


def kind_of(path: PurePosixPath) -> Kind | None:
    """The kind of the file at `path` (relative to content/), None where no content belongs."""
    return next((kind for kind in (*APART, *KINDS) if kind.holds(path)), None)


@cache
def adapter(name: str) -> TypeAdapter[Any]:
    """The validator of a kind's files, made when the first such file is read."""
    kinds = {kind.name: kind for kind in (*KINDS, *APART)}
    return TypeAdapter(kinds[name].shape)
