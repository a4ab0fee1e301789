"""Message in, Reply out: the one place where the engine, the store and the clock meet."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.buttons import named_country, press_button
from bot.core.engine import Engine, Understanding
from bot.core.group_menu import only_in_groups
from bot.core.inline import Found, Inline
from bot.core.message import MAX_CHARACTERS, Message
from bot.core.reply import Button, Line, Reply
from bot.core.roads import Roads
from bot.core.screen import fit
from bot.duty import Duty, Handover
from bot.groups import Groups
from bot.limits import MESSAGES, PHOTOS, PRESSES, Limits
from bot.photo.attachments import Reader, leave_files, read_files, tell
from bot.seen import SeenBefore
from bot.storage.store import DAY, Count, Retention, Store
from bot.tally import REMEMBER_COUNTRY_HOURS, Tally
from bot.trail import Trail
from bot.volunteers import COMMANDS, Volunteers

# What people are told, never too little: what is over is deleted once an hour, and what cannot be
# handled is tried for up to a day before it is parked (bot/storage/store.py, Retention.parked).
KEPT_HOURS = REMEMBER_COUNTRY_HOURS + 1
KEPT_DAYS = int(Retention().parked // DAY) + 1
# Commands and buttons of who may be in danger: no limit ever withholds their answers.
_URGENT = frozenset(
    "darurat emergency help watched safety unanswered emergency_countries hotlines family near "
    "reach clear duty".split()
)


class Service:
    """Answers messages, commands and button presses.

    A store that fails costs a count, never the answer. `clock` gives seconds since 1970, `reader`
    reads pictures and documents, `duty` is who takes over where somebody asks for people, `seen`
    looks offers up among the reported ones, `volunteers` take what people report.
    """

    def __init__(
        self,
        engine: Engine,
        store: Store,
        clock: Callable[[], float] = time.time,
        reader: Reader | None = None,
        duty: Duty | None = None,
        seen: SeenBefore | None = None,
        volunteers: Volunteers | None = None,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._store = store
        self._clock = clock
        self._limits = Limits(store, clock)
        self._handover = Handover(duty, store, engine.content.texts, clock)
        self._tally = Tally(engine.content, store, clock)
        self._trail = Trail(store, clock)
        self._seen = seen
        self._volunteers = volunteers
        self._roads = Roads(engine)
        self._inline = Inline(engine)
        self.groups = Groups(engine, store, clock, self._read, self._judged)

    @property
    def _today(self) -> dt.date:
        # Jakarta, where the ministries' dates are set.
        return (dt.datetime.fromtimestamp(self._clock(), dt.UTC) + dt.timedelta(hours=7)).date()

    async def respond(self, message: Message) -> Reply:
        """The answer to what somebody wrote, forwarded or showed; empty where a limit holds it.

        Raises BusyError where its files cannot be read yet.
        """
        if handed_over := await self._handover.take(message):
            held = await self._limits.hold(message, MESSAGES)
            await self._tally.count([] if held else [Count(self._today, "duty", "sent")])
            return held or handed_over
        message, notes = await self._read(message)
        if not message.text.strip():
            return await self._limits.hold(message, MESSAGES) or self._unreadable(message, notes)
        country = message.country or await self._tally.recall_country(message)
        understanding = self._engine.understand(message)
        reply = self._roads.reply(understanding, message, country, self._today)
        return await self._noted(message, understanding, self._told(reply, message, notes))

    async def hear(self, message: Message, *, shared: bool) -> Reply:
        """What is said in a group about what people wrote to each other; see Groups.hear."""
        reply = await self.groups.hear(message, shared=shared)
        await self._tally.count([Count(self._today, "group", reply.road)] if reply.lines else [])
        return reply

    async def look_up(self, query: str) -> Found:
        """What can be dropped into any chat about what was typed; the same for everybody."""
        found = self._inline.find(query, self._today)
        await self._tally.count([Count(self._today, "inline", "found" if found.cards else "none")])
        return found

    async def command(self, name: str, argument: str, message: Message) -> Reply:
        """The answer to a command; unknown ones get the help."""
        if name == "cek":
            message, notes = await self._read(message)
            if message.text.strip():
                return await self._check(message, notes)
            if notes or message.unreadable:
                return self._unreadable(message, notes)
        if name == "start" and argument in {"negara", *COMMANDS, *self._plain_commands()}:
            name, argument = argument, ""
        elif name == "start" and argument:
            return await self.press(argument.replace("__", ":"), message)
        held = None if name in _URGENT else await self._limits.hold(message, MESSAGES)
        return held or await self._commanded(name, argument, message)

    async def _commanded(self, name: str, argument: str, message: Message) -> Reply:
        if name == "negara":
            return named_country(self._engine, argument, self._today)
        if name == "hapus":
            return await self._forget(message)
        if name in COMMANDS and self._volunteers is not None:
            return await self._volunteers.command(name, argument, message)
        plain = self._plain_commands()
        await self._tally.count([Count(self._today, "command", name)] if name in plain else [])
        return self._handover.offered(plain.get(name, self._engine.answers.help)(), message)

    def _plain_commands(self) -> dict[str, Callable[[], Reply]]:
        answers = self._engine.answers
        kept = {"hours": KEPT_HOURS, "days": KEPT_DAYS}
        sources = Line("sources.count", {"count": len(self._engine.content.sources)})
        return {
            "start": answers.start,
            "cek": lambda: Reply((Line("check.how"),), road="answer"),
            "atur": only_in_groups,
            "bantuan": answers.help,
            "topik": answers.topics,
            "kartu": self._engine.posters.campaigns,
            "kuis": lambda: self._engine.quiz.start(int(self._clock())),
            "darurat": lambda: self._engine.alarm.first(None, self._today),
            "privasi": lambda: Reply((Line("privacy.text", kept),), answers.menu(), road="answer"),
            "sumber": lambda: Reply((sources, Line("sources.how")), road="answer"),
        }

    async def press(self, action: str, message: Message) -> Reply:
        """The answer to a button; a forged or outdated one gets a polite word."""
        verb, _, argument = action.partition(":")
        held = None if verb in _URGENT else await self._limits.hold(message, PRESSES)
        if held is not None:
            return held
        if verb == "duty":
            reply = await self._handover.press(argument, message)
        elif self._volunteers is not None and self._volunteers.takes(verb):
            reply = await self._volunteers.press(verb, argument, message, self._read)
        else:
            reply = press_button(self._engine, verb, argument, self._today)
        if reply is None:
            return Reply((Line("press.unknown"),), self._engine.answers.menu(), road="answer")
        await self._tally.count([self._tally.press(verb, argument, self._today)])
        if reply.country and message.chat:
            await self._tally.remember_country(message, reply.country)
        return self._handover.offered(self._fitted(reply, message), message)

    def _judged(self, understanding: Understanding) -> Reply:
        return self._roads.judged(understanding, self._today)

    async def _check(self, message: Message, notes: Sequence[Line] = ()) -> Reply:
        understanding = self._engine.understand(message)
        reply = self._told(self._judged(understanding), message, notes)
        return await self._noted(message, understanding, reply)

    # ---- what came along

    async def _read(self, message: Message) -> tuple[Message, tuple[Line, ...]]:
        """The message with its files read, and the lines about them.

        A cry for help in the words beside a file is answered before anything is read.
        """
        if not message.files:
            return message, ()
        if self._reader is None or self._cries(leave_files(message)):
            return leave_files(message), ()
        # Waiting for a turn costs nothing; only what is read is counted.
        async with self._reader.turn():
            slow = await self._limits.hold(message, PHOTOS)
            if slow is not None:
                return leave_files(message), slow.lines
            return await read_files(message, self._reader)

    def _cries(self, message: Message) -> bool:
        if not message.text.strip():
            return False
        return self._engine.understand(message).triage.road == "emergency"

    def _told(self, reply: Reply, message: Message, notes: Sequence[Line]) -> Reply:
        return tell(reply, message, notes, self._engine.content.texts)

    def _unreadable(self, message: Message, notes: Sequence[Line] = ()) -> Reply:
        told = self._told(Reply((), road="unclear"), message, notes)
        if told.lines:
            return told
        return Reply((Line("answer.empty"),), self._engine.answers.menu(), road="unclear")

    # ---- what happens to chats

    async def chat_moved(self, old: str, new: str) -> None:
        """A group became a supergroup: what is kept of it goes along. Raises StoreError."""
        await self._store.move_owner(old, new)

    async def chat_closed(self, chat: str) -> None:
        """Rambu was blocked or removed: nothing unasked is sent there. Raises StoreError."""
        await self._store.unsubscribe(chat, self._clock())
        await self._store.drop_group(chat)

    async def chat_opened(self, chat: str) -> None:
        """Rambu was let in (again): what is asked for may be sent there. Raises StoreError."""
        await self._store.resubscribe(chat)

    async def leave_trail(self, chat: str, ids: Sequence[int]) -> None:
        """Keeps the numbers of a chat's messages, for who wants to clear it later."""
        await self._trail.add(chat, ids)

    async def take_trail(self, chat: str) -> list[int]:
        """The numbers kept of a chat, forgotten with that."""
        return await self._trail.take(chat)

    # ---- what is remembered

    async def _noted(self, message: Message, understanding: Understanding, reply: Reply) -> Reply:
        """The reply once it is counted, or what is said in its place where a limit holds it."""
        if understanding.triage.distress == "none" and reply.road != "emergency":
            held = await self._limits.hold(message, MESSAGES)
            if held is not None:
                return held
        if len(message.text) >= MAX_CHARACTERS:
            reply = replace(reply, lines=(*reply.lines, Line("answer.too_long")))
        if self._seen is not None:
            reply = await self._seen.tell(message, understanding, reply)
        if self._volunteers is not None:
            reply = self._volunteers.offered(reply, message)
        reply = self._fitted(reply, message)
        await self._tally.note(message, understanding, reply, self._today)
        return self._handover.offered(reply, message)

    def _fitted(self, reply: Reply, message: Message) -> Reply:
        """In a private chat as much of a verdict as a small phone shows."""
        texts = self._engine.content.texts
        return fit(reply, texts) if message.chat_kind == "private" else reply

    async def _forget(self, message: Message) -> Reply:
        # What belongs to a group is not one member's to delete.
        own = {message.sender} if message.chat_kind == "group" else {message.sender, message.chat}
        for key in own - {""}:
            await self._store.forget_person(key, self._clock())
        clear = Button("button.clear", "clear")
        buttons = ((clear,),) if message.chat_kind == "private" else ()
        return Reply((Line("forget.done"),), buttons, road="answer")
