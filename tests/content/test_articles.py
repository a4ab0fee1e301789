"""Every question of every article finds it first, and what belongs elsewhere does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.content import Article
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.search import Ranking
from bot.library import read_content

ARTICLES = [
    article
    for article in read_content(Path(__file__).resolve().parents[2] / "content").articles.values()
    if article.status == "published"
]


def cases(field: str) -> Iterator[object]:
    for article in ARTICLES:
        for number, text in enumerate(getattr(article.questions, field), 1):
            yield pytest.param(article, text, id=f"{article.id}-{field}-{number}")


def rank(engine: Engine, text: str) -> Ranking:
    return engine.rank(engine.understand(Message.of(text)))


@pytest.mark.parametrize(("article", "text"), list(cases("match")))
def test_a_question_finds_its_article_first(engine: Engine, article: Article, text: str) -> None:
    assert rank(engine, text).hits[0].article == article.id


@pytest.mark.parametrize(("article", "text"), list(cases("no_match")))
def test_a_question_of_another_article_does_not_find_this_one(
    engine: Engine, article: Article, text: str
) -> None:
    hits = rank(engine, text).hits

    assert not hits or hits[0].article != article.id
