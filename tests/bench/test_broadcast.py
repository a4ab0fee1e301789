"""A small broadcast by the real program, which is killed while it sends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.bench.broadcast import Plan, Sent, run_broadcast
from bot.bench.stage import Setting

# The real program; only what a killed one had claimed is free again sooner.
PROGRAM = """
import sys
import bot.outbox.dispatcher as dispatcher
dispatcher.LEASE = 3.0
from bot.cli import main
sys.exit(main(["run", *sys.argv[1:]]))
"""


@pytest.mark.parametrize(("store", "replicas"), [("sqlite", 1), ("postgres", 2)])
async def test_nobody_is_left_out_when_a_broadcast_is_interrupted(
    store: str, replicas: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if store == "postgres" else ""
    command = (sys.executable, "-c", PROGRAM)
    setting = Setting(store_url=url, replicas=replicas, command=command)
    sent = await run_broadcast(Plan(chats=100, kills=3, setting=setting), tmp_path)
    assert sent.good, sent
    assert (sent.chats, sent.left_out, sent.kills, sent.flooded) == (100, 0, 3, 0)


@pytest.mark.parametrize(
    ("sent", "good"),
    [
        (Sent(10, 0, 0, 0), True),
        (Sent(10, 0, 2, 2), True),
        (Sent(10, 0, 3, 2), False),
        (Sent(10, 1, 0, 2), False),
    ],
)
def test_who_is_left_out_or_bothered_too_often_makes_a_run_bad(sent: Sent, good: bool) -> None:
    assert sent.good is good
