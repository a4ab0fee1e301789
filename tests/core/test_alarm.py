"""Replies to cries for help: numbers first, nothing that puts somebody at risk."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.core.engine import Engine
from bot.core.reply import Reply
from bot.core.wording import ways_to_reach
from tests.core.replies import TODAY, emergency_replies, words_of
from tests.core.small import a_contact, a_country, small_engine

STABLE = ("pwni_kemlu", "kp2mi_abroad", "kp2mi_whatsapp")
PLACES = [None, "ID", "KH", "MM", "TW", "SA"]


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


def numbers(reply: Reply) -> list[str]:
    return [str(line.values["ways"]) for line in reply.lines if "emergency.contact" in line.key]


@pytest.mark.parametrize("country", PLACES)
@pytest.mark.parametrize("crisis", [False, True])
def test_the_first_message_begins_with_numbers(
    engine: Engine, country: str | None, crisis: bool
) -> None:
    reply = engine.alarm.first(country, TODAY, crisis=crisis)

    assert keys(reply)[0] == "emergency.first"
    assert keys(reply)[1].startswith("emergency.contact")


def test_the_stable_numbers_are_in_every_first_message(engine: Engine) -> None:
    contacts = engine.content.contacts
    for country in (None, *engine.content.countries):
        found = numbers(engine.alarm.first(country, TODAY))
        assert found[-3:] == [ways_to_reach(contacts[name]) for name in STABLE]
    assert ways_to_reach(contacts["pwni_kemlu"]) in numbers(engine.alarm.first("ID", TODAY))


def test_the_numbers_of_the_country_come_first(engine: Engine) -> None:
    for code, country in engine.content.countries.items():
        known = [c for c in country.contacts if c.is_current(TODAY) and (c.phone or c.whatsapp)]
        sure = [c for c in known if c.confidence != "low"]
        if known:
            first = numbers(engine.alarm.first(code, TODAY))[0]
            assert first == ways_to_reach((sure or known)[0]), code


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
        assert "emergency.police_border" in keys(engine.alarm.first(country, TODAY))
        assert "emergency.police_local" not in keys(engine.alarm.more(country))
    assert "emergency.police_border" not in keys(engine.alarm.first("TW", TODAY))


def test_without_a_country_rambu_asks_where(engine: Engine) -> None:
    reply = engine.alarm.first(None, TODAY)
    actions = [button.action for row in reply.buttons for button in row]

    assert keys(reply)[-1] == "emergency.where"
    assert {"emergency:KH", "emergency:MM", "emergency:ID"} <= set(actions)
    assert "emergency.where" not in keys(engine.alarm.first("KH", TODAY))


def test_a_wish_to_die_gets_its_own_number(engine: Engine) -> None:
    crisis = engine.content.contacts["sejiwa_119"]
    reply = engine.alarm.first("TW", TODAY, crisis=True)

    assert ways_to_reach(crisis) in words_of(engine, reply)
    assert ways_to_reach(crisis) not in words_of(engine, engine.alarm.first("TW", TODAY))


def test_who_was_not_answered_is_told_what_else_to_do(engine: Engine) -> None:
    assert "emergency.no_answer" in keys(engine.alarm.first("TW", TODAY, unanswered=True))
    assert len(numbers(engine.alarm.unanswered())) >= 2


def test_who_is_watched_is_told_to_be_short(engine: Engine) -> None:
    assert keys(engine.alarm.watched(yes=True))[0] == "emergency.watched"
    assert keys(engine.alarm.watched(yes=False))[0] == "emergency.not_watched"


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

    lines = engine.alarm.first("TW", TODAY).lines[1:-2]

    assert [line.values["name"] for line in lines] == ["Baru", "Lama", *STABLE]
    assert lines[1].values["note"] == "nomor lama, Mei 2019"
