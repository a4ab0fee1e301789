"""From what was understood to what is said: each road has its reply."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.core.answers import other_topics
from bot.core.engine import Engine, Understanding
from bot.core.message import Message
from bot.core.reply import Line, Reply

_LONG_WORDS = 25


class Roads:
    """Makes the reply to a message; `today` decides what is current, `country` is the one named
    before in the same conversation.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reply(
        self, understanding: Understanding, message: Message, country: str | None, today: dt.date
    ) -> Reply:
        """The reply on the road that was understood."""
        triage = understanding.triage
        if triage.road == "emergency":
            return self._emergency(understanding, country, today)
        if triage.road == "misuse":
            return self._engine.verdicts.refusal(today, triage.cues)
        if message.only_contacts:
            menu = self._engine.answers.menu()
            return Reply((Line("answer.contact_card"),), menu, road="unclear")
        if triage.road == "check":
            reply = self._verdict(understanding, today)
        elif triage.road == "smalltalk":
            return self._engine.answers.hello(thanks="thanks" in triage.cues)
        else:
            reply = self._answer(understanding, message, country, today)
        return self._gently(reply, country) if triage.distress == "veiled" else reply

    def judged(self, understanding: Understanding, today: dt.date) -> Reply:
        """The verdict, whatever else the message may be; a cry for help comes before it."""
        if understanding.triage.road == "emergency":
            return self._emergency(understanding, None, today)
        return self._verdict(understanding, today)

    def _emergency(
        self, understanding: Understanding, country: str | None, today: dt.date
    ) -> Reply:
        codes = understanding.reading.facts.country_codes
        place = (
            codes[0]
            if codes
            else ("ID" if "fact.domestic_place" in understanding.verdict.signals else country)
        )
        needs = self._engine.alarm.needs(understanding.reading)
        return self._engine.alarm.first(place, today, needs)

    def _verdict(self, understanding: Understanding, today: dt.date) -> Reply:
        agencies = self._engine.find_agencies(understanding, today)
        reply = self._engine.verdicts.reply(understanding.verdict, today, agencies)
        return self._engine.answers.with_asked(reply, self._engine.asked_beside(understanding))

    def _answer(
        self, understanding: Understanding, message: Message, country: str | None, today: dt.date
    ) -> Reply:
        ranking = self._engine.rank(understanding, country)
        if ranking.best is not None:
            article = self._engine.content.articles[ranking.best.article]
            # On a bad connection less comes first; a terminal shows all of it at once.
            whole = message.chat_kind == "terminal"
            reply = self._engine.answers.article(
                article, today, more=other_topics(ranking), whole=whole
            )
            codes = understanding.reading.facts.country_codes
            return replace(reply, country=codes[0] if codes else reply.country)
        if ranking.choices:
            return self._engine.answers.choices(ranking.choices)
        long = len(understanding.reading.text.tokens) > _LONG_WORDS
        if message.forwarded or message.shown or long:
            return self._verdict(understanding, today)
        return self._engine.answers.unknown()

    def _gently(self, reply: Reply, country: str | None) -> Reply:
        line, buttons = self._engine.alarm.gentle(reply.country or country)
        return replace(reply, lines=(line, *reply.lines), buttons=(buttons, *reply.buttons))
