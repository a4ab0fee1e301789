"""Telegram learns the commands and descriptions once."""

from __future__ import annotations

from telegram import Bot

from bot.telegram.commands import COMMANDS, GROUP_MENU, announce
from tests.fakes.bot_api import FakeBotApi

TEXTS = {
    **{f"command.{name}": f"Tentang {name}" for name in COMMANDS},
    "bot.description": "Rambu memeriksa tawaran kerja.",
    "bot.short_description": "Rambu",
}


def changes(api: FakeBotApi) -> list[str]:
    return [call.method for call in api.world.calls if call.method.startswith("set")]


async def test_the_list_and_the_descriptions_are_set(api: FakeBotApi, bot: Bot) -> None:
    await announce(bot, TEXTS)

    profile = api.world.profile
    assert [each["command"] for each in profile["commands default "]] == list(COMMANDS)
    in_groups = profile['commands {"type":"all_group_chats","chat_id":null,"user_id":null} ']
    assert [each["command"] for each in in_groups] == list(GROUP_MENU)
    assert profile["description"] == TEXTS["bot.description"]
    assert profile["short_description"] == TEXTS["bot.short_description"]


async def test_what_is_there_already_is_not_set_again(api: FakeBotApi, bot: Bot) -> None:
    await announce(bot, TEXTS)
    await announce(bot, TEXTS)
    await announce(bot, {**TEXTS, "bot.description": "Baru"})

    assert changes(api) == [
        *("setMyCommands", "setMyCommands"),
        "setMyDescription",
        "setMyShortDescription",
        "setMyDescription",
    ]


async def test_a_failure_does_not_keep_the_bot_from_starting(api: FakeBotApi, bot: Bot) -> None:
    api.world.faults.add(method="setMyCommands", code=429, retry_after=30)

    await announce(bot, TEXTS)

    assert "description" in api.world.profile
