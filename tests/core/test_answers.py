"""Answers: what is current, with its date; numbers people can call; ways on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.core.buttons import press_button
from bot.core.engine import Engine
from bot.core.reply import Markup, Reply
from tests.core.replies import TODAY, words_of
from tests.core.small import DATED, a_contact, a_country, an_article, small_engine, topics

ENDED = {**DATED, "until": dt.date(2025, 1, 1)}
FACTS = [
    {"label": "Biaya", "value": "Rp1", "as_of": "2026-05", **DATED},
    {"label": "Lama", "value": "Rp2", **ENDED},
    {"label": "Ragu", "value": "Rp3", "confidence": "low", **DATED},
]


def note(text: str, **dated: Any) -> dict[str, Any]:
    return {"text": text, **DATED, **dated}


@pytest.fixture(scope="module")
def small() -> Engine:
    articles = {
        "first_one": an_article(
            "first_one",
            "gaji",
            "satu",
            "dua",
            "tiga",
            facts=FACTS,
            contacts=["friend", "gone"],
            see_also=["second_one", "lost"],
            country="TW",
            body="<b>Isi</b> yang cukup panjang.",
        ),
        "second_one": an_article("second_one", "gaji", "empat", "lima", "enam"),
        "unready": an_article("unready", "gaji", "tujuh", "delapan", "nol", status="draft"),
    }
    taiwan = a_country(
        "TW",
        "Taiwan",
        "open",
        wages=[
            {"role": "domestic", "label": "ART", "low": 20_000, "currency": "TWD", **DATED},
            {
                "role": "factory",
                "label": "Pabrik",
                "low": 29_500,
                "high": 31_000,
                "currency": "TWD",
                **ENDED,
            },
        ],
        schemes=[note("Jalur pertama yang resmi."), note("Jalur lama yang habis.", **ENDED)],
        contacts=[a_contact("KDEI", phone="+886287526170", note="Kantor di Taipei")],
    )
    return small_engine(
        articles=articles,
        topics=topics("gaji", "lain"),
        countries={"TW": taiwan, "KH": a_country("KH", "Kamboja", "none")},
        contacts={
            "friend": a_contact("Teman", hours="24 jam"),
            "gone": a_contact("Pergi", until=dt.date(2025, 1, 1)),
            "pwni_kemlu": a_contact("PWNI"),
            "kp2mi_hotline": a_contact("Hotline", phone="08001000"),
            "kp2mi_whatsapp": a_contact("WA", phone=None, whatsapp="+628111111111"),
        },
        texts={"period.month": "per bulan"},
    )


def values(reply: Reply, key: str) -> list[dict[str, Any]]:
    return [dict(line.values) for line in reply.lines if line.key == key]


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


def actions(reply: Reply) -> list[str]:
    return [button.action for row in reply.buttons for button in row]


def test_an_article_shows_current_facts_with_the_day_they_were_seen(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["first_one"], TODAY)

    assert values(reply, "answer.fact") == [{"label": "Biaya", "value": "Rp1", "date": "Mei 2026"}]
    assert values(reply, "answer.fact_low")[0]["value"] == "Rp3"
    assert values(reply, "answer.checked") == [{"date": "23 November 2026"}]


def test_an_articles_body_is_markup_and_its_title_is_not(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["first_one"], TODAY)

    assert isinstance(values(reply, "answer.body")[0]["body"], Markup)
    assert not isinstance(values(reply, "answer.title")[0]["title"], Markup)


def test_contacts_that_ended_are_not_shown(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["first_one"], TODAY)

    assert values(reply, "answer.contact_noted") == [
        {"name": "Teman", "ways": "+62 21 5551234", "note": "24 jam."}
    ]


def test_an_article_leads_on_to_others_its_country_and_sources(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["first_one"], TODAY)

    assert actions(reply) == [
        "article:second_one",
        "country:TW",
        "sources:first_one",
        "unhelpful:first_one",
    ]
    assert reply.country == "TW"


def test_an_article_without_facts_and_contacts_has_no_empty_headings(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["second_one"], TODAY)

    assert "answer.facts" not in keys(reply)
    assert "answer.contacts" not in keys(reply)


def test_sources_are_named_once(small: Engine) -> None:
    reply = small.answers.sources(small.content.articles["first_one"])

    assert values(reply, "answer.source") == [{"title": "Buku", "url": ""}]


def test_a_country_shows_what_is_current(small: Engine) -> None:
    reply = small.answers.country(small.content.countries["TW"], TODAY)

    assert values(reply, "country.placement")[0]["icon"] == "🟢"
    (wage,) = values(reply, "country.wage")
    assert (wage["label"], wage["amount"], wage["period"]) == ("ART", "TWD 20.000", "per bulan")
    assert [said["text"] for said in values(reply, "country.note")] == ["Jalur pertama yang resmi."]
    assert [c["name"] for c in values(reply, "answer.contact_noted")] == ["KDEI"]
    assert values(reply, "answer.contact")[0]["name"] == "PWNI"


def test_a_range_of_wages_is_written_as_in_indonesia(small: Engine) -> None:
    reply = small.answers.country(small.content.countries["TW"], dt.date(2024, 12, 1))

    assert "TWD 29.500-31.000" in [wage["amount"] for wage in values(reply, "country.wage")]


def test_a_country_where_nobody_is_placed_is_marked(small: Engine) -> None:
    reply = small.answers.country(small.content.countries["KH"], TODAY)

    assert values(reply, "country.placement")[0]["icon"] == "⛔"
    assert "country.wages" not in keys(reply)


def test_a_topic_lists_its_published_articles(small: Engine) -> None:
    assert actions(small.answers.topic("gaji")) == [
        "article:first_one",
        "article:second_one",
        "topics",
    ]
    assert actions(small.answers.topic("lain")) == ["topics"]


def test_who_is_not_understood_gets_the_ministrys_numbers(small: Engine) -> None:
    (said,) = values(small.answers.unknown(), "answer.unknown")

    assert said == {"hotline": "0800-1000", "whatsapp": "+62 811-1111-111"}


@pytest.mark.parametrize(
    ("verb", "argument"),
    [
        ("article", "nothing"),
        ("article", ""),
        ("sources", "../laws"),
        ("country", "XX"),
        ("topic", "nothing"),
        ("ask", "nothing"),
        ("help_me", ""),
        ("", ""),
        ("constructor", "__proto__"),
    ],
)
def test_a_forged_button_answers_nothing(small: Engine, verb: str, argument: str) -> None:
    assert press_button(small, verb, argument, TODAY) is None


def test_hidden_topics_have_no_button(engine: Engine) -> None:
    hidden = [name for name, topic in engine.content.topics.items() if topic.hidden]

    assert hidden
    for name in hidden:
        assert press_button(engine, "topic", name, TODAY) is None
        assert f"topic:{name}" not in actions(engine.answers.topics())


def test_every_national_number_is_on_the_list_of_hotlines(engine: Engine) -> None:
    words = words_of(engine, engine.answers.hotlines(TODAY))

    for number in ("0800-1000", "110", "129"):
        assert number in words
