"""A strict stand-in for Telegram's Bot API over HTTP.

In a test: `async with FakeBotApi() as api:` then `api.people.say(7, "halo")`, `api.world.said(7)`.
As a process: `python -m tests.fakes.bot_api [PORT]`; it prints its address. There
`POST /_ctl/<act>` takes the arguments of an act as JSON (the acts of `People`, and `fail`,
`advance`, `restart_ids`, `again`, `privacy`, `limit`, `open`, `reset`),
`GET /_ctl/calls?method=&since=&n=&timeout=` waits for calls,
`GET /_ctl/said?chat_id=` shows the bot's messages in a chat, `GET /_ctl/state` what waits.

What it does not know it refuses: other methods, other parameters, other types.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.fakes.control import add_control
from tests.fakes.faults import Fault
from tests.fakes.methods import METHODS
from tests.fakes.parameters import read
from tests.fakes.people import People
from tests.fakes.refusal import Refusal
from tests.fakes.world import TOKEN, Call, World

# Files that may come under the name of a parameter; others are named as `attach://NAME`.
UPLOADS = frozenset({"photo", "document"})
LARGEST_REQUEST = 60 * 2**20
_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]+")


class FakeBotApi:
    """A server of the Bot API on this machine with one bot, whose token is TOKEN."""

    def __init__(self, world: World | None = None, port: int = 0) -> None:
        self.world = world or World()
        self.people = People(self.world)
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the server listens, to be followed by `/bot<token>/<method>`."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> FakeBotApi:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._serve_method)
        app.router.add_get("/file/bot{token}/files/{file_id}", self._serve_file)
        add_control(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.world.webhook.stop()
        if self._runner:
            await self._runner.cleanup()

    def reset(self) -> None:
        """Forgets everything that happened."""
        self.world = World(self.world.token)
        self.people = People(self.world)

    async def _serve_method(self, request: web.Request) -> web.StreamResponse:
        world = self.world
        name = METHODS.get(request.match_info["method"].lower(), (request.match_info["method"],))[0]
        values, files = await _read_request(request)
        sizes = {name: len(content) for name, content in files.items()}
        call = Call(name, dict(values), sizes, world.clock())
        fault = world.faults.take(name, values)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            fault = None
        if fault and not fault.after:
            return await _break(request, call, fault, world)
        status, body = await self._answer(request.match_info["token"], name, values, files)
        call.done = status == 200
        if fault:
            return await _break(request, call, fault, world)
        call.code, call.answer = status, body.get("result", body.get("description"))
        if name != "getUpdates":
            world.note(call)
        return web.json_response(body, status=status)

    async def _answer(
        self, token: str, name: str, values: Mapping[str, Any], files: Mapping[str, bytes]
    ) -> tuple[int, dict[str, Any]]:
        try:
            self._check_token(token)
            if name.lower() not in METHODS:
                raise Refusal(404, "Not Found: method not found")
            _, model, function = METHODS[name.lower()]
            result = await function(self.world, read(model, values), files)
        except Refusal as refusal:
            return refusal.code, refusal.body
        return 200, {"ok": True, "result": result}

    def _check_token(self, token: str) -> None:
        if not _TOKEN_FORM.fullmatch(token):
            raise Refusal(404, "Not Found")
        if token != self.world.token:
            raise Refusal(401, "Unauthorized")

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        content = self.world.files.get(request.match_info["file_id"])
        if content is None or request.match_info["token"] != self.world.token:
            return web.json_response(Refusal(404, "Not Found").body, status=404)
        return web.Response(body=content)


async def _read_request(request: web.Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The parameters from the address and from the body, and the files."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, bytes] = {}
    if request.content_type == "application/json":
        body = await request.text()
        given = json.loads(body or "{}")
        return {**values, **(given if isinstance(given, dict) else {"": given})}, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = value.file.read()
            if name in UPLOADS:
                values[name] = f"attach://{name}"
        else:
            values[name] = value if isinstance(value, str) else bytes(value).decode()
    return values, files


async def _break(
    request: web.Request, call: Call, fault: Fault, world: World
) -> web.StreamResponse:
    """Answers as the fault wants."""
    call.code = fault.code if fault.kind in ("status", "page") else 0
    call.answer = f"fault: {fault.kind}"
    world.note(call)
    if fault.kind == "timeout":
        await asyncio.sleep(fault.seconds)
    # Who gave up waiting has closed the connection already.
    if fault.kind in ("timeout", "reset") and request.transport is not None:
        request.transport.abort()
    if fault.kind == "malformed":
        cut = '{"ok":true,"result":{"message_id":1,"date"'
        return web.Response(text=cut, content_type="application/json")
    if fault.kind == "page":
        return web.Response(text="<html><body>proxy</body></html>", status=fault.code)
    return web.json_response(fault.body(), status=fault.code)


async def _main(port: int) -> None:
    async with FakeBotApi(port=port) as api:
        print(api.url, TOKEN, flush=True)  # noqa: T201  # Whoever started it reads this.
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
