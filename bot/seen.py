"""Whether an offer was reported before: what the reply says of it, without anybody's data."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import replace

from bot.core.engine import Understanding
from bot.core.message import Message
from bot.core.reply import Line, Reply
from bot.core.similar import Fingerprinter
from bot.core.wording import say_date
from bot.errors import StoreError
from bot.storage.store import Conclusion, Sighting, Store
from bot.tuning import Tuning

# What one person alone says of an offer is told to nobody before the desk has read it.
FEWEST_PEOPLE = 2
_SIMILAR: dict[Conclusion, str] = {
    "danger": "seen.danger",
    "caution": "seen.caution",
    "unverified": "seen.unverified",
}

logger = logging.getLogger(__name__)


class SeenBefore:
    """Looks checked offers up among the reported ones; a store that fails costs a line.

    `clock` gives seconds since 1970.
    """

    def __init__(self, marks: Fingerprinter, store: Store, clock: Callable[[], float]) -> None:
        self.marks = marks
        self._store = store
        self._tuning = Tuning(store, clock)

    async def tell(self, message: Message, understanding: Understanding, reply: Reply) -> Reply:
        """The reply with what is known of similar offers; only of a checked offer."""
        if reply.road != "check" or not reply.lines:
            return reply
        fingerprint = self.marks.of(understanding.reading)
        contacts = self.marks.contacts(understanding.reading)
        try:
            await self._tuning.watch(message, understanding.verdict, fingerprint)
            if reply.level == "not_offer":
                return reply
            seen = await self._store.find_offers(fingerprint, contacts, message.sender)
        except StoreError as error:
            logger.warning("seen_lost", extra={"error": type(error).__name__})
            return reply
        lines = [*similar_lines(seen.similar), *linked_lines(seen.linked)]
        return replace(reply, lines=(reply.lines[0], *lines, *reply.lines[1:]))


def similar_lines(sighting: Sighting) -> list[Line]:
    """What is told of similar offers; nothing of what the desk found to be no offer."""
    if sighting.conclusion == "not_offer":
        return []
    lines = []
    if sighting.people >= FEWEST_PEOPLE or (sighting.people and sighting.conclusion):
        lines.append(Line("seen.similar", _values(sighting)))
        if not sighting.conclusion:
            lines.append(Line("seen.open"))
    if sighting.conclusion:
        lines.append(Line(_SIMILAR[sighting.conclusion]))
    return lines


def linked_lines(sighting: Sighting) -> list[Line]:
    """What is told of other offers with the same phone, name, link or account."""
    if sighting.conclusion == "danger":
        return [Line("seen.linked_danger")]
    return [Line("seen.linked", _values(sighting))] if sighting.people >= FEWEST_PEOPLE else []


def _values(sighting: Sighting) -> dict[str, str | int]:
    # Jakarta's date, as everywhere in replies.
    first = dt.datetime.fromtimestamp(sighting.first, dt.UTC) + dt.timedelta(hours=7)
    return {
        "people": sighting.people,
        "offers": sighting.offers,
        "date": say_date(first.date()),
    }
