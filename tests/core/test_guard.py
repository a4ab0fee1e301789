"""The guard: an offer only where its cues outweigh those of all other speech together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.content import Guard
from bot.core.guard import Judgement, judge
from tests.core.small import a_guard, read

CUES = [
    *a_guard()["cues"],
    {"id": "asks", "speech": "question", "weight": 2, "when": {"any": ["fact.asks"]}},
    {
        "id": "pays",
        "speech": "offer",
        "weight": 2,
        "phrases": ["gaji"],
        "unless": ["(belum|tidak) dibayar"],
    },
]


def judged(text: str, **fields: Any) -> Judgement:
    guard: dict[str, Any] = {"description": "small", "threshold": 1.0, "cues": CUES} | fields
    reading = read(text, guard=guard)
    signals = {f"fact.{name}" for name in reading.facts.signals}
    return judge(reading, Guard.model_validate(guard), signals)


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("dicari pembantu", "offer"),
        ("butuh admin, gaji besar", "offer"),
        ("waspada, dicari pembantu", "warning"),
        ("waspada, dicari pembantu, butuh admin", "offer"),
        ("dicari pembantu?", "question"),
        ("halo kak", "chat"),
        ("", "chat"),
    ],
)
def test_the_heavier_speech_wins(text: str, speech: str) -> None:
    assert judged(text).speech == speech


def test_only_an_offer_is_an_offer() -> None:
    assert judged("dicari admin").is_offer
    assert not judged("waspada").is_offer


def test_an_offer_must_pass_the_threshold() -> None:
    assert judged("dicari admin", threshold=2.0).is_offer
    assert judged("dicari admin", threshold=2.5).speech == "chat"


def test_a_cue_counts_as_often_as_it_may() -> None:
    weights = judged("dicari satu. dicari dua. dicari tiga. waspada. waspada").weights

    assert weights == {"offer": 4.0, "warning": 3.0}


def test_what_calls_a_cue_off_does_so_in_its_sentence_only() -> None:
    assert "pays" not in judged("gaji belum dibayar").cues
    assert "pays" in judged("gaji besar. uang belum dibayar").cues


def test_a_cue_without_phrases_needs_its_condition() -> None:
    assert judged("apa kabar?").cues == ("asks",)
    assert judged("apa kabar").cues == ()
