"""Groups with the real service and a real store: quiet, short, seldom, as their admins chose."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.render import strip_markup
from bot.errors import BusyError
from bot.service import Service
from bot.storage.once import handling
from bot.storage.opening import open_store
from bot.storage.store import DAY
from bot.telegram.channel import TelegramChannel, split
from bot.telegram.errors import Interrupted
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import World
from tests.telegram.conftest import key

GROUP, ADMIN, ME = -1000000000009, 5, "@RambuUjiBot"
AD = (
    "LOKER KAMBOJA operator situs judi online, gaji 12-15 juta, tiket ditanggung agen, berangkat"
    " pakai visa turis, paspor dipegang kantor selama kontrak. WA +855 12 345 678"
)
HONEST = "Lowongan pabrik Malaysia lewat PT, gaji RM1.700, kontrak 2 tahun, SIP2MI ada"
CRY = "tolong, paspor saya diambil, tidak boleh keluar"


@pytest.fixture
async def service(api: FakeBotApi, engine: Engine, tmp_path: Path) -> AsyncIterator[Service]:
    """The real service in Telegram's time."""
    store = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield Service(engine, store, clock=api.world.clock)
    await store.close()


@pytest.fixture
def channel(bot: Bot, service: Service, content: Content) -> TelegramChannel:
    return TelegramChannel(bot, service, content.texts, key)


@pytest.fixture
def world(api: FakeBotApi) -> World:
    """A Telegram in which Rambu sees all that groups say; one of the people is an admin."""
    api.world.reads_groups = True
    api.world.members[GROUP, ADMIN] = "administrator"
    return api.world


async def deliver(api: FakeBotApi, channel: TelegramChannel) -> None:
    """What people did goes to the channel; what has to wait is tried again in its time."""
    waiting = {each.update_id: each.update for each in api.world.updates.waiting}
    api.world.updates.clear()
    for ids in split(list(waiting.values())):
        while True:
            try:
                with handling(1, ids[0]):
                    await channel.handle([waiting[each] for each in ids])
            except BusyError as error:
                api.world.clock.advance(error.pause)
            else:
                break


async def switch(api: FakeBotApi, channel: TelegramChannel, label: str) -> dict[str, Any]:
    """An admin presses a button of the menu; the menu as it is then."""
    api.people.say(GROUP, "/atur", user_id=ADMIN)
    await deliver(api, channel)
    menu = api.world.said(GROUP)[-1]
    api.people.press(GROUP, menu["message_id"], label, user_id=ADMIN)
    await deliver(api, channel)
    return api.world.messages[GROUP, menu["message_id"]]


async def read_groups(api: FakeBotApi, channel: TelegramChannel, content: Content) -> int:
    """Switches reading on; how many messages Rambu has said so far."""
    await switch(api, channel, content.texts["button.reads_on"])
    return len(api.world.said(GROUP))


def link_of(message: dict[str, Any]) -> str:
    """What the one button of a message asks for in private."""
    [[button]] = message["reply_markup"]["inline_keyboard"]
    head, _, payload = str(button["url"]).partition("?start=")
    assert head == "https://t.me/RambuUjiBot"
    return payload


def plain(content: Content, name: str) -> str:
    return strip_markup(content.texts[name]).partition("{")[0]


async def test_cek_gets_one_finding_and_the_way_to_the_rest(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    [ad] = api.people.say(GROUP, AD)
    api.people.say(GROUP, "/cek", reply_to=ad["message_id"], user_id=2)
    await deliver(api, channel)

    [message] = world.said(GROUP)
    assert message["text"].startswith(plain(content, "verdict.danger"))
    assert message["text"].count("•") == 1
    assert len(message["text"]) < 400

    api.people.say(2, f"/start {link_of(message)}")
    await deliver(api, channel)
    [whole] = world.said(2)
    assert whole["text"].startswith(plain(content, "group.recalled"))
    assert plain(content, "verdict.danger") in whole["text"]
    assert whole["text"].count("•") > 2
    assert content.texts["button.rest"] in str(whole["reply_markup"])


async def test_the_code_of_a_link_holds_none_of_the_words(
    api: FakeBotApi, channel: TelegramChannel, world: World
) -> None:
    links = set()
    for number, ad in enumerate((AD, AD.replace("345 678", "999 111").replace("LOKER", "Info"))):
        api.people.say(GROUP, f"{ME} {ad}", user_id=number + 2)
        await deliver(api, channel)
        links.add(link_of(world.said(GROUP)[-1]))

    assert len(links) == 1


async def test_an_asked_question_is_answered_in_short(
    api: FakeBotApi, channel: TelegramChannel, world: World
) -> None:
    api.people.say(GROUP, f"{ME} berapa biaya kerja ke Taiwan?")

    await deliver(api, channel)

    [message] = world.said(GROUP)
    assert len(message["text"]) < 450
    assert link_of(message) == "details__cost_taiwan"


async def test_what_people_say_to_each_other_is_left_alone(
    api: FakeBotApi, channel: TelegramChannel, world: World
) -> None:
    api.people.say(GROUP, AD)
    api.people.forward(GROUP, AD, origin="channel", user_id=3)
    api.people.say(GROUP, "berapa biaya kerja ke Taiwan?", user_id=4)

    await deliver(api, channel)

    assert world.said(GROUP) == []


async def test_a_dangerous_forward_is_told_once_a_day_where_admins_want_it(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    before = await read_groups(api, channel, content)
    for words in (AD, AD.replace("12-15", "20").replace("345 678", "777 000") + " 🔥🔥"):
        api.people.forward(GROUP, words, origin="channel", user_id=3)
        await deliver(api, channel)
        world.clock.advance(60)

    [message] = world.said(GROUP)[before:]
    assert message["text"].startswith(plain(content, "verdict.danger"))

    world.clock.advance(DAY)
    api.people.forward(GROUP, AD, origin="user", user_id=3)
    await deliver(api, channel)
    assert len(world.said(GROUP)) == before + 2


async def test_what_is_no_danger_or_no_forward_is_read_in_silence(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    before = await read_groups(api, channel, content)
    api.people.forward(GROUP, HONEST, origin="channel", user_id=3)
    await deliver(api, channel)
    world.clock.advance(60)
    api.people.say(GROUP, AD, user_id=4)

    await deliver(api, channel)

    assert len(world.said(GROUP)) == before


async def test_an_edit_that_puts_a_link_in_is_read_again(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    before = await read_groups(api, channel, content)
    [message] = api.people.say(GROUP, "info kerja", user_id=3)
    await deliver(api, channel)
    assert len(world.said(GROUP)) == before

    api.people.edit(GROUP, message["message_id"], f"{AD} https://t.me/lokerkamboja")
    await deliver(api, channel)

    assert len(world.said(GROUP)) == before + 1


async def test_a_post_of_the_linked_channel_is_read_as_a_forward(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    before = await read_groups(api, channel, content)
    linked = {"id": -1000000000777, "type": "channel", "title": "Loker Uji"}
    service_account = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    about = {"sender_chat": linked, "is_automatic_forward": True, "from": service_account}
    api.people.forward(GROUP, AD, origin="channel", **about)

    await deliver(api, channel)

    assert len(world.said(GROUP)) == before + 1


async def test_two_dangers_within_half_a_minute_are_one_message(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    before = await read_groups(api, channel, content)
    other = (
        "Butuh cewek 17 tahun ke Malaysia kerja di karaoke, paspor dibuatkan, utang dipotong gaji"
    )
    for user, words in ((3, AD), (4, other)):
        api.people.forward(GROUP, words, origin="channel", user_id=user)
        await deliver(api, channel)
    assert len(world.said(GROUP)) == before + 1

    world.clock.advance(31)
    api.people.forward(GROUP, other, origin="channel", user_id=4)
    await deliver(api, channel)
    assert len(world.said(GROUP)) == before + 2


async def test_who_asks_waits_for_the_turn_and_is_answered(
    api: FakeBotApi, channel: TelegramChannel, world: World
) -> None:
    started = world.clock()
    for user in (2, 3):
        api.people.say(GROUP, f"{ME} berapa biaya kerja ke Taiwan?", user_id=user)
        await deliver(api, channel)

    assert len(world.said(GROUP)) == 2
    assert world.clock() - started >= 29


async def test_who_asks_without_end_is_left_unanswered(
    api: FakeBotApi, channel: TelegramChannel, world: World
) -> None:
    for _ in range(12):
        api.people.say(GROUP, f"{ME} apa itu P3MI?", user_id=2)
        await deliver(api, channel)

    assert 4 <= len(world.said(GROUP)) < 8


@pytest.mark.parametrize("addressed", ["", f"{ME} "])
async def test_a_cry_for_help_gets_one_line_at_once(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content, addressed: str
) -> None:
    api.people.say(GROUP, f"{ME} apa itu P3MI?", user_id=2)
    await deliver(api, channel)
    started = world.clock.ahead
    api.people.say(GROUP, addressed + CRY, user_id=3)
    await deliver(api, channel)

    assert world.clock.ahead == started
    message = world.said(GROUP)[-1]
    assert message["text"].startswith(plain(content, "emergency.group"))
    assert "\n" not in message["text"]
    assert "+62 812-9007-0027" in message["text"]

    api.people.say(3, f"/start {link_of(message)}")
    await deliver(api, channel)
    assert world.said(3)[0]["text"].startswith(plain(content, "emergency.first"))


async def test_a_group_may_not_want_cries_to_be_heard(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    menu = await switch(api, channel, content.texts["button.cries_off"])
    assert strip_markup(content.texts["group.cries_off"]) in menu["text"]
    before = len(world.said(GROUP))

    api.people.say(GROUP, CRY, user_id=3)
    await deliver(api, channel)

    assert len(world.said(GROUP)) == before


async def test_the_menu_is_for_admins_and_anonymous_ones(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    api.people.say(GROUP, "/atur", user_id=8)
    await deliver(api, channel)
    assert world.said(GROUP)[-1]["text"] == content.texts["group.only_admins"]

    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    group = {"id": GROUP, "type": "supergroup", "title": "Grup"}
    api.people.say(GROUP, "/atur", sender_chat=group, **{"from": anonymous})
    await deliver(api, channel)
    menu = world.said(GROUP)[-1]
    assert len(menu["reply_markup"]["inline_keyboard"]) == 3

    api.people.press(GROUP, menu["message_id"], content.texts["button.reads_on"], user_id=8)
    await deliver(api, channel)
    [notice] = [call for call in world.calls if call.method == "answerCallbackQuery"]
    assert notice.arguments["text"] == content.texts["group.only_admins"]
    assert content.texts["button.reads_on"] in repr(world.said(GROUP)[-1])


async def test_a_channel_that_writes_in_the_group_is_no_admin(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    writer = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    other = {"id": -1000000000777, "type": "channel", "title": "Kanal"}
    api.people.say(GROUP, "/atur", sender_chat=other, **{"from": writer})

    await deliver(api, channel)

    assert [message["text"] for message in world.said(GROUP)] == [
        content.texts["group.only_admins"]
    ]


async def test_the_menu_turns_in_place_and_closes(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    menu = await switch(api, channel, content.texts["button.reads_on"])
    assert strip_markup(content.texts["group.reads_on"]) in menu["text"]
    api.people.press(
        GROUP, menu["message_id"], content.texts["button.settings_done"], user_id=ADMIN
    )
    await deliver(api, channel)

    [message] = world.said(GROUP)
    assert message["text"] == content.texts["group.settings_done"]
    assert "reply_markup" not in message


@pytest.mark.parametrize(
    ("reads_all", "own_status", "sees"),
    [
        (False, "member", "blind"),
        (True, "member", "sees_all"),
        (False, "administrator", "sees_all"),
    ],
)
async def test_the_menu_says_what_telegram_lets_rambu_see(
    api: FakeBotApi,
    channel: TelegramChannel,
    world: World,
    content: Content,
    reads_all: bool,
    own_status: str,
    sees: str,
) -> None:
    world.reads_groups = reads_all
    world.members[GROUP, world.me["id"]] = own_status
    api.people.say(GROUP, "/atur", user_id=ADMIN)

    await deliver(api, channel)

    assert plain(content, f"group.{sees}") in world.said(GROUP)[0]["text"]


@pytest.mark.parametrize(("reads_all", "sees"), [(False, "sees_asked"), (True, "sees_all")])
async def test_a_new_group_is_told_once_what_is_read_and_kept(
    api: FakeBotApi,
    channel: TelegramChannel,
    world: World,
    content: Content,
    reads_all: bool,
    sees: str,
) -> None:
    world.reads_groups = reads_all
    for _ in range(3):
        api.people.membership(GROUP, "left", "member")
        await deliver(api, channel)
        api.people.membership(GROUP, "member", "administrator")
        await deliver(api, channel)
        api.people.membership(GROUP, "member", "kicked")
        await deliver(api, channel)

    [message] = world.said(GROUP)
    for name in ("group.welcome", f"group.{sees}", "group.keeps"):
        assert plain(content, name) in message["text"]
    assert link_of(message) == "privasi"


async def test_a_group_that_becomes_a_supergroup_keeps_what_was_chosen(
    api: FakeBotApi, channel: TelegramChannel, service: Service, world: World
) -> None:
    await service.groups.turn(key(-5), "reads")
    world.chat(-5)
    new_id = api.people.migrate(-5)
    await deliver(api, channel)
    api.people.forward(new_id, AD, origin="channel")

    await deliver(api, channel)

    assert len(world.said(new_id)) == 1


async def test_what_was_chosen_goes_when_rambu_is_removed(
    api: FakeBotApi, channel: TelegramChannel, service: Service, world: World
) -> None:
    await service.groups.turn(key(GROUP), "reads")
    api.people.membership(GROUP, "member", "kicked")

    await deliver(api, channel)

    assert not (await service.groups.settings(key(GROUP))).reads


async def test_an_answer_goes_to_the_topic_it_was_asked_in(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    await read_groups(api, channel, content)
    thread = api.people.open_topic(GROUP)
    [ad] = api.people.forward(GROUP, AD, origin="channel", thread=thread)

    await deliver(api, channel)

    message = world.said(GROUP)[-1]
    assert message["message_thread_id"] == thread
    assert message["reply_to_message"]["message_id"] == ad["message_id"]


async def test_the_first_message_of_a_topic_is_no_reply_to_rambu(
    api: FakeBotApi, channel: TelegramChannel, world: World
) -> None:
    thread = api.people.open_topic(GROUP)
    api.people.say(GROUP, "halo semua", thread=thread, reply_to=thread)

    await deliver(api, channel)

    assert world.said(GROUP) == []


async def test_cek_alone_says_how(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    api.people.say(GROUP, "/cek")

    await deliver(api, channel)

    assert world.said(GROUP)[0]["text"] == strip_markup(content.texts["group.check"])
    assert link_of(world.said(GROUP)[0]) == "check"


async def test_an_answer_that_could_not_be_sent_is_sent_later(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content, service: Service
) -> None:
    """The case is handled again as the inbox does it: the same update, later."""
    await service.groups.turn(key(GROUP), "reads")
    world.faults.add(method="sendMessage", code=429, retry_after=60, count=1)
    api.people.forward(GROUP, AD, origin="channel")
    [update] = [each.update for each in world.updates.waiting]

    with handling(1, 77), pytest.raises(Interrupted):
        await channel.handle([update])
    with handling(1, 77):
        await channel.handle([update])

    assert len(world.said(GROUP)) == 1


async def test_the_menu_is_not_for_private_chats(
    api: FakeBotApi, channel: TelegramChannel, world: World, content: Content
) -> None:
    api.people.say(7, "/atur")

    await deliver(api, channel)

    assert world.said(7)[0]["text"] == content.texts["group.only_in_groups"]
