"""The project's own corpus: every text gets the level that careful people gave it.

A known miss is marked in the corpus and must stay one: who mends it removes the mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.content import CorpusQuestion, CorpusText
from bot.core.engine import Engine
from bot.library import load_corpus
from tests.known_misses import question_miss, text_miss

CORPUS = load_corpus(Path(__file__).resolve().parents[2] / "content")


def marked(entries: tuple[CorpusText, ...] | tuple[CorpusQuestion, ...]) -> Iterator[object]:
    for entry in entries:
        marks = [pytest.mark.xfail(reason=entry.known_miss)] if entry.known_miss else []
        yield pytest.param(entry, id=entry.id, marks=marks)


@pytest.mark.parametrize("entry", list(marked(CORPUS.texts)))
def test_a_text_gets_its_level(engine: Engine, entry: CorpusText) -> None:
    # A caution that comes out as danger warns too; `evaluate` shows the share of those.
    assert text_miss(engine, entry) == ""


@pytest.mark.parametrize("entry", list(marked(CORPUS.questions)))
def test_a_cry_for_help_is_heard_and_nothing_else(engine: Engine, entry: CorpusQuestion) -> None:
    assert question_miss(engine, entry) == ""
