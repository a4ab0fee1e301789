"""Updates from Telegram reach the service, and its replies reach the chat."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Bot

from bot.core.inline import Found
from bot.core.message import Message, Part
from bot.core.reply import Button, Line, Reply
from bot.groups import GroupSettings
from bot.telegram.channel import TelegramChannel, split
from bot.telegram.commands import COMMANDS, canonical
from bot.telegram.errors import Interrupted
from bot.telegram.send import Patience, Sender
from tests.fakes.bot_api import FakeBotApi
from tests.telegram.conftest import key

TEXTS = {
    "said": "{text}",
    "label": "Pilih",
    "error.sorry": "Maaf, ada gangguan. Darurat: 112",
    "press.unknown": "Tombol ini tidak berlaku lagi.",
    "group.here": "Di grup: {name}",
    "button.private": "Pribadi",
}
GROUP = -1000000000009
ME = "@RambuUjiBot"


def answer(text: str, road: str = "", *actions: str) -> Reply:
    rows = tuple((Button("label", action),) for action in actions)
    return Reply((Line("said", {"text": text}),), rows, road=road)


@dataclass
class StubGroups:
    """Lets everybody ask, and notes which chats were welcomed."""

    welcomed: list[str] = field(default_factory=list)

    async def settings(self, chat: str) -> GroupSettings:
        return GroupSettings()

    async def turn(self, chat: str, name: str) -> GroupSettings:
        return GroupSettings().turned(name)

    async def may_welcome(self, chat: str, adder: str) -> bool:
        self.welcomed.append(chat)
        return False

    def is_cry(self, message: Message) -> bool:
        return False

    async def allows(self, message: Message) -> bool:
        return True

    async def note(self, message: Message) -> None:
        """Nothing is told unasked here."""


@dataclass
class StubService:
    """Notes what it was asked and answers in a way that a test can read."""

    asked: list[tuple[str, ...]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    reply: Reply | None = None
    error: Exception | None = None
    trails: dict[str, list[int]] = field(default_factory=dict)
    groups: StubGroups = field(default_factory=StubGroups)
    heard: list[Message] = field(default_factory=list)

    async def look_up(self, query: str) -> Found:
        self.asked.append(("look_up", query))
        return Found((), Button("label", "menu"))

    async def hear(self, message: Message, *, shared: bool) -> Reply:
        self.heard.append(message)
        if self.error:
            raise self.error
        return Reply(())

    async def respond(self, message: Message) -> Reply:
        return self._note(message, "respond")

    async def command(self, name: str, argument: str, message: Message) -> Reply:
        return self._note(message, "command", name, argument)

    async def press(self, action: str, message: Message) -> Reply:
        return self._note(message, "press", action)

    async def chat_moved(self, old: str, new: str) -> None:
        self.asked.append(("moved", old, new))

    async def chat_closed(self, chat: str) -> None:
        self.asked.append(("closed", chat))

    async def chat_opened(self, chat: str) -> None:
        self.asked.append(("opened", chat))

    async def leave_trail(self, chat: str, ids: Sequence[int]) -> None:
        self.trails.setdefault(chat, []).extend(ids)

    async def take_trail(self, chat: str) -> list[int]:
        return self.trails.pop(chat, [])

    def _note(self, message: Message, *asked: str) -> Reply:
        self.asked.append(asked)
        self.messages.append(message)
        if self.error:
            raise self.error
        return self.reply or answer(" ".join(asked))


@pytest.fixture
def service() -> StubService:
    return StubService()


async def no_sleep(seconds: float) -> None:
    """Takes no time."""


@pytest.fixture
def channel(bot: Bot, service: StubService) -> TelegramChannel:
    sender = Sender(bot, TEXTS, no_sleep, Patience(tries=2))
    return TelegramChannel(bot, service, TEXTS, key, sender)


async def deliver(api: FakeBotApi, channel: TelegramChannel) -> None:
    """Everything that people did goes to the channel, each case by itself, as the inbox does."""
    waiting = {each.update_id: each.update for each in api.world.updates.waiting}
    api.world.updates.clear()
    for ids in split(list(waiting.values())):
        await channel.handle([waiting[each] for each in ids])


def said(api: FakeBotApi, chat_id: int = 7) -> list[str]:
    return [message["text"] for message in api.world.said(chat_id)]


async def test_a_private_text_is_answered(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(7, "apa itu P3MI?")

    await deliver(api, channel)

    assert service.messages == [Message((Part("apa itu P3MI?"),), chat="k7", sender="k7")]
    assert said(api) == ["respond"]
    assert "reply_to_message" not in api.world.said(7)[0]


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_reaches_the_service(
    api: FakeBotApi, channel: TelegramChannel, service: StubService, name: str
) -> None:
    api.people.say(7, f"/{name}")

    await deliver(api, channel)

    assert service.asked == [("command", name, "")]
    assert service.messages[0].parts == ()
    assert service.messages[0].sender == "k7"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/start topik_biaya", ("command", "start", "topik_biaya")),
        ("/help", ("command", "bantuan", "")),
        ("/negara Taiwan", ("command", "negara", "Taiwan")),
        ("/cek Loker\nKamboja", ("command", "cek", "Loker\nKamboja")),
        (f"/cek{ME} Loker", ("command", "cek", "Loker")),
        ("/start " + "a" * 65, ("respond",)),
        ("/start tolong saya disekap", ("respond",)),
        ("/tolong saya disekap", ("respond",)),
    ],
)
async def test_commands_are_read_as_people_write_them(
    api: FakeBotApi,
    channel: TelegramChannel,
    service: StubService,
    text: str,
    asked: tuple[str, ...],
) -> None:
    api.people.say(7, text)

    await deliver(api, channel)

    assert service.asked == [asked]


async def test_cek_is_about_what_it_replies_to(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    [offer] = api.people.forward(GROUP, html='Loker <a href="https://x.id">ini</a>')
    api.people.say(GROUP, "/cek", reply_to=offer["message_id"])

    await deliver(api, channel)

    assert service.asked == [("command", "cek", "")]
    assert service.messages[0].parts == (Part("Loker ini", "forward"),)
    assert [link.url for link in service.messages[0].links] == ["https://x.id"]
    assert service.messages[0].chat_kind == "group"


async def test_cek_is_about_the_forwards_that_are_sent_with_it(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.forward(7, "Loker", comment="/cek")

    await deliver(api, channel)

    assert service.asked == [("command", "cek", "")]
    assert service.messages[0].parts == (Part("Loker", "forward"),)


async def test_a_long_text_and_several_forwards_are_answered_once(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(7, "kata " * 1500)
    api.world.clock.advance(60)
    api.people.forward(7, "Loker satu", origin="channel")
    api.people.forward(7, "Loker dua", origin="user")
    api.world.clock.advance(60)
    api.people.album(7, 3, "Loker tiga")

    await deliver(api, channel)

    assert [len(message.parts) for message in service.messages] == [2, 2, 4]
    assert said(api) == ["respond"] * 3


async def test_an_edited_text_is_answered_and_an_edit_without_words_is_not(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    [first] = api.people.say(7, "loker")
    place = api.people.show(7, "location")
    await deliver(api, channel)

    api.people.edit(7, first["message_id"], "loker Kamboja")
    api.people.raw({"edited_message": {**place, "edit_date": 5}})
    await deliver(api, channel)

    assert [message.text for message in service.messages] == ["loker", "", "loker Kamboja"]


async def test_a_voice_note_is_told_to_the_service(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.show(7, "voice")

    await deliver(api, channel)

    assert service.messages[0].unreadable == ("voice",)


@pytest.mark.parametrize(
    "text",
    [
        "obrolan biasa",
        "/start",
        "/bantuan",
        "/cek@BotLain",
        "@BotLain cek ini",
        f"email{ME} saja",
        "/tolong",
    ],
)
async def test_a_group_hears_nothing_unless_it_asks(
    api: FakeBotApi, channel: TelegramChannel, service: StubService, text: str
) -> None:
    api.world.reads_groups = True
    api.people.say(GROUP, text)

    await deliver(api, channel)

    assert service.asked == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("/cek Loker", "command"),
        ("/darurat", "command"),
        (f"/hapus{ME.lower()}", "command"),
        (f"{ME} cek ini", "respond"),
        (f"ini apa {ME.upper()}?", "respond"),
    ],
)
async def test_a_group_that_asks_is_answered_where_it_asked(
    api: FakeBotApi, channel: TelegramChannel, service: StubService, text: str, kind: str
) -> None:
    api.world.reads_groups = True
    thread = api.people.open_topic(GROUP)
    [asked] = api.people.say(GROUP, text, user_id=9, thread=thread)

    await deliver(api, channel)

    assert service.asked[0][0] == kind
    assert (service.messages[0].sender, service.messages[0].chat) == ("k9", f"k{GROUP}")
    [message] = api.world.said(GROUP)
    assert message["reply_to_message"]["message_id"] == asked["message_id"]
    assert message["message_thread_id"] == thread


@pytest.mark.parametrize("name", ["start", "bantuan", "help", "topik", "privasi"])
async def test_other_commands_lead_from_a_group_to_the_private_chat(
    api: FakeBotApi, channel: TelegramChannel, service: StubService, name: str
) -> None:
    api.people.say(GROUP, f"/{name}{ME}")

    await deliver(api, channel)

    assert service.asked == []
    [message] = api.world.said(GROUP)
    [[button]] = message["reply_markup"]["inline_keyboard"]
    assert button["url"] == f"https://t.me/RambuUjiBot?start={canonical(name)}"


async def test_talk_in_a_group_is_heard_by_itself(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.world.reads_groups = True
    [offer] = api.people.forward(GROUP, "Loker di https://x.id", origin="channel")
    api.world.clock.advance(60)
    [talk] = api.people.say(GROUP, "mahal ya", reply_to=offer["message_id"])
    await deliver(api, channel)
    api.people.edit(GROUP, talk["message_id"], "murah ya")
    api.people.say(GROUP, "Kamboja", via_bot=api.world.me)

    await deliver(api, channel)

    heard = [message.text for message in service.heard]
    assert heard == ["Loker di https://x.id", "mahal ya", "murah ya"]
    assert service.asked == []


async def test_what_breaks_while_hearing_a_group_is_not_excused_there(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.world.reads_groups = True
    service.error = RuntimeError("kata orang")
    api.people.say(GROUP, "obrolan")
    updates = [each.update for each in api.world.updates.waiting]

    with pytest.raises(RuntimeError):
        await channel.handle(updates)
    await channel.give_up(updates, "RuntimeError")

    assert said(api, GROUP) == []


async def test_a_reply_to_rambu_in_a_group_is_answered(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(GROUP, "/darurat")
    await deliver(api, channel)
    [mine] = api.world.said(GROUP)
    api.people.say(GROUP, "lalu bagaimana?", reply_to=mine["message_id"])

    await deliver(api, channel)

    assert service.messages[-1].parts == (Part("lalu bagaimana?"),)


async def test_an_anonymous_admin_is_a_person_and_another_bot_is_not(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    bot_user = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    api.people.say(GROUP, f"{ME} halo", **{"from": bot_user})
    group = {"id": GROUP, "type": "supergroup"}
    api.people.say(GROUP, f"{ME} halo", sender_chat=group, **{"from": bot_user})

    await deliver(api, channel)

    assert [message.sender for message in service.messages] == [f"k{GROUP}"]


async def test_channels_service_messages_and_migrations_are_silent(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.post(-1000000000008, "/cek")
    api.people.say(-5, "/cek")
    await deliver(api, channel)
    api.people.migrate(-5)
    api.people.say(7, **{"text": "", "pinned_message": {"text": "lama"}})

    await deliver(api, channel)

    assert [asked[0] for asked in service.asked] == ["command", "moved", "moved"]
    assert len(said(api, -1000000000005)) == len(said(api, 7)) == 0


async def test_a_press_is_closed_and_answered(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    service.reply = answer("pilih", "", "article:cek_p3mi")
    api.people.say(7, "halo")
    await deliver(api, channel)
    [message] = api.world.said(7)
    query = api.people.press(7, message["message_id"], "Pilih")

    await deliver(api, channel)

    assert service.asked[-1] == ("press", "article:cek_p3mi")
    assert service.messages[-1] == Message((), chat="k7", sender="k7")
    assert query not in api.world.queries
    assert said(api) == ["pilih", "pilih"]


async def test_a_press_knows_the_message_that_was_answered(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    service.reply = answer("pilih", "", "check:again")
    api.people.say(GROUP, f"{ME} Loker Kamboja", user_id=9)
    await deliver(api, channel)
    mine = api.world.said(GROUP)[0]["message_id"]
    api.people.press(GROUP, mine, data="check:again", user_id=8)

    await deliver(api, channel)

    assert service.messages[-1].parts == (Part("Loker Kamboja"),)
    assert service.messages[-1].sender == "k8"


async def test_a_press_on_a_page_turns_it_and_on_an_answer_keeps_it(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    service.reply = answer("halaman 1", "menu", "page:2")
    api.people.say(7, "/topik")
    await deliver(api, channel)
    [page] = api.world.said(7)

    service.reply = answer("halaman 2", "menu", "page:1")
    api.people.press(7, page["message_id"], "Pilih")
    await deliver(api, channel)
    assert said(api) == ["halaman 2"]

    service.reply = answer("artikel", "answer", "page:1")
    api.people.press(7, page["message_id"], "Pilih")
    await deliver(api, channel)
    assert said(api) == ["halaman 2", "artikel"]

    service.reply = answer("halaman 1", "menu", "page:2")
    api.people.press(7, api.world.said(7)[1]["message_id"], "Pilih")
    await deliver(api, channel)
    assert said(api) == ["halaman 2", "artikel", "halaman 1"]


@pytest.mark.parametrize("data", ["x" * 5000, "Drop Table", ":a", "~", "a\x00b", "é", "a b"])
async def test_a_forged_press_is_answered_politely(
    api: FakeBotApi, channel: TelegramChannel, service: StubService, data: str
) -> None:
    api.people.say(7, "halo")
    await deliver(api, channel)
    api.people.press(7, api.world.said(7)[0]["message_id"], data=data)

    await deliver(api, channel)

    assert service.asked == [("respond",)]
    assert api.world.calls[-1].arguments["text"] == TEXTS["press.unknown"]


@pytest.mark.parametrize(
    "query",
    [
        {"id": "5", "from": {"id": 7}, "data": "a:b", "inline_message_id": "x"},
        {"id": "5", "from": {"id": 7}, "data": None, "message": {"chat": {"id": 7}}},
        {"message": {"chat": {"id": 7, "type": "private"}}},
    ],
)
async def test_a_press_without_a_place_or_data_is_left_alone(
    api: FakeBotApi, channel: TelegramChannel, service: StubService, query: dict[str, Any]
) -> None:
    api.people.raw({"callback_query": query})

    await deliver(api, channel)

    assert service.asked == []


async def test_a_press_on_a_message_too_old_to_be_shown_is_answered(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(7, "halo")
    await deliver(api, channel)
    old = {"chat": api.world.chat(7), "message_id": 1, "date": 0}
    api.people.raw(
        {"callback_query": {"id": "5", "from": {"id": 7}, "data": "~page:1", "message": old}}
    )
    service.reply = answer("halaman 1", "menu")

    await deliver(api, channel)

    assert said(api) == ["respond", "halaman 1"]


async def test_what_breaks_the_service_is_excused_once_and_raised(
    api: FakeBotApi,
    channel: TelegramChannel,
    service: StubService,
    caplog: pytest.LogCaptureFixture,
) -> None:
    service.error = RuntimeError("kata orang")
    api.people.say(7, "tolong, paspor saya diambil")
    updates = [each.update for each in api.world.updates.waiting]

    with caplog.at_level(logging.DEBUG, "bot"):
        for _ in range(3):
            with pytest.raises(RuntimeError):
                await channel.handle(updates)
        await channel.give_up(updates, "RuntimeError")

    assert said(api) == [TEXTS["error.sorry"]]
    assert "paspor" not in caplog.text
    service.error = None
    await channel.handle(updates)
    assert said(api) == [TEXTS["error.sorry"], "respond"]


async def test_who_was_given_up_is_told(api: FakeBotApi, channel: TelegramChannel) -> None:
    api.people.say(7, "halo")
    api.people.say(GROUP, "/start")

    await channel.give_up([each.update for each in api.world.updates.waiting], "TimeoutError")

    assert said(api) == [TEXTS["error.sorry"]]
    assert said(api, GROUP) == []


async def test_a_network_that_fails_is_raised_for_a_later_try(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(7, "halo")
    api.world.faults.add(method="sendMessage", count=2)

    with pytest.raises(Interrupted):
        await deliver(api, channel)

    assert said(api) == []


async def test_who_blocked_rambu_ends_the_case_quietly(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(7, "halo")
    api.people.block(7)

    await deliver(api, channel)

    assert service.asked == [("respond",), ("closed", "k7")]


async def test_broken_wording_never_hides_the_numbers(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    service.reply = Reply(
        (Line("emergency.broken", {"numbers": "Polisi 110 & 112"}),),
        ((Button("label", "x" * 99),),),
        road="emergency",
    )
    api.world.faults.add(method="sendMessage", code=400, description="Bad Request: can't parse")
    api.people.say(7, "tolong saya disekap")

    await deliver(api, channel)

    assert said(api) == ["Polisi 110 & 112"]


async def test_membership_is_noted_without_names(
    api: FakeBotApi, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    api.people.membership(GROUP, "left", "member")

    with caplog.at_level(logging.INFO, "bot"):
        await deliver(api, channel)

    [record] = [each for each in caplog.records if each.msg == "membership_changed"]
    assert (record.chat, record.status) == ("supergroup", "member")  # type: ignore[attr-defined]
    assert said(api, GROUP) == []


async def test_start_announces_the_commands(
    api: FakeBotApi, bot: Bot, service: StubService
) -> None:
    names = {f"command.{name}": name for name in COMMANDS}
    texts = {**TEXTS, **names, "bot.description": "a", "bot.short_description": "b"}

    await TelegramChannel(bot, service, texts, key).start()

    assert len(api.world.profile) == 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["text", "caption", "chat", "from", "message", "data", "id", "entities", "reply_to_message"]
)
KINDS = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "channel_post", "x"]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(kind=KINDS, fields=st.dictionaries(NAMES, JSON, max_size=4), number=JSON)
async def test_no_update_breaks_the_channel(
    api: FakeBotApi, channel: TelegramChannel, kind: str, fields: dict[str, Any], number: Any
) -> None:
    api.world.chat(7)
    body = {"chat": {"id": 7, "type": "private"}, "from": {"id": 7}, "text": "halo", **fields}

    await channel.handle([{"update_id": number, kind: body}])


async def test_who_blocks_rambu_is_told_to_the_service(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(7, "/start")
    api.people.block(7)
    api.people.unblock(7)
    api.people.membership(GROUP, "member", "left")

    await deliver(api, channel)

    group = key(GROUP)
    assert service.asked[1:] == [("closed", "k7"), ("opened", "k7"), ("closed", group)]


async def test_a_group_that_moves_is_followed_from_both_of_its_ends(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.people.say(-5, "/cek")
    new_id = api.people.migrate(-5)

    await deliver(api, channel)

    assert service.asked[1:] == [("moved", "k-5", key(new_id))] * 2
    # What was asked in the old group is answered in the new one.
    assert said(api, new_id) == ["command cek"]


async def test_people_who_join_by_the_hundred_are_met_with_silence(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    api.world.reads_groups = True
    for number in range(200):
        joined = [{"id": 1000 + number, "is_bot": False, "first_name": "Orang"}]
        api.people.say(GROUP, user_id=1000 + number, new_chat_members=joined)

    await deliver(api, channel)

    assert service.asked == []
    assert said(api, GROUP) == []


async def test_being_added_and_removed_again_and_again_says_nothing(
    api: FakeBotApi, channel: TelegramChannel, service: StubService
) -> None:
    for number in range(1, 101):
        api.people.membership(-number, "left", "member")
        api.people.membership(-number, "member", "kicked")

    await deliver(api, channel)

    assert {asked[0] for asked in service.asked} == {"opened", "closed"}
    assert len(service.asked) == 200
    assert [call for call in api.world.calls if call.method == "sendMessage"] == []


@pytest.mark.parametrize("message_id", [0, -5, 999_999, 2**63])
async def test_a_press_that_names_a_message_of_nobody_is_answered_with_a_new_one(
    api: FakeBotApi, channel: TelegramChannel, service: StubService, message_id: int
) -> None:
    api.people.say(7, "halo")
    await deliver(api, channel)
    service.reply = answer("halaman 1", "menu")
    foreign = {"chat": api.world.chat(7), "message_id": message_id, "date": 0}
    query = {"id": "5", "from": {"id": 7}, "data": "~page:1", "message": foreign}
    api.people.raw({"callback_query": query})

    await deliver(api, channel)

    assert said(api) == ["respond", "halaman 1"]
