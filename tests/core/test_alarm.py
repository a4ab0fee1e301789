"""Replies to cries for help: numbers first, nothing that puts somebody at risk."""

from __future__ import annotations

import datetime as dt
import textwrap

import pytest

from bot.core.buttons import press_button
from bot.core.content import Need
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.render import render_html, strip_markup
from bot.core.reply import Reply
from bot.core.wording import ways_to_reach
from tests.core.replies import NEEDS_TOGETHER, TODAY, emergency_replies, words_of
from tests.core.small import a_contact, a_country, small_engine

STABLE = ("pwni_kemlu", "kp2mi_abroad", "kp2mi_whatsapp")
PLACES = [None, "ID", "KH", "MM", "TW", "SA"]
# A telephone of 2015: so many letters in a line, so many lines above the keyboard of buttons.
SCREEN_LETTERS, SCREEN_LINES = 38, 26


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


def numbers(reply: Reply) -> list[str]:
    return [str(line.values["ways"]) for line in reply.lines if "emergency.contact" in line.key]


def actions(reply: Reply) -> list[str]:
    return [button.action for row in reply.buttons for button in row]


def reach(engine: Engine, name: str) -> str:
    return ways_to_reach(engine.content.contacts[name], engine.content.texts)


def needs(*names: Need) -> frozenset[Need]:
    return frozenset(names)


def screen_lines(text: str) -> int:
    """How many lines a text fills on a small screen."""
    return sum(max(1, len(textwrap.wrap(line, SCREEN_LETTERS))) for line in text.splitlines())


@pytest.mark.parametrize("country", PLACES)
@pytest.mark.parametrize("found", NEEDS_TOGETHER)
def test_the_first_message_begins_with_numbers(
    engine: Engine, country: str | None, found: frozenset[Need]
) -> None:
    reply = engine.alarm.first(country, TODAY, found)

    assert keys(reply)[0].startswith("emergency.first")
    assert keys(reply)[1].startswith("emergency.contact")


def test_the_first_message_fits_a_small_screen(engine: Engine) -> None:
    for country in (None, "ID", *engine.content.countries):
        for found in NEEDS_TOGETHER:
            reply = engine.alarm.first(country, TODAY, found)
            text = strip_markup(render_html(reply, engine.content.texts))
            assert screen_lines(text) <= SCREEN_LINES, text
            assert len(text.encode()) < 1024, text


def test_every_later_message_is_under_a_kilobyte(engine: Engine) -> None:
    for reply in emergency_replies(engine):
        assert len(strip_markup(render_html(reply, engine.content.texts)).encode()) < 1024


def test_the_stable_numbers_are_in_every_first_message(engine: Engine) -> None:
    for country in (None, *engine.content.countries):
        found = numbers(engine.alarm.first(country, TODAY))
        assert found[-3:] == [reach(engine, name) for name in STABLE]
        for together in NEEDS_TOGETHER:
            reply = engine.alarm.first(country, TODAY, together)
            assert reach(engine, "pwni_kemlu") in numbers(reply)
    assert reach(engine, "pwni_kemlu") in numbers(engine.alarm.first("ID", TODAY))


def test_the_numbers_of_the_country_come_first(engine: Engine) -> None:
    for code, country in engine.content.countries.items():
        known = [c for c in country.contacts if c.is_current(TODAY) and (c.phone or c.whatsapp)]
        sure = [c for c in known if c.confidence != "low"]
        if known:
            first = numbers(engine.alarm.first(code, TODAY))[0]
            assert first == ways_to_reach((sure or known)[0], engine.content.texts), code


def test_a_country_without_numbers_still_gets_the_stable_ones(engine: Engine) -> None:
    found = numbers(engine.alarm.first("ZZ", TODAY))

    assert found == numbers(engine.alarm.first(None, TODAY))


def test_at_home_the_police_comes_first(engine: Engine) -> None:
    assert numbers(engine.alarm.first("ID", TODAY))[0] == "110"


def test_every_emergency_reply_says_it_is_a_machine(engine: Engine) -> None:
    for reply in emergency_replies(engine):
        assert "Ini mesin" in words_of(engine, reply)
        assert reply.road == "emergency"


def test_no_emergency_reply_advises_to_pay_fight_or_trust_strangers(engine: Engine) -> None:
    for reply in emergency_replies(engine):
        words = words_of(engine, reply).lower()
        for risky in ("bayar saja", "bayarlah", "lawan mereka", "pasti selamat", "kami akan"):
            assert risky not in words


def test_where_police_may_be_part_of_it_people_are_warned(engine: Engine) -> None:
    for country in ("MM", "KH", "LA"):
        for together in NEEDS_TOGETHER:
            first = engine.alarm.first(country, TODAY, together)
            assert "emergency.police_border" in keys(first)
        more = keys(engine.alarm.more(country, TODAY))
        assert "emergency.police_border" in more
        assert "emergency.police_local" not in more
    assert "emergency.police_border" not in keys(engine.alarm.first("TW", TODAY))
    assert "emergency.police_local" in keys(engine.alarm.more("TW", TODAY))


def test_the_local_police_is_named_to_who_is_hurt_only_where_it_can_be_trusted(
    engine: Engine,
) -> None:
    police = {
        code: [c.phone for c in country.emergency if c.kind == "police"]
        for code, country in engine.content.countries.items()
    }

    assert police["TW"][0] in numbers(engine.alarm.first("TW", TODAY, needs("violence")))
    for code in ("MM", "KH", "LA"):
        found = numbers(engine.alarm.first(code, TODAY, needs("violence")))
        assert not {*police[code]} & {*found}


def test_without_a_country_rambu_asks_where(engine: Engine) -> None:
    reply = engine.alarm.first(None, TODAY)

    assert keys(reply)[-1] == "emergency.where"
    assert {"emergency:KH", "emergency:MM", "emergency:ID"} <= set(actions(reply))
    assert "emergency.where" not in keys(engine.alarm.first("KH", TODAY))


def test_the_country_that_is_pressed_keeps_what_the_cry_was_about(engine: Engine) -> None:
    reply = engine.alarm.first(None, TODAY, needs("crisis", "unanswered"))

    assert "emergency:TW:crisis.unanswered" in actions(reply)
    pressed = press_button(engine, "emergency", "TW:crisis.unanswered", TODAY)
    assert pressed == engine.alarm.first("TW", TODAY, needs("crisis", "unanswered"))
    others = press_button(engine, "emergency_countries", "crisis", TODAY)
    assert others is not None
    assert "emergency:TW:crisis" in actions(others)


def test_once_the_country_is_known_a_question_for_yes_or_no_follows(engine: Engine) -> None:
    reply = engine.alarm.first("TW", TODAY)

    assert keys(reply)[-1] == "emergency.closed_question"
    assert actions(reply)[:2] == ["watched:yes", "watched:no"]


def test_a_relative_is_asked_whether_the_person_can_be_reached(engine: Engine) -> None:
    reply = engine.alarm.first("KH", TODAY, needs("family", "violence"))

    assert keys(reply)[-1] == "emergency.reach"
    assert actions(reply)[:2] == ["reach:yes", "reach:no"]
    for yes in (True, False):
        answer = press_button(engine, "reach", "yes" if yes else "no", TODAY)
        assert answer == engine.alarm.reached(yes=yes)
        assert reach(engine, "pwni_kemlu") in numbers(answer)


def test_who_wants_to_die_is_told_first_who_listens(engine: Engine) -> None:
    for country in (None, "ID"):
        reply = engine.alarm.first(country, TODAY, needs("crisis"))
        assert keys(reply)[0] == "emergency.first_crisis"
        assert numbers(reply)[0] == "119"
        assert "ekstensi 8" in words_of(engine, reply)
    assert reach(engine, "sejiwa_119") not in numbers(engine.alarm.first("TW", TODAY))


def test_who_wants_to_die_abroad_gets_who_listens_there(engine: Engine) -> None:
    crisis = [c for c in engine.content.countries["HK"].emergency if c.kind == "crisis"]

    assert crisis
    hong_kong = engine.alarm.first("HK", TODAY, needs("crisis"))
    assert numbers(hong_kong)[0] == ways_to_reach(crisis[0], engine.content.texts)
    assert actions(hong_kong)[:2] == ["near:yes", "near:no"]


def test_who_was_not_answered_gets_a_second_channel(engine: Engine) -> None:
    reply = engine.alarm.first("TW", TODAY, needs("unanswered"))

    assert "emergency.short_no_answer" in keys(reply)
    assert {reach(engine, "sbmi"), reach(engine, "migrant_care")} <= {*numbers(reply)}
    assert len(numbers(engine.alarm.unanswered())) >= 3


def test_who_is_watched_is_told_to_be_short_and_can_clear_the_chat(engine: Engine) -> None:
    for yes, key in ((True, "emergency.watched"), (False, "emergency.not_watched")):
        reply = engine.alarm.watched(yes=yes)
        assert keys(reply)[0] == key
        assert actions(reply) == ["clear"]


def test_the_chat_can_be_cleared_from_the_first_message_on(engine: Engine) -> None:
    for country in PLACES:
        assert "clear" in actions(engine.alarm.first(country, TODAY))


def test_a_relative_is_told_what_to_have_ready(engine: Engine) -> None:
    reply = press_button(engine, "family", "", TODAY)

    assert reply is not None
    assert reach(engine, "pwni_kemlu") in numbers(reply)
    assert "foto paspor" in words_of(engine, reply)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("saya mau bunuh diri", "crisis"),
        ("majikan nampar saya terus", "violence"),
        ("suami saya di bavet minta tolong lewat wa", "family"),
        ("sudah lapor kbri tidak dibalas, adik saya masih disekap", "unanswered"),
        ("sudah lapor ke kbri berkali-kali tidak ada balasan", "unanswered"),
    ],
)
def test_what_a_cry_needs_is_seen_in_its_words(engine: Engine, text: str, found: Need) -> None:
    reading = engine.understand(Message.of(text)).reading

    assert found in engine.alarm.needs(reading)
    assert engine.alarm.needs(engine.understand(Message.of("halo kak")).reading) == frozenset()


def test_yes_to_the_safety_question_keeps_the_country(engine: Engine) -> None:
    _, buttons = engine.alarm.gentle("TW")
    verb, _, argument = buttons[0].action.partition(":")

    assert press_button(engine, verb, argument, TODAY) == engine.alarm.first("TW", TODAY)


def test_old_and_ended_numbers_come_last_or_not_at_all() -> None:
    country = a_country(
        "TW",
        "Taiwan",
        "open",
        contacts=[
            a_contact("Lama", phone="+886211111111", confidence="low", as_of="2019-05"),
            a_contact("Habis", phone="+886222222222", until=dt.date(2025, 1, 1)),
            a_contact("Surat", phone=None, email="a@b.id"),
            a_contact("Baru", phone="+886233333333"),
        ],
    )
    contacts = {name: a_contact(name, phone="110") for name in STABLE}
    engine = small_engine(countries={"TW": country}, contacts=contacts)

    lines = [line for line in engine.alarm.first("TW", TODAY).lines if "name" in line.values]

    assert [line.values["name"] for line in lines] == ["Baru", "Lama", *STABLE]
    assert lines[1].key == "emergency.contact_low"
    assert lines[1].values["date"] == "Mei 2019"
