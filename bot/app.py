"""The composition root: settings → content → store → service → channels."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
import importlib.util
import logging
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.similar import Fingerprinter
from bot.desk.desk import Desk
from bot.duty import Duty
from bot.errors import SettingsError
from bot.library.opening import open_engine
from bot.outbox.outbox import Outbox
from bot.photo.reader import PhotoReader
from bot.poster.painter import Painter
from bot.reports.reports import Place
from bot.seen import SeenBefore
from bot.service import Service
from bot.settings import Settings
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_storage
from bot.terminal import Terminal
from bot.volunteers import Volunteers

if TYPE_CHECKING:
    from telegram import Bot

    from bot.process import Process, WarmUp
    from bot.telegram.channel import TelegramChannel
    from bot.telegram.review import Review
    from bot.telegram.send import Sender

# Seconds between two looks at an inbox that processes share.
SHARED_POLL = 0.1
# The webhook is reached through a proxy that ends TLS, often from another machine.
WEBHOOK_HOST = "0.0.0.0"  # noqa: S104

logger = logging.getLogger(__name__)


def build_engine(settings: Settings) -> Engine:
    """The engine over the content of the settings. Raises ContentError with every problem."""
    return open_engine(settings.content_dir)


def duty_of(settings: Settings) -> Duty | None:
    """The people on duty; None where no chat is set for them."""
    if settings.duty_chat is None or settings.duty_hours is None:
        return None
    return Duty(settings.duty_name, settings.duty_hours)


def today() -> dt.date:
    """The date in Jakarta."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=7)).date()


@contextlib.asynccontextmanager
async def open_service(settings: Settings) -> AsyncIterator[tuple[Service, Engine, SqlStore, Keys]]:
    """A service on an open store, closed at the end. Raises ContentError and StoreError."""
    engine = build_engine(settings)
    store, keys = await open_storage(settings.store_url, settings.secret)
    reader = PhotoReader()
    try:
        duty = duty_of(settings)
        fingerprinter = Fingerprinter(keys.offers, engine.content)
        seen = SeenBefore(fingerprinter, store, time.time)
        outbox = Outbox(store, settings.bot_id, keys.of)
        place = Place(settings.desk_chat, outbox) if settings.desk_chat else None
        volunteers = Volunteers(engine, store, fingerprinter, time.time, place)
        service = Service(engine, store, reader=reader, duty=duty, seen=seen, volunteers=volunteers)
        yield service, engine, store, keys
    finally:
        await reader.close()
        await store.close()


async def chat(settings: Settings, notice_key: str = "") -> None:
    """The chat in this terminal."""
    async with open_service(settings) as (service, engine, _, _):
        texts = engine.content.texts
        notice = texts[notice_key] if notice_key else ""
        await Terminal(service, texts, sys.stdin, sys.stdout).run(notice)


async def run(settings: Settings, *, webhook: bool = False) -> None:
    """Runs on Telegram until SIGINT or SIGTERM; what was begun is finished first.

    Waits for a Telegram that cannot be reached. Raises SettingsError where a setting is missing or
    Telegram does not take it.
    """
    _check(settings, webhook=webhook)
    # Imported here: the other commands start faster without Telegram.
    from bot.process import WarmUp
    from bot.telegram.opening import open_patiently
    from bot.telegram.transport import build_bot

    async with open_service(settings) as (service, engine, store, keys):
        warm_up = WarmUp(engine)
        bot = build_bot(settings.token, settings.api_url)
        parts = _Parts(settings, bot, service, engine.content, store, keys, warm_up)
        process, channel = parts.build(webhook=webhook)

        async def work() -> None:
            # What comes meanwhile waits with Telegram.
            await asyncio.gather(open_patiently(bot), warm_up.cries())
            await channel.start()
            logger.info(
                "started", extra={"bot": bot.id, "ingress": "webhook" if webhook else "polling"}
            )
            await process.work()

        try:
            await process.run(work)
        finally:
            warm_up.cancel()
            await bot.shutdown()


def _check(settings: Settings, *, webhook: bool) -> None:
    problems = []
    if not settings.token:
        problems.append("RAMBU_TOKEN: is missing: put the token BotFather gave you into .env")
    if webhook and not settings.webhook_url:
        problems.append("RAMBU_WEBHOOK_URL: is missing: `run --webhook` needs the public address")
    needs_web = webhook or settings.health_port
    if needs_web and not all(map(importlib.util.find_spec, ("starlette", "uvicorn"))):
        problems.append(
            "a webhook and RAMBU_HEALTH_PORT need the `web` extra: pip install -e '.[web]'"
        )
    if problems:
        raise SettingsError(problems)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a process on Telegram is put together from."""

    settings: Settings
    bot: Bot
    service: Service
    content: Content
    store: SqlStore
    keys: Keys
    warm_up: WarmUp

    def build(self, *, webhook: bool) -> tuple[Process, TelegramChannel]:
        """The process, not running yet, and the channel that answers in it."""
        from bot.ingress.worker import Limits, Worker
        from bot.outbox.dispatcher import Dispatcher
        from bot.process import Process
        from bot.telegram.channel import TelegramChannel, split
        from bot.telegram.courier import Courier
        from bot.telegram.errors import pause_for
        from bot.telegram.send import Sender

        courier = Courier(self.bot, self.content.texts, self._moved)
        dispatcher = Dispatcher(self.store, self.settings.bot_id, courier.deliver)
        # Where answers have to wait, letters wait too.
        sender = Sender(
            self.bot,
            self.content.texts,
            moved=self._moved,
            flooded=dispatcher.hold,
            painter=Painter(),
        )
        channel = TelegramChannel(
            self.bot,
            self.service,
            self.content.texts,
            self.keys.of,
            sender,
            self.settings.duty_chat,
            self._review(sender),
        )
        worker = Worker(
            self.store,
            self.settings.bot_id,
            channel.handle,
            split=split,
            pause_for=pause_for,
            give_up=channel.give_up,
            limits=Limits(poll=SHARED_POLL) if self.store.shared else Limits(),
        )
        # Of several processes the one that takes updates in would otherwise handle nearly all.
        wake = (lambda: None) if self.store.shared else worker.wake
        take_in = self._by_webhook if webhook else self._by_polling
        process = Process(
            self.settings,
            self.store,
            worker,
            dispatcher,
            functools.partial(take_in, wake),
            self._api_answers,
            self.warm_up,
        )
        return process, channel

    def _review(self, sender: Sender) -> Review | None:
        """The desk in its chat; None where no chat is set for it."""
        from bot.telegram.review import Review

        chat = self.settings.desk_chat
        if chat is None:
            return None
        outbox = Outbox(self.store, self.settings.bot_id, self.keys.of)
        desk = Desk(self.content, self.store, outbox, time.time)
        return Review(self.bot, sender, self.content.texts, desk, chat, self.keys.of)

    async def _moved(self, old: int, new: int) -> None:
        await self.service.chat_moved(self.keys.of(old), self.keys.of(new))

    async def _api_answers(self) -> bool:
        return bool(await self.bot.get_me())

    async def _by_polling(self, wake: Callable[[], None], stopping: asyncio.Event) -> None:
        from bot.ingress.polling import Poller
        from bot.telegram.polling import UpdateSource

        source = UpdateSource(self.bot)
        await source.open()
        poller = Poller(source.fetch, self.store, self.keys, self.settings.bot_id, wake=wake)
        polling = asyncio.create_task(poller.run())
        ending = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({polling, ending}, return_when=asyncio.FIRST_COMPLETED)
            poller.stop()
            await polling
        finally:
            ending.cancel()
            await source.close()

    async def _by_webhook(self, wake: Callable[[], None], stopping: asyncio.Event) -> None:
        from bot.ingress.webhook import PATH, build_webhook
        from bot.telegram.opening import take_webhook
        from bot.web.server import serve

        settings, secret = self.settings, self.settings.webhook_secret
        app = build_webhook(self.store, self.keys, settings.bot_id, secret, wake=wake)
        address = settings.webhook_url + PATH
        setting = asyncio.create_task(take_webhook(self.bot, address, secret))
        serving = asyncio.create_task(serve(app, WEBHOOK_HOST, settings.port, stopping))
        try:
            # An address that Telegram refuses ends the server, a server that fails the waiting.
            done, _ = await asyncio.wait({setting, serving}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            await serving
        finally:
            stopping.set()
            setting.cancel()
            await asyncio.gather(setting, serving, return_exceptions=True)
