"""How much one person or group may ask of Rambu in a minute; who asks for more is told so once.

Whether something may be withheld at all is decided by the caller, who has read it: a cry for help
never is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.core.message import Message
from bot.core.reply import Line, Reply
from bot.errors import StoreError
from bot.storage.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """A bucket of `capacity` tokens that fills again in `seconds`."""

    name: str
    capacity: int
    seconds: float = 60.0


MESSAGES = Limit("messages", 20)
# Reading files is the dearest work there is.
PHOTOS = Limit("photos", 12)
PRESSES = Limit("presses", 60)
# All people of a group together; Telegram lets a bot write no more there.
GROUP = Limit("group", 20)
NOTICE = Limit("notice", 1)

SILENCE = Reply(())


class Limits:
    """The buckets in a store. Where the store fails, everything is allowed."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    async def hold(self, message: Message, limit: Limit) -> Reply | None:
        """What is said in place of an answer: a notice the first time, then nothing.

        None where the message may be answered.
        """
        try:
            if await self._allows(message, limit):
                return None
            told = not await self._take(message.chat or message.sender, NOTICE)
        except StoreError as error:
            logger.warning("limit_unknown", extra={"error": type(error).__name__})
            return None
        logger.info("limit_reached", extra={"limit": limit.name, "chat": message.chat_kind})
        return SILENCE if told else Reply((Line("limit.slow"),), road="limit")

    async def _allows(self, message: Message, limit: Limit) -> bool:
        if message.sender and not await self._take(message.sender, limit):
            return False
        return message.chat_kind != "group" or await self._take(message.chat, GROUP)

    async def _take(self, owner: str, limit: Limit) -> bool:
        now = self._clock()
        return await self._store.take(owner, limit.name, limit.capacity, limit.seconds, now)
