"""What the fake Telegram knows: people, chats, messages, files, and what the bot called."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.faults import Faults
from tests.fakes.flood import Flood
from tests.fakes.refusal import Refusal, bad_request
from tests.fakes.updates import Updates
from tests.fakes.webhook import Webhook

TOKEN = "123456:TEST-token_of_the_fake"
QUERY_LIFE = 900.0


class Clock:
    """Telegram's time; it can be moved on."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self.ahead = 0.0

    def __call__(self) -> float:
        return self._now() + self.ahead

    def advance(self, seconds: float) -> None:
        """Lets the time pass at once."""
        self.ahead += seconds


@dataclass
class Call:
    """One call of the bot, with what it was answered; `done` also where the answer got lost."""

    method: str
    arguments: dict[str, Any]
    files: dict[str, int]
    at: float
    code: int = 0
    answer: Any = None
    done: bool = False

    def shown(self) -> dict[str, Any]:
        """The call as JSON."""
        return {**vars(self), "ok": self.code == 200}


@dataclass
class World:
    """The state of one fake Telegram with one bot."""

    token: str = TOKEN
    clock: Clock = field(default_factory=Clock)
    seed: int = 0
    reads_groups: bool = False
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    topics: set[tuple[int, int]] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    queries: dict[str, float] = field(default_factory=dict)
    closed: dict[int, str] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    members: dict[tuple[int, int], str] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    called: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  # Nothing secret is drawn.
        self.updates = Updates(self.clock, self.chance)
        self.webhook = Webhook(self.updates)
        self.faults = Faults(self.chance)
        self.flood = Flood(self.clock)
        self._message_ids: dict[int, itertools.count[int]] = {}
        self._numbers = itertools.count(1)

    @property
    def me(self) -> dict[str, Any]:
        """The bot's own user."""
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Rambu",
            "username": "RambuUjiBot",
        }

    def number(self) -> int:
        """A number that was not given before."""
        return next(self._numbers)

    def user(self, user_id: int) -> dict[str, Any]:
        """A person; the name is made of the number."""
        return {
            "id": user_id,
            "is_bot": False,
            "first_name": f"Orang {user_id}",
            "language_code": "id",
        }

    def chat(self, chat_id: int) -> dict[str, Any]:
        """The chat, opened when it is new: what it is shows in its number, as on Telegram."""
        if chat_id not in self.chats:
            self.chats[chat_id] = _new_chat(chat_id)
        return self.chats[chat_id]

    def open_chat(self, chat_id: int | str) -> int:
        """The number of a chat that the bot can write to. Raises Refusal."""
        if not isinstance(chat_id, int) or chat_id not in self.chats:
            raise bad_request("chat not found")
        if chat_id in self.moved:
            raise bad_request(
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.moved[chat_id],
            )
        if chat_id in self.closed:
            raise Refusal(403, f"Forbidden: {self.closed[chat_id]}")
        return chat_id

    def add_message(self, chat_id: int, **content: Any) -> dict[str, Any]:
        """A new message in the chat, by whoever `content` names."""
        ids = self._message_ids.setdefault(chat_id, itertools.count(1))
        message = {
            "message_id": next(ids),
            "date": int(self.clock()),
            "chat": self.chat(chat_id),
            **{name: value for name, value in content.items() if value is not None},
        }
        self.messages[chat_id, message["message_id"]] = message
        return message

    def add_file(self, content: bytes, **about: Any) -> dict[str, Any]:
        """A stored file as Telegram describes it."""
        file_id = f"file{self.number()}"
        self.files[file_id] = content
        return {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_size": len(content),
            **about,
        }

    def said(self, chat_id: int) -> list[dict[str, Any]]:
        """The bot's messages in a chat, as they stand there, in order."""
        mine = self.me["id"]
        return [
            message
            for (chat, _), message in sorted(self.messages.items())
            if chat == chat_id and message.get("from", {}).get("id") == mine
        ]

    def note(self, call: Call) -> None:
        """Writes the call down and wakes who waits for it."""
        self.calls.append(call)
        self.called.set()

    async def wait_for_calls(
        self, method: str, count: int = 1, since: int = 0, seconds: float = 10.0
    ) -> list[Call]:
        """The answered calls of `method`, at least `count`. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while True:
                found = [call for call in self.calls[since:] if call.method == method]
                if len(found) >= count:
                    return found
                self.called.clear()
                await self.called.wait()


def _new_chat(chat_id: int) -> dict[str, Any]:
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": f"Orang {chat_id}"}
    kind = "supergroup" if chat_id <= -(10**12) else "group"
    return {"id": chat_id, "type": kind, "title": f"Grup {-chat_id}"}
