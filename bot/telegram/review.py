"""The chat of the review desk: presses, commands and notes of people with a role there."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence

from telegram import Bot
from telegram.error import BadRequest

from bot.core.reply import Line, Reply
from bot.desk.desk import COMMANDS, VERB, Answer, Desk
from bot.telegram.cases import Case
from bot.telegram.compose import read_press
from bot.telegram.convert import Key, Me, sender_id, written
from bot.telegram.errors import Interrupted, Unreachable
from bot.telegram.raw import child, number, text, well_formed
from bot.telegram.send import Sender, Target

_CASE = re.compile(r"#([0-9a-f]{8})\b")
_ACTION = re.compile(rf"{VERB}:[a-z]+(?::[A-Za-z0-9_-]{{1,40}}){{0,2}}")
# A new card comes as a message of its own; everything else changes the one that was pressed.
_NEXT = f"{VERB}:next"
# What takes a report back, in the chat of who sent it.
_DROP, _FORGET = "report_drop:", "hapus"

logger = logging.getLogger(__name__)


class Review:
    """Brings what happens in the chat `chat_id` to the desk, and its answers back.

    `key` turns the number of a person into what the store knows them by; roles are the desk's to
    ask for, at every step.
    """

    def __init__(
        self, bot: Bot, sender: Sender, texts: Mapping[str, str], desk: Desk, chat_id: int, key: Key
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._texts = texts
        self._desk = desk
        self._chat_id = chat_id
        self._key = key

    def takes(self, case: Case, me: Me) -> bool:
        """True for what is meant for the desk in its own chat; all else is a group's talk."""
        if not self.is_in(case):
            return False
        if case.kind == "press":
            return bool(_ACTION.fullmatch(_action(case)))
        if case.kind != "message":
            return False
        if case.command is not None:
            return case.command.name in COMMANDS
        return me.wrote(child(case.body, "reply_to_message")) and bool(_case_of(case))

    def is_in(self, case: Case) -> bool:
        """True in the desk's own chat."""
        return case.chat_id == self._chat_id

    async def handle(self, case: Case) -> None:
        """Answers it. Raises StoreError, and what sending raises."""
        await self._answer(case)
        await self.tidy()

    def empties(self, case: Case) -> bool:
        """True for what may take back something that is shown at the desk."""
        forgets = case.command is not None and case.command.name == _FORGET
        return forgets or (case.kind == "press" and _action(case).startswith(_DROP))

    async def tidy(self) -> None:
        """Takes the words out of messages that show what was taken back or is over.

        What cannot be done now is done with the next thing that happens. Raises StoreError.
        """
        for message_id in await self._desk.stale():
            try:
                await self._sender.call(
                    self._bot.edit_message_text,
                    chat_id=self._chat_id,
                    message_id=message_id,
                    text=self._texts["desk.withdrawn"],
                )
            except Interrupted:
                return
            except (BadRequest, Unreachable):
                logger.error("card_not_emptied")  # noqa: TRY400 - nothing more is to be said
            await self._desk.emptied(message_id)

    async def _answer(self, case: Case) -> None:
        if case.kind == "press":
            await self._press(case)
        elif case.command is not None:
            name, argument = case.command.name, case.command.argument
            link = f"https://t.me/{self._bot.username}"
            owner = self._owner(sender_id(case.body))
            await self._say(case, await self._desk.command(name, argument, owner, link))
        elif words := well_formed(written(case.body)).strip():
            owner = self._owner(sender_id(case.body))
            await self._say(case, await self._desk.note(_case_of(case), words, owner))

    async def _press(self, case: Case) -> None:
        action, query_id = _action(case), text(case.body, "id")
        owner = self._owner(number(child(case.body, "from"), "id"))
        answer = await self._desk.press(action.partition(":")[2], owner)
        await self._sender.close_press(
            query_id, self._texts[answer.notice] if answer.notice else ""
        )
        if answer.reply is None:
            return
        message_id = number(case.message, "message_id")
        here = Target(self._chat_id)
        if action == _NEXT or message_id is None:
            await self._note(answer, await self._sender.send(here, answer.reply))
        else:
            sent = await self._sender.replace(here, message_id, answer.reply)
            await self._note(answer, sent or [message_id])

    async def _say(self, case: Case, answer: Answer) -> None:
        reply = answer.reply or Reply((Line(answer.notice),))
        target = Target(self._chat_id, reply_to=number(case.body, "message_id"))
        await self._note(answer, await self._sender.send(target, reply))

    async def _note(self, answer: Answer, messages: Sequence[int]) -> None:
        """Notes which messages show a case."""
        for message_id in messages if answer.case else ():
            await self._desk.shown(answer.case, message_id)

    def _owner(self, found: int | None) -> str:
        return "" if found is None else self._key(found)


def _action(case: Case) -> str:
    return read_press(text(case.body, "data")).action


def _case_of(case: Case) -> str:
    """The case whose card the message answers; empty for anything else."""
    found = _CASE.search(written(child(case.body, "reply_to_message")))
    return found[1] if found else ""
