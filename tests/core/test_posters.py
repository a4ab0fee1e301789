"""Which answers have a card, what stands on it, and what a button may say."""

from __future__ import annotations

import pytest

from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.poster import LOOKS, Look, article_action, code, piece_action, verdict_action
from bot.core.reply import Reply
from tests.core.replies import OFFERS, TODAY, all_replies

RECRUITER = (
    "LOKER KAMBOJA admin PT Sinar Contoh Abadi, gaji 25 juta, tanpa pengalaman, tiket ditanggung,"
    " paspor dipegang kantor, visa turis. Hubungi Budi 0812-3456-7890 atau @budi_contoh"
)


def answer(engine: Engine, text: str) -> Reply:
    """The reply to one offer."""
    return engine.verdicts.reply(engine.understand(Message.of(text)).verdict, TODAY)


def card_of(reply: Reply) -> str:
    """What its button for a card does; empty where there is none."""
    buttons = [button for row in reply.buttons for button in row]
    return next((button.action for button in buttons if button.key == "button.card"), "")


@pytest.mark.parametrize("text", OFFERS)
def test_only_danger_and_caution_have_a_card(engine: Engine, text: str) -> None:
    reply = answer(engine, text)

    assert bool(card_of(reply)) <= (reply.level in {"danger", "caution"})


def test_the_levels_are_all_met(engine: Engine) -> None:
    met = {(answer(engine, text).level, bool(card_of(answer(engine, text)))) for text in OFFERS}

    assert {("danger", True), ("caution", True), ("unverified", False), ("not_offer", False)} <= met


@pytest.mark.parametrize("level", ["unverified", "not_offer", ""])
def test_no_button_makes_a_card_of_another_level(engine: Engine, level: str) -> None:
    rule = next(iter(engine.content.rules))

    assert verdict_action(level, [rule]) == ""
    assert engine.posters.press(f"u:{code(rule)}", TODAY) is None


def test_a_card_holds_nothing_of_the_message(engine: Engine) -> None:
    reply = engine.posters.press(card_of(answer(engine, RECRUITER)).partition(":")[2], TODAY)

    assert reply is not None
    assert reply.poster is not None
    for word in ("Budi", "budi", "Sinar", "Contoh", "0812", "3456", "25 juta"):
        assert word not in str(reply.poster)


def test_a_card_names_the_worst_signs_the_hotline_and_the_day(engine: Engine) -> None:
    found = engine.understand(Message.of(RECRUITER)).verdict
    shown = engine.verdicts.shown(found)

    poster = engine.posters.verdict("danger", [each.rule for each in shown], TODAY)

    assert poster is not None
    assert 1 <= len(poster.points) <= 3
    assert poster.points[0] == engine.content.rules[shown[0].rule].advice.finding
    assert poster.do == engine.content.rules[shown[0].rule].advice.do
    assert "0800-1000" in poster.hotline
    assert "September 2026" in poster.source
    assert "1 Desember 2026" in poster.date


def test_a_contact_that_has_ended_is_not_on_a_card(engine: Engine) -> None:
    content = engine.content
    ended = {
        name: each.model_copy(update={"until": TODAY.replace(year=2020)})
        for name, each in content.contacts.items()
    }
    posters = type(engine.posters)(content.model_copy(update={"contacts": ended}))

    poster = posters.verdict("danger", [next(iter(content.rules))], TODAY)

    assert poster is not None
    assert (poster.hotline, poster.source) == ("", "")
    assert "Bantuan" not in poster.share


@pytest.mark.parametrize(
    "argument",
    ["", "d", "d:", "d:zzzzzz", "a:zzzzzz", "p:", "x:000000", "d:000000:xx", "d:..:fl"],
)
def test_a_forged_button_makes_no_card(engine: Engine, argument: str) -> None:
    assert engine.posters.press(argument, TODAY) is None


def test_every_action_fits_a_button_and_no_two_names_share_a_code(engine: Engine) -> None:
    content = engine.content
    pieces = [piece.id for each in content.campaigns.values() for piece in each.pieces]
    for names in (content.rules, content.articles, pieces):
        assert len({code(name) for name in names}) == len(names)
    longest = verdict_action("caution", [*content.rules][:3]) + ":sd"

    assert max(len(longest), len(article_action("x")), len(piece_action("x"))) <= 63


def test_an_article_that_speaks_of_people_badly_has_no_card(engine: Engine) -> None:
    assert article_action("some", "Dipaksa jadi penipu") == ""
    for article in engine.content.articles.values():
        if "penipu " in f"{article.title} {article.summary} ".lower():
            assert engine.posters.press(f"a:{code(article.id)}", TODAY) is None


def test_the_buttons_under_a_card_lead_to_its_other_looks(engine: Engine) -> None:
    rule = next(iter(engine.content.rules))
    seen: set[Look] = set()
    waiting = [f"d:{code(rule)}"]
    while waiting:
        reply = engine.posters.press(waiting.pop(), TODAY)
        assert reply is not None
        if reply.look not in seen:
            seen.add(reply.look)
            waiting += [each.action.partition(":")[2] for row in reply.buttons for each in row]

    assert seen == {*LOOKS.values()}


def test_the_pieces_are_found_by_the_menu(engine: Engine) -> None:
    cards = {
        reply.poster.headline
        for reply in all_replies(engine)
        if reply.poster and reply.poster.tone in {"lure", "myth", "honest"}
    }
    menu = engine.posters.campaigns()
    pieces = [
        button.action
        for row in menu.buttons
        for reply in [engine.posters.campaign(row[0].action.partition(":")[2])]
        if reply
        for line in reply.buttons
        for button in line
        if button.action.startswith("card:p:")
    ]

    assert len(pieces) == len({*pieces}) >= 40
    assert cards <= {p.headline for c in engine.content.campaigns.values() for p in c.pieces}


def test_a_card_with_long_words_of_its_own_is_shared_in_them(engine: Engine) -> None:
    campaign = next(iter(engine.content.campaigns.values()))
    piece = campaign.pieces[0]

    share = engine.posters.piece(piece, TODAY).share

    assert share.startswith(f"*{piece.headline}*")
    assert piece.share in share
