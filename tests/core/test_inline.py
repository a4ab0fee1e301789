"""What is found while somebody types in another chat, and what is dropped there."""

from __future__ import annotations

import pytest

from bot.core.engine import Engine
from bot.core.inline import DESCRIPTION, LONGEST, MOST, Inline
from bot.core.render import render_html, strip_markup
from tests.core.replies import TODAY


@pytest.fixture(scope="module")
def inline(engine: Engine) -> Inline:
    return Inline(engine)


def names(inline: Inline, query: str) -> list[str]:
    return [card.id for card in inline.find(query, TODAY).cards]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kamboja", "country:KH"),
        ("kamb", "country:KH"),
        ("KAMBOJA", "country:KH"),
        ("cek pt resmi", "article:check_agency_licence"),
        ("gaji taiwan", "country:TW"),
        ("tolong saya disekap", "hotlines"),
    ],
)
def test_what_is_typed_finds_it_first(inline: Inline, query: str, first: str) -> None:
    assert names(inline, query)[0] == first


def test_an_answer_to_a_lure_is_found_by_the_lure(inline: Inline) -> None:
    assert "piece:broker:visa_later" in names(inline, "visa turis")


def test_before_anything_is_typed_there_is_something_to_choose(inline: Inline) -> None:
    assert names(inline, "")[0].startswith("article:")
    assert any(name.startswith("piece:") for name in names(inline, " k"))


@pytest.mark.parametrize("query", ["zzqq", "resep rendang", "🔥" * 300, "x" * 10_000])
def test_what_is_nothing_finds_nothing_and_leads_to_rambu(inline: Inline, query: str) -> None:
    found = inline.find(query, TODAY)

    assert found.cards == () or query.startswith("🔥")
    assert found.way.action


def test_an_offer_is_not_judged_in_front_of_others(inline: Inline) -> None:
    offer = "Dibutuhkan admin judi online Kamboja gaji 15 juta, visa turis, minat hubungi wa"
    found = inline.find(offer[:LONGEST], TODAY)

    assert found.way.action == "check"
    assert [card for card in found.cards if card.reply.level] == []


def test_a_cry_for_help_leads_to_the_numbers(inline: Inline) -> None:
    assert inline.find("tolong saya disekap", TODAY).way.action == "emergency"


def test_every_card_fits_what_telegram_takes(inline: Inline, engine: Engine) -> None:
    content = engine.content
    entries = [entry for _, entry in inline._titles]
    cards = [inline._card_of(entry, TODAY) for entry in entries]
    for card in cards:
        shown = strip_markup(render_html(card.reply, content.texts))
        assert 0 < len(card.id.encode()) <= 64
        assert 0 < len(card.title) <= 100
        assert len(card.description) <= DESCRIPTION
        assert 0 < len(shown) < 2000
        [[button]] = card.reply.buttons
        assert len(button.action.replace(":", "__")) <= 64
    assert len({card.id for card in cards}) > 300


def test_no_card_comes_twice_and_not_too_many(inline: Inline) -> None:
    for query in ("", "paspor", "kerja", "malaysia"):
        found = names(inline, query)
        assert len(set(found)) == len(found) <= MOST
