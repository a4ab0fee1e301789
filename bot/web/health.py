"""Health and numbers for operators, on an address of their own: never for the public."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.errors import StoreError
from bot.storage.store import Depth, Store

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

# Seconds until a check that does not answer has failed.
PATIENCE = 5.0
# The counters that are shown, all of them without texts or people.
KINDS = ("road", "level", "rule", "article", "miss", "limit")

Check = Callable[[], Awaitable[bool]]


class Tally(Protocol):
    """What a worker has done since it started."""

    handled: int
    postponed: int
    failed: int
    parked: int
    seconds: float


class Mailed(Protocol):
    """What a dispatcher has done since it started."""

    sent: int
    postponed: int
    dropped: int
    closed: int


@dataclass(frozen=True, slots=True)
class Reports:
    """What the process has done: with updates, and with letters."""

    tally: Tally
    mailed: Mailed


def always() -> bool:
    """Nothing is to be built before the first answer."""
    return True


def build_health(
    store: Store,
    reports: Reports,
    *,
    api_answers: Check,
    warm: Callable[[], bool] = always,
    kinds: Sequence[str] = KINDS,
    clock: Callable[[], float] = time.time,
) -> Starlette:
    """The app with /healthz, /readyz and /metrics; it needs the `web` extra.

    /healthz says that the process runs, /readyz that its store and Telegram answer and that its
    indexes are built (`warm`).
    """
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse, PlainTextResponse, Response
    from starlette.routing import Route

    async def on_health(request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def on_ready(request: Request) -> Response:
        checks = await asyncio.gather(
            _within_patience(store_answers), _within_patience(api_answers)
        )
        found = {"store": checks[0], "api": checks[1], "warm": warm()}
        return JSONResponse(found, status_code=200 if all(found.values()) else 503)

    async def on_metrics(request: Request) -> Response:
        text = _exposed(await _metrics(store, reports, kinds, clock()))
        return Response(text, media_type="text/plain; version=0.0.4")

    async def store_answers() -> bool:
        await store.ping()
        return True

    routes = [("/healthz", on_health), ("/readyz", on_ready), ("/metrics", on_metrics)]
    return Starlette(routes=[Route(path, handle) for path, handle in routes])


async def _within_patience(check: Check) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await check()
    except Exception:  # noqa: BLE001 - whatever it was, the answer is no
        return False


async def _metrics(
    store: Store, reports: Reports, kinds: Sequence[str], now: float
) -> list[Metric]:
    """What the process did, and what the store holds if it answers."""
    try:
        depth = await store.depth(now)
        totals = {kind: await store.totals(kind) for kind in kinds}
    except StoreError:
        return [*_process(reports), _gauge("rambu_store_up", "1 when the store answers.", 0)]
    counted = [(kind, name, n) for kind in kinds for name, n in totals[kind].items()]
    return [*_process(reports), *_waiting(depth), _counted(counted)]


def _process(reports: Reports) -> list[Metric]:
    from prometheus_client.core import CounterMetricFamily

    updates = CounterMetricFamily("rambu_updates", "What became of updates.", labels=["result"])
    for result in ("handled", "postponed", "failed", "parked"):
        updates.add_metric([result], getattr(reports.tally, result))
    letters = CounterMetricFamily("rambu_letters", "What became of letters.", labels=["result"])
    for result in ("sent", "postponed", "dropped", "closed"):
        letters.add_metric([result], getattr(reports.mailed, result))
    spent = "Seconds spent on updates that were handled."
    seconds = CounterMetricFamily("rambu_handling_seconds", spent, value=reports.tally.seconds)
    return [updates, letters, seconds]


def _waiting(depth: Depth) -> list[Metric]:
    return [
        _gauge("rambu_store_up", "1 when the store answers.", 1),
        _gauge("rambu_inbox_pending", "Updates that wait.", depth.pending),
        _gauge("rambu_inbox_oldest_seconds", "How long the oldest waits.", depth.oldest_age),
        _gauge("rambu_inbox_parked", "Updates put aside for an operator.", depth.parked),
        _gauge("rambu_outbox_pending", "Unasked messages that wait.", depth.outgoing),
    ]


def _counted(totals: Iterable[tuple[str, str, int]]) -> Metric:
    from prometheus_client.core import CounterMetricFamily

    family = CounterMetricFamily(
        "rambu_counted", "What was found, since the store was made.", labels=["kind", "name"]
    )
    for kind, name, n in totals:
        family.add_metric([kind, name], n)
    return family


def _gauge(name: str, what: str, value: float) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    return GaugeMetricFamily(name, what, value=value)


def _exposed(metrics: list[Metric]) -> bytes:
    """The metrics in Prometheus' text format."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.registry import Collector

    class Found(Collector):
        def collect(self) -> Iterable[Metric]:
            return metrics

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Found())
    return generate_latest(registry)
