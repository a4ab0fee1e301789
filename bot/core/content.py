"""The shapes of everything in content/: what an editor may write, and what the core reads.

Every model refuses unknown fields and is frozen: content is loaded once and never changed.
Cross-file checks (dead references, unused sources) live in bot/library/lint.py.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from bot.core.campaigns import Campaign
from bot.core.entries import Entry as Entry
from bot.core.entries import Id as Id
from bot.core.entries import Tag as Tag
from bot.core.entries import Words as Words
from bot.core.quizzes import QuizOffer

Confidence = Literal["high", "medium", "low"]
RuleLevel = Literal["critical", "high", "medium", "low", "info"]
VerdictLevel = Literal["danger", "caution", "unverified", "not_offer"]
Speech = Literal["offer", "seeker", "warning", "news", "question", "story", "sale", "chat"]
Distress = Literal["explicit", "veiled", "none"]
Need = Literal["crisis", "violence", "family", "unanswered"]

# E.164, a short number (3-6 digits), an Indonesian toll-free 0800 number or a 1500xxx call centre.
PHONE_FORM = re.compile(r"^(\+[1-9]\d{6,14}|\d{3,6}|0800\d{3,7}|1500\d{3})$")
MONTH_FORM = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


class Source(Entry):
    """Where facts come from. `url` is absent where no full address is known."""

    title: Words
    publisher: Words
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    published: str | None = None
    checked: dt.date


class Dated(Entry):
    """A statement that ages: where it was read, when it was read, and when it ends."""

    source: Id
    checked: dt.date
    as_of: str | None = None
    valid_from: dt.date | None = None
    until: dt.date | None = None
    confidence: Confidence = "medium"

    @field_validator("as_of")
    @classmethod
    def _month_form(cls, value: str | None) -> str | None:
        if value is not None and not MONTH_FORM.match(value):
            raise ValueError("write the date as YYYY, YYYY-MM or YYYY-MM-DD")
        return value

    def is_current(self, today: dt.date) -> bool:
        """True when the statement has begun and has not ended on `today`."""
        if self.valid_from is not None and today < self.valid_from:
            return False
        return self.until is None or today <= self.until


class Law(Dated):
    """One article of law as it is cited to a user: `cite` is its name, `says` its content in plain
    words.
    """

    cite: Words
    says: Words


class Contact(Dated):
    """Somebody to call. At least one of phone, whatsapp, email, url must be given."""

    name: Words
    kind: Literal[
        "hotline",
        "police",
        "embassy",
        "labour",
        "crisis",
        "women_children",
        "witness",
        "ngo",
        "portal",
        "fraud",
        "office",
        "emergency",
    ]
    phone: str | None = None
    whatsapp: str | None = None
    email: str | None = None
    url: str | None = None
    address: str | None = None
    hours: str | None = None
    languages: tuple[str, ...] = ()
    works_from: Literal["indonesia", "abroad", "anywhere"] = "anywhere"
    note: str | None = None
    province: str | None = None

    @field_validator("phone", "whatsapp")
    @classmethod
    def _phone_form(cls, value: str | None) -> str | None:
        if value is not None and not PHONE_FORM.match(value):
            raise ValueError(
                "write a phone as +CountryNumber without spaces, or a short number, in quotes"
            )
        return value

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not (self.phone or self.whatsapp or self.email or self.url):
            raise ValueError("give at least one of phone, whatsapp, email, url")
        return self


class WordList(Entry):
    """A named list of words or short phrases, used in templates as <name>."""

    description: Words
    values: tuple[Words, ...] = Field(min_length=1)


class Detection(Entry):
    """What a rule looks for.

    `all` is a list of groups; one phrase of every group must be found. `unless` phrases call a
    finding off when they stand in the same sentence. `near`: every group within this many words of
    the first (0: anywhere in the message). `facts` are conditions on the message's facts: the names
    of core/facts.py SIGNALS, true or false.
    """

    all: tuple[tuple[Words, ...], ...] = ()
    unless: tuple[Words, ...] = ()
    near: int = Field(default=0, ge=0, le=60)
    facts: dict[str, bool] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _looks_for_something(self) -> Detection:
        if not self.all and not self.facts:
            raise ValueError(
                "give at least one group of phrases in `all`, or a condition in `facts`"
            )
        return self


class Advice(Entry):
    """`finding`: what was seen, in the user's words. `do`: one action."""

    finding: Annotated[str, StringConstraints(min_length=10, max_length=220)]
    do: Annotated[str, StringConstraints(min_length=10, max_length=220)]


class Examples(Entry):
    """Texts that must and must not fire the rule; at least one `no_match` is a near miss."""

    match: tuple[Words, ...] = Field(min_length=2)
    no_match: tuple[Words, ...] = Field(min_length=2)


class Related(Entry):
    """A pointer from one rule to another."""

    id: Id
    type: Literal["derived", "obsolete", "merged", "renamed", "similar"]


class Rule(Entry):
    """One sign of trafficking or fraud in an offer."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,39}$")]
    title: Words
    status: Literal["experimental", "stable", "deprecated"]
    level: RuleLevel
    description: Annotated[str, StringConstraints(pattern=r"^Detects ")]
    tags: tuple[Tag, ...] = Field(min_length=1)
    references: tuple[Id, ...] = Field(min_length=1)
    law: tuple[Id, ...] = ()
    date: dt.date
    modified: dt.date | None = None
    related: tuple[Related, ...] = ()
    detection: Detection
    falsepositives: tuple[Words, ...] = Field(min_length=1)
    advice: Advice
    examples: Examples


class Condition(Entry):
    """A condition over signals: a rule's id, `sign.x`, `mode.x`, `ilo.x` (tags of rules that
    fired), or `fact.x` (core/facts.py SIGNALS). `any_2`: at least two of them.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    any_2: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _not_empty(self) -> Condition:
        if not (self.all or self.any or self.any_2):
            raise ValueError("give at least one of all, any, any_2")
        return self


class Combination(Entry):
    """Which findings together make which level, and why (shown by `explain`)."""

    id: Id
    level: Literal["danger", "caution"]
    why: Words
    when: Condition


class Missing(Entry):
    """Something an honest offer states: how it is recognised, and when its absence counts.

    Where it is stated, conditions may ask for the signal `states.<id>`. The texts `missing.<id>`
    and `ask.<id>` say to the user that it lacks; with `ask: false` it is only a signal. The order
    in the file is the order of importance.
    """

    id: Id
    ask: bool = True
    phrases: tuple[Words, ...] = ()
    stated_by: tuple[str, ...] = ()
    when: Condition | None = None


class Verdicts(Entry):
    """content/verdicts.yaml: what each sign means, the combinations that make a level, what may
    lack.
    """

    signs: dict[Id, Words]
    combinations: tuple[Combination, ...] = Field(min_length=1)
    missing: tuple[Missing, ...] = ()


class Cue(Entry):
    """What shows the kind of speech a message is: phrases found, or a condition that holds.

    `most` bounds how often its phrases count.
    """

    id: Id
    speech: Speech
    weight: float = Field(ge=-10, le=10)
    phrases: tuple[Words, ...] = ()
    unless: tuple[Words, ...] = ()
    when: Condition | None = None
    most: int = Field(default=1, ge=1, le=5)

    @model_validator(mode="after")
    def _looks_for_something(self) -> Cue:
        if not self.phrases and self.when is None:
            raise ValueError("give phrases, or a condition in `when`")
        return self


class Guard(Entry):
    """content/guard.yaml: is this an offer addressed to somebody, or something else?"""

    description: Words
    threshold: float = Field(gt=0)
    cues: tuple[Cue, ...] = Field(min_length=1)


class TriageCue(Entry):
    """Phrases that send a message down a road, or show distress.

    One phrase of every group of `all` must be found, within `near` words of the first group's (0:
    anywhere). `unless` calls it off in the same sentence, `unless_anywhere` in the whole message.
    `whole`: the message must hold at most `whole` words. `topic`: what a veiled or misuse cue is
    about. `needs`: what the answer to a cry for help must hold beside the usual.
    `law`: what a refusal of misuse cites.
    """

    id: Id
    road: Literal["explicit", "veiled", "misuse", "smalltalk", "off_topic"]
    all: tuple[tuple[Words, ...], ...] = Field(min_length=1)
    near: int = Field(default=0, ge=0, le=60)
    unless: tuple[Words, ...] = ()
    unless_anywhere: tuple[Words, ...] = ()
    whole: int = Field(default=0, ge=0, le=40)
    topic: Id | None = None
    needs: Need | None = None
    law: tuple[Id, ...] = ()
    examples: tuple[Words, ...] = ()
    near_misses: tuple[Words, ...] = ()


class TriageCues(Entry):
    """One file of content/triage/."""

    description: Words
    cues: tuple[TriageCue, ...] = Field(min_length=1)


class Fact(Dated):
    """A volatile fact of an article: shown as "label: value (per date)"."""

    label: Words
    value: Words


class Questions(Entry):
    """How people ask: `match` must rank the article first, `no_match` must not."""

    match: tuple[Words, ...] = Field(min_length=3)
    no_match: tuple[Words, ...] = ()


class Article(Entry):
    """One curated answer."""

    id: Id
    title: Annotated[str, StringConstraints(min_length=4, max_length=80)]
    status: Literal["draft", "published"]
    topic: Id
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    summary: Annotated[str, StringConstraints(min_length=20, max_length=320)]
    body: Annotated[str, StringConstraints(min_length=20, max_length=1800)]
    facts: tuple[Fact, ...] = ()
    contacts: tuple[Id, ...] = ()
    keywords: tuple[Words, ...] = ()
    see_also: tuple[Id, ...] = ()
    references: tuple[Id, ...] = Field(min_length=1)
    reviewed: dt.date
    reviewed_by: Words
    questions: Questions


class Place(Entry):
    """A city, port, border post or compound area of a country, with the names people write."""

    name: Words
    aliases: tuple[Words, ...] = ()
    kind: Literal["city", "border", "compound_area", "port", "region"] = "city"


class Placement(Dated):
    """Whether Indonesia places workers there. `domestic_work` where it differs from the rest."""

    status: Literal["open", "limited", "closed", "none"]
    domestic_work: Literal["open", "limited", "closed"] | None = None
    note: Words


Role = Literal[
    "general",
    "domestic",
    "caregiver",
    "nurse",
    "factory",
    "construction",
    "plantation",
    "agriculture",
    "fishing",
    "cruise",
    "seafarer",
    "hospitality",
    "restaurant",
    "cleaning",
    "driver",
    "security",
    "shop",
    "office",
    "online",
    "entertainment",
    "beauty",
    "technical",
    "student",
    "marriage",
    "body",
    "army",
    "courier",
    "other",
]


class Wage(Dated):
    """A usual or minimum wage, for answers and for the check of unreal pay."""

    role: Role
    label: Words
    low: float = Field(gt=0)
    high: float | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    period: Literal["hour", "day", "week", "month"] = "month"
    note: str | None = None


class Note(Dated):
    """One dated sentence (a scheme, a fee, a warning)."""

    text: Annotated[str, StringConstraints(min_length=10, max_length=400)]


class Country(Entry):
    """A destination: placement, wages, warnings, contacts, and every name people write for it."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Words
    aliases: tuple[Words, ...] = ()
    status: Literal["draft", "published"]
    places: tuple[Place, ...] = ()
    placement: Placement
    schemes: tuple[Note, ...] = ()
    wages: tuple[Wage, ...] = ()
    fees: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()
    emergency: tuple[Contact, ...] = ()
    contacts: tuple[Contact, ...] = ()
    notes: tuple[Id, ...] = ()
    reviewed: dt.date


class Rate(Dated):
    """Rupiah for one unit of a currency, with the words people write for the currency."""

    rupiah: float = Field(gt=0)
    names: tuple[Words, ...] = Field(min_length=1)
    symbols: tuple[Words, ...] = ()


class RoleWords(Entry):
    """Words that name a role in an offer. `family` groups roles for verdicts."""

    role: Role
    family: Literal["office", "manual", "care", "sea", "service", "special"]
    values: tuple[Words, ...] = Field(min_length=1)


class Topic(Entry):
    """One of the topics that articles answer; `hidden` ones need no article."""

    name: Id
    title: Words
    group: Words
    hidden: bool = False


class Asked(Entry):
    """content/questions/<topic>.yaml: how people ask about a topic, in all their ways of writing.

    Those of the hidden topic out_of_scope teach what Rambu stays quiet about.
    """

    topic: Id
    questions: tuple[Words, ...] = Field(min_length=3)


class Cries(Entry):
    """content/distress/<distress>.yaml: messages that hold so much distress."""

    distress: Distress
    texts: tuple[Words, ...] = Field(min_length=3)


class Agency(Entry):
    """A placement company on an official list."""

    name: Words
    licence: str | None = None
    status: Literal["active", "sanctioned", "revoked"]
    list_date: dt.date
    since: dt.date | None = None
    until: dt.date | None = None
    note: str | None = None
    source: Id


class OfferExamples(Entry):
    """content/examples/<level>.yaml: messages of a level that the model of offers learns from."""

    level: VerdictLevel
    texts: tuple[Words, ...] = Field(min_length=3)


class CorpusText(Entry):
    """A text of the project's own corpus with the level it must get."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*-\d{3,4}$")]
    kind: Id
    expect: VerdictLevel
    text: Words
    speech: Speech | None = None
    known_miss: str | None = None


class CorpusQuestion(Entry):
    """A message of the project's own corpus with the road and the distress it must get."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*-\d{3,4}$")]
    text: Words
    distress: Distress = "none"
    topic: Id | None = None
    also: tuple[Id, ...] = ()
    near_miss_of: str | None = None
    known_miss: str | None = None


class Content(Entry):
    """Everything in content/, loaded, checked and immutable."""

    sources: dict[str, Source]
    laws: dict[str, Law]
    contacts: dict[str, Contact]
    lists: dict[str, WordList]
    slang: dict[str, str]
    rates: dict[str, Rate]
    roles: tuple[RoleWords, ...]
    rules: dict[str, Rule]
    verdicts: Verdicts
    guard: Guard
    triage: tuple[TriageCue, ...]
    topics: dict[str, Topic]
    asked: dict[str, Asked] = Field(default_factory=dict)
    cries: dict[str, Cries] = Field(default_factory=dict)
    articles: dict[str, Article]
    countries: dict[str, Country]
    agencies: tuple[Agency, ...]
    campaigns: dict[str, Campaign] = Field(default_factory=dict)
    quiz: dict[str, QuizOffer] = Field(default_factory=dict)
    texts: dict[str, str]
    digest: str = ""
