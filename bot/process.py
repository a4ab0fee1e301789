"""One running process: what goes on side by side, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.core.engine import Engine
from bot.errors import StoreError
from bot.ingress.worker import Worker
from bot.outbox.dispatcher import Dispatcher
from bot.settings import Settings
from bot.storage.opening import SqlStore

RETENTION_EVERY = 3600.0
# Seconds that what runs gets to finish.
GRACE = 10.0
# Seconds until a thread that builds lets the work go on.
SWITCH = 0.0002

logger = logging.getLogger(__name__)


class WarmUp:
    """Builds in a thread what would otherwise be built at somebody's first message."""

    def __init__(self, engine: Engine) -> None:
        self._cries = asyncio.ensure_future(asyncio.to_thread(engine.nurse.warm_up))
        self._all = asyncio.ensure_future(self._build(engine))

    @property
    def done(self) -> bool:
        """True when nobody has to wait for anything any more."""
        return self._all.done() and not self._all.cancelled() and self._all.exception() is None

    async def cries(self) -> None:
        """Returns when cries for help are understood at once; the index of questions may follow."""
        await asyncio.shield(self._cries)

    def cancel(self) -> None:
        """Begins nothing further."""
        self._all.cancel()

    async def _build(self, engine: Engine) -> None:
        started, usual = time.monotonic(), sys.getswitchinterval()
        # Whoever is answered meanwhile comes first, and what was sent is noted at once.
        sys.setswitchinterval(SWITCH)
        try:
            await asyncio.shield(self._cries)
            await asyncio.to_thread(engine.warm_up)
        finally:
            sys.setswitchinterval(usual)
        logger.info("warm", extra={"seconds": round(time.monotonic() - started, 1)})


@dataclass(slots=True)
class Process:
    """What goes on: `take_in` puts updates into the store until its event is set."""

    settings: Settings
    store: SqlStore
    worker: Worker
    dispatcher: Dispatcher
    take_in: Callable[[asyncio.Event], Awaitable[None]]
    api_answers: Callable[[], Awaitable[bool]]
    warm_up: WarmUp

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Works until a signal comes or something fails for good. Raises what failed."""
        stopping = _stop_by_signal()
        working = [asyncio.ensure_future(one) for one in (work(), self._keep_tidy())]
        showing = asyncio.ensure_future(self._show_health(stopping))
        waiting = asyncio.ensure_future(stopping.wait())
        tasks = {*working, showing, waiting}
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in working:
                each.cancel()
            await asyncio.gather(*working, return_exceptions=True)
            # The last to end: who watches sees the process until its work is done.
            stopping.set()
            await asyncio.gather(showing, waiting, return_exceptions=True)
        logger.info("stopped")
        for task in done:
            task.result()

    async def work(self) -> None:
        """Takes updates in, handles them and sends letters until cancelled; then ends in order."""
        stopping = asyncio.Event()
        taking = asyncio.ensure_future(self.take_in(stopping))
        working = asyncio.ensure_future(self.worker.run())
        sending = asyncio.ensure_future(self.dispatcher.run())
        tasks = {taking, working, sending}
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            # Nothing new comes in, then what runs is finished.
            stopping.set()
            self.dispatcher.stop()
            await asyncio.gather(taking, return_exceptions=True)
            await self.worker.stop(GRACE)
            await asyncio.gather(working, return_exceptions=True)
            await asyncio.wait({sending}, timeout=GRACE)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _show_health(self, stopping: asyncio.Event) -> None:
        settings = self.settings
        if not settings.health_port:
            await stopping.wait()
            return
        from bot.web.health import Reports, build_health
        from bot.web.server import serve

        reports = Reports(self.worker.tally, self.dispatcher.mailed)
        app = build_health(
            self.store, reports, api_answers=self.api_answers, warm=lambda: self.warm_up.done
        )
        await serve(app, settings.health_host, settings.health_port, stopping)

    async def _keep_tidy(self) -> None:
        """Deletes what is over, now and every hour."""
        while True:
            try:
                await self.store.retention(time.time())
            except StoreError as error:
                logger.warning("retention_failed", extra={"reason": str(error)})
            await asyncio.sleep(RETENTION_EVERY)


def _stop_by_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopping.set)
    return stopping
