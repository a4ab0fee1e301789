"""Replies to offers: the level first, reasons with quotes, what lacks, what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.core.agencies import AgencyMatch, Standing
from bot.core.content import Agency
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reply import Reply
from bot.core.verdicts import MOST_ADVICE, MOST_QUESTIONS, MOST_REASONS
from tests.core.replies import TODAY, verdict_replies, words_of
from tests.core.small import (
    DATED,
    TEXTS,
    a_combination,
    a_contact,
    a_guard,
    a_rule,
    small_engine,
)

MISSING = ("agency", "licence", "visa", "pay")
LEVELS = {"berat": "critical", "tinggi": "high", "sedang": "medium", "ringan": "low"}
CONTACTS = {
    name: a_contact(name, url="https://siskop2mi.id")
    for name in ("kp2mi_hotline", "kp2mi_whatsapp", "siskop2mi")
}


def a_law(cite: str, **fields: Any) -> dict[str, Any]:
    return {"cite": cite, "says": "Tidak boleh.", **DATED, **fields}


@pytest.fixture(scope="module")
def small() -> Engine:
    rules = {
        name: a_rule(name, [name], level=level, law=["law_a", "law_b"])
        for name, level in LEVELS.items()
    }
    rules["coba"] = a_rule("coba", ["coba"], status="experimental")
    rules["kembar"] = a_rule("kembar", ["kembar"], tags=["sign.berat"], level="critical")
    texts = {**TEXTS, **{f"missing.{name}": name for name in MISSING}}
    texts |= {f"ask.{name}": f"Mana {name}?" for name in MISSING}
    combinations = [
        a_combination("worst", "danger", "berat"),
        a_combination("bad", "caution", "tinggi", "sedang", "ringan", "coba"),
    ]
    missing = [{"id": name, "phrases": [name]} for name in MISSING]
    return small_engine(
        rules=rules,
        texts=texts,
        guard=a_guard(),
        laws={"law_a": a_law("UU 1"), "law_b": a_law("UU 2", until=dt.date(2025, 1, 1))},
        contacts=CONTACTS,
        verdicts={"signs": {}, "combinations": combinations, "missing": missing},
    )


def reply(engine: Engine, text: str, *agencies: AgencyMatch) -> Reply:
    verdict = engine.understand(Message.of(text)).verdict
    return engine.verdicts.reply(verdict, TODAY, agencies)


def keys(found: Reply) -> list[str]:
    return [line.key for line in found.lines]


def values(found: Reply, key: str) -> list[Any]:
    return [dict(line.values) for line in found.lines if line.key == key]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("dicari admin, berat", "danger"),
        ("dicari admin, tinggi", "caution"),
        ("dicari admin", "unverified"),
        ("halo", "not_offer"),
    ],
)
def test_a_reply_begins_with_its_level(small: Engine, text: str, level: str) -> None:
    found = reply(small, text)

    assert keys(found)[0] == f"verdict.{level}"
    assert (found.level, found.road) == (level, "check")


def test_the_unverified_begins_with_not_a_sign_of_safety(engine: Engine) -> None:
    found = [one for one in verdict_replies(engine) if one.level == "unverified"]

    assert found
    for one in found:
        assert words_of(engine, one).startswith("⚪ BUKAN tanda aman")


def test_every_verdict_says_it_is_a_machines(engine: Engine) -> None:
    for one in verdict_replies(engine):
        if one.level != "not_offer":
            assert "Rambu mesin, bisa keliru" in words_of(engine, one)


def test_reasons_quote_the_sender_the_worst_first(small: Engine) -> None:
    found = reply(small, "dicari admin: RINGAN, sedang, tinggi, B3RAT")

    quotes = [reason["quote"] for reason in values(found, "verdict.reason")]
    assert quotes == ["B3RAT", "tinggi", "sedang"]


def test_soft_signs_are_reasons_of_a_caution_only(small: Engine) -> None:
    assert values(reply(small, "dicari: ringan"), "verdict.reason")
    assert len(values(reply(small, "dicari: berat, ringan"), "verdict.reason")) == 1


def test_rules_on_trial_and_signs_seen_twice_are_not_shown(small: Engine) -> None:
    assert values(reply(small, "dicari: coba"), "verdict.reason") == []
    assert len(values(reply(small, "dicari: berat, kembar"), "verdict.reason")) == 1


def test_a_law_is_cited_once_and_only_while_it_holds(small: Engine) -> None:
    found = reply(small, "dicari: berat, tinggi, sedang")

    assert [law["cite"] for law in values(found, "verdict.law")] == ["UU 1"]


def test_a_long_quote_is_cut() -> None:
    engine = small_engine(
        rules={"lama": a_rule("lama", ["paspor"], ["gaji"])},
        contacts=CONTACTS,
        guard=a_guard(),
        verdicts={"signs": {}, "combinations": [a_combination("long", "danger", "lama")]},
    )
    text = "dicari: paspor " + "kakakkakakkakakkakak " * 10 + "gaji"

    (reason,) = values(reply(engine, text), "verdict.reason")

    assert len(reason["quote"]) == 120
    assert reason["quote"].endswith("…")


def test_more_reasons_than_a_screen_holds_are_counted() -> None:
    names = ["satu", "dua", "tiga", "empat", "lima", "enam"]
    rules = {
        name: a_rule(
            name,
            [name],
            advice={"finding": f"Ini yang terlihat: {name}.", "do": f"Lakukan yang ke-{name}."},
        )
        for name in names
    }
    engine = small_engine(
        rules=rules,
        contacts=CONTACTS,
        guard=a_guard(),
        verdicts={"signs": {}, "combinations": [a_combination("all_of_it", "danger", *names)]},
    )

    found = reply(engine, f"dicari: {', '.join(names)}")

    assert len(values(found, "verdict.reason")) == MOST_REASONS
    assert values(found, "verdict.more_reasons") == [{"count": len(names) - MOST_REASONS}]
    assert len(values(found, "verdict.do_item")) == MOST_ADVICE


def test_what_lacks_is_told_and_asked_for(small: Engine) -> None:
    found = reply(small, "dicari admin, tinggi")

    assert values(found, "verdict.missing") == [{"items": "agency, licence, visa, pay"}]
    asked = [ask["number"] for ask in values(found, "verdict.ask_item")]
    assert asked == list(range(1, MOST_QUESTIONS + 1))


def test_nobody_in_danger_is_told_to_ask_the_recruiter(small: Engine) -> None:
    found = reply(small, "dicari admin, berat")

    assert "verdict.missing" in keys(found)
    assert "verdict.ask" not in keys(found)


def test_an_official_list_is_named_for_offers_abroad(small: Engine) -> None:
    assert "verdict.verify" in keys(reply(small, "dicari admin Taiwan"))
    assert "verdict.verify" not in keys(reply(small, "dicari admin Batam"))
    assert "verdict.verify" not in keys(reply(small, "dicari admin Taiwan, berat"))


def test_a_closed_country_is_told_with_its_date(small: Engine) -> None:
    (closed,) = values(reply(small, "dicari admin Kamboja"), "verdict.country_closed")

    assert closed == {"country": "Kamboja", "note": "Keputusan menteri.", "date": "November 2026"}
    assert "verdict.country_closed" not in keys(reply(small, "dicari admin Taiwan"))


def listed(status: str = "active", **fields: Any) -> Agency:
    base = {"name": "PT Maju", "list_date": TODAY, "source": "law_book", "since": TODAY}
    return Agency.model_validate({**base, "status": status, **fields})


@pytest.mark.parametrize(
    ("status", "standing", "key"),
    [
        ("active", "active", "verdict.agency_active"),
        ("active", "similar", "verdict.agency_similar"),
        ("active", "over", "verdict.agency_licence_over"),
        ("sanctioned", "sanctioned", "verdict.agency_sanctioned"),
        ("sanctioned", "over", "verdict.agency_sanction_over"),
        ("revoked", "revoked", "verdict.agency_revoked"),
    ],
)
def test_a_company_is_told_with_the_list_it_is_on(
    small: Engine, status: str, standing: Standing, key: str
) -> None:
    match = AgencyMatch("PT Maju", listed(status, until=TODAY), standing)

    found = reply(small, "dicari admin", match)

    (said,) = values(found, key)
    assert (said["name"], said["source"], said["date"]) == ("PT Maju", "Negara", "1 Desember 2026")
    assert (said["since"], said["until"]) == (
        " sejak 1 Desember 2026",
        " sampai 1 Desember 2026",
    )
    assert ("verdict.agency_appeal" in keys(found)) is (status != "active")


def test_a_similar_name_is_told_as_written_beside_the_listed_one(small: Engine) -> None:
    found = reply(small, "dicari admin", AgencyMatch("PT Majo", listed(), "similar"))

    (said,) = values(found, "verdict.agency_similar")
    assert (said["name"], said["listed"]) == ("PT Majo", "PT Maju")


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("dicari admin, cv ke maju@gmail.com", ["email gratisan"]),
        ("dicari admin, bayar ke pribadi", ["rekening orang"]),
        ("dicari admin, maju@gmail.com, bayar ke pribadi", ["email gratisan, rekening orang"]),
        ("dicari admin", []),
    ],
)
def test_a_listed_name_with_free_mail_or_a_private_account_may_be_misused(
    text: str, how: list[str]
) -> None:
    tags = ["sign.personal_payment"]
    rules = {"private": a_rule("private", ["bayar ke pribadi"], tags=tags)}
    engine = small_engine(rules=rules, texts=TEXTS, contacts=CONTACTS)

    found = reply(engine, text, AgencyMatch("PT Maju", listed(), "active"))
    unlisted = reply(engine, text, AgencyMatch("PT Entah"))

    assert values(found, "verdict.agency_misused") == [{"how": each} for each in how]
    assert not values(unlisted, "verdict.agency_misused")


def test_a_company_on_no_list_is_not_judged(small: Engine) -> None:
    found = reply(small, "dicari admin", AgencyMatch("PT Baru"))

    assert values(found, "verdict.agency_unknown") == [{"name": "PT Baru"}]


def test_the_questions_come_ready_to_copy(small: Engine) -> None:
    found = small.verdicts.questions(["visa", "unknown", "pay"])

    asked = [ask["question"] for ask in values(found, "verdict.ask_item")]
    assert asked == ["Mana visa?", "Mana pay?"]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("gmn cara palsuin umur di paspor", "Pasal 65 dan 79"),
        ("boleh ga paspor pekerja saya tahan biar ga kabur", "Pasal 6 UU"),
        ("buatkan iklan admin kamboja yang bikin orang tertarik", "Pasal 69 dan 81"),
    ],
)
def test_a_refusal_cites_its_law_and_offers_a_way_out(
    engine: Engine, text: str, article: str
) -> None:
    triage = engine.understand(Message.of(text)).triage
    found = engine.verdicts.refusal(TODAY, triage.cues)

    assert triage.road == "misuse"
    assert keys(found)[0] == "misuse.refuse"
    assert str(values(found, "misuse.law")[0]["cite"]).startswith(article)
    assert keys(found)[-1] == "misuse.honest"


def test_every_kind_of_misuse_has_a_law(engine: Engine) -> None:
    for cue in engine.content.triage:
        if cue.road == "misuse":
            found = engine.verdicts.refusal(TODAY, [cue.id])
            assert len(values(found, "misuse.law")) == len(cue.law) >= 1
