"""Message in, Reply out: the one place where the engine, the store and the clock meet."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.engine import Engine, Understanding
from bot.core.message import MAX_CHARACTERS, Message
from bot.core.reply import Line, Reply
from bot.core.search import Hit, Ranking
from bot.errors import StoreError
from bot.storage.once import apply
from bot.storage.store import DAY, Change, Count, Remember, Retention, Store

REMEMBER_COUNTRY_HOURS = 6
# How long the store keeps what could not be handled (bot/storage/store.py, Retention.parked).
PARKED_DAYS = int(Retention().parked // DAY)
_LONG_WORDS = 25
_READABLE = (
    "photo",
    "voice",
    "audio",
    "video",
    "video_note",
    "sticker",
    "document",
    "animation",
    "location",
    "poll",
    "contact",
)

logger = logging.getLogger(__name__)


class Service:
    """Answers messages, commands and button presses.

    A store that fails costs a count, never the answer. `clock` gives seconds since 1970.
    """

    def __init__(
        self, engine: Engine, store: Store, clock: Callable[[], float] = time.time
    ) -> None:
        self._engine = engine
        self._store = store
        self._clock = clock

    @property
    def _today(self) -> dt.date:
        # Jakarta, where the ministries' dates are set.
        return (dt.datetime.fromtimestamp(self._clock(), dt.UTC) + dt.timedelta(hours=7)).date()

    async def respond(self, message: Message) -> Reply:
        """The answer to what somebody wrote, forwarded or showed."""
        if not message.text.strip():
            return self._unreadable(message)
        country = message.country or await self._recall_country(message)
        understanding = self._engine.understand(message)
        reply = self._reply(understanding, message, country)
        if message.unreadable and reply.road != "emergency":
            reply = replace(reply, lines=(*reply.lines, *self._unreadable(message).lines))
        await self._note(message, understanding, reply)
        return reply

    async def command(self, name: str, argument: str, message: Message) -> Reply:
        """The answer to a command; unknown ones get the help."""
        answers = self._engine.answers
        if name == "cek":
            return await self._check(message)
        if name == "negara":
            return self._country_named(argument)
        if name == "start" and argument:
            return await self.press(argument.replace("__", ":"), message)
        if name == "hapus":
            return await self._forget(message)
        plain = self._plain_commands()
        await self._count([Count(self._today, "command", name)] if name in plain else [])
        return plain.get(name, answers.help)()

    def _plain_commands(self) -> dict[str, Callable[[], Reply]]:
        answers = self._engine.answers
        kept = {"hours": REMEMBER_COUNTRY_HOURS, "days": PARKED_DAYS}
        sources = Line("sources.count", {"count": len(self._engine.content.sources)})
        return {
            "start": answers.start,
            "bantuan": answers.help,
            "topik": answers.topics,
            "darurat": lambda: self._engine.alarm.first(None, self._today),
            "privasi": lambda: Reply((Line("privacy.text", kept),), answers.menu(), road="answer"),
            "sumber": lambda: Reply((sources, Line("sources.how")), road="answer"),
        }

    async def press(self, action: str, message: Message) -> Reply:
        """The answer to a button; a forged or outdated one gets a polite word."""
        verb, _, argument = action.partition(":")
        reply = self._pressed(verb, argument)
        if reply is None:
            return Reply((Line("press.unknown"),), self._engine.answers.menu(), road="answer")
        await self._count(_press_counts(self._today, verb, argument))
        if reply.country and message.chat:
            await self._remember_country(message, reply.country)
        return reply

    def _pressed(self, verb: str, argument: str) -> Reply | None:
        engine, content, today = self._engine, self._engine.content, self._today
        if verb == "article" and argument in content.articles:
            return engine.answers.article(content.articles[argument], today)
        if verb == "sources" and argument in content.articles:
            return engine.answers.sources(content.articles[argument])
        if verb == "country" and argument in content.countries:
            return engine.answers.country(content.countries[argument], today)
        if verb == "topic" and argument in content.topics and not content.topics[argument].hidden:
            return engine.answers.topic(argument)
        if verb == "ask":
            return engine.verdicts.questions(argument.split("."))
        return self._pressed_alarm(verb, argument) or self._pressed_plain(verb)

    def _pressed_alarm(self, verb: str, argument: str) -> Reply | None:
        alarm = self._engine.alarm
        known = argument in self._engine.content.countries or argument == "ID"
        if verb == "emergency":
            return alarm.first(argument if known else None, self._today)
        if verb == "help":
            return alarm.more(argument if known else None)
        if verb == "watched":
            return alarm.watched(yes=argument == "yes")
        if verb == "safety":
            return (
                alarm.first(None, self._today)
                if argument == "yes"
                else Reply((Line("safety.no"),), road="answer")
            )
        if verb == "unanswered":
            return alarm.unanswered()
        if verb == "emergency_countries":
            return self._engine.answers.countries("emergency")
        return None

    def _pressed_plain(self, verb: str) -> Reply | None:
        answers = self._engine.answers
        replies: dict[str, Callable[[], Reply]] = {
            "topics": answers.topics,
            "countries": answers.countries,
            "hotlines": lambda: answers.hotlines(self._today),
            "check": lambda: Reply((Line("check.how"),), road="answer"),
            "menu": answers.start,
            "wrong": lambda: Reply((Line("answer.wrong_thanks"),), road="answer"),
            "unhelpful": lambda: Reply((Line("answer.helpful_thanks"),), ((),), road="answer"),
        }
        return replies[verb]() if verb in replies else None

    # ---- how a message is answered

    def _reply(self, understanding: Understanding, message: Message, country: str | None) -> Reply:
        triage = understanding.triage
        if triage.road == "emergency":
            return self._emergency(understanding, country)
        if triage.road == "misuse":
            return self._engine.verdicts.refusal(self._today)
        if triage.road == "check":
            reply = self._verdict(understanding)
        elif triage.road == "smalltalk":
            return self._engine.answers.hello(thanks="thanks" in triage.cues)
        else:
            reply = self._answer(understanding, message, country)
        return self._gently(reply) if triage.distress == "veiled" else reply

    def _emergency(self, understanding: Understanding, country: str | None) -> Reply:
        codes = understanding.reading.facts.country_codes
        place = (
            codes[0]
            if codes
            else ("ID" if "fact.domestic_place" in understanding.verdict.signals else country)
        )
        cues = understanding.triage.cues
        crisis = any(cue.startswith("suicide") for cue in cues)
        unanswered = any(cue.startswith("unanswered") for cue in cues)
        return self._engine.alarm.first(place, self._today, crisis=crisis, unanswered=unanswered)

    def _verdict(self, understanding: Understanding) -> Reply:
        agencies = self._engine.find_agencies(understanding, self._today)
        return self._engine.verdicts.reply(understanding.verdict, self._today, agencies)

    def _answer(self, understanding: Understanding, message: Message, country: str | None) -> Reply:
        ranking = self._engine.rank(understanding, country)
        if ranking.best is not None:
            article = self._engine.content.articles[ranking.best.article]
            reply = self._engine.answers.article(article, self._today, more=_other_topics(ranking))
            codes = understanding.reading.facts.country_codes
            return replace(reply, country=codes[0] if codes else reply.country)
        if ranking.choices:
            return self._engine.answers.choices(ranking.choices)
        if message.forwarded or len(understanding.reading.text.tokens) > _LONG_WORDS:
            return self._verdict(understanding)
        return self._engine.answers.unknown()

    def _gently(self, reply: Reply) -> Reply:
        line, buttons = self._engine.alarm.gentle()
        return replace(reply, lines=(line, *reply.lines), buttons=(buttons, *reply.buttons))

    async def _check(self, message: Message) -> Reply:
        if not message.text.strip():
            return (
                Reply((Line("check.how"),), road="answer")
                if not message.unreadable
                else self._unreadable(message)
            )
        understanding = self._engine.understand(message)
        if understanding.triage.road == "emergency":
            reply = self._emergency(understanding, None)
        else:
            reply = self._verdict(understanding)
        await self._note(message, understanding, reply)
        return reply

    def _country_named(self, name: str) -> Reply:
        if not name.strip():
            return self._engine.answers.countries()
        reading = self._engine.reader.read(f"negara {name[:100]}")
        codes = reading.facts.country_codes
        if codes and codes[0] in self._engine.content.countries:
            return self._engine.answers.country(
                self._engine.content.countries[codes[0]], self._today
            )
        return self._engine.answers.unknown_country()

    def _unreadable(self, message: Message) -> Reply:
        if not message.unreadable:
            return Reply((Line("answer.empty"),), self._engine.answers.menu(), road="unclear")
        texts = self._engine.content.texts
        kinds = dict.fromkeys(
            texts[f"kind.{kind if kind in _READABLE else 'other'}"] for kind in message.unreadable
        )
        return Reply((Line("answer.unreadable", {"kinds": ", ".join(kinds)}),), road="unclear")

    # ---- what is remembered

    async def _note(self, message: Message, understanding: Understanding, reply: Reply) -> None:
        """Counts without any text; remembers the country named, for the next question."""
        today = self._today
        counts: list[Change] = [Count(today, "road", reply.road or "none")]
        if reply.level:
            counts.append(Count(today, "level", reply.level))
            counts += [
                Count(today, "rule", finding.rule) for finding in understanding.verdict.findings
            ]
        if reply.country and message.chat:
            until = self._clock() + REMEMBER_COUNTRY_HOURS * 3600
            counts.append(Remember(message.chat, "country", reply.country, until))
        await self._count(counts)
        logger.info(
            "message_answered",
            extra={
                "chat": message.chat_kind,
                "road": reply.road,
                "level": reply.level,
                "long": len(message.text) >= MAX_CHARACTERS,
            },
        )

    async def _count(self, changes: Sequence[Change]) -> None:
        if not changes:
            return
        try:
            await apply(self._store, changes, self._clock())
        except StoreError as error:
            logger.warning("count_lost", extra={"error": type(error).__name__})

    async def _recall_country(self, message: Message) -> str | None:
        if not message.chat:
            return None
        try:
            return await self._store.recall(message.chat, "country", self._clock())
        except StoreError:
            return None

    async def _remember_country(self, message: Message, country: str) -> None:
        until = self._clock() + REMEMBER_COUNTRY_HOURS * 3600
        await self._count([Remember(message.chat, "country", country, until)])

    async def _forget(self, message: Message) -> Reply:
        for key in {message.sender, message.chat} - {""}:
            await self._store.forget_person(key, self._clock())
        return Reply((Line("forget.done"),), road="answer")


def _other_topics(ranking: Ranking) -> list[Hit]:
    """Other topics that a long message touches as strongly: offered as buttons."""
    if ranking.best is None:
        return []
    return [
        hit
        for hit in ranking.choices
        if hit.topic != ranking.best.topic and hit.score >= 0.8 * ranking.best.score
    ]


def _press_counts(today: dt.date, verb: str, argument: str) -> list[Change]:
    if verb in {"article", "wrong", "unhelpful", "country"} and argument:
        return [Count(today, verb, argument.lower())]
    return [Count(today, "press", verb)]
