"""Handles what the inbox holds: one chat in order, several chats side by side."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import StoreError
from bot.storage.once import handling
from bot.storage.store import DAY, Claim, Inbox, Pending

logger = logging.getLogger(__name__)

Raw = dict[str, Any]
Handle = Callable[[Sequence[Raw]], Awaitable[None]]
# Groups of update ids that are handled together, in order.
Split = Callable[[Sequence[Raw]], Sequence[Sequence[int]]]
# Seconds to wait where an error will pass by itself, None where trying again counts as a failure.
PauseFor = Callable[[Exception], float | None]
GiveUp = Callable[[Sequence[Raw], str], Awaitable[None]]

# Telegram itself forgets an update after a day; what could not be handled by then is parked.
PATIENCE = DAY
LONGEST_DELAY = 300.0
# Seconds until a store that failed is asked again.
STORE_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is done at once, and how long, in seconds, what may take."""

    parallel: int = 16
    lease: float = 20.0
    poll: float = 0.3
    attempts: int = 8
    timeout: float = 120.0


@dataclass(slots=True)
class Tally:
    """What a worker has done since it started."""

    handled: int = 0
    postponed: int = 0
    failed: int = 0
    parked: int = 0
    seconds: float = 0.0


def together(updates: Sequence[Raw]) -> Sequence[Sequence[int]]:
    """Everything that was claimed as one case."""
    return [[update["update_id"] for update in updates]]


def never(error: Exception) -> float | None:
    """No error passes by itself."""
    return None


def retry_delay(attempts: int) -> float:
    """Seconds until an update that failed `attempts` times is tried again."""
    return min(LONGEST_DELAY, 2.0**attempts)


class Worker:
    """Claims chats and hands their updates to `handle`, once each unless something fails.

    `split` says which updates of a chat belong together; each group is handled, finished and
    retried by itself. `pause_for` names the errors that pass by themselves (the network, a full
    queue): they are waited out and not counted. An update that fails `limits.attempts` times is
    parked after `give_up` was told. What `handle` changes by `bot.storage.once.apply` is
    changed once for each group, however often it is handled.
    """

    def __init__(
        self,
        store: Inbox,
        bot: int,
        handle: Handle,
        *,
        split: Split = together,
        pause_for: PauseFor = never,
        give_up: GiveUp | None = None,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.tally = Tally()
        self._store = store
        self._bot = bot
        self._handle = handle
        self._split = split
        self._pause_for = pause_for
        self._give_up = give_up
        self._limits = limits
        self._clock = clock
        self._name = secrets.token_hex(8)
        self._claims = 0
        self._running: dict[asyncio.Task[None], Claim] = {}
        # Handled, but the store could not be told: they are not handled again.
        self._untold: set[int] = set()
        self._wake = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Looks at the inbox now instead of at the next poll."""
        self._wake.set()

    async def run(self) -> None:
        """Handles what becomes due until stop() is called."""
        renewing = asyncio.create_task(self._keep_renewing())
        try:
            while not self._stopping:
                self._wake.clear()
                await self._rest(await self._turn())
        finally:
            renewing.cancel()

    async def stop(self, grace: float = 10.0) -> None:
        """Claims nothing more, waits for what runs, and lets go of what is not done in `grace`."""
        self._stopping = True
        self.wake()
        await self._wait_for_running(grace)
        for task in self._running:
            task.cancel()
        await self._wait_for_running(grace)

    async def run_due(self) -> None:
        """Handles what is due now and returns when nothing is."""
        while True:
            full = len(self._running) >= self._limits.parallel
            if not full and await self._start_next():
                continue
            if not self._running:
                return
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    async def renew(self) -> None:
        """Lengthens the leases of what runs."""
        for claim in list(self._running.values()):
            if not await self._store.renew_claim(claim, self._clock() + self._limits.lease):
                logger.warning("claim_lost", extra={"updates": len(claim.updates)})

    async def _turn(self) -> float:
        """Starts the next chat; returns how many seconds to rest."""
        if len(self._running) >= self._limits.parallel:
            return self._limits.poll
        try:
            return 0.0 if await self._start_next() else self._limits.poll
        except StoreError as error:
            logger.warning("inbox_unreachable", extra={"reason": str(error)})
            return STORE_PAUSE

    async def _rest(self, seconds: float) -> None:
        if seconds:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._wake.wait()

    async def _keep_renewing(self) -> None:
        while True:
            await asyncio.sleep(self._limits.lease / 3)
            with contextlib.suppress(StoreError):
                await self.renew()

    async def _wait_for_running(self, seconds: float) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)

    async def _start_next(self) -> bool:
        self._claims += 1
        # A name of its own for each claim: one that was lost can never be taken for another.
        worker = f"{self._name}/{self._claims}"
        lease = self._limits.lease
        claim = await self._store.claim_chat(self._bot, worker, self._clock(), lease)
        if claim is None:
            return False
        task = asyncio.create_task(self._work(claim))
        self._running[task] = claim
        task.add_done_callback(self._ended)
        return True

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        self.wake()

    async def _work(self, claim: Claim) -> None:
        """Handles the claim case by case and lets the chat go."""
        try:
            try:
                cases = self._cases(claim)
            except Exception as error:  # noqa: BLE001 - what cannot be sorted is parked in the end
                await self._failed(claim, list(claim.updates), error)
                cases = []
            for case in cases:
                if not self._stopping:
                    await self._work_on(claim, case)
        except StoreError as error:
            logger.warning("claim_left", extra={"reason": str(error)})
        finally:
            with contextlib.suppress(StoreError):
                await self._store.release_chat(claim)

    def _cases(self, claim: Claim) -> list[list[Pending]]:
        """The claimed updates as `split` groups them; each that it leaves out stands alone."""
        waiting = {pending.update_id: pending for pending in claim.updates}
        groups = self._split([_read(pending) for pending in claim.updates])
        cases = [[waiting.pop(one) for one in group if one in waiting] for group in groups]
        cases += [[pending] for pending in waiting.values()]
        return [case for case in cases if case]

    async def _work_on(self, claim: Claim, case: list[Pending]) -> None:
        ids = [pending.update_id for pending in case]
        fresh = [pending for pending in case if pending.update_id not in self._untold]
        started = self._clock()
        try:
            if fresh:
                with handling(self._bot, fresh[0].update_id):
                    async with asyncio.timeout(self._limits.timeout):
                        await self._handle([_read(pending) for pending in fresh])
        except Exception as error:  # noqa: BLE001 - one update must never stop the others
            await self._failed(claim, fresh, error)
            return
        self._untold.update(ids)
        await self._store.finish_updates(claim, ids, self._clock())
        self._untold.difference_update(ids)
        self.tally.handled += len(ids)
        self.tally.seconds += self._clock() - started

    async def _failed(self, claim: Claim, case: list[Pending], error: Exception) -> None:
        ids, now, kind = (
            [pending.update_id for pending in case],
            self._clock(),
            type(error).__name__,
        )
        attempts = 1 + max(pending.attempts for pending in case)
        pause = STORE_PAUSE if isinstance(error, StoreError) else self._pause_for(error)
        expired = now - min(pending.arrived_at for pending in case) > PATIENCE
        hopeless = expired if pause is not None else attempts >= self._limits.attempts
        extra = {"updates": ids, "error": kind, "where": _where(error), "attempts": attempts}
        if hopeless:
            logger.error("updates_parked", extra=extra)
            await self._tell(case, kind)
            await self._store.park_updates(claim, ids, kind, now)
            self.tally.parked += len(ids)
        elif pause is not None:
            logger.warning("updates_postponed", extra=extra)
            await self._store.postpone_updates(claim, ids, now + pause)
            self.tally.postponed += len(ids)
        else:
            logger.warning("updates_failed", extra=extra)
            await self._store.fail_updates(claim, ids, kind, now + retry_delay(attempts))
            self.tally.failed += len(ids)

    async def _tell(self, case: list[Pending], kind: str) -> None:
        if self._give_up is None:
            return
        try:
            await self._give_up([_read(pending) for pending in case], kind)
        except Exception as error:  # noqa: BLE001 - it is parked all the same
            logger.warning("give_up_failed", extra={"error": type(error).__name__})


def _read(pending: Pending) -> Raw:
    update: Raw = json.loads(pending.payload)
    return update


def _where(error: Exception) -> str:
    """The file and line that raised: an error's own words may repeat what a person wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
