"""The server starts, answers, and stops when told."""

from __future__ import annotations

import asyncio
import signal
import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.errors import SettingsError
from bot.web.server import serve


async def hello(request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


APP = Starlette(routes=[Route("/", hello)])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def first_answer(port: int) -> str:
    async with httpx.AsyncClient() as client:
        while True:
            try:
                return (await client.get(f"http://127.0.0.1:{port}/")).text
            except httpx.ConnectError:
                await asyncio.sleep(0.01)


async def test_it_answers_until_it_is_stopped_and_leaves_signals_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    stop, port = asyncio.Event(), free_port()
    running = asyncio.create_task(serve(APP, "127.0.0.1", port, stop))
    assert await first_answer(port) == "hello"
    assert signal.getsignal(signal.SIGINT) is before
    stop.set()
    await running


async def test_an_address_in_use_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match="is it in use"):
            await serve(APP, "127.0.0.1", port, asyncio.Event())
