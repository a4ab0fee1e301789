"""`evaluate` as it is called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

OFFERS = (
    {"id": "a", "label": "danger", "text": "Kerja admin di Kamboja, visa turis dulu, gaji 20 juta"},
    {"id": "b", "label": "not_offer", "text": "Besok kita futsal jam tujuh ya teman-teman"},
)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A labelled file of two rows."""
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, OFFERS)))
    return file


def test_a_file_is_scored_written_drawn_and_compared(
    run: Run, labelled: Path, tmp_path: Path
) -> None:
    figures, drawing = tmp_path / "now.json", tmp_path / "now.svg"

    code, out, _ = run(
        "evaluate", str(labelled), "--rules", "--out", str(figures), "--picture", str(drawing)
    )
    again, compared, _ = run("evaluate", str(labelled), "--against", str(figures))

    assert (code, again) == (0, 0)
    assert json.loads(figures.read_text())["shares"]["danger at danger"] == [1, 1]
    assert drawing.read_text().startswith("<svg")
    assert "never fired" in out
    assert "mended: -\nbroken: -" in compared


def test_the_rules_that_count_are_counted(run: Run, labelled: Path) -> None:
    code, out, _ = run("evaluate", str(labelled), "--ablation")

    assert code == 0
    assert out.rstrip().splitlines()[-1].startswith("0 of ")


def test_a_recital_is_told_and_fails(run: Run, labelled: Path, tmp_path: Path) -> None:
    recited = tmp_path / "recited.jsonl"
    example = "para korban ditampung di rumah terdakwa sebelum diberangkatkan ke sana"
    recited.write_text(json.dumps({"id": "x", "text": example}))

    clean, _, _ = run("evaluate", "--recital", str(labelled))
    code, out, _ = run("evaluate", "--recital", str(labelled), "--recital", str(recited))

    assert clean == 0
    assert code == 1
    assert "rule collection_house: x: para korban ditampung di rumah terdakwa" in out


@pytest.mark.parametrize("flag", ["--against", "--recital"])
def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path, flag: str) -> None:
    code, _, err = run("evaluate", flag, str(tmp_path / "missing.json"))

    assert code == 2
    assert "missing.json" in err
