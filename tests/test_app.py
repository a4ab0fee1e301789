"""The whole process in this one: it waits for Telegram, shows its health and ends in order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import app
from bot.core.engine import Engine
from bot.core.render import strip_markup
from bot.core.reply import Line, Reply
from bot.errors import SettingsError
from bot.outbox.letter import Letter
from bot.outbox.outbox import Outbox
from bot.settings import Settings
from bot.storage.opening import open_storage
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import TOKEN

SECRET = "a secret that only tests know"
SECONDS = 60.0


@pytest.fixture(autouse=True)
def one_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """All processes of this file share one engine: it takes seconds to build."""
    monkeypatch.setattr(app, "build_engine", lambda settings: engine)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_settings(folder: Path, api_url: str, **more: Any) -> Settings:
    return Settings(
        token=TOKEN, api_url=api_url, store_url=f"sqlite:///{folder / 'rambu.db'}", **more
    )


@contextlib.asynccontextmanager
async def running(settings: Settings, *, webhook: bool = False) -> AsyncIterator[None]:
    """Rambu runs until the block ends; a signal stops it."""
    task = asyncio.create_task(app.run(settings, webhook=webhook))
    try:
        yield
        assert not task.done(), task.exception()
    finally:
        if not task.done():
            os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(SECONDS):
            await asyncio.wait({task})
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().remove_signal_handler(number)
    task.result()


async def until(statement: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SECONDS):
        while not await statement():  # noqa: ASYNC110 - what is waited for is outside
            await asyncio.sleep(0.02)


async def status(port: int, path: str) -> int:
    """The status of an answer, 0 without one."""
    async with httpx.AsyncClient() as client:
        try:
            return (await client.get(f"http://127.0.0.1:{port}{path}")).status_code
        except httpx.TransportError:
            return 0


async def test_it_waits_for_a_telegram_that_is_away_and_says_so(tmp_path: Path) -> None:
    health, telegram = free_port(), free_port()
    settings = make_settings(tmp_path, f"http://127.0.0.1:{telegram}", health_port=health)

    async def answers(path: str, wanted: int) -> bool:
        return await status(health, path) == wanted

    async with running(settings):
        await until(lambda: answers("/healthz", 200))
        assert await status(health, "/readyz") == 503
        async with FakeBotApi(port=telegram) as api:
            api.people.say(7, "/start")
            await api.world.wait_for_calls("sendMessage", seconds=SECONDS)
            await until(lambda: answers("/readyz", 200))
            metrics = await until_handled(health)
    assert 'rambu_updates_total{result="handled"} 1.0' in metrics


async def until_handled(port: int) -> str:
    """The metrics once something was handled."""
    async with httpx.AsyncClient() as client, asyncio.timeout(SECONDS):
        while True:
            text = (await client.get(f"http://127.0.0.1:{port}/metrics")).text
            if 'result="handled"} 0.0' not in text:
                return text
            await asyncio.sleep(0.02)


async def test_what_waits_is_delivered_to_the_webhook_and_answered(tmp_path: Path) -> None:
    port = free_port()
    async with FakeBotApi() as api:
        hook = {
            "webhook_url": f"http://127.0.0.1:{port}",
            "webhook_secret": "0123456789abcdef",
            "port": port,
        }
        api.people.say(7, "/start")
        api.world.faults.add(method="setWebhook", code=429, retry_after=1)
        async with running(make_settings(tmp_path, api.url, **hook), webhook=True):
            await api.world.wait_for_calls("sendMessage", seconds=SECONDS)
        [call] = [
            call for call in api.world.calls if call.method == "setWebhook" and call.code == 200
        ]
    assert "drop_pending_updates" not in call.arguments
    assert call.arguments["secret_token"] == "0123456789abcdef"


async def test_a_wrong_token_ends_it(tmp_path: Path) -> None:
    async with FakeBotApi() as api:
        api.world.token = "123456:another-token_of_the_bot"
        with pytest.raises(SettingsError, match="^RAMBU_TOKEN: Telegram does not know this token"):
            await app.run(make_settings(tmp_path, api.url))


async def test_an_address_that_telegram_refuses_ends_it(tmp_path: Path) -> None:
    async with FakeBotApi() as api:
        said = "Bad Request: bad webhook: IP address is reserved"
        api.world.faults.add(method="setWebhook", code=400, description=said)
        hook = {"webhook_url": "http://10.0.0.1", "webhook_secret": "0123456789abcdef"}
        settings = make_settings(tmp_path, api.url, port=free_port(), **hook)
        with pytest.raises(SettingsError, match="RAMBU_WEBHOOK_URL: Telegram does not take it"):
            await app.run(settings, webhook=True)


@pytest.mark.parametrize("which", ["port", "health_port"])
async def test_a_port_in_use_ends_it(which: str, tmp_path: Path) -> None:
    async with FakeBotApi() as api:
        with socket.socket() as taken:
            taken.bind(("0.0.0.0", 0))  # noqa: S104
            taken.listen()
            values = {"port": free_port(), which: taken.getsockname()[1]}
            hook = {"webhook_url": "http://127.0.0.1", "webhook_secret": "0123456789abcdef"}
            settings = make_settings(tmp_path, api.url, **{**hook, **values})
            with pytest.raises(SettingsError, match="is it in use"):
                await app.run(settings, webhook=True)


@pytest.mark.parametrize(
    ("values", "webhook", "said"),
    [
        ({"token": ""}, False, "RAMBU_TOKEN: is missing"),
        ({}, True, "RAMBU_WEBHOOK_URL: is missing"),
    ],
)
async def test_what_is_missing_is_named(values: dict[str, str], webhook: bool, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        await app.run(Settings(**{"token": TOKEN, **values}), webhook=webhook)


async def test_it_is_ready_when_its_indexes_are_built(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building, health = threading.Event(), free_port()

    def build() -> None:
        assert building.wait(SECONDS)

    monkeypatch.setattr(engine, "warm_up", build)

    async def ready() -> bool:
        return await status(health, "/readyz") == 200

    async with FakeBotApi() as api, contextlib.AsyncExitStack() as stack:
        settings = make_settings(tmp_path, api.url, health_port=health)
        await stack.enter_async_context(running(settings))
        stack.callback(building.set)
        api.people.say(7, "/start")
        await api.world.wait_for_calls("sendMessage", seconds=SECONDS)
        assert not await ready()
        building.set()
        await until(ready)


async def test_letters_are_sent_and_who_blocked_rambu_is_left_out(
    engine: Engine, tmp_path: Path
) -> None:
    group = -5
    async with FakeBotApi() as api:
        for chat in (1, 2, 3, group):
            api.people.say(chat, "/darurat")
        settings = make_settings(tmp_path, api.url)
        store, keys = await open_storage(settings.store_url)
        outbox = Outbox(store, settings.bot_id, keys.of)
        async with running(settings):
            await api.world.wait_for_calls("sendMessage", 4, seconds=SECONDS)
            api.people.block(2)
            new_id = api.people.migrate(group)
            tip = Reply((Line("forget.done"),))
            await outbox.broadcast("tip", [1, 2, 3, group], tip)
            await outbox.put("more", Letter(group, tip))

            async def done() -> bool:
                letters = [await outbox.progress(name) for name in ("tip", "more")]
                return not sum(each["pending"] for each in letters)

            await until(done)
        said = {chat: [one["text"] for one in api.world.said(chat)] for chat in (1, 2, 3, new_id)}
        progress = await outbox.progress("tip")
        await store.close()
    text = strip_markup(engine.content.texts["forget.done"])
    assert {chat: texts.count(text) for chat, texts in said.items()} == {
        1: 1,
        2: 0,
        3: 1,
        new_id: 2,
    }
    assert (progress["pending"], progress["sent"]) == (0, 3)
