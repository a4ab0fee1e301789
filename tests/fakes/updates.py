"""The updates that wait for the bot, handed out to one poller as Telegram does."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.refusal import Refusal

HOUR = 3600.0
KEPT = 24 * HOUR
SILENCE = 7 * 24 * HOUR
# What a bot gets that never said what it wants.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MAX_ID = 2**31 - 1


@dataclass
class Waiting:
    """An update with the time of its arrival and how often its delivery failed."""

    update: dict[str, Any]
    at: float
    failures: int = 0

    @property
    def update_id(self) -> int:
        """The number that a poller acknowledges it by."""
        return int(self.update["update_id"])


@dataclass
class Updates:
    """Keeps updates for 24 hours; after a week of silence their numbers start anew at random."""

    clock: Callable[[], float]
    chance: random.Random
    next_id: int = 1
    kinds: frozenset[str] | None = None
    waiting: list[Waiting] = field(default_factory=list)
    forgotten: list[int] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _last: float | None = None
    _poll: asyncio.Future[None] | None = None

    def push(self, kind: str, body: dict[str, Any]) -> int | None:
        """Keeps an update of this kind; None when the bot did not ask for that kind."""
        if not self._wanted(kind):
            return None
        now = self.clock()
        if self._last is not None and now - self._last > SILENCE:
            self.restart()
        self._last = now
        update_id = self.next_id
        self.next_id += 1
        self.waiting.append(Waiting({"update_id": update_id, kind: deepcopy(body)}, now))
        self._signal()
        return update_id

    def push_raw(self, update: Any) -> None:
        """Keeps whatever it is given, as it is, but for a number where it has none."""
        if isinstance(update, dict) and "update_id" not in update:
            update = {"update_id": self.next_id, **update}
            self.next_id += 1
        self.waiting.append(Waiting(update, self.clock()))
        self._signal()

    def restart(self, first: int | None = None) -> int:
        """The numbers start anew, at `first` or at random."""
        self.next_id = self.chance.randrange(1, MAX_ID // 2) if first is None else first
        return self.next_id

    def forget(self) -> None:
        """Drops what was not fetched within 24 hours."""
        oldest = self.clock() - KEPT
        self.forgotten += [each.update_id for each in self.waiting if each.at <= oldest]
        self.waiting = [each for each in self.waiting if each.at > oldest]

    def done(self, each: Waiting) -> None:
        """Drops one that was delivered."""
        self.waiting = [other for other in self.waiting if other is not each]
        self._signal()

    @property
    def polled(self) -> bool:
        """True while a poll waits."""
        return self._poll is not None and not self._poll.done()

    def clear(self) -> None:
        """Drops all."""
        self.waiting = []

    def choose(self, kinds: Sequence[str] | None) -> None:
        """Which kinds are kept from here on; an empty list means the default."""
        if kinds is not None:
            self.kinds = frozenset(kinds) or None

    async def poll(self, offset: int | None, limit: int, seconds: float) -> list[dict[str, Any]]:
        """The updates from `offset` on; those before are acknowledged.

        Raises Refusal (409) in the poll that was waiting when another one began.
        """
        if self._poll and self.polled:
            self._poll.set_exception(_second_poller())
        mine = self._poll = asyncio.get_running_loop().create_future()
        end = asyncio.get_running_loop().time() + seconds
        try:
            while True:
                self.forget()
                self._acknowledge(offset)
                left = end - asyncio.get_running_loop().time()
                if self.waiting or left <= 0:
                    return [each.update for each in self.waiting[:limit]]
                await self._wait(mine, left)
        finally:
            if not mine.done():
                mine.cancel()

    async def _wait(self, mine: asyncio.Future[None], seconds: float) -> None:
        """Until something changes or the time is up. Raises what ended the poll."""
        self.changed.clear()
        change = asyncio.create_task(self.changed.wait())
        either: set[asyncio.Future[Any]] = {change, mine}
        try:
            await asyncio.wait(either, timeout=seconds, return_when="FIRST_COMPLETED")
        finally:
            change.cancel()
        if mine.done():
            mine.result()

    def _acknowledge(self, offset: int | None) -> None:
        if offset is None:
            return
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [each for each in self.waiting if each.update_id >= offset]

    def _wanted(self, kind: str) -> bool:
        return kind not in NOT_BY_DEFAULT if self.kinds is None else kind in self.kinds

    def _signal(self) -> None:
        self.changed.set()


def _second_poller() -> Refusal:
    return Refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
        " is running",
    )
