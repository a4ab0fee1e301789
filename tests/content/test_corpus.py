"""The project's own corpus: every text gets the level that careful people gave it.

A known miss is marked in the corpus and must stay one: who mends it removes the mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.content import CorpusQuestion, CorpusText
from bot.core.engine import Engine
from bot.core.message import Message
from bot.library import load_corpus

CORPUS = load_corpus(Path(__file__).resolve().parents[2] / "content")
ORDER = {"not_offer": 0, "unverified": 1, "caution": 2, "danger": 3}


def marked(entries: tuple[CorpusText, ...] | tuple[CorpusQuestion, ...]) -> Iterator[object]:
    for entry in entries:
        marks = [pytest.mark.xfail(reason=entry.known_miss)] if entry.known_miss else []
        yield pytest.param(entry, id=entry.id, marks=marks)


@pytest.mark.parametrize("entry", list(marked(CORPUS.texts)))
def test_a_text_gets_its_level(engine: Engine, entry: CorpusText) -> None:
    level = engine.understand(Message.of(entry.text)).verdict.level

    if entry.expect in {"danger", "caution"}:
        # A caution that comes out as danger warns too; the share of those is held low elsewhere.
        assert ORDER[level] >= ORDER[entry.expect]
    else:
        assert level == entry.expect


@pytest.mark.parametrize("entry", list(marked(CORPUS.questions)))
def test_a_cry_for_help_is_heard_and_nothing_else(engine: Engine, entry: CorpusQuestion) -> None:
    distress = engine.understand(Message.of(entry.text)).triage.distress

    if entry.distress == "explicit":
        assert distress == "explicit"
    elif entry.distress == "veiled":
        assert distress != "none"
    else:
        assert distress == "none"
