"""The hand-over to the people on duty: asked for first, ended by a press or by time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.core.message import Message
from bot.core.reply import Button, Line, Reply
from bot.errors import StoreError
from bot.hours import Hours
from bot.storage.store import Store

MINUTES = 30
_STATE = "duty"
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty, by the name that people are asked with, and when they read."""

    name: str
    hours: Hours


class Handover:
    """Asks for consent, remembers it for MINUTES, and marks the replies whose case is handed over.

    Only in private chats: in a group others would be handed over too. `clock` gives seconds since
    1970.
    """

    def __init__(
        self, duty: Duty | None, store: Store, texts: Mapping[str, str], clock: Callable[[], float]
    ) -> None:
        self._duty = duty
        self._store = store
        self._texts = texts
        self._clock = clock

    def offered(self, reply: Reply, message: Message) -> Reply:
        """A reply to a cry for help, with the button that leads to the people on duty."""
        if self._duty is None or reply.road != "emergency" or message.chat_kind != "private":
            return reply
        return replace(reply, buttons=(*reply.buttons, (Button("button.duty", "duty"),)))

    async def press(self, argument: str, message: Message) -> Reply | None:
        """The answer to a button of the hand-over; None where there is nobody on duty.

        Raises StoreError where the consent cannot be kept.
        """
        if self._duty is None or message.chat_kind != "private" or not message.chat:
            return None
        if argument == "yes":
            until = self._clock() + MINUTES * 60
            await self._store.remember(message.chat, _STATE, _OPEN, until)
            write = Line("duty.write", {"minutes": MINUTES})
            return Reply((write, *self._closed()), _FINISH, road="duty")
        if argument in {"no", "end"}:
            await self._store.forget(message.chat, _STATE)
            said = Line("duty.ended" if argument == "end" else "duty.refused")
            return Reply((said,), road="duty")
        agree = (Button("button.agree", "duty:yes"), Button("button.no", "duty:no"))
        return Reply((Line("duty.ask", self._values()), *self._closed()), (agree,), road="duty")

    async def take(self, message: Message) -> Reply | None:
        """What is said once a message is handed over; None where nobody agreed to that."""
        if self._duty is None or message.chat_kind != "private" or not message.chat:
            return None
        try:
            state = await self._store.recall(message.chat, _STATE, self._clock())
        except StoreError:
            # Without a consent that can be read nothing is handed over.
            return None
        if state != _OPEN:
            return None
        lines = (Line("duty.sent", self._values()), *self._closed())
        return Reply(lines, _FINISH, road="duty", handover=True)

    def _values(self) -> dict[str, str]:
        assert self._duty is not None  # noqa: S101 - asked before
        return {"name": self._duty.name, "hours": self._duty.hours.say(self._texts)}

    def _closed(self) -> tuple[Line, ...]:
        """The warning that nobody reads now, outside of the hours."""
        assert self._duty is not None  # noqa: S101 - asked before
        now = dt.datetime.fromtimestamp(self._clock(), dt.UTC) + dt.timedelta(hours=7)
        return () if self._duty.hours.holds(now) else (Line("duty.closed"),)


_FINISH = ((Button("button.finish", "duty:end"),),)
