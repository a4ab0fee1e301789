"""The composition root: settings → content → store → service → channels."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import importlib.util
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.core.engine import Engine
from bot.duty import Duty
from bot.errors import SettingsError, StoreError
from bot.library import load_content
from bot.library.dictionary import root_words
from bot.photo.reader import PhotoReader
from bot.service import Service
from bot.settings import Settings
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_storage
from bot.terminal import Terminal

if TYPE_CHECKING:
    from telegram import Bot

    from bot.ingress.worker import Worker

# Seconds after the start: whoever waits for an answer comes first.
WARM_UP_AFTER = 5.0
RETENTION_EVERY = 3600.0
# The webhook is reached through a proxy that ends TLS, often from another machine.
WEBHOOK_HOST = "0.0.0.0"  # noqa: S104

logger = logging.getLogger(__name__)


def build_engine(settings: Settings) -> Engine:
    """The engine over the content of the settings. Raises ContentError with every problem."""
    return Engine(load_content(settings.content_dir), root_words())


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
        yield Service(engine, store, reader=reader, duty=duty_of(settings)), engine, store, keys
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
    from bot.ingress.worker import Worker
    from bot.telegram.channel import TelegramChannel, split
    from bot.telegram.errors import pause_for
    from bot.telegram.opening import open_patiently
    from bot.telegram.transport import build_bot

    async with open_service(settings) as (service, engine, store, keys):
        warming = asyncio.create_task(_warm_up(engine))
        bot = build_bot(settings.token, settings.api_url)
        channel = TelegramChannel(
            bot, service, engine.content.texts, keys.of, duty_chat=settings.duty_chat
        )
        worker = Worker(
            store,
            settings.bot_id,
            channel.handle,
            split=split,
            pause_for=pause_for,
            give_up=channel.give_up,
        )
        process = Process(settings, bot, worker, store, keys, webhook=webhook)

        async def work() -> None:
            await open_patiently(bot)
            await channel.start()
            await process.work()

        try:
            await process.run(work)
        finally:
            warming.cancel()
            await bot.shutdown()


async def _warm_up(engine: Engine) -> None:
    """Builds the indexes of questions beside the work, once what waited has had its turn."""
    await asyncio.sleep(WARM_UP_AFTER)
    await asyncio.to_thread(engine.warm_up)


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


@dataclass(slots=True)
class Process:
    """One running process: what goes on side by side, and how it ends."""

    settings: Settings
    bot: Bot
    worker: Worker
    store: SqlStore
    keys: Keys
    webhook: bool

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Works until a signal comes or something fails for good. Raises what failed."""
        stopping = _stop_by_signal()
        working = [asyncio.ensure_future(one) for one in (work(), self._keep_tidy())]
        showing = asyncio.ensure_future(self._show_health(stopping))
        waiting = asyncio.ensure_future(stopping.wait())
        tasks = {*working, showing, waiting}
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in working:
                each.cancel()
            await asyncio.gather(*working, return_exceptions=True)
            # The last to end: who watches sees the process until its work is done.
            stopping.set()
            await asyncio.gather(showing, waiting, return_exceptions=True)
        logger.info("stopped")
        for task in done:
            task.result()

    async def work(self) -> None:
        """Takes updates in and handles them until it is cancelled; then ends in order."""
        stopping = asyncio.Event()
        take_in = self._by_webhook if self.webhook else self._by_polling
        taking = asyncio.create_task(take_in(stopping))
        working = asyncio.create_task(self.worker.run())
        way = "webhook" if self.webhook else "polling"
        logger.info("started", extra={"bot": self.bot.id, "ingress": way})
        try:
            done, _ = await asyncio.wait({taking, working}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            # Nothing new comes in, then what runs is finished.
            stopping.set()
            await asyncio.gather(taking, return_exceptions=True)
            await self.worker.stop()
            await asyncio.gather(working, return_exceptions=True)

    async def _by_polling(self, stopping: asyncio.Event) -> None:
        from bot.ingress.polling import Poller
        from bot.telegram.polling import UpdateSource

        source = UpdateSource(self.bot)
        await source.open()
        poller = Poller(
            source.fetch, self.store, self.keys, self.settings.bot_id, wake=self.worker.wake
        )
        polling = asyncio.create_task(poller.run())
        ending = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({polling, ending}, return_when=asyncio.FIRST_COMPLETED)
            poller.stop()
            await polling
        finally:
            ending.cancel()
            await source.close()

    async def _by_webhook(self, stopping: asyncio.Event) -> None:
        from bot.ingress.webhook import PATH, build_webhook
        from bot.telegram.opening import take_webhook
        from bot.web.server import serve

        settings, secret = self.settings, self.settings.webhook_secret
        app = build_webhook(self.store, self.keys, settings.bot_id, secret, wake=self.worker.wake)
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

    async def _show_health(self, stopping: asyncio.Event) -> None:
        settings = self.settings
        if not settings.health_port:
            await stopping.wait()
            return
        from bot.web.health import build_health
        from bot.web.server import serve

        app = build_health(self.store, self.worker.tally, api_answers=self._api_answers)
        await serve(app, settings.health_host, settings.health_port, stopping)

    async def _api_answers(self) -> bool:
        return bool(await self.bot.get_me())

    async def _keep_tidy(self) -> None:
        """Deletes what is over, now and every hour."""
        while True:
            try:
                await self.store.retention(time.time())
            except StoreError as error:
                logger.warning("retention_failed", extra={"reason": str(error)})
            await asyncio.sleep(RETENTION_EVERY)


def _stop_by_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopping.set)
    return stopping
