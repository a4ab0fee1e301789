"""Inline queries: what is typed after Rambu's name in any chat."""

from __future__ import annotations

import json
from typing import Any

from bot.core.content import Content
from bot.core.render import strip_markup
from bot.telegram.channel import TelegramChannel
from bot.telegram.inline import CACHE
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import Call
from tests.telegram.test_groups import channel, deliver, service

__all__ = ["channel", "service"]


def answers(api: FakeBotApi) -> list[Call]:
    return [call for call in api.world.calls if call.method == "answerInlineQuery"]


def results(call: Call) -> list[dict[str, Any]]:
    return list(argument(call, "results"))


def argument(call: Call, name: str) -> Any:
    """What was sent under the name, out of the form's JSON."""
    found = call.arguments.get(name)
    return json.loads(found) if isinstance(found, str) else found


async def test_a_country_is_answered_with_its_card(
    api: FakeBotApi, channel: TelegramChannel, content: Content
) -> None:
    api.people.look_up(7, "kamboja")

    await deliver(api, channel)

    [call] = answers(api)
    assert call.code == 200
    first = results(call)[0]
    assert first["id"] == "country:KH"
    text = strip_markup(first["input_message_content"]["message_text"])
    assert content.countries["KH"].placement.note in text
    [[button]] = first["reply_markup"]["inline_keyboard"]
    assert button["url"] == "https://t.me/RambuUjiBot?start=about__KH"
    assert argument(call, "cache_time") == CACHE
    assert argument(call, "is_personal") is False


async def test_everybody_gets_the_same_and_nothing_of_a_person(
    api: FakeBotApi, channel: TelegramChannel
) -> None:
    api.people.say(7, "berapa gaji di Taiwan?")
    await deliver(api, channel)
    for person in (7, 8):
        api.people.look_up(person, "biaya")
        await deliver(api, channel)

    one, other = answers(api)
    assert results(one) == results(other)
    assert "Orang" not in str(one.arguments)


async def test_only_the_last_of_what_was_typed_is_answered(
    api: FakeBotApi, channel: TelegramChannel
) -> None:
    for typed in ("k", "kam", "kambo", "kamboja"):
        last = api.people.look_up(7, typed)

    await channel.handle([each.update for each in api.world.updates.waiting])

    assert [argument(call, "inline_query_id") for call in answers(api)] == [int(last)]


async def test_a_query_that_is_too_old_is_left_alone(
    api: FakeBotApi, channel: TelegramChannel
) -> None:
    api.people.look_up(7, "kamboja")
    api.world.clock.advance(120)

    await deliver(api, channel)

    assert [call.code for call in answers(api)] == [400]


async def test_the_card_of_a_link_opens_in_private(
    api: FakeBotApi, channel: TelegramChannel, content: Content
) -> None:
    api.people.look_up(7, "cek pt resmi")
    await deliver(api, channel)
    [[button]] = results(answers(api)[0])[0]["reply_markup"]["inline_keyboard"]
    api.people.say(7, f"/start {button['url'].partition('=')[2]}")

    await deliver(api, channel)

    assert content.articles["check_agency_licence"].title in api.world.said(7)[0]["text"]


async def test_what_is_typed_in_a_cry_for_help_leads_to_rambu(
    api: FakeBotApi, channel: TelegramChannel
) -> None:
    api.people.look_up(7, "tolong saya disekap")

    await deliver(api, channel)

    [call] = answers(api)
    assert argument(call, "button")["start_parameter"] == "emergency"
    assert "+62 812-9007-0027" in str(results(call))


async def test_a_failure_is_not_excused_anywhere(api: FakeBotApi, channel: TelegramChannel) -> None:
    api.people.look_up(7, "kamboja")
    update = api.world.updates.waiting[0].update

    await channel.give_up([update], "TimeoutError")

    assert [call for call in api.world.calls if call.method == "sendMessage"] == []
