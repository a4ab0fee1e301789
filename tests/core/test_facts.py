"""Facts: each signal holds for what it names and not for what stands next to it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.engine import Engine
from bot.core.facts import SIGNALS, Facts
from bot.core.reader import Reader
from tests.core.small import (
    ROOTS,
    a_country,
    a_list,
    a_place,
    a_rate,
    a_wage,
    read,
    small_content,
)

ROLES = [
    {"role": "domestic", "family": "care", "values": ["pembantu", "art"]},
    {"role": "office", "family": "office", "values": ["admin"]},
    {"role": "factory", "family": "manual", "values": ["pabrik"]},
    {"role": "fishing", "family": "sea", "values": ["abk"]},
    {"role": "restaurant", "family": "service", "values": ["pelayan"]},
    {"role": "army", "family": "special", "values": ["tentara"]},
    {"role": "general", "family": "manual", "values": ["kerja"]},
]
WORLD: dict[str, Any] = {
    "roles": ROLES,
    "lists": {
        "abroad": a_list("luar negeri"),
        "indonesia": a_list("batam"),
        "travel_papers": a_list("paspor"),
    },
    "countries": {
        "KH": a_country(
            "KH",
            "Kamboja",
            "none",
            places=[a_place("Poipet", "border"), a_place("Bavet", "compound_area")],
        ),
        "TW": a_country(
            "TW",
            "Taiwan",
            "open",
            wages=[a_wage("domestic", 20_000, "TWD"), a_wage("factory", 30_000, "TWD")],
        ),
        "SA": a_country(
            "SA",
            "Arab Saudi",
            "limited",
            placement={
                "status": "limited",
                "domestic_work": "closed",
                "note": "Keputusan menteri.",
                "source": "law_book",
                "checked": "2026-11-23",
            },
        ),
        "IN": a_country("IN", "India", "open", aliases=["IN"]),
    },
}
# For each signal: texts in which it holds, and texts in which it must not.
CASES: dict[str, tuple[list[str], list[str]]] = {
    "overseas": (["kerja di Taiwan", "kerja luar negeri", "siapkan paspor"], ["kerja di Batam"]),
    "abroad_named": (["Taiwan", "luar negeri"], ["siapkan paspor"]),
    "country_named": (["Kamboja 🇰🇭", "🇰🇭"], ["luar negeri", "bahasa Taiwan"]),
    "country_closed": (["kerja di Kamboja"], ["kerja di Taiwan", "kerja di Arab Saudi"]),
    "country_open": (["Taiwan", "Arab Saudi"], ["Kamboja"]),
    "domestic_work_closed": (["pembantu ke Arab Saudi"], ["pabrik di Arab Saudi", "pembantu"]),
    "compound_area": (["kantor di Bavet"], ["kantor di Poipet", "Kamboja"]),
    "border_place": (["lewat Poipet", "ke Bavet"], ["ke Taiwan"]),
    "several_countries": (["Taiwan, Kamboja, India"], ["Taiwan, Kamboja, Poipet"]),
    "role_any": (["dicari admin", "butuh kerja"], ["halo kak"]),
    "role_office": (["admin"], ["pabrik"]),
    "role_manual": (["pabrik"], ["admin"]),
    "role_care": (["pembantu"], ["pabrik"]),
    "role_sea": (["abk"], ["pabrik"]),
    "role_service": (["pelayan"], ["pabrik"]),
    "role_special": (["tentara"], ["pabrik"]),
    "pay_stated": (["gaji 5 juta", "9 juta sebulan"], ["biaya 5 juta", "gaji besar"]),
    "pay_foreign": (["gaji 900 usd"], ["gaji 5 juta"]),
    "pay_unreal": (
        ["pembantu Taiwan gaji 30 juta", "pabrik Taiwan gaji 40 juta"],
        ["pabrik Taiwan gaji 30 juta", "gaji 90 juta", "pembantu India gaji 60 juta"],
    ),
    "pay_high": (["gaji 8 juta", "gaji 500 usd"], ["gaji 7,9 juta", "biaya 9 juta"]),
    "pay_extreme": (["gaji 40 juta", "gaji 2500 usd"], ["gaji 39 juta"]),
    "fee_stated": (["biaya 1 juta"], ["gaji 1 juta"]),
    "fee_large": (["biaya 10 juta"], ["biaya 9 juta", "gaji 10 juta"]),
    "fee_huge": (["biaya 40-60 juta"], ["biaya 39 juta"]),
    "gift_stated": (["uang saku 2 juta"], ["gaji 2 juta"]),
    "agency_named": (["PT Maju Jaya", "LPK Sakura"], ["tanpa PT resmi", "PT nya di mana"]),
    "placement_company": (["PT Maju Jaya"], ["LPK Sakura", "yayasan Kasih"]),
    "licence_named": (["SIP3MI 9120000512340001", "izin no 123456"], ["izin orang tua"]),
    "official_link": (["cek siskop2mi.bp2mi.go.id"], ["cek siskop2mi.com"]),
    "phone": (["hub 0812-3456-7890", "wa.me/6281234567890"], ["hub kami"]),
    "mobile_phone": (["0812-3456-7890", "08xx-xxxx-1234"], ["021-5551234"]),
    "foreign_phone": (["+855 12 345 678"], ["0812-3456-7890", "012-xxx xxxx"]),
    "chat_link": (["t.me/loker", "chat @loker_resmi"], ["contoh.com"]),
    "short_link": (["bit.ly/abc"], ["contoh.com"]),
    "free_mail": (["hrd@gmail.com"], ["hrd@contoh.co.id"]),
    "form_link": (["forms.gle/abc"], ["contoh.com"]),
    "web_link": (["contoh.com"], ["bit.ly/abc"]),
    "minor_age": (["umur 16-25", "usia 17 tahun"], ["umur 18-25", "umur kontrak 2 tahun"]),
    "age_stated": (["umur 18-25"], ["kontrak 18 bulan"]),
    "domestic_place": (["kerja di Batam"], ["kerja di Taiwan"]),
    "starts_with_role": (["dicari admin"], ["kerja saja", "halo kak apa kabar ini ada admin"]),
    "asks": (["ini benar?", "ini benar? 🙏"], ["benar? tidak."]),
    "has_question": (["mau? hubungi"], ["mau"]),
    "many_questions": (["apa? siapa? mana?", "apa❓siapa❓mana❓"], ["apa? siapa?"]),
    "title_case": (
        ["Polisi Tangkap Dua Orang Yang Kirim Warga Ke Kamboja"],
        ["POLISI TANGKAP DUA ORANG YANG KIRIM WARGA KE KAMBOJA", "Polisi Tangkap"],
    ),
    "dateline": (["SURABAYA – Polisi menangkap", "JAKARTA, Antara - Dua orang"], ["Halo - Kak"]),
    "first_person": (["saya dan ibu saya"], ["saya cari kerja"]),
    "addresses_reader": (["halo kak"], ["halo semua"]),
    "quotes_speech": (['dia bilang "berangkat"', "“ayo”"], ['tinggi 5" saja']),
    "long": (["kerja bayar " * 31], ["kerja bayar " * 30]),
    "short": (["kerja " + "ya kak " * 5], ["kerja " + "ya kak " * 6]),
    "list_layout": (["a\nb\nc\nd\ne"], ["a b c d e", "a\nb\nc"]),
}


READER = Reader(small_content(**WORLD), ROOTS)


def facts_of(text: str) -> Facts:
    return READER.read(text).facts


def signals(text: str) -> frozenset[str]:
    return facts_of(text).signals


@pytest.mark.parametrize("name", CASES)
def test_a_signal_holds_for_what_it_names(name: str) -> None:
    wanted, others = CASES[name]

    assert [text for text in wanted if name not in signals(text)] == []
    assert [text for text in others if name in signals(text)] == []


def test_every_signal_is_tried() -> None:
    assert {*CASES, "forwarded"} == set(SIGNALS)


def test_a_forwarded_message_says_so(engine: Engine) -> None:
    assert "forwarded" in engine.reader.read("halo", forwarded=True).facts.signals
    assert "forwarded" not in engine.reader.read("halo").facts.signals


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("kerja di Taiwan atau Kamboja", ("TW", "KH")),
        ("Poipet, Kamboja", ("KH",)),
        ("kursus bahasa Taiwan", ()),
        ("Jalan India No. 5", ()),
        ("work in the office", ()),
        ("kerja ke IN", ("IN",)),
        ("KERJA KE IN", ("IN",)),
    ],
)
def test_a_country_is_named_where_it_is_meant(text: str, codes: tuple[str, ...]) -> None:
    assert facts_of(text).country_codes == codes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PT Maju Jaya Abadi buka lowongan", [("pt", "Maju Jaya Abadi")]),
        ("lewat PT Maju Jaya", [("pt", "Maju Jaya")]),
        ("tidak lewat PT Maju Jaya", []),
        ("Daftar lewat pt susah", []),
        ("PT resmi, PT yang jelas", []),
        ("kirim CV ke kami", []),
        ("CV Karya Utama", [("cv", "Karya Utama")]),
        ("pt maju jaya", [("pt", "maju jaya")]),
    ],
)
def test_a_company_is_named_by_its_form_and_name(text: str, names: list[tuple[str, str]]) -> None:
    found = [(company.form, company.name) for company in facts_of(text).companies]

    assert found == names


def test_the_first_pay_is_the_pay() -> None:
    facts = facts_of("gaji 5 juta, gaji lembur 9 juta, biaya 3 juta")

    assert facts.pay is not None
    assert facts.pay.low == 5_000_000


def test_a_number_in_a_link_or_phone_is_no_money() -> None:
    facts = facts_of("wa.me/6281234567890 atau 0812 3456 7890 000")

    assert facts.money == ()


def test_an_amount_without_a_word_is_pay_where_no_other_is() -> None:
    assert facts_of("admin 9 juta").pay is not None
    facts = facts_of("gaji 5 juta. 9 juta")
    assert [money.use for money in facts.money] == ["pay", "unknown"]


def test_wages_of_another_currency_are_compared_in_rupiah() -> None:
    rates = {"TWD": a_rate(1_000, ["nt"], ["NT$"])}
    assert (
        "pay_unreal" not in read("pembantu Taiwan gaji 30 juta", **WORLD, rates=rates).facts.signals
    )


@pytest.mark.parametrize(
    ("text", "unreal"),
    [
        ("Juru masak di Singapura gaji SGD 3.200", False),
        ("Juru masak di Singapura gaji SGD 6.000", True),
        ("Admin chat di Singapura gaji SGD 3.200", True),
        ("Admin chat di Singapura, bisa masak, juru masak gaji SGD 3.200", True),
        ("Operator bus di Singapura gaji SGD 2.400", False),
        ("Perawat di Kuwait gaji KWD 650", False),
        ("ART di Kuwait gaji KWD 650", True),
    ],
)
def test_trained_work_is_not_measured_by_a_domestic_wage(
    engine: Engine, text: str, unreal: bool
) -> None:
    assert ("pay_unreal" in engine.reader.read(text).facts.signals) is unreal


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Perawat klinik di Kuwait, bukan ART", False),
        ("Kerja di Kuwait, bukan ART biasa", True),
        (
            "Rumah sakit di Kuwait hanya untuk yang punya STR. Untuk lulusan SMP ada Taiwan ART",
            False,
        ),
        ("ART Taiwan, ART Kuwait", True),
        ("Taiwan ART penuh, Kuwait masih ada", True),
    ],
)
def test_domestic_work_is_closed_where_it_is_meant(engine: Engine, text: str, closed: bool) -> None:
    assert ("domestic_work_closed" in engine.reader.read(text).facts.signals) is closed
