"""Telegram as a channel: each case of updates goes to the first handler that it is for."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from telegram import Bot

from bot.core.brief import brief
from bot.core.message import Message
from bot.core.reply import Line, Reply
from bot.errors import BusyError
from bot.telegram import filters
from bot.telegram.answering import Service
from bot.telegram.cases import CHECK, MOVED_FROM, MOVED_TO, Case, Command, read_cases, read_command
from bot.telegram.commands import announce, canonical
from bot.telegram.compose import PAGE_ROADS, read_press
from bot.telegram.convert import Key, Me, address, answered, convert_messages
from bot.telegram.desk import Desk
from bot.telegram.errors import ChannelError, Interrupted, Unreachable
from bot.telegram.files import fetch_with
from bot.telegram.groups import GroupTalk
from bot.telegram.inline import InlineTalk
from bot.telegram.leading import PAYLOAD
from bot.telegram.menu import chosen
from bot.telegram.places import reachable, target_of
from bot.telegram.raw import Raw, child, number, text
from bot.telegram.recent import Recent
from bot.telegram.review import Review
from bot.telegram.send import Sender
from bot.telegram.traces import clear_chat

Handler = Callable[[Case], Awaitable[None]]

# What Rambu writes under its own buttons.
_ACTION = re.compile(r"(?=.{1,64}$)[a-z][a-z0-9_]*(:[A-Za-z0-9_.-]*)*")
_REMEMBERED = 4096
# The button that deletes what was said, and the roads after which somebody may want that.
CLEAR = "clear"
TRAIL_ROADS = frozenset({"emergency", "duty"})
# How Telegram calls it when Rambu was blocked or removed.
_GONE = frozenset({"kicked", "left"})

logger = logging.getLogger(__name__)


class TelegramChannel:
    """Answers the updates of Telegram chats with what `service` says in the wording of `texts`.

    `key` turns the ids of people and chats into what is safe to keep. `bot` is open.
    """

    def __init__(
        self,
        bot: Bot,
        service: Service,
        texts: Mapping[str, str],
        key: Key,
        sender: Sender | None = None,
        duty_chat: int | None = None,
        review: Review | None = None,
    ) -> None:
        self._bot = bot
        self._service = service
        self._texts = texts
        self._key = key
        self._fetch = fetch_with(bot)
        self._sender = sender or Sender(bot, texts)
        self._groups = GroupTalk(bot, service, self._sender, texts, key, self._fetch)
        self._inline = InlineTalk(bot, service, self._sender, texts)
        self._desk = Desk(bot, self._sender, duty_chat) if duty_chat else None
        self._review = review
        self._excused = Recent(_REMEMBERED)
        self._handlers: Sequence[tuple[filters.Filter, Handler]] = (
            (filters.is_inline, self._inline.on_query),
            # Guards: where Rambu is silent.
            (filters.has_no_chat, self.ignore),
            (filters.is_from_a_bot, self.ignore),
            (filters.is_in_a_channel, self.ignore),
            (filters.is_idle_edit, self.ignore),
            (filters.is_for_another_bot, self.ignore),
            # What happens around the talk.
            (filters.is_membership, self.on_membership),
            (filters.is_migration, self.on_migration),
            # The review desk, in its own chat.
            (review.takes if review else filters.never, review.handle if review else self.ignore),
            (filters.is_setting, self._groups.on_setting),
            (filters.is_press, self.on_press),
            # The talk: everything in private, in groups only what is meant for Rambu.
            (filters.is_command, self.on_command),
            # The people on duty talk there about what they were handed over.
            (lambda case, me: case.chat_id == duty_chat, self.ignore),
            (filters.is_private, self.on_message),
            (filters.is_addressed, self._groups.on_message),
            (lambda case, me: review is not None and review.is_in(case), self.ignore),
            (filters.is_in_a_group, self._groups.on_talk),
            (filters.always, self.ignore),
        )

    async def start(self) -> None:
        """Gives Telegram the command list and the descriptions."""
        await announce(self._bot, self._texts)

    async def handle(self, updates: Sequence[Raw]) -> None:
        """Answers the updates of one chat, best one case at a time (see `split`).

        Raises Interrupted or BusyError when they should be handled again later, and whatever else
        kept a case from being answered; who waits for that answer is told so once.
        """
        for case in read_cases(updates):
            try:
                await self._handle_case(case)
            except (BusyError, Interrupted):
                raise
            except Exception:
                await self._excuse(case)
                raise

    async def give_up(self, updates: Sequence[Raw], reason: str) -> None:
        """Tells who waits, if nobody did, that there will be no answer."""
        logger.warning("case_given_up", extra={"reason": reason})
        for case in read_cases(updates):
            await self._excuse(case)

    async def ignore(self, case: Case) -> None:
        """Says nothing."""
        logger.debug("case_ignored", extra={"kind": case.kind})

    async def on_membership(self, case: Case) -> None:
        """Notes that Rambu was added, removed, blocked or let in again."""
        status = text(child(case.body, "new_chat_member"), "status")
        logger.info("membership_changed", extra={"chat": case.chat_type, "status": status})
        chat = self._key(case.chat_id or 0)
        if status in _GONE:
            await self._service.chat_closed(chat)
        elif status:
            await self._service.chat_opened(chat)
            await self._groups.welcome(case)

    async def on_migration(self, case: Case) -> None:
        """Follows a group to its new number."""
        here, body = case.chat_id, case.body
        old, new = number(body, MOVED_FROM) or here, number(body, MOVED_TO) or here
        logger.info("chat_moved")
        if old and new and old != new:
            await self._service.chat_moved(self._key(old), self._key(new))

    async def on_press(self, case: Case) -> None:
        """Answers a button: in the place of its page where it was one, else with a new message."""
        action, page = read_press(text(case.body, "data"))
        query_id = text(case.body, "id")
        if not _ACTION.fullmatch(action):
            await self._sender.close_press(query_id, self._texts["press.unknown"])
            return
        if action == CLEAR and case.chat_type == "private":
            await self._clear(case, query_id)
            return
        await self._sender.close_press(query_id)
        reply = await self._service.press(action, self._pressed(case))
        message_id = number(case.message, "message_id")
        if filters.is_in_a_group(case, self._me):
            await self._groups.say(case, brief(reply))
        elif page and reply.road in PAGE_ROADS and message_id is not None:
            await self._sender.replace(target_of(case), message_id, reply)
        else:
            await self._answer(case, reply)

    async def on_command(self, case: Case) -> None:
        """Answers a command."""
        command = case.command
        if command is None:
            return
        name, argument = canonical(command.name), command.argument
        message = self._commanded(case, command)
        if filters.is_in_a_group(case, self._me):
            await self._groups.on_command(case, message)
            return
        if name == "start" and argument and not PAYLOAD.fullmatch(argument):
            # Nobody's deep link: words that somebody wrote behind the button they were shown.
            reply = await self._service.respond(message)
        else:
            reply = await self._service.command(name, argument, message)
        await self._answer(case, reply)

    async def on_message(self, case: Case) -> None:
        """Answers what somebody wrote, forwarded, showed or chose in the menu; service messages say
        nothing.
        """
        name = chosen(case.body, self._texts) if len(case.bodies) == 1 else ""
        if name:
            asked = reachable(address(case.body, self._key), case)
            await self._answer(case, await self._service.command(name, "", asked))
            return
        message = convert_messages(case.bodies, self._key, self._me, fetch=self._fetch)
        if message is not None:
            reply = await self._service.respond(message)
            if reply.handover and not (self._desk and await self._desk.take(case)):
                reply = Reply((Line("duty.failed"),), road="emergency")
            await self._answer(case, reply)

    async def _answer(self, case: Case, reply: Reply) -> None:
        """Sends the reply; after a cry for help it is kept which messages there are to clear."""
        sent = await self._sender.send(target_of(case, reply.road), reply)
        if reply.road in TRAIL_ROADS and case.chat_type == "private" and case.chat_id:
            received = [number(body, "message_id") for body in case.bodies]
            ids = [each for each in (*received, *sent) if each]
            await self._service.leave_trail(self._key(case.chat_id), ids)

    async def _clear(self, case: Case, query_id: str) -> None:
        """Deletes the recent messages of a private chat; the notice alone says so."""
        chat_id, last = case.chat_id or 0, number(case.message, "message_id") or 0
        trail = await self._service.take_trail(self._key(chat_id))
        done = await clear_chat(self._bot, chat_id, last, trail)
        await self._sender.close_press(
            query_id, self._texts["clear.done" if done else "clear.partly"]
        )

    @property
    def _me(self) -> Me:
        return Me(self._bot.id, self._bot.username)

    async def _handle_case(self, case: Case) -> None:
        try:
            await self._handler(case)(case)
            if self._review is not None and self._review.empties(case):
                await self._review.tidy()
        except Unreachable:
            logger.info("chat_closed", extra={"chat": case.chat_type})

    def _handler(self, case: Case) -> Handler:
        me = self._me
        return next(handler for matches, handler in self._handlers if matches(case, me))

    async def _excuse(self, case: Case) -> None:
        """Says once to who waits for an answer that something went wrong and whom to call."""
        if self._handler(case) in (self.ignore, self._groups.on_talk, self._inline.on_query):
            return
        if self._excused.holds(case.update_ids):
            return
        self._excused.add(case.update_ids)
        try:
            await self._sender.send(target_of(case), Reply((Line("error.sorry"),)))
        except ChannelError as error:
            logger.warning("excuse_failed", extra={"error": type(error).__name__})

    def _commanded(self, case: Case, command: Command) -> Message:
        """The words after the command, and what it replies to or was sent with."""
        bodies = case.bodies if canonical(command.name) == CHECK else case.bodies[:1]
        message = convert_messages(bodies, self._key, self._me, command.units, self._fetch)
        return reachable(message or address(case.body, self._key), case)

    def _pressed(self, case: Case) -> Message:
        """Who pressed where, with the message that the pressed one answers."""
        about = answered(case.message, self._me)
        command = read_command(about)
        skip = command.units if command else 0
        found = convert_messages([about], self._key, self._me, skip, self._fetch) if about else None
        parts = (found.parts, found.links, found.unreadable) if found else ()
        message = address({**case.message, "from": child(case.body, "from")}, self._key, *parts)
        return reachable(message, case)


def split(updates: Sequence[Raw]) -> list[list[int]]:
    """The update ids of each case: what was sent in one go is answered, and retried, together."""
    return [[*case.update_ids] for case in read_cases(updates)]
