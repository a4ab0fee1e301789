"""What the channel needs of who answers, as protocols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.inline import Found
from bot.core.message import Message
from bot.core.reply import Reply


class Settings(Protocol):
    """What is switched on in a group."""

    @property
    def reads(self) -> bool:
        """Forwards and links are checked unasked."""
        ...

    @property
    def cries(self) -> bool:
        """Who calls for help is heard."""
        ...


class Groups(Protocol):
    """What is decided about groups; chats and people are keys."""

    async def settings(self, chat: str) -> Settings:
        """What is switched on."""
        ...

    async def turn(self, chat: str, name: str) -> Settings:
        """Switches one setting on or off, and what is switched on now."""
        ...

    async def may_welcome(self, chat: str, adder: str) -> bool:
        """True where Rambu may say hello."""
        ...

    def is_cry(self, message: Message) -> bool:
        """True for a cry for help."""
        ...

    async def allows(self, message: Message) -> bool:
        """True when it is the turn of who asks. Raises BusyError where they have to wait."""
        ...

    async def note(self, message: Message) -> None:
        """Notes what was answered."""
        ...


class Service(Protocol):
    """What answers: a Message goes in, a Reply comes out."""

    @property
    def groups(self) -> Groups:
        """What is decided about groups."""
        ...

    async def respond(self, message: Message) -> Reply:
        """The answer to what somebody wrote."""
        ...

    async def hear(self, message: Message, *, shared: bool) -> Reply:
        """What is said in a group about what people wrote to each other; mostly nothing."""
        ...

    async def look_up(self, query: str) -> Found:
        """What can be dropped into any chat about what was typed."""
        ...

    async def command(self, name: str, argument: str, message: Message) -> Reply:
        """The answer to a command; `message` holds the words after it and what it replies to."""
        ...

    async def press(self, action: str, message: Message) -> Reply:
        """The answer to a button; `message` holds what the pressed message replies to, if known."""
        ...

    async def chat_moved(self, old: str, new: str) -> None:
        """A group became a supergroup with another number."""
        ...

    async def chat_closed(self, chat: str) -> None:
        """Rambu was blocked or removed."""
        ...

    async def chat_opened(self, chat: str) -> None:
        """Rambu was let in (again)."""
        ...

    async def leave_trail(self, chat: str, ids: Sequence[int]) -> None:
        """These messages can be deleted later."""
        ...

    async def take_trail(self, chat: str) -> list[int]:
        """The messages of which that was said."""
        ...
