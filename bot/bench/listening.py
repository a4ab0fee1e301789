"""People of a benchmark write and listen, and know what their words change in our own data."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

from bot.bench.processes import FakeTelegram
from bot.bench.talk import COMMANDS, FIRST_CHAT, Outcome, Talk
from bot.errors import UsageError
from bot.storage.opening import SqlStore

TRIAL_CHAT = 500
# So many messages may wait for an answer before people write more.
OPEN = 200
# Seconds without any answer after which the rest counts as lost.
PATIENCE = 90.0

Counts = Counter[tuple[str, str]]


class Listener:
    """Writes commands in chats and tells from the answers which of them was answered."""

    def __init__(self, telegram: FakeTelegram, store: SqlStore) -> None:
        self.talk = Talk()
        self.heard_at = 0.0
        self.first_heard_at = 0.0
        self._telegram = telegram
        self._store = store
        self._labels: dict[str, int] = {}
        self._costs: list[Counts] = []
        self._expected: Counts = Counter()

    async def learn(self) -> None:
        """Writes each command once: what is answered, and what it changes in our data.

        Raises UsageError when Rambu does not answer or answers two commands alike.
        """
        for place, command in enumerate(COMMANDS):
            before = await self._counts()
            await self._telegram.act("say", chat_id=TRIAL_CHAT + place, text=command)
            text = await self._first_answer(TRIAL_CHAT + place)
            self.first_heard_at = self.first_heard_at or time.monotonic()
            if text in self._labels:
                raise UsageError(f"{command} is answered like another command")
            self._labels[text] = place
            await asyncio.sleep(1)
            self._costs.append(await self._counts() - before)
        self._expected = await self._counts()
        self.heard_at = time.monotonic()

    def expect(self, place: int, times: int) -> None:
        """Takes into account what others write, who are no part of the talk."""
        for _ in range(times):
            self._expected += self._costs[place]

    async def write(self, chat: int, place: int) -> None:
        """Somebody writes a command."""
        await self._telegram.act("say", chat_id=chat, text=COMMANDS[place])
        self.talk.sent.setdefault(chat, []).append(place)
        self._expected += self._costs[place]

    async def listen(self) -> None:
        """Takes in what was answered since."""
        for chat, text in await self._telegram.new_messages(0.05):
            self.heard_at = time.monotonic()
            if text in self._labels and chat >= FIRST_CHAT:
                self.talk.answered.setdefault(chat, []).append(self._labels[text])

    async def judge(self) -> Outcome:
        """What came of it, with what is miscounted and parked in the store."""
        outcome = self.talk.judge()
        counts = await self._counts()
        both = counts.keys() | self._expected.keys()
        outcome.miscounted = sum(abs(counts[key] - self._expected[key]) for key in both)
        outcome.parked = (await self._store.depth(0)).parked
        return outcome

    async def _first_answer(self, chat: int) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for where, text in await self._telegram.new_messages(1):
                if where == chat:
                    return text
        raise UsageError(f"no answer in {PATIENCE:.0f} seconds: see Rambu's log")

    async def _counts(self) -> Counts:
        found: Counts = Counter()
        for kind in await self._store.kinds():
            for name, n in (await self._store.totals(kind)).items():
                found[kind, name] = n
        return found
