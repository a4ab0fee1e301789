"""Search: a clear winner, near ones to choose from, or nothing; never a hidden topic."""

from __future__ import annotations

import pytest

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.search import CHOICES, Ranking
from tests.core.small import an_article, small_engine, topics

ARTICLES = {
    "wages_taiwan": an_article(
        "wages_taiwan",
        "gaji",
        "berapa gaji di taiwan",
        "upah minimum taiwan",
        "gaji pabrik taiwan berapa",
        country="TW",
    ),
    "wages_cambodia": an_article(
        "wages_cambodia",
        "gaji",
        "berapa gaji di kamboja",
        "upah minimum kamboja",
        "gaji garmen kamboja berapa",
        country="KH",
    ),
    "passport_held": an_article(
        "passport_held",
        "paspor",
        "paspor saya ditahan majikan",
        "bos simpan paspor saya",
        "bolehkah majikan pegang paspor",
    ),
    "passport_new": an_article(
        "passport_new",
        "buat_paspor",
        "cara buat paspor baru",
        "syarat bikin paspor",
        "biaya paspor berapa",
    ),
    "visa_korea": an_article(
        "visa_korea", "korea", "urus visa korea", "visa korea lama", "visa korea ditolak"
    ),
    "visa_japan": an_article(
        "visa_japan", "jepang", "urus visa jepang", "visa jepang lama", "visa jepang ditolak"
    ),
    "drafted": an_article(
        "drafted", "gaji", "gaji di bulan", "upah di bulan", "bulan gaji", status="draft"
    ),
}
ASKED = {
    "beside": {
        "topic": "beside",
        "questions": ["resep sayur asem", "cuaca besok hujan", "skor bola tadi malam"],
    },
    "paspor": {
        "topic": "paspor",
        "questions": ["pasporku dibawa bos", "majikan ambil paspor", "paspor tidak dikasih"],
    },
}


@pytest.fixture(scope="module")
def small() -> Engine:
    return small_engine(
        articles=ARTICLES,
        topics=topics("gaji", "paspor", "buat_paspor", "korea", "jepang", hidden=["beside"]),
        asked=ASKED,
    )


def rank(engine: Engine, question: str, country: str | None = None) -> Ranking:
    return engine.rank(engine.understand(Message.of(question)), country)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("berapa gaji di taiwan", "wages_taiwan"),
        ("gaji di taiwan brp ya kak", "wages_taiwan"),
        ("GAJI TAIWAN BERAPA??", "wages_taiwan"),
        ("berapa gaji di kamboja", "wages_cambodia"),
        ("paspor saya ditahan bos", "passport_held"),
        ("syarat membuat paspor apa saja", "passport_new"),
    ],
)
def test_a_question_finds_its_article(small: Engine, question: str, article: str) -> None:
    best = rank(small, question).best

    assert best is not None
    assert best.article == article


def test_the_editors_own_question_is_certain(small: Engine) -> None:
    best = rank(small, "Bolehkah majikan pegang paspor?").best

    assert best is not None
    assert (best.article, best.score) == ("passport_held", 1.0)


def test_the_country_named_before_decides(small: Engine) -> None:
    for country, article in (("TW", "wages_taiwan"), ("KH", "wages_cambodia")):
        best = rank(small, "kalau upah minimum di sana berapa", country).best
        assert best is not None
        assert best.article == article


def test_near_topics_are_offered_to_choose_from(small: Engine) -> None:
    ranking = rank(small, "cara urus visa")

    assert ranking.best is None
    assert {hit.topic for hit in ranking.choices} >= {"korea", "jepang"}
    assert len(ranking.choices) <= CHOICES


@pytest.mark.parametrize(
    "question", ["resep sayur asem", "besok hujan ya", "qwertz asdfgh", "", "ya kak", "🙏🙏"]
)
def test_what_lies_beside_the_topics_finds_nothing(small: Engine, question: str) -> None:
    ranking = rank(small, question)

    assert ranking.best is None
    assert ranking.choices == ()


def test_hidden_topics_and_drafts_are_never_shown(small: Engine) -> None:
    for question in ("cuaca taiwan besok hujan", "gaji di bulan", "berapa gaji di taiwan"):
        ranking = rank(small, question)
        shown = {hit.topic for hit in ranking.hits} | {hit.article for hit in ranking.hits}
        assert not shown & {"beside", "drafted"}


def test_questions_of_a_topic_count_for_its_articles(small: Engine) -> None:
    best = rank(small, "pasporku dibawa").best

    assert best is not None
    assert best.topic == "paspor"


def test_scores_are_ordered(small: Engine) -> None:
    scores = [hit.score for hit in rank(small, "gaji paspor taiwan").hits]

    assert scores == sorted(scores, reverse=True)
