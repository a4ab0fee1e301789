"""A small load: everybody who writes is answered, by polling and by webhook."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.load import Plan, draw_texts, run_load
from bot.bench.stage import Setting
from bot.bench.talk import COMMANDS
from bot.settings import Settings


@pytest.mark.parametrize("ingress", ["polling", "webhook"])
async def test_everybody_is_answered(ingress: str, tmp_path: Path) -> None:
    texts = draw_texts(Settings(), 30, "mixed", seed=1)
    load = await run_load(Plan(texts, Setting(ingress)), tmp_path)
    assert load.good, load
    assert (load.answered, load.handled) == (30, [30])


async def test_processes_share_the_load(tmp_path: Path, postgres_url: str) -> None:
    texts = draw_texts(Settings(), 60, "mixed", seed=2)
    load = await run_load(Plan(texts, Setting("polling", postgres_url, 2)), tmp_path)
    assert load.good, load
    assert sum(load.handled) == 60
    # By polling one of them takes all of it in.
    assert min(load.handled) >= 6


def test_texts_are_offers_questions_and_commands_or_commands_only() -> None:
    mixed = draw_texts(Settings(), 30, "mixed", seed=1)
    assert sum(text in COMMANDS for text in mixed) == 10
    assert len({*mixed}) > 20
    assert {*draw_texts(Settings(), 30, "commands", seed=1)} <= {*COMMANDS}
    assert draw_texts(Settings(), 30, "mixed", seed=1) == mixed
