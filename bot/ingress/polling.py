"""Long polling: what Telegram sends is kept before the offset moves past it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.errors import BotError, StoreError
from bot.ingress.updates import RawUpdate, read_incoming, update_number
from bot.storage.keys import Keys
from bot.storage.store import Incoming, Store

logger = logging.getLogger(__name__)

# Asks for updates from an offset on (None: from the first that was not acknowledged) and waits a
# while for one. Any error it raises is waited out.
Fetch = Callable[[int | None], Awaitable[Sequence[RawUpdate]]]

# How long one process is the only one that asks; it renews this while a fetch waits.
LEAD = 15.0
# The name of the only process of a store that is not shared: after a kill it goes on at once.
ONLY = "only"
LONGEST_PAUSE = 30.0


class Poller:
    """Fetches updates into the inbox. Of several processes with one store, one fetches at a time.

    The offset is never kept beyond the process: after a week of silence Telegram numbers its
    updates anew, and an old offset would throw away what comes then.
    """

    def __init__(
        self,
        fetch: Fetch,
        store: Store,
        keys: Keys,
        bot: int,
        *,
        wake: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._fetch = fetch
        self._store = store
        self._keys = keys
        self._bot = bot
        self._wake = wake
        self._holder = secrets.token_hex(8) if store.shared else ONLY
        self._clock = clock
        self._offset: int | None = None
        self._failures = 0
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Fetches until stop() is called or the task is cancelled; then another may lead."""
        try:
            while not self._stopping.is_set():
                await self._until_stopped(asyncio.sleep(await self.turn()))
        finally:
            with contextlib.suppress(StoreError):
                now = self._clock()
                await self._store.lead(self._lead, self._holder, now, now)

    def stop(self) -> None:
        """Ends run(): a fetch that waits is given up, what it would bring comes again."""
        self._stopping.set()

    async def turn(self) -> float:
        """Fetches once and keeps what came; returns how many seconds to wait before the next."""
        try:
            if not await self._may_fetch():
                return LEAD / 3
            updates = await self._until_stopped(self._fetch_under_lead())
            if updates is not None:
                await self._keep(updates)
        except Exception as error:  # noqa: BLE001 - whatever it was, the next fetch may work
            self._failures += 1
            pause = _pause(error, self._failures)
            # Only our own errors are known to repeat no address and no token.
            reason = str(error) if isinstance(error, BotError) else type(error).__name__
            logger.warning("fetch_failed", extra={"reason": reason, "pause": pause})
            return pause
        self._failures = 0
        return 0.0

    async def _fetch_under_lead(self) -> Sequence[RawUpdate]:
        """Renews the lead while the fetch waits."""
        renewing = asyncio.create_task(self._keep_lead())
        try:
            return await self._fetch(self._offset)
        finally:
            renewing.cancel()

    async def _keep_lead(self) -> None:
        while True:
            await asyncio.sleep(LEAD / 3)
            with contextlib.suppress(StoreError):
                await self._may_fetch()

    async def _keep(self, updates: Sequence[RawUpdate]) -> None:
        incoming = [one for update in updates if (one := self._read(update)) is not None]
        if incoming:
            await self._store.put_updates(self._bot, incoming, self._clock())
            self._wake()
        # An empty answer has acknowledged all that came before: without an offset the next fetch
        # also brings updates that are numbered anew.
        numbers = [number for update in updates if (number := update_number(update)) is not None]
        self._offset = max(numbers) + 1 if numbers else None

    def _read(self, update: RawUpdate) -> Incoming | None:
        try:
            return read_incoming(update, self._keys)
        except ValueError as error:
            logger.error("update_unreadable", extra={"reason": str(error)})  # noqa: TRY400 - no trace
            return None

    async def _may_fetch(self) -> bool:
        now = self._clock()
        return await self._store.lead(self._lead, self._holder, now, now + LEAD)

    @property
    def _lead(self) -> str:
        return f"poll:{self._bot}"

    async def _until_stopped(self, awaitable: Awaitable[Any]) -> Any:
        """The result, or None when stop() was called first."""
        work = asyncio.ensure_future(awaitable)
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return work.result() if work.done() else None
        finally:
            work.cancel()
            stopped.cancel()
            await asyncio.wait({work, stopped})


def _pause(error: Exception, failures: int) -> float:
    """What Telegram asks for, else longer with each failure in a row."""
    asked = getattr(error, "retry_after", None)
    if isinstance(asked, int | float) and asked > 0:
        return float(asked)
    return min(LONGEST_PAUSE, 2.0 ** min(failures - 1, 10))
