"""Everything but the process: people, the real service, the desk, the outbox, the fake Bot API."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.core.engine import Engine
from bot.core.render import strip_markup
from bot.core.similar import Fingerprinter
from bot.desk.desk import Desk
from bot.desk.roles import Roles
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.outbox import Outbox
from bot.reports.reports import Place
from bot.seen import SeenBefore
from bot.service import Service
from bot.storage.cases import Role
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_store
from bot.telegram.channel import TelegramChannel, split
from bot.telegram.courier import Courier
from bot.telegram.review import Review
from bot.telegram.send import Patience, Sender
from bot.telegram.transport import build_bot, open_bot
from bot.volunteers import Volunteers
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import TOKEN
from tests.ingress.conftest import Clock

DESK = -1000000000042
NOW = 1_795_410_000.0
SECRET = "a secret that only tests know"  # noqa: S105 - of no store but the test's


async def no_sleep(seconds: float) -> None:
    """Takes no time."""


@dataclass
class Town:
    """People, their Rambu and its desk."""

    api: FakeBotApi
    store: SqlStore
    keys: Keys
    clock: Clock
    channel: TelegramChannel
    dispatcher: Dispatcher
    texts: dict[str, str]

    async def settle(self) -> None:
        """Everything that people did is answered, and every letter that is due is sent."""
        waiting = {each.update_id: each.update for each in self.api.world.updates.waiting}
        self.api.world.updates.clear()
        for ids in split(list(waiting.values())):
            await self.channel.handle([waiting[each] for each in ids])
        for _ in range(40):
            # A group gets some letters a minute: the clock makes up for it.
            self.clock.now += 4.0
            await self.dispatcher.turn()

    async def say(self, chat: int, text: str, **more: Any) -> dict[str, Any]:
        """Somebody writes; the last message of Rambu's there."""
        self.api.people.say(chat, text, **more)
        await self.settle()
        return self.last(chat)

    async def press(
        self, chat: int, message: dict[str, Any], data: str, user: int = 0
    ) -> dict[str, Any]:
        """Somebody presses what stands under a message; the last message of Rambu's there."""
        self.api.people.press(chat, message["message_id"], data=data, user_id=user or abs(chat))
        await self.settle()
        return self.last(chat)

    def last(self, chat: int) -> dict[str, Any]:
        """Rambu's last message in a chat."""
        said = self.api.world.said(chat)
        return said[-1] if said else {}

    def heard(self, chat: int) -> list[str]:
        """The words of Rambu's messages in a chat."""
        return [message["text"] for message in self.api.world.said(chat)]

    def notices(self) -> list[str]:
        """What presses were answered with."""
        calls = [call for call in self.api.world.calls if call.method == "answerCallbackQuery"]
        return [call.arguments["text"] for call in calls if "text" in call.arguments]

    async def member(self, user: int, role: Role = "reader") -> str:
        """Makes somebody belong to the desk; their key."""
        owner = self.keys.of(user)
        roles = Roles(self.store, self.clock)
        payload = await roles.invite(role, "operator")
        await roles.accept(payload.partition("__")[2], owner)
        return owner

    async def report(self, chat: int, ad: str, choice: str = "tck") -> str:
        """Somebody checks an ad and reports it; the receipt."""
        verdict = await self.say(chat, ad)
        page = await self.press(chat, verdict, "report")
        await self.press(chat, page, f"report_send:{choice}")
        return (await self.store.reports_of(self.keys.of(chat)))[0].receipt

    def plain(self, key: str, **values: Any) -> str:
        """A text as people see it."""
        return strip_markup(self.texts[key].format(**values))


def actions(message: dict[str, Any]) -> list[str]:
    """What the buttons under a message send."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [
        button["callback_data"].removeprefix("~")
        for row in rows
        for button in row
        if "callback_data" in button
    ]


@pytest.fixture
async def town(engine: Engine, tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a desk."""
    async with opened_town(engine, tmp_path, DESK) as town:
        yield town


@contextlib.asynccontextmanager
async def opened_town(
    engine: Engine, folder: Path, desk_chat: int | None, store_url: str = ""
) -> AsyncIterator[Town]:
    """A town, with a desk or without; on SQLite unless another store is given."""
    async with FakeBotApi() as api:
        bot = build_bot(TOKEN, api.url)
        await open_bot(bot)
        store = await open_store(store_url or f"sqlite:///{folder / 'rambu.db'}")
        try:
            yield build(engine, api, bot, store, desk_chat)
        finally:
            await store.close()
            await bot.shutdown()


def build(
    engine: Engine, api: FakeBotApi, bot: Bot, store: SqlStore, desk_chat: int | None
) -> Town:
    """All parts as bot/app.py puts them together, with a clock of the test's."""
    keys, clock, content = Keys(SECRET), Clock(NOW), engine.content
    outbox = Outbox(store, bot.id, keys.of, clock)
    fingerprinter = Fingerprinter(keys.offers, content)
    place = Place(desk_chat, outbox) if desk_chat else None
    service = Service(
        engine,
        store,
        clock,
        seen=SeenBefore(fingerprinter, store, clock),
        volunteers=Volunteers(engine, store, fingerprinter, clock, place),
    )
    sender = Sender(bot, content.texts, no_sleep, Patience(tries=2))
    review = None
    if desk_chat:
        desk = Desk(content, store, outbox, clock)
        review = Review(bot, sender, content.texts, desk, desk_chat, keys.of)
        api.people.say(desk_chat, "halo")
        api.world.updates.clear()
    api.world.reads_groups = True
    channel = TelegramChannel(bot, service, content.texts, keys.of, sender, None, review)
    courier = Courier(bot, content.texts)
    dispatcher = Dispatcher(store, bot.id, courier.deliver, clock=clock, sleep=no_sleep)
    return Town(api, store, keys, clock, channel, dispatcher, content.texts)
