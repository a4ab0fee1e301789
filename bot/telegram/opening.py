"""From a token to a bot that Telegram knows and delivers to, however long Telegram is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.errors import SettingsError
from bot.telegram.errors import Interrupted
from bot.telegram.polling import ALLOWED_UPDATES
from bot.telegram.send import Sleep, seconds
from bot.telegram.transport import open_bot

LONGEST_PAUSE = 60.0

T = TypeVar("T")

logger = logging.getLogger(__name__)


async def open_patiently(bot: Bot, sleep: Sleep = asyncio.sleep) -> None:
    """Opens the bot as soon as Telegram can be reached. Raises SettingsError for a wrong token."""
    await _patiently("telegram_unreachable", lambda: open_bot(bot), sleep)


async def take_webhook(bot: Bot, url: str, secret: str, sleep: Sleep = asyncio.sleep) -> None:
    """Makes Telegram deliver to `url`; what waits there is kept and delivered.

    Raises SettingsError when Telegram does not take the address.
    """

    async def ask() -> None:
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES))
        except BadRequest as error:
            raise SettingsError(
                [f"RAMBU_WEBHOOK_URL: Telegram does not take it: {error.message}"]
            ) from None
        except RetryAfter as error:
            raise Interrupted("Telegram asks to wait", seconds(error)) from None
        except TelegramError as error:
            raise Interrupted(f"Telegram cannot be reached: {type(error).__name__}") from None

    await _patiently("webhook_not_set", ask, sleep)


async def _patiently(event: str, act: Callable[[], Awaitable[T]], sleep: Sleep) -> T:
    """Does it until it is done: waits as long as Telegram asks, else longer each time."""
    failures = 0
    while True:
        try:
            return await act()
        except Interrupted as error:
            pause = error.retry_after or min(LONGEST_PAUSE, 2.0**failures)
            failures = min(failures + 1, 10)
            logger.warning(event, extra={"reason": str(error), "pause": pause})
            await sleep(pause)
