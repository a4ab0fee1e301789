"""Deletes what was said in a private chat, Rambu's messages and the person's, with one press."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from telegram import Bot
from telegram.error import TelegramError

# How many messages Telegram deletes in one call, and how far back is looked for what no trail
# names: numbers that are no message of this chat are skipped.
AT_ONCE = 100
# How many are tried one by one where Telegram refuses a whole call (one of them is too old).
ONE_BY_ONE = 30

logger = logging.getLogger(__name__)


async def clear_chat(bot: Bot, chat_id: int, last: int, trail: Iterable[int]) -> bool:
    """Deletes the messages up to `last` and those of `trail`; False where some may be left."""
    ids = {*trail, *range(max(1, last - AT_ONCE + 1), last + 1)}
    done = True
    for some in _pieces(sorted(ids, reverse=True)):
        done = await _delete(bot, chat_id, some) and done
    logger.info("chat_cleared", extra={"whole": done})
    return done


async def _delete(bot: Bot, chat_id: int, ids: list[int]) -> bool:
    try:
        return await bot.delete_messages(chat_id, ids)
    except TelegramError as error:
        logger.info("messages_not_deleted", extra={"error": type(error).__name__})
    for message_id in ids[:ONE_BY_ONE]:
        try:
            await bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            logger.debug("message_not_deleted", extra={"error": type(error).__name__})
    return False


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
