"""Fetches updates by long polling, as the plain JSON that they came in."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.telegram.errors import Interrupted
from bot.telegram.send import seconds
from bot.telegram.transport import AiohttpRequest

# Nothing that Rambu does not answer is asked for, so that it is never stored.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
MAX_UPDATES = 100
# Seconds that Telegram waits for an update before it answers that there is none.
WAIT = 25
# The answer may come later than the wait that was asked for.
_GRACE = 10.0


class UpdateSource:
    """The one reader of a bot's updates; Telegram refuses a second (409)."""

    def __init__(self, bot: Bot, request: BaseRequest | None = None, wait: int = WAIT) -> None:
        self._bot = bot
        self._wait = wait
        self._request = request or AiohttpRequest(limit=2)
        self._webhook_ended = False

    async def open(self) -> None:
        """Opens the connection."""
        await self._request.initialize()

    async def close(self) -> None:
        """Closes the connection; a waiting fetch ends with Interrupted."""
        await self._request.shutdown()

    async def fetch(self, offset: int | None) -> list[dict[str, Any]]:
        """The updates from `offset` on, as soon as there is one; Telegram forgets those before.

        The first fetch ends a webhook, which would bar polling; what waits is kept. Raises
        Interrupted when it should be tried again later.
        """
        url = f"{self._bot.base_url}/getUpdates?{_query(offset, self._wait)}"
        try:
            await self._end_webhook()
            found = await self._request.post(url, read_timeout=self._wait + _GRACE)
        except TelegramError as error:
            raise _interrupted(error) from None
        updates = found if isinstance(found, list) else []
        return [update for update in updates if isinstance(update, dict)]

    async def _end_webhook(self) -> None:
        # Once only: of two programs that each want it their way, none undoes the other's for ever.
        if not self._webhook_ended:
            await self._bot.delete_webhook(drop_pending_updates=False)
            self._webhook_ended = True


def _query(offset: int | None, wait: int) -> str:
    values = {
        "limit": MAX_UPDATES,
        "timeout": wait,
        "allowed_updates": json.dumps(ALLOWED_UPDATES),
    }
    return urlencode(values if offset is None else {**values, "offset": offset})


def _interrupted(error: TelegramError) -> Interrupted:
    if isinstance(error, RetryAfter):
        return Interrupted("Telegram asks to wait", seconds(error))
    if isinstance(error, Conflict):
        return Interrupted(
            "Another program reads the updates of this bot, or has set a webhook (409)"
        )
    return Interrupted(f"Updates cannot be fetched: {type(error).__name__}")
