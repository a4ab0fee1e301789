"""Every example and near miss of every triage cue is a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.content import TriageCue
from bot.core.engine import Engine
from bot.core.triage import is_found
from bot.library import read_content

CUES = read_content(Path(__file__).resolve().parents[2] / "content").triage


def cases(field: str) -> Iterator[object]:
    for cue in CUES:
        for number, text in enumerate(getattr(cue, field), 1):
            yield pytest.param(cue, text, id=f"{cue.id}-{number}")


@pytest.mark.parametrize(("cue", "text"), list(cases("examples")))
def test_a_cue_is_found_in_its_examples(engine: Engine, cue: TriageCue, text: str) -> None:
    assert is_found(cue, engine.reader.read(text))


@pytest.mark.parametrize(("cue", "text"), list(cases("near_misses")))
def test_a_cue_stays_silent_on_its_near_misses(engine: Engine, cue: TriageCue, text: str) -> None:
    assert not is_found(cue, engine.reader.read(text))
