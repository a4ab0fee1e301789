"""Rambu's commands, and how Telegram learns of them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import TelegramError

# In the order of Telegram's menu; each has its description in the texts as `command.NAME`.
COMMANDS = (
    "start",
    "bantuan",
    "cek",
    "darurat",
    "negara",
    "topik",
    "kartu",
    "kuis",
    "sumber",
    "laporan",
    "banding",
    "privasi",
    "hapus",
    "atur",
)
# What Telegram offers in groups; the rest leads from there to the private chat.
GROUP_MENU = ("cek", "darurat", "bantuan", "atur")
# What Telegram's own pages tell people to try.
_OTHER_NAMES = {"help": "bantuan"}

logger = logging.getLogger(__name__)


def canonical(name: str) -> str:
    """The command's own name."""
    return _OTHER_NAMES.get(name, name)


async def announce(bot: Bot, texts: Mapping[str, str]) -> None:
    """Gives Telegram the command list and the descriptions, where they are not there already.

    A failure is logged and not raised: people can write to Rambu without them.
    """
    for step in (_announce_commands, _announce_description, _announce_short_description):
        await _attempt(step, bot, texts)


async def _attempt(
    step: Callable[[Bot, Mapping[str, str]], Awaitable[None]], bot: Bot, texts: Mapping[str, str]
) -> None:
    try:
        await step(bot, texts)
    except TelegramError as error:
        logger.warning(
            "announcement_failed", extra={"step": step.__name__, "error": type(error).__name__}
        )


async def _announce_commands(bot: Bot, texts: Mapping[str, str]) -> None:
    for names, scope in ((COMMANDS, None), (GROUP_MENU, BotCommandScopeAllGroupChats())):
        wanted = tuple(BotCommand(name, texts[f"command.{name}"]) for name in names)
        if tuple(await bot.get_my_commands(scope=scope)) != wanted:
            await bot.set_my_commands(wanted, scope=scope)


async def _announce_description(bot: Bot, texts: Mapping[str, str]) -> None:
    wanted = texts["bot.description"]
    if (await bot.get_my_description()).description != wanted:
        await bot.set_my_description(wanted)


async def _announce_short_description(bot: Bot, texts: Mapping[str, str]) -> None:
    wanted = texts["bot.short_description"]
    if (await bot.get_my_short_description()).short_description != wanted:
        await bot.set_my_short_description(wanted)
