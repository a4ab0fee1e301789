"""Folding: every character in its plain form, and where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("GAJI", "gaji"),
        ("ｇａｊｉ　１５", "gaji 15"),
        ("𝐆𝐚𝐣𝐢 𝟏𝟓", "gaji 15"),
        ("𝓰𝓪𝓳𝓲", "gaji"),
        ("🅶🅰🅹🅸 🅖🅐🅙🅘 Ⓖⓐⓙⓘ", "gaji gaji gaji"),
        ("ɢᴀᴊɪ", "gaji"),
        ("gаjі", "gaji"),
        ("g\u200ba\u00adj\u2060i", "gaji"),
        ("g̶a̷ĵ́i", "gaji"),
        ("¡jazah", "ijazah"),
        ("T/\\NPA", "ta\x1fnpa"),
        ("g🔥a🔥j🔥i", "g\x1fa\x1fj\x1fi"),
        ("gaji 🔥 tinggi", "gaji   tinggi"),
        ("kerja 🇰🇭!", "kerja  flag:kh !"),
        ("🇬 🇦 🇯 🇮", "g a j i"),
        ("1️⃣5️⃣ juta", "15 juta"),
    ],
)
def test_disguised_letters_are_read_as_letters(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("08l2-OOOO-O0O0", "0812-oooo-0000"),
        ("0812-0O0O-00O0", "0812-0000-0000"),
        ("rp l2.OOO.OOO", "rp 12.000.000"),
        ("Rp5OO.OOO", "rp500.000"),
        ("1S juta", "15 juta"),
        ("15O0 jt", "1500 jt"),
        ("s1 d3 g2g bp2mi 3x", "s1 d3 g2g bp2mi 3x"),
        ("lolos 100 kilo", "lolos 100 kilo"),
    ],
)
def test_letters_among_digits_are_digits(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_place_leads_back_to_the_character_it_came_from() -> None:
    text = "a🇰🇭\u200bﬁz"

    folded = fold(text)

    assert folded.text == "a flag:kh fiz"
    assert [text[place] for place in folded.places[-3:]] == ["ﬁ", "ﬁ", "z"]
    assert folded.places[1] == 1


@given(st.text(st.characters(codec=None, categories=None)))
def test_folding_never_fails_and_keeps_count(text: str) -> None:
    folded = fold(text)

    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place < len(text) for place in folded.places)
