"""Groups on Telegram: who asks is answered in short, most of the rest is left alone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot, ChatMember, User
from telegram.error import BadRequest

from bot.core import group_menu
from bot.core.brief import brief
from bot.core.message import Message
from bot.core.reply import Reply
from bot.telegram.answering import Service
from bot.telegram.cases import Case
from bot.telegram.commands import canonical
from bot.telegram.compose import read_press
from bot.telegram.convert import Key, Me, address, convert_messages, is_forward
from bot.telegram.errors import Unreachable
from bot.telegram.files import Fetch
from bot.telegram.leading import lead_to_private
from bot.telegram.places import target_of
from bot.telegram.raw import Raw, child, number, text
from bot.telegram.send import Sender

# What is answered in the group itself; the rest leads to the private chat.
ANSWERED = frozenset({"cek", "darurat", "hapus"})
_URGENT = frozenset({"darurat"})
SETTINGS = "atur"
_ADMINS = frozenset({"creator", "administrator"})
_AWAY = frozenset({"left", "kicked", ""})
# What a message answers is another message, which was read in its own time.
_ABOUT_OTHERS = frozenset({"reply_to_message", "quote", "external_reply"})

logger = logging.getLogger(__name__)

Ask = Callable[[Message], Awaitable[Reply]]


class GroupTalk:
    """Says in groups what `service` decides. `bot` is open."""

    def __init__(
        self,
        bot: Bot,
        service: Service,
        sender: Sender,
        texts: Mapping[str, str],
        key: Key,
        fetch: Fetch,
    ) -> None:
        self._bot = bot
        self._service = service
        self._sender = sender
        self._texts = texts
        self._key = key
        self._fetch = fetch

    async def on_message(self, case: Case) -> None:
        """Answers who mentioned Rambu or replied to it."""
        message = convert_messages(case.bodies, self._key, self._me, fetch=self._fetch)
        if message is not None:
            await self._answer(case, message, self._service.respond)

    async def on_command(self, case: Case, message: Message) -> None:
        """Answers a command, here or with the way to the private chat."""
        command = case.command
        if command is None:
            return
        name = canonical(command.name)
        if name == SETTINGS:
            await self._open_menu(case, message)
        elif name in ANSWERED:
            await self._answer(
                case,
                message,
                lambda asked: self._service.command(name, command.argument, asked),
                urgent=name in _URGENT,
            )
        elif await self._service.groups.allows(message):
            await self.say(case, group_menu.elsewhere(self._name, name))

    async def on_talk(self, case: Case) -> None:
        """Hears what people say to each other, as far as that is switched on."""
        bodies = [_by_itself(body) for body in case.bodies if not self._comes_from_me(body)]
        message = convert_messages(bodies, self._key, self._me, fetch=self._fetch)
        if message is not None:
            shared = bool(message.links) or any(map(is_forward, bodies))
            await self.say(case, await self._service.hear(message, shared=shared))

    async def on_setting(self, case: Case) -> None:
        """Turns a setting, or ends the menu, for admins."""
        query_id, chat_id = text(case.body, "id"), case.chat_id or 0
        if not await self._is_admin(chat_id, number(child(case.body, "from"), "id")):
            await self._sender.close_press(query_id, self._texts["group.only_admins"])
            return
        await self._sender.close_press(query_id)
        action, _ = read_press(text(case.body, "data"))
        name = action.partition(":")[2]
        known = name in group_menu.NAMES
        reply = await self._turned(chat_id, name) if known else group_menu.done()
        message_id = number(case.message, "message_id") or 0
        await self._sender.replace(target_of(case), message_id, reply)

    async def welcome(self, case: Case) -> None:
        """Says once who has come to the group, what it reads and what it keeps."""
        status = text(child(case.body, "new_chat_member"), "status")
        before = text(child(case.body, "old_chat_member"), "status")
        if case.chat_type not in ("group", "supergroup") or before not in _AWAY:
            return
        who = address(case.body, self._key)
        if status in _AWAY or not await self._service.groups.may_welcome(who.chat, who.sender):
            return
        sees_all = status in _ADMINS or await self._reads_all()
        await self.say(case, group_menu.welcome(self._name, sees_all=sees_all))

    async def say(self, case: Case, reply: Reply) -> None:
        """Sends the reply; its buttons lead to the private chat."""
        await self._sender.send(target_of(case), lead_to_private(reply, self._me.username))

    # ---- details

    async def _answer(
        self, case: Case, message: Message, ask: Ask, *, urgent: bool = False
    ) -> None:
        groups = self._service.groups
        urgent = urgent or groups.is_cry(message)
        if not urgent and not await groups.allows(message):
            return
        reply = await ask(message)
        await self.say(case, brief(reply))
        if reply.road == "check":
            await groups.note(message)

    async def _open_menu(self, case: Case, message: Message) -> None:
        sender = child(case.body, "sender_chat")
        # Who writes in the name of the group is one of its admins.
        anonymous = bool(sender) and number(sender, "id") == case.chat_id
        person = None if sender else number(child(case.body, "from"), "id")
        if anonymous or await self._is_admin(case.chat_id or 0, person):
            reply = await self._menu(case.chat_id or 0)
            await self._sender.send(target_of(case), reply)
        elif await self._service.groups.allows(message):
            await self.say(case, group_menu.only_admins())

    async def _turned(self, chat_id: int, name: str) -> Reply:
        await self._service.groups.turn(self._key(chat_id), name)
        return await self._menu(chat_id)

    async def _menu(self, chat_id: int) -> Reply:
        settings = await self._service.groups.settings(self._key(chat_id))
        sees_all = await self._reads_all() or await self._is_admin(chat_id, self._bot.id)
        return group_menu.menu(reads=settings.reads, cries=settings.cries, sees_all=sees_all)

    async def _is_admin(self, chat_id: int, person: int | None) -> bool:
        """Asks Telegram; False where it does not know. Raises Interrupted where it cannot tell."""
        if person is None:
            return False
        try:
            found = await self._sender.call(
                self._bot.get_chat_member, chat_id=chat_id, user_id=person
            )
        except (BadRequest, Unreachable):
            return False
        return isinstance(found, ChatMember) and found.status in _ADMINS

    async def _reads_all(self) -> bool:
        """True where privacy mode is off: Telegram shows Rambu everything that is said."""
        found = await self._sender.call(self._bot.get_me)
        return isinstance(found, User) and bool(found.can_read_all_group_messages)

    def _comes_from_me(self, body: Raw) -> bool:
        return number(child(body, "via_bot"), "id") == self._bot.id

    @property
    def _me(self) -> Me:
        return Me(self._bot.id, self._bot.username)

    @property
    def _name(self) -> str:
        return f"@{self._bot.username}"


def _by_itself(body: Raw) -> Raw:
    return {name: value for name, value in body.items() if name not in _ABOUT_OTHERS}
