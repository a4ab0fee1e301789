"""Delivers updates to the bot's own address, again and again where it does not take them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.fakes.updates import Updates, Waiting


@dataclass
class Again:
    """How an update is delivered again: after `pause` seconds, doubled each time, `tries` times."""

    pause: float = 0.05
    longest: float = 2.0
    tries: int = 8
    timeout: float = 5.0


@dataclass
class Webhook:
    """Posts waiting updates to `url`: a chat's one after the other, different chats at once."""

    updates: Updates
    url: str = ""
    secret: str = ""
    connections: int = 40
    again: Again = field(default_factory=Again)
    last_error: str = ""
    given_up: list[int] = field(default_factory=list)
    deliveries: int = 0
    _busy: set[int] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _loop: asyncio.Task[None] | None = None
    _session: aiohttp.ClientSession | None = None

    async def set(self, url: str, secret: str, connections: int) -> None:
        """Starts to deliver to `url`; an empty one ends it."""
        await self.stop()
        self.url, self.secret, self.connections = url, secret, connections
        if url:
            timeout = aiohttp.ClientTimeout(total=self.again.timeout)
            self._session = aiohttp.ClientSession(timeout=timeout)
            self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Ends all deliveries; what waits keeps waiting."""
        self.url = ""
        tasks = [*self._tasks, *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks, self._busy, self._loop = set(), set(), None
        if self._session:
            await self._session.close()
            self._session = None

    async def _run(self) -> None:
        while True:
            self.updates.changed.clear()
            self.updates.forget()
            for chat, first in self._heads().items():
                if chat not in self._busy and len(self._busy) < self.connections:
                    self._start(chat, first)
            await self.updates.changed.wait()

    def _heads(self) -> dict[int, Waiting]:
        """The first waiting update of each chat."""
        heads: dict[int, Waiting] = {}
        for each in self.updates.waiting:
            heads.setdefault(chat_of(each.update), each)
        return heads

    def _start(self, chat: int, first: Waiting) -> None:
        self._busy.add(chat)
        task = asyncio.create_task(self._deliver(chat, first))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, chat: int, each: Waiting) -> None:
        try:
            while not await self._post(each):
                each.failures += 1
                if each.failures >= self.again.tries:
                    self.given_up.append(each.update_id)
                    break
                pause = self.again.pause * 2 ** (each.failures - 1)
                await asyncio.sleep(min(pause, self.again.longest))
        finally:
            self._busy.discard(chat)
        self.updates.done(each)

    async def _post(self, each: Waiting) -> bool:
        """True when the bot took it: only an answer of 200 to 299 says so."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        assert self._session is not None
        self.deliveries += 1
        try:
            async with self._session.post(self.url, json=each.update, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status}"
        except (aiohttp.ClientError, TimeoutError, OSError):
            self.last_error = "Connection failed"
        return False


def chat_of(update: dict[str, Any]) -> int:
    """The chat an update belongs to; 0 where none can be told."""
    for body in update.values():
        if isinstance(body, dict):
            chat = body.get("chat") or (body.get("message") or {}).get("chat") or body.get("from")
            if isinstance(chat, dict):
                return int(chat.get("id", 0))
    return 0
