"""The composition root: settings → content → store → service → channels."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

from bot.core.engine import Engine
from bot.errors import SettingsError
from bot.library import load_content
from bot.library.dictionary import root_words
from bot.service import Service
from bot.settings import Settings
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_storage
from bot.terminal import Terminal

RETENTION_EVERY = 3600.0

logger = logging.getLogger(__name__)


def build_engine(settings: Settings) -> Engine:
    """The engine over the content of the settings. Raises ContentError with every problem."""
    return Engine(load_content(settings.content_dir), root_words())


def today() -> dt.date:
    """The date in Jakarta."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=7)).date()


@contextlib.asynccontextmanager
async def open_service(settings: Settings) -> AsyncIterator[tuple[Service, Engine, SqlStore, Keys]]:
    """A service on an open store, closed at the end. Raises ContentError and StoreError."""
    engine = build_engine(settings)
    store, keys = await open_storage(settings.store_url, settings.secret)
    try:
        yield Service(engine, store), engine, store, keys
    finally:
        await store.close()


async def chat(settings: Settings, notice_key: str = "") -> None:
    """The chat in this terminal."""
    async with open_service(settings) as (service, engine, _, _):
        texts = engine.content.texts
        notice = texts[notice_key] if notice_key else ""
        await Terminal(service, texts, sys.stdin, sys.stdout).run(notice)


async def run(settings: Settings, *, webhook: bool = False) -> None:
    """Runs on Telegram until SIGINT or SIGTERM; what was begun is finished first.

    Raises SettingsError without a token.
    """
    if not settings.token:
        raise SettingsError(["RAMBU_TOKEN: is missing: put the token BotFather gave you into .env"])
    if webhook and not settings.webhook_url:
        raise SettingsError(
            ["RAMBU_WEBHOOK_URL: is missing: `run --webhook` needs the public address"]
        )
    # Imported here: the other commands start faster without Telegram.
    from bot.telegram.channel import TelegramChannel, split
    from bot.telegram.errors import pause_for
    from bot.telegram.transport import build_bot, open_bot

    async with open_service(settings) as (service, engine, store, keys):
        bot = build_bot(settings.token, settings.api_url)
        await open_bot(bot)
        channel = TelegramChannel(bot, service, engine.content.texts, keys.of)
        from bot.ingress.worker import Worker

        worker = Worker(
            store, bot.id, channel.handle, split=split, pause_for=pause_for, give_up=channel.give_up
        )
        try:
            await channel.start()
            await _serve(settings, bot, worker, store, keys, webhook=webhook)
        finally:
            await bot.shutdown()


async def _serve(
    settings: Settings, bot: Any, worker: Any, store: SqlStore, keys: Keys, *, webhook: bool
) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopping.set)
    tasks = [asyncio.create_task(worker.run()), asyncio.create_task(_keep_tidy(store))]
    ingress = _webhook if webhook else _poll
    tasks.append(asyncio.create_task(ingress(settings, bot, worker, store, keys)))
    logger.info("started", extra={"bot": bot.id, "ingress": "webhook" if webhook else "polling"})
    waiting = asyncio.create_task(stopping.wait())
    done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks[1:]:
        task.cancel()
    await worker.stop()
    await asyncio.gather(*tasks, return_exceptions=True)
    waiting.cancel()
    logger.info("stopped")
    _raise_first(done - {waiting})


def _raise_first(ended: Sequence[asyncio.Task[Any]] | set[asyncio.Task[Any]]) -> None:
    for task in ended:
        if not task.cancelled() and (error := task.exception()) is not None:
            raise error


async def _poll(settings: Settings, bot: Any, worker: Any, store: SqlStore, keys: Keys) -> None:
    from bot.ingress.polling import Poller
    from bot.telegram.polling import UpdateSource

    source = UpdateSource(bot)
    await source.open()
    try:
        await Poller(source.fetch, store, keys, bot.id, wake=worker.wake).run()
    finally:
        await source.close()


async def _webhook(settings: Settings, bot: Any, worker: Any, store: SqlStore, keys: Keys) -> None:
    from bot.ingress.webhook import PATH, build_webhook
    from bot.telegram.polling import ALLOWED_UPDATES
    from bot.web.server import serve

    secret = settings.webhook_secret
    app = build_webhook(store, keys, bot.id, secret, wake=worker.wake)
    await bot.set_webhook(
        settings.webhook_url + PATH, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES)
    )
    # Ends when its task is cancelled; until then it serves.
    await serve(app, "0.0.0.0", settings.port, asyncio.Event())  # noqa: S104 - behind a proxy


async def _keep_tidy(store: SqlStore) -> None:
    """Deletes what is over, now and every hour."""
    while True:
        with contextlib.suppress(Exception):
            await store.retention(time.time())
        await asyncio.sleep(RETENTION_EVERY)
