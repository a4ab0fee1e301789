"""What is counted and remembered of a conversation: numbers without any text, and one country."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence

from bot.core.content import Content
from bot.core.engine import Understanding
from bot.core.message import MAX_CHARACTERS, Message
from bot.core.reply import Reply
from bot.errors import StoreError
from bot.storage.once import apply
from bot.storage.store import Change, Count, Remember, Store

REMEMBER_COUNTRY_HOURS = 6

logger = logging.getLogger(__name__)


class Tally:
    """Counts and remembers; a store that fails costs a count, never an answer.

    `clock` gives seconds since 1970.
    """

    def __init__(self, content: Content, store: Store, clock: Callable[[], float]) -> None:
        self._content = content
        self._store = store
        self._clock = clock

    async def note(
        self, message: Message, understanding: Understanding, reply: Reply, today: dt.date
    ) -> None:
        """Counts without any text; remembers the country named, for the next question."""
        counts: list[Change] = [Count(today, "road", reply.road or "none")]
        if reply.level:
            counts.append(Count(today, "level", reply.level))
            counts += [
                Count(today, "rule", finding.rule) for finding in understanding.verdict.findings
            ]
        if reply.country and message.chat:
            until = self._clock() + REMEMBER_COUNTRY_HOURS * 3600
            counts.append(Remember(message.chat, "country", reply.country, until))
        await self.count(counts)
        logger.info(
            "message_answered",
            extra={
                "chat": message.chat_kind,
                "road": reply.road,
                "level": reply.level,
                "long": len(message.text) >= MAX_CHARACTERS,
            },
        )

    async def count(self, changes: Sequence[Change]) -> None:
        """Makes the changes, all or none."""
        if not changes:
            return
        try:
            await apply(self._store, changes, self._clock())
        except StoreError as error:
            logger.warning("count_lost", extra={"error": type(error).__name__})

    def press(self, verb: str, argument: str, today: dt.date) -> Count:
        """Counts by what exists only: a forger's words never become the name of a counter."""
        content = self._content
        known = {
            "article": argument in content.articles,
            "unhelpful": argument in content.articles,
            "country": argument in content.countries,
            "wrong": argument in content.rules or argument == "not_offer",
        }
        if known.get(verb):
            return Count(today, verb, argument.lower())
        return Count(today, "press", verb)

    async def recall_country(self, message: Message) -> str | None:
        """The country named last in the chat."""
        if not message.chat:
            return None
        try:
            return await self._store.recall(message.chat, "country", self._clock())
        except StoreError:
            return None

    async def remember_country(self, message: Message, country: str) -> None:
        """Keeps the country for the next question."""
        until = self._clock() + REMEMBER_COUNTRY_HOURS * 3600
        await self.count([Remember(message.chat, "country", country, until)])
