"""The numbers of a chat's messages after a cry for help, so that one press can delete them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.errors import StoreError
from bot.storage.store import DAY, Store

# Telegram lets a bot delete messages for two days, a hundred in one call.
KEPT_SECONDS = 2 * DAY
MOST = 100
_NAME = "trail"

logger = logging.getLogger(__name__)


class Trail:
    """Remembers numbers of messages by chat; a store that fails costs the trail, nothing else."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    async def add(self, chat: str, ids: Sequence[int]) -> None:
        """Keeps the numbers beside those before, the newest MOST."""
        try:
            kept = [*await self._read(chat), *ids][-MOST:]
            text = ",".join(map(str, kept))
            await self._store.remember(chat, _NAME, text, self._clock() + KEPT_SECONDS)
        except StoreError as error:
            logger.warning("trail_lost", extra={"error": type(error).__name__})

    async def take(self, chat: str) -> list[int]:
        """The numbers kept, which are forgotten with that."""
        try:
            ids = await self._read(chat)
            await self._store.forget(chat, _NAME)
        except StoreError as error:
            logger.warning("trail_lost", extra={"error": type(error).__name__})
            return []
        return ids

    async def _read(self, chat: str) -> list[int]:
        text = await self._store.recall(chat, _NAME, self._clock())
        return [int(number) for number in text.split(",")] if text else []
