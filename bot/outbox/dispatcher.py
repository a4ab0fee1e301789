"""Sends what the outbox holds, one letter after the other, within Telegram's limits.

One at a time: Telegram knows no letter again, so whoever dies between sending and noting it makes
somebody get it twice, and that shall be one person for each process that dies.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Literal

from bot.errors import StoreError
from bot.outbox.letter import Letter, seal, unseal
from bot.storage.store import Outgoing, Store

logger = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]
Outcome = Literal["sent", "closed", "refused", "flood", "later"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a letter.

    `closed`: the chat wants nothing any more; `refused`: Telegram takes it in no form; `flood`:
    Telegram asks to wait for `wait` seconds; `later`: Telegram could not be reached. `done` counts
    the messages of it that have arrived by now.
    """

    outcome: Outcome
    wait: float = 0.0
    done: int = 0


Deliver = Callable[[Letter], Awaitable[Delivery]]


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `burst` letters at once, and as many again in `seconds`."""

    burst: float
    seconds: float


# Telegram takes 30 messages in a second from a bot, and 20 in a minute for a group. What a bucket
# holds and what flows in together stay below that, in any second or minute: the way to Telegram may
# take one letter longer than the next, and answers need room too.
EVERYWHERE = Pace(burst=4, seconds=1 / 6)
IN_A_GROUP = Pace(burst=2, seconds=60 / 9)
BUCKET = "unasked"

# Longer than sending one letter may take.
LEASE = 60.0
# Who must wait longer lets the letter go.
PATIENCE = 2.0
POLL = 1.0
STORE_PAUSE = 1.0
LONGEST_PAUSE = 60.0
LONGEST_DELAY = 1800.0
# A letter that breaks Rambu so often is given up.
ATTEMPTS = 8


@dataclass(slots=True)
class Mailed:
    """What a dispatcher has done since it started."""

    sent: int = 0
    postponed: int = 0
    dropped: int = 0
    closed: int = 0


class Dispatcher:
    """Sends the letters of one bot with `deliver`, until stop() is called.

    Any number of processes may share a store: each claims some letters for a while and all take
    from the same buckets. `deliver` says what became of a letter; whatever it raises counts as a
    failure of that letter.
    """

    def __init__(
        self,
        store: Store,
        bot: int,
        deliver: Deliver,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.mailed = Mailed()
        self._store = store
        self._bot = bot
        self._deliver = deliver
        self._clock = clock
        self._sleep = sleep
        self._name = secrets.token_hex(8)
        # Sent, but the store could not be told: they are not sent again.
        self._untold: set[str] = set()
        self._failures = 0
        self._held_until = 0.0
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Sends what becomes due until stop() is called; the letter that is on its way arrives."""
        while not self._stopping.is_set():
            await self._rest(await self.turn())

    def stop(self) -> None:
        """Begins no further letter."""
        self._stopping.set()

    def hold(self, seconds: float) -> None:
        """Sends nothing for a while: Telegram has asked the answers of this process to wait."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    async def turn(self) -> float:
        """Sends the next letter if it may; returns how many seconds to rest before another."""
        held = self._held_until - self._clock()
        if held > 0:
            return min(held, LONGEST_PAUSE)
        try:
            # One by one: whoever leaves, or calls a broadcast off, gets nothing that was claimed.
            claimed = await self._store.claim_outgoing(self._bot, self._name, self._clock(), LEASE)
            return await self._send(claimed[0]) if claimed else POLL
        except StoreError as error:
            logger.warning("outbox_unreachable", extra={"reason": str(error)})
            return STORE_PAUSE

    async def _send(self, outgoing: Outgoing) -> float:
        """Deals with one letter; returns for how many seconds nothing is to be sent."""
        if outgoing.id in self._untold:
            await self._note_sent(outgoing)
            return 0.0
        try:
            letter = unseal(outgoing.payload)
        except ValueError:
            await self._drop(outgoing, "unreadable")
            return 0.0
        if letter.to_group and (wait := await self._pace(outgoing.owner, IN_A_GROUP)):
            await self._postpone(outgoing, wait)
            return 0.0
        if wait := await self._wait_for_turn():
            await self._postpone(outgoing, 0.0)
            return min(wait, LONGEST_PAUSE)
        try:
            delivery = await self._deliver(letter)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one letter must never stop the others
            await self._broke(outgoing, type(error).__name__)
            return 0.0
        return await self._settle(outgoing, letter, delivery)

    async def _wait_for_turn(self) -> float:
        """Waits for room among all letters; returns the seconds where those are too many."""
        while wait := await self._pace(self._everybody, EVERYWHERE):
            if wait > PATIENCE:
                return wait
            await self._sleep(wait)
        return 0.0

    async def _settle(self, outgoing: Outgoing, letter: Letter, delivery: Delivery) -> float:
        """Notes what became of the letter; returns for how many seconds nothing is to be sent."""
        begun = replace(outgoing, payload=seal(replace(letter, done=delivery.done)))
        match delivery.outcome:
            case "sent":
                self._failures = 0
                await self._note_sent(outgoing)
            case "closed":
                self.mailed.closed += 1
                await self._store.unsubscribe(outgoing.owner, self._clock())
            case "refused":
                await self._drop(outgoing, "refused")
            case "flood":
                return await self._flooded(begun, letter, delivery.wait)
            case "later":
                self._failures += 1
                await self._fail(begun, "later")
                return float(min(LONGEST_PAUSE, 2.0 ** min(self._failures, 10)))
        return 0.0

    async def _note_sent(self, outgoing: Outgoing) -> None:
        self._untold.add(outgoing.id)
        await self._store.finish_outgoing(outgoing, self._clock())
        self._untold.discard(outgoing.id)
        self.mailed.sent += 1

    async def _flooded(self, outgoing: Outgoing, letter: Letter, wait: float) -> float:
        """Keeps Telegram's wait in all processes: in the group, or everywhere."""
        now = self._clock()
        owner = outgoing.owner if letter.to_group else self._everybody
        logger.warning("outbox_asked_to_wait", extra={"seconds": wait, "group": letter.to_group})
        await self._store.drain(owner, BUCKET, now, now + wait)
        await self._postpone(outgoing, wait)
        return 0.0 if letter.to_group else min(wait, LONGEST_PAUSE)

    async def _broke(self, outgoing: Outgoing, error: str) -> None:
        logger.error("letter_failed", extra={"error": error, "attempts": outgoing.attempts + 1})
        if outgoing.attempts + 1 >= ATTEMPTS:
            await self._drop(outgoing, error)
        else:
            await self._fail(outgoing, error)

    async def _fail(self, outgoing: Outgoing, error: str) -> None:
        self.mailed.postponed += 1
        delay = min(LONGEST_DELAY, 5 * 2.0 ** min(outgoing.attempts, 10))
        await self._store.fail_outgoing(outgoing, error, self._clock() + delay)

    async def _postpone(self, outgoing: Outgoing, seconds: float) -> None:
        self.mailed.postponed += 1
        await self._store.postpone_outgoing(outgoing, self._clock() + seconds)

    async def _drop(self, outgoing: Outgoing, reason: str) -> None:
        logger.error("letter_dropped", extra={"reason": reason})
        self.mailed.dropped += 1
        await self._store.drop_outgoing(outgoing, self._clock())

    async def _pace(self, owner: str, pace: Pace) -> float:
        now = self._clock()
        return await self._store.pace(owner, BUCKET, pace.burst, pace.seconds, now)

    @property
    def _everybody(self) -> str:
        return f"bot:{self._bot}"

    async def _rest(self, seconds: float) -> None:
        if seconds:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._stopping.wait()
