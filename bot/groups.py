"""How Rambu behaves in groups: quiet, in few words, seldom, and as the group's admins chose.

What people say to each other is read only for what is switched on, and nothing of it is kept but a
digest of what was answered, for a day.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.core.brief import brief
from bot.core.engine import Engine, Understanding
from bot.core.message import Message
from bot.core.reply import Line, Reply
from bot.core.shapes import shape
from bot.errors import BusyError, StoreError
from bot.limits import SILENCE, Limit
from bot.photo.attachments import leave_files
from bot.storage.once import apply
from bot.storage.store import DAY, Store

# One message in so many seconds: who asked waits for the turn, what nobody asked for is dropped.
QUIET_SECONDS = 30.0
_TURN = Limit("turn", 1, QUIET_SECONDS)
_CRIES = Limit("cries", 1, QUIET_SECONDS)
# How often one person is answered: who asks without end keeps nobody else waiting.
_ASKED = Limit("asked", 4, 300.0)
# Nobody makes Rambu say hello by adding it again and again.
_WELCOME = Limit("welcome", 1, DAY)
_ADDING = Limit("adding", 5, DAY)
# Shorter words are those that every text has.
_SHORTEST = 4
_ON, _OFF = "on", "off"

Read = Callable[[Message], Awaitable[tuple[Message, tuple[Line, ...]]]]
Tell = Callable[[Understanding], Reply]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """What is switched on: `reads` checks forwards and links unasked, `cries` hears who calls for
    help in words that Rambu sees.
    """

    reads: bool = False
    cries: bool = True

    def turned(self, name: str) -> GroupSettings:
        """The settings with the one of this name the other way. Raises TypeError for no name."""
        return replace(self, **{name: not getattr(self, name, False)})


SETTINGS = ("reads", "cries")
NOTHING = GroupSettings(reads=False, cries=False)


class Groups:
    """Decides what is said in groups.

    `read` reads what came along, `tell` makes the whole reply that is then told in short, `clock`
    gives seconds since 1970. A store that fails costs what was chosen: nothing is read unasked.
    """

    def __init__(
        self, engine: Engine, store: Store, clock: Callable[[], float], read: Read, tell: Tell
    ) -> None:
        self._engine = engine
        self._store = store
        self._clock = clock
        self._read = read
        self._tell = tell

    # ---- what the admins choose

    async def settings(self, chat: str) -> GroupSettings:
        """What is switched on in the group."""
        try:
            chosen = await self._store.chosen(chat)
        except StoreError as error:
            logger.warning("group_settings_unknown", extra={"error": type(error).__name__})
            return NOTHING
        known = {name: chosen[name] == _ON for name in SETTINGS if name in chosen}
        return replace(GroupSettings(), **known)

    async def turn(self, chat: str, name: str) -> GroupSettings:
        """Switches one setting on or off, and what is switched on now. Raises StoreError."""
        settings = (await self.settings(chat)).turned(name)
        await self._store.choose(chat, name, _ON if getattr(settings, name) else _OFF)
        return settings

    async def may_welcome(self, chat: str, adder: str) -> bool:
        """True once a day in a group, and a few times a day for who adds Rambu to groups."""
        try:
            if not await apply(self._store, (), self._clock()):
                # It was to be said before, and could not be sent.
                return True
            if await self._wait(adder, _ADDING):
                return False
            return not await self._wait(chat, _WELCOME)
        except StoreError as error:
            logger.warning("limit_unknown", extra={"error": type(error).__name__})
            return False

    # ---- who asked

    def is_cry(self, message: Message) -> bool:
        """True for a cry for help, which never waits for its turn."""
        text = message.text.strip()
        return bool(text) and self._engine.understand(message).triage.road == "emergency"

    async def allows(self, message: Message) -> bool:
        """True when it is the turn of who asks; False where they have asked too often.

        Raises BusyError where others were answered just now: then it is tried again later.
        """
        try:
            # A case that waited for its turn is not counted again.
            first = await apply(self._store, (), self._clock())
            if first and message.sender and await self._wait(message.sender, _ASKED):
                logger.info("group_kept_quiet", extra={"reason": "asked_often"})
                return False
            wait = await self._wait(message.chat, _TURN)
        except StoreError as error:
            logger.warning("limit_unknown", extra={"error": type(error).__name__})
            return True
        if wait:
            raise BusyError("the group was answered just now", wait)
        return True

    async def note(self, message: Message) -> None:
        """Notes what was answered because somebody asked: it is not told again unasked."""
        if message.text.strip():
            name = f"told:{likeness(self._engine.understand(message))}"
            try:
                await self._store.remember(message.chat, name, _ON, self._clock() + DAY)
            except StoreError as error:
                logger.warning("group_state_lost", extra={"error": type(error).__name__})

    # ---- what nobody asked for

    async def hear(self, message: Message, *, shared: bool) -> Reply:
        """What is said about a message that people wrote to each other: mostly nothing.

        A cry for help gets the way to help; of what was `shared` (a forward, a link) a danger is
        told. Raises BusyError where its files cannot be read yet.
        """
        chosen = await self.settings(message.chat)
        checks = shared and chosen.reads
        if not (checks or chosen.cries):
            return SILENCE
        message = (await self._read(message))[0] if checks else leave_files(message)
        if not message.text.strip():
            return SILENCE
        found = self._engine.understand(message)
        if found.triage.road == "emergency" and (chosen.cries or checks):
            return await self._say(message, found, _CRIES)
        if checks and found.triage.road == "check" and found.verdict.level == "danger":
            return await self._say(message, found, _TURN)
        return SILENCE

    async def _say(self, message: Message, found: Understanding, limit: Limit) -> Reply:
        """The answer in short, unless it was given today or Rambu has just spoken."""
        name, now = f"told:{likeness(found)}", self._clock()
        try:
            if not await apply(self._store, (), now):
                # It was to be said before, and could not be sent.
                return brief(self._tell(found))
            told = await self._store.recall(message.chat, name, now)
            if told or await self._wait(message.chat, limit):
                logger.info("group_kept_quiet", extra={"reason": "told" if told else "just_spoke"})
                return SILENCE
            await self._store.remember(message.chat, name, _ON, now + DAY)
        except StoreError as error:
            logger.warning("group_state_lost", extra={"error": type(error).__name__})
            if limit is not _CRIES:
                return SILENCE
        return brief(self._tell(found))

    async def _wait(self, owner: str, limit: Limit) -> float:
        """Seconds until there is a token again; 0 where one was taken."""
        return await self._store.pace(
            owner, limit.name, limit.capacity, limit.seconds, self._clock()
        )


def likeness(found: Understanding) -> str:
    """The same for texts that differ in amounts, numbers, signs and order only.

    What is near without being alike in this is told again.
    """
    words = {shape(token.word) for token in found.reading.text.tokens if token.word.isalpha()}
    long = sorted(word for word in words if len(word) >= _SHORTEST)
    return hashlib.sha256(" ".join(long).encode()).hexdigest()[:32]
