"""Letters reach their chats through the real transport, and what becomes of them is told."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot

from bot.core.reply import Button, Line, Markup, Reply
from bot.outbox.dispatcher import Delivery
from bot.outbox.letter import Letter
from bot.telegram.courier import Courier
from tests.fakes.bot_api import FakeBotApi

TEXTS = {"text": "{text}", "label": "Berhenti"}
GROUP = -1000000000009


def letter(text: str = "<b>Kabar</b>", chat_id: int = 7, **more: Any) -> Letter:
    buttons = ((Button("label", "stop:tips"),),)
    return Letter(chat_id, Reply((Line("text", {"text": Markup(text)}),), buttons), **more)


@pytest.fixture
def moved() -> list[tuple[int, int]]:
    return []


@pytest.fixture
def courier(api: FakeBotApi, bot: Bot, moved: list[tuple[int, int]]) -> Courier:
    async def note(old: int, new: int) -> None:
        moved.append((old, new))

    api.people.say(7, "halo")
    return Courier(bot, TEXTS, note)


def said(api: FakeBotApi, chat_id: int = 7) -> list[str]:
    return [message["text"] for message in api.world.said(chat_id)]


async def test_a_letter_arrives_with_its_buttons(api: FakeBotApi, courier: Courier) -> None:
    assert await courier.deliver(letter()) == Delivery("sent")

    [message] = api.world.said(7)
    assert message["text"] == "Kabar"
    assert "reply_markup" in message


async def test_a_letter_to_a_topic_arrives_there(api: FakeBotApi, courier: Courier) -> None:
    thread = api.people.open_topic(GROUP)

    await courier.deliver(letter(chat_id=GROUP, thread=thread))

    assert api.world.said(GROUP)[0]["message_thread_id"] == thread


async def test_who_blocked_rambu_is_told_apart(api: FakeBotApi, courier: Courier) -> None:
    api.people.block(7)

    assert await courier.deliver(letter()) == Delivery("closed")
    assert await courier.deliver(letter(chat_id=8)) == Delivery("closed")


async def test_what_telegram_takes_in_no_form_is_refused(api: FakeBotApi, courier: Courier) -> None:
    api.world.faults.add(method="sendMessage", code=400, description="Bad Request: x", count=3)

    assert await courier.deliver(letter()) == Delivery("refused")


async def test_a_wait_that_telegram_names_is_handed_on(api: FakeBotApi, courier: Courier) -> None:
    api.world.faults.add(method="sendMessage", code=429, retry_after=7)

    assert await courier.deliver(letter()) == Delivery("flood", 7.0)
    assert said(api) == []


@pytest.mark.parametrize(
    "fault",
    [{"code": 500}, {"code": 502, "kind": "page"}, {"kind": "reset"}, {"kind": "malformed"}],
)
async def test_what_passes_by_itself_is_tried_once(
    api: FakeBotApi, courier: Courier, fault: dict[str, Any]
) -> None:
    api.world.faults.add(method="sendMessage", **fault)

    assert (await courier.deliver(letter())).outcome == "later"
    assert len([call for call in api.world.calls if call.method == "sendMessage"]) == 1


async def test_a_long_letter_goes_on_where_it_was_interrupted(
    api: FakeBotApi, courier: Courier
) -> None:
    long = letter("kata " * 2000)
    api.world.faults.add(method="sendMessage", kind="slow", seconds=0)
    api.world.faults.add(method="sendMessage", code=429, retry_after=3)

    assert await courier.deliver(long) == Delivery("flood", 3.0, done=1)
    assert len(said(api)) == 1
    assert await courier.deliver(Letter(7, long.reply, done=1)) == Delivery("sent")

    assert len(said(api)) == 3
    assert " ".join(said(api)).split() == ["kata"] * 2000


async def test_a_group_that_became_a_supergroup_is_followed_and_told(
    api: FakeBotApi, courier: Courier, moved: list[tuple[int, int]]
) -> None:
    api.people.say(-5, "/cek")
    new_id = api.people.migrate(-5)

    assert await courier.deliver(letter(chat_id=-5)) == Delivery("sent")

    assert said(api, new_id) == ["Kabar"]
    assert moved == [(-5, new_id)]
