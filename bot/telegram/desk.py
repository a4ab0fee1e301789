"""The chat of the people on duty: a case goes there as it is, once its sender has agreed."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import BadRequest

from bot.core.reply import Line, Reply, Value
from bot.telegram.cases import Case
from bot.telegram.errors import Refused, Unreachable
from bot.telegram.raw import child, number, shown
from bot.telegram.send import Sender, Target

logger = logging.getLogger(__name__)


class Desk:
    """Brings cases to the chat of the people on duty. Raises Interrupted when it should be tried
    again later.
    """

    def __init__(self, bot: Bot, sender: Sender, chat_id: int) -> None:
        self._bot = bot
        self._sender = sender
        self._chat_id = chat_id

    async def take(self, case: Case) -> bool:
        """Tells who asks, then copies every message of the case; False where none arrived."""
        person = child(case.body, "from")
        name = " ".join(filter(None, (shown(person, "first_name"), shown(person, "last_name"))))
        username = shown(person, "username")
        values: dict[str, Value] = {
            "id": number(person, "id") or 0,
            "name": name or "?",
            "username": f"@{username}" if username else "",
        }
        try:
            await self._sender.send(Target(self._chat_id), Reply((Line("duty.case", values),)))
        except (Unreachable, Refused):
            logger.error("duty_chat_closed")  # noqa: TRY400 - an operator must mend it
            return False
        copied = [await self._copy(case, number(body, "message_id")) for body in case.bodies]
        return any(copied)

    async def _copy(self, case: Case, message_id: int | None) -> bool:
        if message_id is None or case.chat_id is None:
            return False
        try:
            await self._sender.call(
                self._bot.copy_message,
                chat_id=self._chat_id,
                from_chat_id=case.chat_id,
                message_id=message_id,
            )
        except (BadRequest, Unreachable):
            logger.error("case_not_copied")  # noqa: TRY400 - what it said is not for the log
            return False
        return True
