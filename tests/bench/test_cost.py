"""The bench of costs: long texts of every kind, measured against ordinary ones."""

from __future__ import annotations

import argparse
import random
from itertools import repeat
from pathlib import Path

import pytest

from bot.bench import cost
from bot.bench.cost import Costs, fill, kinds
from bot.core.content import Content
from bot.core.message import MAX_CHARACTERS
from bot.errors import UsageError
from bot.settings import Settings
from tests.core.small import small_engine


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - texts, not secrets


def test_every_kind_fills_the_longest_message(content: Content) -> None:
    built = kinds(content, ["Dicari admin."], seeded(1))

    texts = {name: fill(build()) for name, build in built.items()}

    assert {len(text) for text in texts.values()} == {MAX_CHARACTERS}
    assert len({*texts.values()}) == len(texts)


def test_the_same_seed_makes_the_same_texts(content: Content) -> None:
    def text(seed: int) -> str:
        return fill(kinds(content, ["x"], seeded(seed))["words nobody knows"]())

    assert text(1) == text(1) != text(2)


def test_costs_are_good_up_to_the_limit() -> None:
    costs = Costs(2.0, {"dear": 6.0, "cheap": 1.0})

    assert costs.good
    assert [line.split()[0] for line in costs.lines()][1:3] == ["dear", "cheap"]
    assert "3.00 times" in list(costs.lines())[-1]
    costs.kinds["dearest"] = 6.1
    assert not costs.good


def test_a_measurement_is_for_one_character(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter((0.5, 0.25, 1.0))
    monkeypatch.setattr(cost, "_seconds", lambda engine, text: next(seconds))

    assert cost.measure(small_engine(), "x" * 1000) == pytest.approx(250.0)


def test_a_run_measures_every_kind(
    content: Content, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost, "measure", lambda engine, text: float(len(text) > 1000) + 1.0)
    monkeypatch.setattr(cost, "fill", lambda pieces: "x" * 2000)
    engine = small_engine()

    costs = cost.run(argparse.Namespace(seed=1), Settings(content_dir=root / "content"), engine)

    assert costs.ordinary == 1.0
    assert costs.kinds.keys() == kinds(content, ["x"], seeded(1)).keys()
    assert [*costs.kinds.values()] == [*repeat(2.0, len(costs.kinds))]


def test_a_folder_without_ordinary_texts_is_told(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()

    with pytest.raises(UsageError, match="ordinary length"):
        cost.run(argparse.Namespace(seed=1), Settings(content_dir=tmp_path), small_engine())
