"""After a cry for help on Telegram: one press clears the chat, one consent hands it over."""

from __future__ import annotations

import pytest
from telegram import Bot

from bot.core.reply import Button, Line, Reply
from bot.telegram.channel import TelegramChannel
from bot.telegram.send import Patience, Sender
from tests.fakes.bot_api import FakeBotApi
from tests.telegram.conftest import key
from tests.telegram.test_channel import StubService, deliver, no_sleep, said

DUTY_CHAT = -1000000000077
TEXTS = {
    "said": "{text}",
    "label": "Hapus jejak",
    "clear.done": "Sudah dihapus.",
    "clear.partly": "Sebagian.",
    "duty.case": '<a href="tg://user?id={id}">{name}</a> {username}',
    "duty.failed": "Tidak bisa diteruskan.",
    "error.sorry": "Maaf",
    "emergency.group_bare": "Butuh pertolongan?",
    "button.private_help": "Bantuan",
    "press.unknown": "?",
}
CRY = Reply((Line("said", {"text": "nomor"}),), ((Button("label", "clear"),),), road="emergency")
SENT = Reply((Line("said", {"text": "diteruskan"}),), road="duty", handover=True)


@pytest.fixture
def service() -> StubService:
    return StubService(reply=CRY)


@pytest.fixture
def channel(bot: Bot, service: StubService) -> TelegramChannel:
    sender = Sender(bot, TEXTS, no_sleep, Patience(tries=2))
    return TelegramChannel(bot, service, TEXTS, key, sender, duty_chat=DUTY_CHAT)


def notices(api: FakeBotApi) -> list[str]:
    calls = [call for call in api.world.calls if call.method == "answerCallbackQuery"]
    return [call.arguments["text"] for call in calls if "text" in call.arguments]


async def test_one_press_deletes_what_both_have_said(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    for text in ("halo", "tolong saya disekap"):
        api.people.say(7, text)
        await deliver(api, channel)
    api.people.say(8, "halo")
    await deliver(api, channel)
    last = api.world.said(7)[-1]["message_id"]
    api.people.press(7, last, data="clear")

    await deliver(api, channel)

    assert [chat for chat, _ in api.world.messages if chat == 7] == []
    assert [chat for chat, _ in api.world.messages if chat == 8] != []
    assert notices(api) == [TEXTS["clear.done"]]
    assert service.trails == {"k8": [1, 2]}


async def test_what_is_far_back_is_found_by_its_trail(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(7, "tolong")
    await deliver(api, channel)
    service.reply = None
    for _ in range(120):
        api.world.add_message(7, text="lain", **{"from": api.world.me})
    last = api.world.said(7)[-1]["message_id"]
    api.people.press(7, last, data="clear")

    await deliver(api, channel)

    assert (7, 1) not in api.world.messages
    assert (7, 2) not in api.world.messages
    assert (7, last) not in api.world.messages


async def test_messages_that_are_too_old_do_not_keep_the_others(
    api: FakeBotApi, channel: TelegramChannel
) -> None:
    api.people.say(7, "tolong")
    await deliver(api, channel)
    api.world.clock.advance(3 * 86_400)
    api.people.say(7, "tolong lagi")
    await deliver(api, channel)
    last = api.world.said(7)[-1]["message_id"]
    api.people.press(7, last, data="clear")

    await deliver(api, channel)

    assert (7, last) not in api.world.messages
    assert (7, last - 1) not in api.world.messages
    assert notices(api) == [TEXTS["clear.partly"]]


async def test_in_a_group_nothing_is_cleared(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    group = -1000000000009
    api.people.say(group, "/darurat")
    await deliver(api, channel)
    before = len(api.world.messages)
    api.people.press(group, api.world.said(group)[-1]["message_id"], data="clear")

    await deliver(api, channel)

    assert ("press", "clear") in service.asked
    assert len(api.world.messages) == before + 1
    assert service.trails == {}


async def test_an_ordinary_answer_leaves_no_trail(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    service.reply = None
    api.people.say(7, "berapa biaya ke Taiwan")

    await deliver(api, channel)

    assert service.trails == {}


async def test_what_somebody_agreed_to_reaches_the_people_on_duty(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.world.chat(DUTY_CHAT)
    service.reply = SENT
    api.people.say(7, "nama saya Ani, di Bavet")
    api.people.say(7, location={"latitude": 11.07, "longitude": 106.17})

    await deliver(api, channel)

    first, words, second, place = api.world.said(DUTY_CHAT)
    assert first["text"] == "Orang 7" == second["text"]
    assert first["entities"][0]["url"] == "tg://user?id=7"
    assert words["text"] == "nama saya Ani, di Bavet"
    assert place["location"]["latitude"] == 11.07
    assert said(api) == ["diteruskan", "diteruskan"]


async def test_nothing_reaches_them_without_consent(
    api: FakeBotApi, channel: TelegramChannel
) -> None:
    api.world.chat(DUTY_CHAT)
    api.people.say(7, "tolong")

    await deliver(api, channel)

    assert api.world.said(DUTY_CHAT) == []


async def test_who_cannot_be_handed_over_is_told_to_call(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    service.reply = SENT
    api.people.say(7, "nama saya Ani")

    await deliver(api, channel)

    assert said(api) == [TEXTS["duty.failed"]]


async def test_rambu_is_silent_where_the_people_on_duty_talk(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.world.chat(DUTY_CHAT)
    service.reply = SENT
    api.people.say(7, "nama saya Ani")
    await deliver(api, channel)
    service.reply = CRY
    copied = api.world.said(DUTY_CHAT)[-1]["message_id"]
    api.people.say(DUTY_CHAT, "saya telepon dia sekarang", reply_to=copied)

    await deliver(api, channel)

    assert len(api.world.said(DUTY_CHAT)) == 2
