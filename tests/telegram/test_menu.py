"""The first message, the menu that stays, and links that ask something at once."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.core.content import Content
from bot.core.render import strip_markup
from bot.telegram.channel import TelegramChannel
from bot.telegram.menu import MENU
from tests.fakes.bot_api import FakeBotApi
from tests.telegram.test_groups import GROUP, channel, deliver, service

__all__ = ["channel", "service"]


def keyboard(api: FakeBotApi) -> dict[str, Any]:
    """What stood under the last message that was sent."""
    sent = [call for call in api.world.calls if call.method == "sendMessage"][-1]
    found = sent.arguments.get("reply_markup")
    shown = json.loads(found) if isinstance(found, str) else found
    return dict(shown or {})


async def test_the_first_message_says_in_three_lines_what_to_do(
    api: FakeBotApi, channel: TelegramChannel, content: Content
) -> None:
    api.people.say(7, "/start")

    await deliver(api, channel)

    [message] = api.world.said(7)
    steps = strip_markup(content.texts["start.how"])
    assert message["text"].endswith(steps)
    assert [line[:2] for line in steps.split("\n")] == ["1.", "2.", "3."]
    assert len(message["text"]) < 400


async def test_the_menu_comes_with_it_and_stays(
    api: FakeBotApi, channel: TelegramChannel, content: Content
) -> None:
    api.people.say(7, "/start")

    await deliver(api, channel)

    shown = keyboard(api)
    labels = [[button["text"] for button in row] for row in shown["keyboard"]]
    assert labels == [[content.texts[key] for key, _ in row] for row in MENU]
    assert shown["is_persistent"] is shown["resize_keyboard"] is True


@pytest.mark.parametrize(("label", "name"), [pair for row in MENU for pair in row])
async def test_each_label_does_what_its_command_does(
    api: FakeBotApi, channel: TelegramChannel, content: Content, label: str, name: str
) -> None:
    api.people.say(7, content.texts[label])
    api.people.say(8, f"/{name}")

    await deliver(api, channel)

    [chosen], [commanded] = api.world.said(7), api.world.said(8)
    assert chosen["text"] == commanded["text"]


async def test_a_label_that_is_forwarded_or_said_in_a_group_is_talk(
    api: FakeBotApi, channel: TelegramChannel, content: Content
) -> None:
    api.world.reads_groups = True
    api.people.say(GROUP, content.texts["menu.numbers"])
    api.people.forward(7, content.texts["menu.topics"], origin="user")

    await deliver(api, channel)

    assert api.world.said(GROUP) == []
    assert strip_markup(content.texts["topics.title"]) != api.world.said(7)[0]["text"]


@pytest.mark.parametrize("key", [key for row in MENU for key, _ in row])
def test_a_label_is_words_that_tell_a_watcher_nothing(content: Content, key: str) -> None:
    label = content.texts[key]

    assert re.fullmatch(r"[A-Za-z ]{3,20}", label)
    assert not re.search(r"bahaya|tolong|darurat", label.lower())


def test_every_button_has_words_that_can_be_read_aloud(content: Content) -> None:
    labels = {key: text for key, text in content.texts.items() if key.startswith("button.")}

    mute = [key for key, text in labels.items() if not re.search(r"[A-Za-z]{2}|\{\w+\}", text)]
    assert mute == []


@pytest.mark.parametrize(
    ("payload", "begins"),
    [
        ("privasi", "privacy.text"),
        ("topik", "topics.title"),
        ("negara", "countries.title"),
        ("bantuan", "help.text"),
        ("emergency", "emergency.first"),
        ("check", "check.how"),
    ],
)
async def test_a_link_asks_at_once(
    api: FakeBotApi, channel: TelegramChannel, content: Content, payload: str, begins: str
) -> None:
    api.people.say(7, f"/start {payload}")

    await deliver(api, channel)

    first_line = strip_markup(content.texts[begins]).split("\n")[0].partition("{")[0]
    assert api.world.said(7)[0]["text"].startswith(first_line)


async def test_a_link_never_deletes_anything(
    api: FakeBotApi, channel: TelegramChannel, content: Content
) -> None:
    api.people.say(7, "/start hapus")

    await deliver(api, channel)

    assert api.world.said(7)[0]["text"] == strip_markup(content.texts["press.unknown"])
