"""Sends a Reply to a chat, in a form that Telegram takes, until it is there or cannot get there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.core.render import strip_markup
from bot.core.reply import Reply
from bot.poster.handing import hand_out
from bot.poster.painter import Painter
from bot.telegram.compose import Composed, compose
from bot.telegram.errors import Interrupted, Refused, Unreachable
from bot.telegram.menu import menu_keyboard

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup
Sleep = Callable[[float], Awaitable[None]]
Call = Callable[..., Awaitable[object]]
# Told the old and the new number of a group that became a supergroup.
Moved = Callable[[int, int], Awaitable[None]]
# Told for how many seconds Telegram wants nothing.
Flooded = Callable[[float], None]

MAX_NOTICE = 200

_CLOSED = (
    "chat not found",
    "chat was deactivated",
    "have no rights to send",
    "not enough rights to send",
    "chat_write_forbidden",
    "peer_id_invalid",
    "topic_closed",
    "user is deactivated",
)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reply goes: the chat, the topic in it, and the message that it answers."""

    chat_id: int
    thread: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a failed call is tried again, after how many seconds at first (then doubled).

    Where Telegram names a longer wait than `longest_wait`, waiting is left to the caller.
    """

    tries: int = 4
    pause: float = 0.5
    longest_wait: float = 15.0


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to say the same."""

    text: str
    parse_mode: str | None
    reply_markup: Keyboard | None


class Sender:
    """Sends replies with one bot.

    Raises Unreachable when the chat is closed for good, Refused when Telegram takes the reply in no
    form, and Interrupted when it should be tried again later. What `moved` raises comes through.
    """

    def __init__(
        self,
        bot: Bot,
        texts: Mapping[str, str],
        sleep: Sleep = asyncio.sleep,
        patience: Patience = Patience(),
        moved: Moved | None = None,
        flooded: Flooded | None = None,
        painter: Painter | None = None,
    ) -> None:
        self._bot = bot
        self._painter = painter
        self._texts = texts
        self._sleep = sleep
        self._patience = patience
        self._moved = moved
        self._flooded = flooded

    async def send(self, target: Target, reply: Reply, done: int = 0) -> list[int]:
        """Sends the reply as one message or several, the buttons under the last; their numbers.

        The first `done` of them have arrived before and are left out. A card goes before them.
        """
        sent: list[int] = []
        if not reply.lines:
            return sent
        reply = await hand_out(reply, self._painter, self._texts, self._bot.username)
        composed = compose(reply, self._texts)
        if not composed.parts:
            raise Refused("Nothing of the reply can be shown")
        if reply.picture and not done:
            sent += await self._show(target, reply.picture)
        # Groups have no menu: there it would stand on everybody's screen.
        in_private = target.chat_id > 0
        below = menu_keyboard(self._texts) if reply.menu and in_private else composed.keyboard
        last = len(composed.parts) - 1
        for place, part in enumerate(composed.parts):
            if place >= done:
                keyboard = below if place == last else None
                try:
                    sent += await self._deliver(target, part, keyboard)
                except Interrupted as error:
                    error.done = place
                    raise
            target = replace(target, reply_to=None)
        return sent

    async def _show(self, target: Target, picture: bytes) -> list[int]:
        """Sends a picture; one that Telegram does not take is left out, its text follows."""
        arguments = _place(target)
        try:
            sent = await self.call(self._bot.send_photo, **arguments, photo=picture)
        except BadRequest as error:
            _raise_if_closed(error)
            logger.error("picture_refused")  # noqa: TRY400 - the library's text may name the chat
            return []
        return [sent.message_id] if isinstance(sent, Message) else []

    async def replace(self, target: Target, message_id: int, reply: Reply) -> list[int]:
        """Puts the reply in the place of Rambu's message, or sends it where that cannot be done.

        Returns the numbers of what was sent: none where it stands in the old place.
        """
        composed = compose(reply, self._texts)
        if len(composed.parts) != 1 or not await self._edit(target, message_id, composed):
            return await self.send(target, reply)
        return []

    async def close_press(self, query_id: str, notice: str = "") -> None:
        """Ends the wait that the client shows on a pressed button; an old press is left alone."""
        try:
            await self._bot.answer_callback_query(query_id, text=notice[:MAX_NOTICE] or None)
        except TelegramError as error:
            logger.info("press_not_closed", extra={"error": type(error).__name__})

    async def _deliver(self, target: Target, part: str, keyboard: Keyboard | None) -> list[int]:
        """Sends one message: as HTML, else as plain text, else without its buttons and topic."""
        plain = strip_markup(part)
        bare = replace(target, thread=None, reply_to=None)
        for place, form in (
            (target, _Form(part, "HTML", keyboard)),
            (target, _Form(plain, None, keyboard)),
            (bare, _Form(plain, None, None)),
        ):
            try:
                sent = await self.call(self._bot.send_message, **_arguments(place, form))
            except BadRequest as error:
                _raise_if_closed(error)
                logger.error("message_refused", extra={"html": bool(form.parse_mode)})  # noqa: TRY400
            else:
                return [sent.message_id] if isinstance(sent, Message) else []
        raise Refused("Telegram takes the message in no form")

    async def _edit(self, target: Target, message_id: int, composed: Composed) -> bool:
        try:
            await self.call(
                self._bot.edit_message_text,
                chat_id=target.chat_id,
                message_id=message_id,
                text=composed.parts[0],
                parse_mode="HTML",
                reply_markup=composed.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            # Pressed twice: what is to be shown stands there already.
            return "not modified" in error.message.lower()
        return True

    async def call(self, call: Call, **arguments: Any) -> object:
        """Calls until it is done. Raises BadRequest as it comes, else this class's own errors."""
        pause = self._patience.pause
        for left in reversed(range(self._patience.tries)):
            try:
                return await call(**arguments)
            except Forbidden:
                raise Unreachable("The chat is closed to Rambu") from None
            except BadRequest:
                raise
            except ChatMigrated as error:
                if self._moved is not None:
                    await self._moved(arguments["chat_id"], error.new_chat_id)
                arguments["chat_id"] = error.new_chat_id
            except RetryAfter as error:
                if self._flooded is not None:
                    self._flooded(seconds(error))
                await self._wait(seconds(error), left, flood=True)
            except TelegramError as error:
                logger.warning("call_failed", extra={"error": type(error).__name__, "left": left})
                await self._wait(pause, left)
                pause *= 2
        raise Interrupted("The chat moved more often than it was followed")

    async def _wait(self, seconds: float, left: int, *, flood: bool = False) -> None:
        if not left or seconds > self._patience.longest_wait:
            said = "Telegram does not answer now"
            raise Interrupted(said, retry_after=seconds, flood=flood)
        await self._sleep(seconds)


def _place(target: Target) -> dict[str, object]:
    answering = (
        None
        if target.reply_to is None
        else ReplyParameters(target.reply_to, allow_sending_without_reply=True)
    )
    return {
        "chat_id": target.chat_id,
        "message_thread_id": target.thread,
        "reply_parameters": answering,
    }


def _arguments(target: Target, form: _Form) -> dict[str, object]:
    return {
        **_place(target),
        "text": form.text,
        "parse_mode": form.parse_mode,
        "reply_markup": form.reply_markup,
        "link_preview_options": _NO_PREVIEW,
    }


def _raise_if_closed(error: BadRequest) -> None:
    message = error.message.lower()
    if any(sign in message for sign in _CLOSED):
        raise Unreachable("The chat is closed to Rambu") from None


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
