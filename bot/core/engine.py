"""Everything Rambu understands in one object: reads, checks, triages, ranks. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.core.agencies import Agencies, AgencyMatch
from bot.core.alarm import Alarm
from bot.core.answers import Answers
from bot.core.check import Checker, Verdict
from bot.core.content import Content
from bot.core.message import Message
from bot.core.reader import Reader, Reading
from bot.core.search import Ranking, Search
from bot.core.triage import Nurse, Triage
from bot.core.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of one message."""

    reading: Reading
    verdict: Verdict
    triage: Triage


class Engine:
    """The compiled content. `roots` are the dictionary's root words."""

    def __init__(self, content: Content, roots: Iterable[str]) -> None:
        self.content = content
        self.reader = Reader(content, roots)
        self.checker = Checker(content)
        self.nurse = Nurse(content, self.reader.normalizer)
        self.answers = Answers(content)
        self.alarm = Alarm(content, self.answers)
        self.verdicts = Verdicts(content, self.answers)
        self.agencies = Agencies(content.agencies)

    @cached_property
    def search(self) -> Search:
        """The index of articles, built at the first question."""
        return Search(self.content, self.reader.normalizer)

    def warm_up(self) -> None:
        """Builds what is otherwise built at the first question, so that nobody waits for it."""
        assert self.search is not None  # noqa: S101 - the property builds the index
        self.nurse.warm_up()

    def understand(self, message: Message) -> Understanding:
        """Reads a message once and judges it."""
        reading = self.reader.read(message.text, forwarded=message.forwarded)
        verdict = self.checker.check(reading)
        return Understanding(reading, verdict, self.nurse.triage(reading, verdict.judgement))

    def rank(self, understanding: Understanding, country: str | None = None) -> Ranking:
        """Articles for a message; `country` is the one named before."""
        codes = understanding.reading.facts.country_codes or ((country,) if country else ())
        return self.search.rank(
            understanding.reading.text.tokens, codes, understanding.triage.topic
        )

    def find_agencies(self, understanding: Understanding, today: dt.date) -> list[AgencyMatch]:
        """The companies of an offer on the lists Rambu has."""
        return self.agencies.find(understanding.reading.facts, today)
