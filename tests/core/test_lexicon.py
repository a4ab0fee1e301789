"""The lexicon: what a word is, what it was shortened from, and which word a slip hid."""

from __future__ import annotations

import pytest

from bot.core.lexicon import Lexicon
from tests.core.small import ROOTS, SLANG

VOCABULARY = (
    "paspor majikan berangkat kontrak kontak tinggal tinggi langsung pengganti ditahan bp2mi "
    "tidak admin dari besar basra perusahaan hilang"
).split()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(ROOTS, SLANG, VOCABULARY)


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("ditahan", "tahan"),
        ("menahan", "tahan"),
        ("penahanan", "tahan"),
        ("tahankan", "tahan"),
        ("mengirim", "kirim"),
        ("ngirim", "kirim"),
        ("memulangkan", "pulang"),
        ("dipulangin", "pulang"),
        ("pelajar", "ajar"),
        ("bayarnya", "bayar"),
        ("mbayar", "bayar"),
    ],
)
def test_a_form_leads_to_its_root(lexicon: Lexicon, word: str, root: str) -> None:
    assert root in lexicon.roots_of(word)


@pytest.mark.parametrize("word", ["menbayar", "pengtahan", "bayarx", "menyrumah", "ru"])
def test_what_no_one_says_is_no_form(lexicon: Lexicon, word: str) -> None:
    assert lexicon.roots_of(word) == ()


def test_a_word_is_known_by_dictionary_vocabulary_slang_or_form(lexicon: Lexicon) -> None:
    known = ("paspor", "majikan", "lowongan", "ditahan", "dikirimkan")
    assert all(lexicon.knows(word) for word in known)
    assert not lexicon.knows("krj")
    assert lexicon.holds("krj")
    assert not lexicon.holds("dikirimkan")


def test_a_clitic_is_taken_from_known_words_only(lexicon: Lexicon) -> None:
    assert lexicon.without_clitic("paspornya") == "paspor"
    assert lexicon.without_clitic("majikanmu") == "majikan"
    assert lexicon.without_clitic("tanya") == "tanya"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("p4sp0r", "paspor"),
        ("pasporrrr", "paspor"),
        ("paspornya4", ""),
        ("rnajlkan", "majikan"),
        ("ticlak", "tidak"),
        ("aclmin", "admin"),
        ("majikanny4", "majikan"),
        ("8p2mi", "bp2mi"),
        ("clari", "dari"),
        ("kr3", ""),
        ("kill", ""),
    ],
)
def test_what_looks_like_a_word_is_found(lexicon: Lexicon, word: str, meant: str) -> None:
    assert lexicon.look_up(word) == meant


@pytest.mark.parametrize(
    ("word", "root"), [("dlbayarin", "bayar"), ("cliantar", "antar"), ("sehat", "")]
)
def test_a_form_that_looks_like_one_leads_to_the_root(word: str, root: str) -> None:
    lexicon = Lexicon(ROOTS, SLANG, [*VOCABULARY, "bayar", "antar"])

    assert lexicon.look_up_root(word) == root


@pytest.mark.parametrize(
    ("short", "word"),
    [
        ("brgkt", "berangkat"),
        ("pspr", "paspor"),
        ("lgsg", "langsung"),
        ("prshn", "perusahaan"),
        ("hilng", "hilang"),
        ("bsr", ""),
        ("ktk", ""),
    ],
)
def test_an_abbreviation_is_written_out(lexicon: Lexicon, short: str, word: str) -> None:
    assert lexicon.expand(short) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pasppr", "paspor"),
        ("majiakn", "majikan"),
        ("majikaan", "majikan"),
        ("majkan", "majikan"),
        ("majiakannya", "majikan"),
        ("konteak", "kontrak"),
        ("pngganti", "pengganti"),
        ("mother", ""),
        ("pas", ""),
        ("zzzzzzz", ""),
    ],
)
def test_one_slip_is_mended(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert lexicon.mend(typed) == meant


def test_a_slip_between_two_words_is_left_alone() -> None:
    lexicon = Lexicon((), {}, ["ditolong", "ditodong"])

    assert lexicon.mend("ditorong") == ""


def test_words_without_end_are_nobodys() -> None:
    lexicon = Lexicon(ROOTS, SLANG, VOCABULARY)

    for word in ("a" * 50_000, "menge" * 10_000, "1l" * 30_000):
        assert not lexicon.knows(word)
        assert lexicon.look_up(word) == lexicon.expand(word) == lexicon.mend(word) == ""
        assert lexicon.look_up_root(word) == lexicon.mend_root(word) == ""


def test_the_half_of_a_doubled_word_is_known() -> None:
    lexicon = Lexicon(["gara-gara"], {}, ["masing-masing", "e-ktp"])

    assert lexicon.holds("gara")
    assert lexicon.holds("masing")
    assert not lexicon.holds("e")
