"""Amounts of money as people write them, and what they are a month in rupiah."""

from __future__ import annotations

import pytest

from bot.core.amounts import is_written_out, value_of
from bot.core.engine import Engine
from bot.core.money import Money
from tests.core.small import read


def amounts(text: str) -> list[Money]:
    return list(read(text).facts.money)


MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("15-20jt", 15 * MILLION, 20 * MILLION, "IDR"),
        ("15 jt-25 jt", 15 * MILLION, 25 * MILLION, "IDR"),
        ("10 s/d 15 juta", 10 * MILLION, 15 * MILLION, "IDR"),
        ("10 juta sampai 15 juta", 10 * MILLION, 15 * MILLION, "IDR"),
        ("Rp 7.500.000", 7_500_000, 7_500_000, "IDR"),
        ("Rp7.500.000,-", 7_500_000, 7_500_000, "IDR"),
        ("Rp. 4.000.000,00", 4 * MILLION, 4 * MILLION, "IDR"),
        ("Rp 1,500,000.00", 1_500_000, 1_500_000, "IDR"),
        ("Rp 10.000.000 - Rp 15.000.000", 10 * MILLION, 15 * MILLION, "IDR"),
        ("Rp5 juta", 5 * MILLION, 5 * MILLION, "IDR"),
        ("Rp15jt", 15 * MILLION, 15 * MILLION, "IDR"),
        ("rp2 miliar", 2_000 * MILLION, 2_000 * MILLION, "IDR"),
        ("1,5jt", 1_500_000, 1_500_000, "IDR"),
        ("0,5 juta", 500_000, 500_000, "IDR"),
        ("4juta", 4 * MILLION, 4 * MILLION, "IDR"),
        ("500rb", 500_000, 500_000, "IDR"),
        ("rp 3 700 000", 3_700_000, 3_700_000, "IDR"),
        ("Rp 3 700 000 sampai 5 000 000", 3_700_000, 5 * MILLION, "IDR"),
        ("dua puluh juta", 20 * MILLION, 20 * MILLION, "IDR"),
        ("sebelas juta", 11 * MILLION, 11 * MILLION, "IDR"),
        ("dua belas juta", 12 * MILLION, 12 * MILLION, "IDR"),
        ("dua setengah juta", 2_500_000, 2_500_000, "IDR"),
        ("dua juta setengah", 2_500_000, 2_500_000, "IDR"),
        ("sejuta", MILLION, MILLION, "IDR"),
        ("tiga juta tujuh ratus ribu", 3_700_000, 3_700_000, "IDR"),
        ("1 juta 500 ribu", 1_500_000, 1_500_000, "IDR"),
        ("sejuta dua ratus ribu", 1_200_000, 1_200_000, "IDR"),
        ("satu miliar dua juta lima ribu", 1_002_005_000, 1_002_005_000, "IDR"),
        ("sebelas juta dua ratus lima puluh ribu rupiah", 11_250_000, 11_250_000, "IDR"),
        ("USD 800-1,000", 800, 1_000, "USD"),
        ("gaji 800 - 1000 usd", 800, 1_000, "USD"),
        ("900 dolar", 900, 900, "USD"),
        ("20 dollars", 20, 20, "USD"),
        ("900USD", 900, 900, "USD"),
        ("$1000-1500", 1_000, 1_500, "USD"),
        ("1.200$", 1_200, 1_200, "USD"),
        ("US$ 1,200", 1_200, 1_200, "USD"),
        ("dua ribu dolar", 2_000, 2_000, "USD"),
        ("RM2.500", 2_500, 2_500, "MYR"),
        ("RM 1,700", 1_700, 1_700, "MYR"),
        ("800 ringgit", 800, 800, "MYR"),
        ("NT$29,500", 29_500, 29_500, "TWD"),
        ("25rb NT", 25_000, 25_000, "TWD"),
        ("30k-35k nt", 30_000, 35_000, "TWD"),
        ("¥190.000", 190_000, 190_000, "JPY"),
        ("19 man yen", 190_000, 190_000, "JPY"),
        ("$4OO", 400, 400, "USD"),
        ("Rp5OO.OOO", 500_000, 500_000, "IDR"),
        ("l5 juta", 15 * MILLION, 15 * MILLION, "IDR"),
        ("2O juta", 20 * MILLION, 20 * MILLION, "IDR"),
        ("Ｒｐ５００．０００", 500_000, 500_000, "IDR"),
    ],
)
def test_an_amount_is_one_amount(text: str, low: float, high: float, currency: str) -> None:
    found = amounts(text)

    assert [(money.low, money.high, money.currency) for money in found] == [(low, high, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "umur 20-35",
        "kontrak 2 tahun",
        "telp 0812-3456-7890",
        "jam 08.00",
        "tahun 2026",
        "SIP3MI 9120000512340001",
        "1.500",
        "dua puluh orang",
        "ribuan orang",
        "https://t.me/joinchat/500000000",
        "tinggi 150 cm, 3x makan",
    ],
)
def test_other_numbers_are_no_money(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize("text", ["fee 70 $emua orang", "bo$ 500 orang", "kapa$ 3 buah"])
def test_a_sign_that_is_a_letter_is_no_currency(text: str) -> None:
    assert amounts(text) == []


def test_amounts_side_by_side_stay_apart() -> None:
    found = amounts("gaji 5 juta 6 juta, bonus 200 ribu 300 ribu")

    assert [money.low for money in found] == [5e6, 6e6, 2e5, 3e5]


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("500rb/hari", 26 * 500_000),
        ("gaji sejuta sehari", 26 * MILLION),
        ("100 ribu per jam", 208 * 100_000),
        ("gaji 3 juta per minggu", 13 * MILLION),
        ("900 dolar sebulan", 900 * 16_000),
        ("gaji 12 juta setahun", MILLION),
        ("gaji 8 juta", 8 * MILLION),
        ("RM50/hari", 26 * 50 * 4_000),
        ("20 dollars per hour", 208 * 20 * 16_000),
        ("gaji 10 juta kontrak 2 tahun", 10 * MILLION),
    ],
)
def test_pay_is_told_for_a_month_in_rupiah(text: str, monthly: float) -> None:
    (money,) = amounts(text)

    assert money.monthly[0] == pytest.approx(monthly)


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("gaji 9 juta", "pay"),
        ("salary 900 usd", "pay"),
        ("biaya 35jt", "fee"),
        ("dp 5 juta", "fee"),
        ("uang saku 2 juta", "gift"),
        ("dapat uang 3 juta", "gift"),
        ("siapkan uang 3 juta", "fee"),
        ("hutang 40 juta", "fee"),
    ],
)
def test_words_before_an_amount_tell_what_it_is_for(text: str, use: str) -> None:
    assert [money.use for money in amounts(text)] == [use]


def test_an_amount_of_another_sentence_is_not_explained_by_this_one() -> None:
    (money,) = amounts("Biaya tidak ada. 900 juta")

    assert money.use != "fee"


def test_an_amount_is_quoted_with_its_currency_and_period() -> None:
    reading = read("Gaji sampai NT$ 29,500 per bulan ya")
    (money,) = reading.facts.money

    assert reading.text.quote(money.first, money.last)[0].endswith("29,500 per bulan")


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("7.500.000", 7_500_000),
        ("7,500,000", 7_500_000),
        ("1.500", 1_500),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1.500,75", 1_500.75),
        ("1,500.75", 1_500.75),
        ("12.34.56", 123_456),
    ],
)
def test_marks_in_numbers_are_thousands_or_fractions(word: str, value: float) -> None:
    assert value_of(word) == value


def test_money_is_written_with_marks_or_many_digits() -> None:
    assert is_written_out("1.500.000")
    assert is_written_out("1500000")
    assert not is_written_out("1500")


def test_every_currency_of_the_content_is_read_by_each_of_its_names(engine: Engine) -> None:
    for code, rate in engine.content.rates.items():
        for name in rate.names:
            found = engine.reader.read(f"gaji 7.000 {name} sebulan").facts.money
            assert [money.currency for money in found] == [code], name


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("gaji 70 juta/tahun", "year"),
        ("gaji tahunan 70 juta", "year"),
        ("annual salary USD 40,000", "year"),
        ("salary USD 40,000 p.a.", "year"),
        ("gaji per tahun: 70 juta", "year"),
        ("kontrak 2 tahun gaji 20 juta", None),
        ("kontrak per tahun. Gaji 20 juta", None),
        ("upah 9 juta, jam kerja 8", None),
        ("upah 90 ribu per jam kerja", "hour"),
    ],
)
def test_pay_is_yearly_where_it_says_so(text: str, period: str | None) -> None:
    assert [money.period for money in amounts(text)] == [period]


def test_a_salary_that_only_a_year_can_bring_is_for_a_year(engine: Engine) -> None:
    found = [
        engine.reader.read(text).facts.money[0].period
        for text in ("Salary AUD 70,000 + super", "Salary AUD 5,000", "Salary USD 70,000")
    ]

    assert found == ["year", None, None]


def test_a_total_of_pay_is_pay_and_any_other_is_a_fee() -> None:
    assert [amounts(text)[0].use for text in ("gaji total 20 juta", "total 20 juta")] == [
        "pay",
        "fee",
    ]
