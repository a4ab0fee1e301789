"""The fake's own addresses under /_ctl, for a test in another process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.webhook import Again

if TYPE_CHECKING:
    from tests.fakes.bot_api import FakeBotApi

ACTS = frozenset(
    {
        "say",
        "forward",
        "show",
        "album",
        "edit",
        "post",
        "press",
        "look_up",
        "membership",
        "block",
        "unblock",
        "open_topic",
        "migrate",
        "raw",
    }
)


def add_control(app: web.Application, api: FakeBotApi) -> None:
    """Adds the addresses to the server."""
    control = _Control(api)
    app.router.add_post("/_ctl/{act}", control.act)
    app.router.add_get("/_ctl/calls", control.calls)
    app.router.add_get("/_ctl/said", control.said)
    app.router.add_get("/_ctl/state", control.state)


class _Control:
    def __init__(self, api: FakeBotApi) -> None:
        self._api = api

    async def act(self, request: web.Request) -> web.Response:
        """Does one act; 400 with the reason when it cannot be done."""
        given = await request.json() if request.can_read_body else {}
        try:
            result = self._do(request.match_info["act"], given)
        except (LookupError, TypeError, ValueError) as error:
            return web.json_response({"error": repr(error)}, status=400)
        return web.json_response({"result": result})

    def _do(self, act: str, given: dict[str, Any]) -> Any:
        world = self._api.world
        if act in ACTS:
            return getattr(self._api.people, act)(**given)
        acts: dict[str, Callable[..., object]] = {
            "fail": world.faults.add,
            "advance": world.clock.advance,
            "restart_ids": world.updates.restart,
            "again": self._again,
            "privacy": self._privacy,
            "limit": self._limit,
            "open": self._open,
            "reset": self._api.reset,
        }
        return acts[act](**given)

    def _again(self, **given: Any) -> None:
        self._api.world.webhook.again = Again(**given)

    def _privacy(self, reads_groups: bool) -> None:
        self._api.world.reads_groups = reads_groups

    def _limit(self, strict: bool = True) -> None:
        self._api.world.flood.strict = strict

    def _open(self, chats: list[int]) -> None:
        """Chats that the bot may write to although nobody said anything there yet."""
        for chat_id in chats:
            self._api.world.chat(chat_id)

    async def calls(self, request: web.Request) -> web.Response:
        """The calls of a method since a number, waiting for `n` of them."""
        asked, world = request.query, self._api.world
        since, wanted = int(asked.get("since", 0)), int(asked.get("n", 0))
        timeout = float(asked.get("timeout", 5))
        try:
            found = await world.wait_for_calls(asked["method"], wanted, since, timeout)
        except TimeoutError:
            found = [call for call in world.calls[since:] if call.method == asked["method"]]
        shown = [call.shown() for call in found]
        return web.json_response({"calls": shown, "total": len(world.calls)})

    async def said(self, request: web.Request) -> web.Response:
        """The bot's messages in a chat."""
        return web.json_response({"messages": self._api.world.said(int(request.query["chat_id"]))})

    async def state(self, request: web.Request) -> web.Response:
        """What waits, what was given up, what is set."""
        world = self._api.world
        return web.json_response(
            {
                "waiting": [each.update_id for each in world.updates.waiting],
                "forgotten": world.updates.forgotten,
                "given_up": world.webhook.given_up,
                "deliveries": world.webhook.deliveries,
                "webhook": world.webhook.url,
                "profile": world.profile,
                "calls": len(world.calls),
                "flooded": world.flood.refused,
            }
        )
