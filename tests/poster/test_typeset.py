"""Lines break where a reader expects it, and signs without a glyph never become empty boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.poster.typeset import break_lines, drawable, font, has_sign, measure


def by_letters(text: str) -> float:
    """A measure that a test can follow: every letter is one wide."""
    return float(len(text))


@pytest.mark.parametrize(
    "kept",
    ["5 juta", "Rp 500", "Pasal 23", "UU 18/2017", "16 jam", "+62 811-8080-141", "0800-1000"],
)
def test_what_belongs_together_is_not_parted(kept: str) -> None:
    for width in range(len(kept) + 1, 40):
        lines = break_lines(f"satu dua tiga {kept} empat lima", width, by_letters)

        assert any(kept in line for line in lines), (width, lines)


def test_no_single_word_is_left_alone_where_lines_can_share() -> None:
    lines = break_lines("Paspormu sendiri yang harus kamu pegang", 34, by_letters, even=True)

    assert len(lines) == 2
    assert min(map(len, lines)) >= 15


def test_a_word_no_line_can_hold_is_cut_behind_its_signs() -> None:
    lines = break_lines("https://siskop2mi.bp2mi.go.id/profil", 20, by_letters)

    assert "".join(lines) == "https://siskop2mi.bp2mi.go.id/profil"
    assert max(map(len, lines)) <= 20
    assert lines[0].endswith((".", "/"))


@given(st.text(st.sampled_from("abc de. 12/-"), max_size=200), st.integers(60, 900))
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text: str, width: int) -> None:
    measured = measure("regular", 42)

    lines = break_lines(text, width, measured)

    exact = font("regular", 42).getlength
    assert all(exact(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_nothing_to_say_takes_no_line() -> None:
    assert break_lines("  ", 100, by_letters) == []


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("🔴 Bahaya ⚠️ sekali", "Bahaya sekali"),
        ("👨‍👩‍👧 keluarga", "keluarga"),
        ("🇮🇩 pulang", "pulang"),
        ("gaji → utang", "gaji - utang"),
        ("“ditanggung” • 50 % ≥ 7", "“ditanggung” • 50 % ≥ 7"),
    ],
)
def test_emoji_are_left_out_and_other_signs_stay(written: str, drawn: str) -> None:
    assert drawable(written) == drawn


def test_the_fonts_are_asked_which_signs_they_have() -> None:
    assert has_sign("é")
    assert not has_sign("🔴")
