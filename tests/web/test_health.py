"""Health, readiness and numbers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.ingress.worker import Tally
from bot.outbox.dispatcher import Mailed
from bot.storage.opening import SqlStore, open_store
from bot.storage.store import Incoming
from bot.web.health import Reports, build_health

NOW = 1_000_000.0


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield opened
    await opened.close()


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


async def broken() -> bool:
    raise OSError


async def silent() -> bool:
    await asyncio.Event().wait()
    return True


async def get(
    store: SqlStore,
    path: str,
    api: Callable[[], Awaitable[bool]] = yes,
    tally: Tally | None = None,
    *,
    warm: bool = True,
) -> httpx.Response:
    app = build_health(
        store,
        Reports(tally or Tally(), Mailed(3)),
        api_answers=api,
        warm=lambda: warm,
        clock=lambda: NOW + 30,
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://rambu") as client:
        return await client.get(path)


async def test_a_living_process_says_ok_whatever_else_is_down(store: SqlStore) -> None:
    await store.close()
    answer = await get(store, "/healthz", broken)
    assert (answer.status_code, answer.text) == (200, "ok\n")


async def test_ready_when_store_and_api_answer(store: SqlStore) -> None:
    answer = await get(store, "/readyz")
    assert (answer.status_code, answer.json()) == (200, {"store": True, "api": True, "warm": True})


@pytest.mark.parametrize("api", [no, broken, silent])
async def test_not_ready_without_the_api(
    store: SqlStore, api: Callable[[], Awaitable[bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.health.PATIENCE", 1.0)
    answer = await get(store, "/readyz", api)
    assert (answer.status_code, answer.json()) == (503, {"store": True, "api": False, "warm": True})


async def test_not_ready_without_the_store(store: SqlStore) -> None:
    await store.close()
    answer = await get(store, "/readyz")
    assert (answer.status_code, answer.json()) == (503, {"store": False, "api": True, "warm": True})


async def test_not_ready_before_the_indexes_are_built(store: SqlStore) -> None:
    answer = await get(store, "/readyz", warm=False)
    assert (answer.status_code, answer.json()) == (503, {"store": True, "api": True, "warm": False})


async def test_metrics_tell_what_waits_and_what_was_done(store: SqlStore) -> None:
    await store.put_updates(1, [Incoming(1, "a", b"x"), Incoming(2, "a", b"x")], NOW)
    await store.count(date(2026, 11, 23), "level", "danger", 3)
    await store.count(date(2026, 11, 24), "level", "danger", 4)
    tally = Tally(handled=5, failed=2, seconds=1.5)
    answer = await get(store, "/metrics", tally=tally)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    for line in (
        "rambu_store_up 1.0",
        "rambu_inbox_pending 2.0",
        "rambu_inbox_oldest_seconds 30.0",
        "rambu_inbox_parked 0.0",
        "rambu_outbox_pending 0.0",
        'rambu_updates_total{result="handled"} 5.0',
        'rambu_updates_total{result="failed"} 2.0',
        'rambu_letters_total{result="sent"} 3.0',
        "rambu_handling_seconds_total 1.5",
        'rambu_counted_total{kind="level",name="danger"} 7.0',
    ):
        assert line in lines


async def test_metrics_stay_when_the_store_is_down(store: SqlStore) -> None:
    await store.close()
    answer = await get(store, "/metrics", tally=Tally(handled=5))
    assert answer.status_code == 200
    assert "rambu_store_up 0.0" in answer.text.splitlines()
    assert 'rambu_updates_total{result="handled"} 5.0' in answer.text.splitlines()
