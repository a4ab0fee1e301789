"""Updates are fetched as they are, by one reader."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.telegram.errors import Interrupted
from bot.telegram.polling import ALLOWED_UPDATES, UpdateSource
from tests.fakes.bot_api import FakeBotApi


@pytest.fixture
async def source(bot: Bot) -> AsyncIterator[UpdateSource]:
    source = UpdateSource(bot, wait=0)
    await source.open()
    yield source
    await source.close()


async def test_updates_come_as_plain_json_from_the_offset_on(
    api: FakeBotApi, source: UpdateSource
) -> None:
    api.people.raw({"message": {"text": "satu \ud83d", "new_field": {"a": 1}}})
    api.people.raw({"message": {"text": "dua"}})

    first, second = await source.fetch(None)
    [rest] = await source.fetch(second["update_id"])

    assert first["message"] == {"text": "satu \ud83d", "new_field": {"a": 1}}
    assert rest == second
    assert await source.fetch(second["update_id"] + 1) == []


async def test_a_fetch_waits_for_an_update(api: FakeBotApi, bot: Bot) -> None:
    source = UpdateSource(bot)
    await source.open()
    fetch = asyncio.create_task(source.fetch(None))
    await asyncio.sleep(0)
    api.people.say(7, "halo")

    assert (await fetch)[0]["message"]["text"] == "halo"
    await source.close()


async def test_only_what_is_answered_is_asked_for(api: FakeBotApi, source: UpdateSource) -> None:
    await source.fetch(None)
    api.people.post(-1000000000008, "kabar")

    assert api.world.updates.kinds == frozenset(ALLOWED_UPDATES)
    assert await source.fetch(None) == []


async def test_a_webhook_is_ended_and_what_waits_is_kept(api: FakeBotApi, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/none")
    api.people.say(7, "halo")
    source = UpdateSource(bot, wait=0)

    await source.open()

    assert len(await source.fetch(None)) == 1
    await source.close()


async def test_a_second_reader_is_named(api: FakeBotApi, source: UpdateSource) -> None:
    api.world.faults.add(method="getUpdates", code=409, description="Conflict: terminated")

    with pytest.raises(Interrupted, match="409"):
        await source.fetch(None)


async def test_a_wait_that_telegram_asks_for_is_passed_on(
    api: FakeBotApi, source: UpdateSource
) -> None:
    api.world.faults.add(method="getUpdates", code=429, retry_after=12)

    with pytest.raises(Interrupted) as raised:
        await source.fetch(None)

    assert raised.value.retry_after == 12.0


@pytest.mark.parametrize("kind", ["malformed", "reset", "page"])
async def test_a_broken_answer_is_tried_again_later(
    api: FakeBotApi, source: UpdateSource, kind: str
) -> None:
    api.world.faults.add(method="getUpdates", kind=kind, code=502)

    with pytest.raises(Interrupted):
        await source.fetch(None)
    assert await source.fetch(None) == []


async def test_a_webhook_that_could_not_be_ended_is_ended_later(
    api: FakeBotApi, bot: Bot, source: UpdateSource
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/none")
    api.world.faults.add(method="deleteWebhook")

    with pytest.raises(Interrupted):
        await source.fetch(None)

    assert await source.fetch(None) == []


async def test_a_webhook_that_is_set_meanwhile_is_left_alone(
    api: FakeBotApi, bot: Bot, source: UpdateSource
) -> None:
    await source.fetch(None)
    await bot.set_webhook("http://127.0.0.1:9/none")

    with pytest.raises(Interrupted, match="409"):
        await source.fetch(None)

    assert api.world.webhook.url
