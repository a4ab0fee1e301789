"""Answers: what is current, with its date; numbers people can call; ways on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.core.buttons import press_button
from bot.core.content import Contact
from bot.core.engine import Engine
from bot.core.poster import article_action
from bot.core.render import render_html, strip_markup
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
    )


def values(reply: Reply, key: str) -> list[dict[str, Any]]:
    return [dict(line.values) for line in reply.lines if line.key == key]


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


def size(engine: Engine, reply: Reply) -> int:
    """Bytes of what is read."""
    return len(strip_markup(render_html(reply, engine.content.texts)).encode())


def actions(reply: Reply) -> list[str]:
    return [button.action for row in reply.buttons for button in row]


def test_an_article_shows_current_facts_with_the_day_they_were_seen(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["first_one"], TODAY)

    assert values(reply, "answer.fact") == [{"label": "Biaya", "value": "Rp1", "date": "Mei 2026"}]
    assert values(reply, "answer.fact_low")[0]["value"] == "Rp3"
    assert values(reply, "answer.checked") == [{"date": "23 November 2026"}]


def test_an_articles_body_is_markup_and_its_title_is_not(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["first_one"], TODAY, whole=True)

    assert isinstance(values(reply, "answer.body")[0]["body"], Markup)
    assert not isinstance(values(reply, "answer.title")[0]["title"], Markup)


def test_contacts_that_ended_are_not_shown(small: Engine) -> None:
    article = small.content.articles["first_one"]
    said = {"name": "Teman", "ways": "+62 21 5551234", "date": "November 2026"}

    assert values(small.answers.article(article, TODAY), "answer.contact") == [said]
    whole = small.answers.article(article, TODAY, whole=True)
    assert values(whole, "answer.contact_noted") == [{**said, "note": "24 jam."}]


def test_old_numbers_are_marked(small: Engine) -> None:
    old = Contact.model_validate(a_contact("Lama", confidence="low", as_of="2018", note="Catatan"))

    assert [line.key for line in small.answers.contact_lines([old], TODAY)] == [
        "answer.contact_low"
    ]
    (noted,) = small.answers.contact_lines([old], TODAY, notes=True)
    assert noted.key == "answer.contact_low_noted"
    assert noted.values["date"] == "2018"


def test_a_first_answer_is_short_and_leads_to_the_whole(engine: Engine) -> None:
    for article in engine.content.articles.values():
        reply = engine.answers.article(article, TODAY)
        assert size(engine, reply) < 1024, article.id
        assert actions(reply)[0] == f"details:{article.id}"
        whole = press_button(engine, "details", article.id, TODAY)
        assert whole is not None
        assert whole.lines[0] == reply.lines[0]
        assert "answer.body" in keys(whole)
        assert f"details:{article.id}" not in actions(whole)


def test_a_short_answer_holds_as_many_numbers_as_fit(engine: Engine) -> None:
    numbers = engine.content.articles["help_numbers"]
    reply = engine.answers.article(numbers, TODAY)
    shown = [line for line in reply.lines if line.key.startswith("answer.contact")]

    assert len(numbers.contacts) > len(shown) - 1 >= 5


def test_a_country_and_the_hotlines_are_short_at_first(engine: Engine) -> None:
    assert size(engine, engine.answers.hotlines(TODAY)) < 1024
    for country in engine.content.countries.values():
        reply = engine.answers.country(country, TODAY)
        assert size(engine, reply) < 1024, country.code
        assert values(reply, "answer.checked")
        assert actions(reply)[0] == f"about:{country.code}"
        whole = press_button(engine, "about", country.code, TODAY)
        assert whole is not None
        assert whole.lines[0] == reply.lines[0]


def test_a_country_tells_its_sources(small: Engine) -> None:
    reply = press_button(small, "sources", "TW", TODAY)

    assert reply is not None
    assert values(reply, "answer.sources") == [{"title": "Taiwan"}]
    assert values(reply, "answer.source") == [{"title": "Buku", "url": ""}]


def test_topics_are_reached_by_their_group(engine: Engine) -> None:
    shown = {name for name, topic in engine.content.topics.items() if not topic.hidden}
    reached = set()
    for action in actions(engine.answers.topics()):
        verb, _, place = action.partition(":")
        group = press_button(engine, verb, place, TODAY)
        assert group is not None
        assert actions(group)[-1] == "topics"
        reached.update(actions(group)[:-1])

    assert reached == {f"topic:{name}" for name in shown}
    assert len(actions(engine.answers.topics())) < 10


@pytest.mark.parametrize("place", ["99", "-1", "x", "²", ""])
def test_there_is_no_other_group(engine: Engine, place: str) -> None:
    assert press_button(engine, "group", place, TODAY) is None


def test_an_article_leads_on_to_others_its_country_and_sources(small: Engine) -> None:
    reply = small.answers.article(small.content.articles["first_one"], TODAY)

    assert actions(reply) == [
        "details:first_one",
        "article:second_one",
        "country:TW",
        "sources:first_one",
        "unhelpful:first_one",
        article_action("first_one"),
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
    reply = small.answers.country(small.content.countries["TW"], TODAY, whole=True)

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
        "group:0",
    ]
    assert actions(small.answers.topic("lain")) == ["group:0"]


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
