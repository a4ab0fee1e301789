"""Telegram is waited for, longer each time; what waits there is never dropped."""

from __future__ import annotations

import pytest
from telegram import Bot

from bot.errors import SettingsError
from bot.telegram.opening import LONGEST_PAUSE, open_patiently, take_webhook
from bot.telegram.polling import ALLOWED_UPDATES
from bot.telegram.transport import build_bot
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import TOKEN


class Sleeper:
    """Notes how long it was to sleep; after `wakes` times something happens."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_a_telegram_that_stumbles_is_asked_again(api: FakeBotApi) -> None:
    sleeper = Sleeper()
    api.world.faults.add(method="getMe", code=502, count=2)
    api.world.faults.add(method="getMe", kind="reset", count=1)
    bot = build_bot(TOKEN, api.url)

    await open_patiently(bot, sleeper)

    assert sleeper.slept == [1, 2, 4]
    assert bot.username == "RambuUjiBot"
    await bot.shutdown()


async def test_the_pauses_grow_to_a_minute(api: FakeBotApi) -> None:
    sleeper = Sleeper()
    api.world.faults.add(method="getMe", code=500, count=9)
    bot = build_bot(TOKEN, api.url)

    await open_patiently(bot, sleeper)

    assert sleeper.slept[-2:] == [LONGEST_PAUSE] * 2
    await bot.shutdown()


async def test_a_wrong_token_is_not_waited_out(api: FakeBotApi) -> None:
    sleeper = Sleeper()

    with pytest.raises(SettingsError):
        await open_patiently(build_bot("123456:wrong-secret", api.url), sleeper)

    assert sleeper.slept == []


async def test_the_webhook_is_set_as_soon_as_telegram_takes_it(api: FakeBotApi, bot: Bot) -> None:
    sleeper = Sleeper()
    api.people.say(7, "halo")
    api.world.faults.add(method="setWebhook", code=429, retry_after=7)
    api.world.faults.add(method="setWebhook", code=502)

    await take_webhook(bot, "http://127.0.0.1:9/telegram", "0123456789abcdef", sleeper)

    assert sleeper.slept == [7, 2]
    assert api.world.webhook.secret == "0123456789abcdef"
    assert api.world.updates.kinds == frozenset(ALLOWED_UPDATES)
    assert [each.update["message"]["text"] for each in api.world.updates.waiting] == ["halo"]
