"""What people have to do with volunteers: reports, "this is wrong", appeals, invitations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reply import Line, Reply
from bot.core.similar import Fingerprinter
from bot.desk.roles import VERB as INVITE
from bot.desk.roles import Roles
from bot.reports.appeals import Appeals
from bot.reports.reports import Place, Reports
from bot.reports.wrong import Wrong
from bot.storage.store import Store

Read = Callable[[Message], Awaitable[tuple[Message, tuple[Line, ...]]]]
COMMANDS = frozenset({"laporan", "banding"})
# Buttons whose answer needs what the pressed message replies to.
_READING = frozenset({"report", "report_send", "official", "wrong", "wrong_send", "appeal_send"})
_VERBS = _READING | {"reports", "report_drop", "report_no", INVITE}


class Volunteers:
    """Answers their buttons and commands; `place` is the desk, None where there is none.

    Raises StoreError. `clock` gives seconds since 1970.
    """

    def __init__(
        self,
        engine: Engine,
        store: Store,
        fingerprinter: Fingerprinter,
        clock: Callable[[], float],
        place: Place | None,
    ) -> None:
        self._reports = Reports(engine, store, fingerprinter, clock, place)
        self._wrong = Wrong(engine, store, clock, self._reports)
        self._appeals = Appeals(self._reports)
        self._roles = Roles(store, clock)

    def offered(self, reply: Reply, message: Message) -> Reply:
        """A verdict with the button that leads to a report."""
        return self._reports.offered(reply, message)

    def takes(self, verb: str) -> bool:
        """True for the buttons that are answered here."""
        return verb in _VERBS

    async def press(self, verb: str, argument: str, message: Message, read: Read) -> Reply | None:
        """The answer to a button; None for a forged one. `read` reads files of a message."""
        if verb in _READING:
            message, _ = await read(message)
        if verb == "wrong":
            return await self._wrong.asked(argument, message)
        if verb == "wrong_send":
            return await self._wrong.send(argument, message)
        if verb == "appeal_send":
            return await self._appeals.send(message)
        if verb == INVITE:
            # A role belongs to a person: in a group nobody knows whose press it will be.
            owner = message.sender if message.chat_kind == "private" else ""
            return await self._roles.accept(argument, owner)
        return await self._reports.press(verb, argument, message)

    async def command(self, name: str, argument: str, message: Message) -> Reply:
        """The answer to a command of COMMANDS."""
        if name == "banding":
            return self._appeals.ask(argument, message)
        if name == "laporan":
            return await self._reports.mine(message)
        return Reply((Line("press.unknown"),), road="answer")
