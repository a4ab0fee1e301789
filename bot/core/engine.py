"""Everything Rambu understands in one object: reads, checks, triages, ranks. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from bot.core.agencies import Agencies, AgencyMatch
from bot.core.alarm import Alarm
from bot.core.answers import Answers
from bot.core.chatlog import Excerpt, by_speaker, everything, read_turns
from bot.core.check import Checker, Finding, Verdict
from bot.core.content import Content
from bot.core.message import Message, edges, parts_beside
from bot.core.model import Models
from bot.core.posters import Posters
from bot.core.quiz import Quiz
from bot.core.reader import Reader, Reading
from bot.core.search import Hit, Ranking, Search
from bot.core.triage import Nurse, Triage
from bot.core.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of one message."""

    reading: Reading
    verdict: Verdict
    triage: Triage


class Engine:
    """The compiled content. `roots` are the dictionary's root words, `models` what was fitted."""

    def __init__(
        self, content: Content, roots: Iterable[str], models: Models | None = None
    ) -> None:
        self.content = content
        self._models = models or Models()
        self.reader = Reader(content, roots)
        self.checker = Checker(content, self._models)
        self.nurse = Nurse(content, self.reader.lexicon, self._models)
        self.answers = Answers(content)
        self.alarm = Alarm(content, self.answers)
        self.verdicts = Verdicts(content, self.answers)
        self.posters = Posters(content)
        self.quiz = Quiz(content)
        self.agencies = Agencies(content.agencies)

    @cached_property
    def search(self) -> Search:
        """The index of articles, built at the first question."""
        return Search(self.content, self.reader.normalizer, self._models.topics)

    def warm_up(self) -> None:
        """Builds what is otherwise built at the first question, so that nobody waits for it."""
        assert self.search is not None  # noqa: S101 - the property builds the index
        self.nurse.warm_up()

    def understand(self, message: Message) -> Understanding:
        """Reads a message and judges it; of a chat, the words of who offers work in it."""
        turns = read_turns(text := message.text)
        if not turns:
            reading = self.reader.read(text, forwarded=message.forwarded)
            verdict = self.checker.check(reading)
            triage = self.nurse.triage(reading, verdict.judgement)
            if triage.road != "check":
                return Understanding(reading, verdict, triage)
            return self._heed_cries(message, Understanding(reading, verdict, triage))
        reading, verdict = self._judge(message, everything(text, turns))
        judged = [self._judge(message, words) for words in by_speaker(text, turns)]
        offers = [each for each in judged if each[1].judgement.is_offer]
        spoken, verdict = max(offers, key=_weight, default=(reading, verdict))
        triage = self.nurse.triage(reading, verdict.judgement)
        # Who cries for help may be any of them.
        return Understanding(reading if triage.road == "emergency" else spoken, verdict, triage)

    def _heed_cries(self, message: Message, offer: Understanding) -> Understanding:
        """The same, or the cry for help that stands beside the offer: people send both in one go,
        and words of the offer may call off what is heard in the whole.
        """
        heard = offer.triage
        pieces = [(words, True) for words in parts_beside(message)]
        # A line of the offer itself may stand there: only a cue counts, not what it sounds like.
        pieces += [(words, False) for words in edges(message)]
        for words, apart in pieces:
            reading = self.reader.read(words)
            judgement = self.checker.check(reading).judgement
            if judgement.is_offer:
                continue
            triage = self.nurse.triage(reading, judgement, by_likeness=apart)
            if triage.road == "emergency":
                return Understanding(reading, offer.verdict, triage)
            if triage.distress == "veiled" and apart:
                heard = replace(offer.triage, distress="veiled", cues=triage.cues)
        return replace(offer, triage=heard)

    def _judge(self, message: Message, excerpt: Excerpt) -> tuple[Reading, Verdict]:
        reading = self.reader.read(excerpt.text, forwarded=message.forwarded)
        verdict = self.checker.check(reading)
        findings = tuple(_placed(each, message.text, excerpt) for each in verdict.findings)
        return reading, replace(verdict, findings=findings)

    def rank(self, understanding: Understanding, country: str | None = None) -> Ranking:
        """Articles for a message; `country` is the one named before."""
        codes = understanding.reading.facts.country_codes or ((country,) if country else ())
        return self.search.rank(
            understanding.reading.text.tokens, codes, understanding.triage.topic
        )

    def asked_beside(self, understanding: Understanding) -> tuple[Hit, ...]:
        """What else somebody may want to know who asks something together with an offer."""
        if "fact.asks" not in understanding.verdict.signals:
            return ()
        return self.rank(understanding).choices

    def find_agencies(self, understanding: Understanding, today: dt.date) -> list[AgencyMatch]:
        """The companies of an offer on the lists Rambu has."""
        return self.agencies.find(understanding.reading.facts, today)


def _placed(finding: Finding, chat: str, excerpt: Excerpt) -> Finding:
    """The finding with its words and their place as they stand in the chat."""
    start, end = excerpt.span(finding.start, finding.end)
    return replace(finding, quote=chat[start:end], start=start, end=end)


def _weight(judged: tuple[Reading, Verdict]) -> tuple[int, int]:
    """How much is against an offer."""
    _, verdict = judged
    return ("unverified", "caution", "danger").index(verdict.level), len(verdict.findings)
