"""A reply reaches its chat in a form that Telegram takes."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot

from bot.core.poster import Poster
from bot.core.reply import Button, Line, Markup, Reply
from bot.poster.painter import Painter
from bot.telegram.errors import Interrupted, Refused, Unreachable, pause_for
from bot.telegram.send import Patience, Sender, Target
from tests.fakes.bot_api import FakeBotApi

TEXTS = {"text": "{text}", "label": "Pilih", "other": "Lain"}
GROUP = -1000000000009


def reply(text: str, *actions: str, road: str = "") -> Reply:
    rows = tuple((Button("label", action),) for action in actions)
    return Reply((Line("text", {"text": Markup(text)}),), rows, road=road)


class Naps:
    """Sleeps that take no time and are remembered."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
def sender(api: FakeBotApi, bot: Bot, naps: Naps) -> Sender:
    api.people.say(7, "halo")
    return Sender(bot, TEXTS, naps)


def said(api: FakeBotApi, chat_id: int = 7) -> list[str]:
    return [message["text"] for message in api.world.said(chat_id)]


def last_call(api: FakeBotApi) -> dict[str, Any]:
    return api.world.calls[-1].arguments


async def test_a_reply_is_html_without_a_link_preview(api: FakeBotApi, sender: Sender) -> None:
    await sender.send(Target(7), reply("<b>Halo</b> https://x.id", "a:b"))

    [message] = api.world.said(7)
    assert message["entities"][0]["type"] == "bold"
    assert message["reply_markup"]["inline_keyboard"] == [
        [{"text": "Pilih", "callback_data": "a:b"}]
    ]
    assert last_call(api)["link_preview_options"] == '{"is_disabled": true}'


async def test_a_long_reply_comes_in_parts_with_the_buttons_under_the_last(
    api: FakeBotApi, sender: Sender
) -> None:
    await sender.send(Target(7), reply("<b>" + "kata " * 2000 + "</b>", "a"))

    messages = api.world.said(7)
    assert len(messages) == 3
    assert [("reply_markup" in message) for message in messages] == [False, False, True]
    assert all(message["entities"][0]["type"] == "bold" for message in messages)


async def test_an_answer_in_a_topic_stays_there_and_shows_what_it_answers(
    api: FakeBotApi, sender: Sender
) -> None:
    thread = api.people.open_topic(GROUP)
    [asked] = api.people.say(GROUP, "/cek", thread=thread)

    await sender.send(Target(GROUP, thread, asked["message_id"]), reply("kata " * 1000))

    first, second = api.world.said(GROUP)
    assert first["reply_to_message"]["message_id"] == asked["message_id"]
    assert "reply_to_message" not in second
    assert first["message_thread_id"] == second["message_thread_id"] == thread


async def test_a_deleted_question_is_still_answered(api: FakeBotApi, sender: Sender) -> None:
    await sender.send(Target(7, reply_to=999), reply("Halo"))

    assert said(api) == ["Halo"]


async def test_a_deleted_topic_is_answered_in_the_group(api: FakeBotApi, sender: Sender) -> None:
    api.people.say(GROUP, "/cek")

    await sender.send(Target(GROUP, thread=999), reply("<b>112</b>", "a"))

    assert said(api, GROUP) == ["112"]


async def test_html_that_telegram_refuses_goes_out_as_plain_text(
    api: FakeBotApi, sender: Sender
) -> None:
    api.world.faults.add(method="sendMessage", code=400, description="Bad Request: can't parse")

    await sender.send(Target(7), reply("<b>Telepon &amp; SMS</b> 112", "a"))

    [message] = api.world.said(7)
    assert message["text"] == "Telepon & SMS 112"
    assert "entities" not in message
    assert "reply_markup" in message


async def test_buttons_that_telegram_refuses_do_not_hold_the_text_back(
    api: FakeBotApi, sender: Sender
) -> None:
    api.world.faults.add(
        method="sendMessage", code=400, description="Bad Request: BUTTON_DATA_INVALID", count=2
    )

    await sender.send(Target(7), reply("112", "a"))

    [message] = api.world.said(7)
    assert (message["text"], "reply_markup" in message) == ("112", False)


async def test_what_telegram_takes_in_no_form_is_refused(api: FakeBotApi, sender: Sender) -> None:
    api.world.faults.add(method="sendMessage", code=400, description="Bad Request: x", count=3)

    with pytest.raises(Refused):
        await sender.send(Target(7), reply("a"))


async def test_a_reply_without_words_is_refused_and_one_without_lines_is_silence(
    api: FakeBotApi, sender: Sender
) -> None:
    await sender.send(Target(7), Reply(()))
    with pytest.raises(Refused):
        await sender.send(Target(7), reply(" "))

    assert said(api) == []


async def test_a_wait_that_telegram_names_is_kept(
    api: FakeBotApi, sender: Sender, naps: Naps
) -> None:
    api.world.faults.add(method="sendMessage", code=429, retry_after=7, count=2)

    await sender.send(Target(7), reply("a"))

    assert naps.seconds == [7.0, 7.0]
    assert said(api) == ["a"]


async def test_a_wait_too_long_is_left_to_the_caller(
    api: FakeBotApi, sender: Sender, naps: Naps
) -> None:
    api.world.faults.add(method="sendMessage", code=429, retry_after=3000)

    with pytest.raises(Interrupted) as raised:
        await sender.send(Target(7), reply("a"))

    assert pause_for(raised.value) == 3000.0
    assert naps.seconds == []


@pytest.mark.parametrize(
    "fault",
    [{"code": 500}, {"code": 502, "kind": "page"}, {"kind": "reset"}, {"kind": "malformed"}],
)
async def test_a_passing_fault_is_waited_out(
    api: FakeBotApi, sender: Sender, naps: Naps, fault: dict[str, Any]
) -> None:
    api.world.faults.add(method="sendMessage", count=3, **fault)

    await sender.send(Target(7), reply("a"))

    assert naps.seconds == [0.5, 1.0, 2.0]
    assert said(api) == ["a"]


async def test_a_fault_that_stays_is_left_to_the_caller(api: FakeBotApi, sender: Sender) -> None:
    api.world.faults.add(method="sendMessage", count=4)

    with pytest.raises(Interrupted) as raised:
        await sender.send(Target(7), reply("a"))

    assert pause_for(raised.value) is not None
    assert pause_for(ValueError()) is None


async def test_a_wrong_token_in_the_middle_is_waited_out_like_a_fault(
    api: FakeBotApi, sender: Sender
) -> None:
    api.world.faults.add(method="sendMessage", code=401, count=4)

    with pytest.raises(Interrupted):
        await sender.send(Target(7), reply("a"))


async def test_a_chat_that_blocked_the_bot_is_unreachable(
    api: FakeBotApi, sender: Sender, naps: Naps
) -> None:
    api.people.block(7)

    with pytest.raises(Unreachable):
        await sender.send(Target(7), reply("a"))

    assert naps.seconds == []


async def test_an_unknown_chat_is_unreachable(sender: Sender) -> None:
    with pytest.raises(Unreachable):
        await sender.send(Target(8), reply("a"))


async def test_a_group_that_moved_is_followed(api: FakeBotApi, sender: Sender) -> None:
    api.people.say(-5, "/cek")
    new_id = api.people.migrate(-5)

    await sender.send(Target(-5), reply("a"))

    assert said(api, new_id) == ["a"]


async def test_a_page_is_replaced(api: FakeBotApi, sender: Sender) -> None:
    await sender.send(Target(7), reply("satu", "a", road="menu"))
    [page] = api.world.said(7)

    await sender.replace(Target(7), page["message_id"], reply("<b>dua</b>", "b", road="menu"))
    await sender.replace(Target(7), page["message_id"], reply("<b>dua</b>", "b", road="menu"))

    assert said(api) == ["dua"]


@pytest.mark.parametrize("text", ["a", "kata " * 1000])
async def test_what_cannot_be_replaced_is_sent(api: FakeBotApi, sender: Sender, text: str) -> None:
    [theirs] = api.people.say(7, "halo")

    await sender.replace(Target(7), theirs["message_id"], reply(text))

    assert " ".join(said(api)).split() == text.split()


async def test_an_old_press_is_left_alone(api: FakeBotApi, sender: Sender) -> None:
    await sender.close_press("999", "x" * 500)

    assert api.world.calls[-1].code == 400
    assert len(last_call(api)["text"]) == 200


async def test_patience_is_counted_for_every_message_anew(
    api: FakeBotApi, bot: Bot, naps: Naps
) -> None:
    api.people.say(7, "halo")
    sender = Sender(bot, TEXTS, naps, Patience(tries=2, pause=1.0))
    api.world.faults.add(method="sendMessage")
    await sender.send(Target(7), reply("a"))
    api.world.faults.add(method="sendMessage")
    await sender.send(Target(7), reply("b"))

    assert said(api) == ["a", "b"]
    assert naps.seconds == [1.0, 1.0]


async def test_who_moves_and_who_must_wait_is_told(api: FakeBotApi, bot: Bot, naps: Naps) -> None:
    moved: list[tuple[int, int]] = []
    waits: list[float] = []

    async def note(old: int, new: int) -> None:
        moved.append((old, new))

    sender = Sender(bot, TEXTS, naps, moved=note, flooded=waits.append)
    api.people.say(-5, "/cek")
    new_id = api.people.migrate(-5)
    api.world.faults.add(method="sendMessage", code=429, retry_after=7)

    await sender.send(Target(-5), reply("a"))

    assert (moved, waits) == ([(-5, new_id)], [7.0])


CARD = {
    "card.ready": "Kartu",
    "card.text": "Teks",
    "card.share": "{text}",
    "card.link": "{address}",
}
POSTER = Poster(
    "danger", "L", "Judul", "T", ("Satu",), "D", "Tanya", "110", "s", "d", "c", share="B"
)


def with_card(bot: Bot, naps: Naps, data: bytes = b"png") -> Sender:
    painter = Painter(lambda poster, look, address: data)
    return Sender(bot, TEXTS | CARD, naps, painter=painter)


def card_reply() -> Reply:
    return Reply((Line("card.text"),), ((Button("label", "a:b"),),), poster=POSTER)


async def test_a_card_goes_before_its_text_and_the_buttons_stand_under_the_text(
    api: FakeBotApi, bot: Bot, naps: Naps
) -> None:
    api.people.say(7, "halo")

    sent = await with_card(bot, naps).send(Target(7), card_reply())

    picture, text = api.world.said(7)
    assert [picture["message_id"], text["message_id"]] == sent
    assert picture["photo"]
    assert "reply_markup" not in picture
    assert text["text"] == f"Kartu\n\nB\n\nhttps://t.me/{bot.username}"
    assert text["reply_markup"]["inline_keyboard"]


async def test_a_card_that_telegram_does_not_take_leaves_its_text(
    api: FakeBotApi, bot: Bot, naps: Naps
) -> None:
    api.people.say(7, "halo")
    wrong = "Bad Request: PHOTO_INVALID_DIMENSIONS"
    api.world.faults.add(method="sendPhoto", code=400, description=wrong)

    await with_card(bot, naps).send(Target(7), card_reply())

    assert [message["text"][:5] for message in api.world.said(7)] == ["Kartu"]


async def test_without_a_painter_only_the_text_goes_out(
    api: FakeBotApi, bot: Bot, naps: Naps
) -> None:
    api.people.say(7, "halo")

    await Sender(bot, TEXTS | CARD, naps).send(Target(7), card_reply())

    assert [message["text"][:4] for message in api.world.said(7)] == ["Teks"]
