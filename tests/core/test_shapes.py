"""Shapes and skeletons: what stays of a word when it is disguised or shortened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.shapes import is_shortened, letters, repeats, shape, skeleton, slip_between


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("gaji", "9aj1"),
        ("gaji", "qaj|"),
        ("gaji", "gaaaajiii"),
        ("langsung", "1an95un9"),
        ("menyeberang", "rnenyeberanq"),
        ("karyawan", "karyavvan"),
        ("bilang", "bllang"),
    ],
)
def test_words_that_look_alike_have_one_shape(word: str, same: str) -> None:
    assert shape(word) == shape(same)


def test_the_q_of_foreign_words_stays() -> None:
    assert shape("quota") != shape("guota")
    assert shape("tunqqu") == shape("tunggu")


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789@$!|", max_size=30))
def test_a_shape_is_its_own_shape(word: str) -> None:
    assert len(shape(word)) <= len(word)
    assert shape(letters(word)) == shape(shape(letters(word))) or "rn" in shape(letters(word))


@pytest.mark.parametrize(
    ("short", "word"),
    [("brgkt", "berangkat"), ("lgsg", "langsung"), ("pspr", "paspor"), ("skrg", "sekarang")],
)
def test_an_abbreviation_keeps_the_skeleton(short: str, word: str) -> None:
    assert skeleton(short) == skeleton(word)
    assert is_shortened(short, word)


@pytest.mark.parametrize(
    ("short", "word", "wanted"),
    [
        ("trima", "terima", True),
        ("prlu", "perlu", True),
        ("sipa", "siapa", False),
        ("engine", "engineer", False),
        ("brgkt", "barongkat", True),
        ("tgl", "tinggal", True),
        ("tgn", "tinggal", False),
    ],
)
def test_one_vowel_may_be_left_out_between_consonants(short: str, word: str, wanted: bool) -> None:
    assert is_shortened(short, word) is wanted


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("kerjs", "kerja", "neighbour"),
        ("kerjq", "kerja", "other"),
        ("kreja", "kerja", "swap"),
        ("kerrja", "kerja", "double"),
        ("kerjaa", "kerja", "double"),
        ("tingal", "tinggal", "double"),
        ("kerxja", "kerja", "other"),
        ("keja", "kerja", "other"),
    ],
)
def test_a_slip_is_told_from_another(typed: str, meant: str, slip: str) -> None:
    assert slip_between(typed, meant) == slip


def test_repeated_letters_are_counted_whatever_stands_for_them() -> None:
    assert repeats("tinggal") == 1
    assert repeats("ga4aji") == 2
    assert repeats("gaji") == 0
