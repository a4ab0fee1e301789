"""A small crash run: the real program is killed while people write."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.crash import Plan, run_crashes
from bot.bench.stage import Setting


@pytest.mark.parametrize(("store", "replicas"), [("sqlite", 1), ("postgres", 2)])
async def test_nothing_is_lost_when_rambu_is_killed(
    store: str, replicas: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if store == "postgres" else ""
    setting = Setting(store_url=url, replicas=replicas)
    plan = Plan(updates=100, kills=3, setting=setting)
    outcome = await run_crashes(plan, tmp_path)
    assert outcome.good, outcome
    assert (outcome.sent, outcome.answered, outcome.kills) == (100, 100, 3)
    assert outcome.starts == replicas + 3
