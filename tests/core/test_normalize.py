"""The normalizer: standard words that know their place, from whatever people send."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.normalize import LINE_BORDER, NO_BORDER, SENTENCE_BORDER, Normalizer
from tests.core.small import SLANG, small_normalizer

VOCABULARY = (
    "paspor ditahan majikan gaji tinggi kerja jalan cuma di ke kamboja taiwan langsung berangkat "
    "tidak apa juta ribu usd rp saya kak kami an kan dari dan besar jalan"
).split()
HOSTILE = st.text(
    st.one_of(
        st.characters(codec=None, categories=None),
        st.sampled_from(
            "\u0301\u0336\u202e\u200d\ud800\udfff\x00\x1f\U000e0041🇰🇭👩‍🚀1l|!@$*'.,-\n"
        ),
    ),
    max_size=400,
)


@pytest.fixture(scope="module")
def normalizer() -> Normalizer:
    return small_normalizer(VOCABULARY)


def words(normalizer: Normalizer, text: str) -> str:
    return " ".join(token.word for token in normalizer.normalize(text).tokens)


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("GAJI TINGGI", "gaji tinggi"),
        ("krj gpp", "kerja tidak apa"),
        ("gaji 15jt", "gaji 15 jt"),
        ("gaji15juta", "gaji 15 juta"),
        ("rp5juta", "rp 5 juta"),
        ("Rp5 juta", "rp 5 juta"),
        ("us$400", "us$ 400"),
        ("900usd", "900 usd"),
        ("15-20jt", "15 20 jt"),
        ("g@ji t1ngg!", "gaji tinggi"),
        ("gaj! t!nggi!", "gaji tinggi"),
        ("kerja!", "kerja"),
        ("kerja!!", "kerja"),
        ("kerja!gaji", "kerja gaji"),
        ("$aya ke Kamb0ja", "saya ke kamboja"),
        ("@nama_orang", "nama orang"),
        ("g a j i  t i n g g i", "gaji tinggi"),
        ("g a j i t i n g g i", "gaji tinggi"),
        ("g.a.j.i k-e k_e", "gaji ke"),
        ("gajiiii tingggiii", "gaji tinggi"),
        ("pas\npor di-\ntahan", "paspor ditahan"),
        ("gaji\ntinggi", "gaji tinggi"),
        ("p*spor", "paspor"),
        ("ma'jikan", "majikan"),
        ("jalan2 ke taiwan", "jalan ke taiwan"),
        ("jalan2nya besar2an", "jalan besaran"),
        ("pasppr majiakn", "paspor majikan"),
        ("ticlak clari", "tidak dari"),
        ("l5 2O 1S juta", "15 20 15 juta"),
        ("g🔥a👉🏻j✅i", "gaji"),
        ("gaji🔥tinggi", "gaji tinggi"),
        ("🇬 🇦 🇯 🇮 ke 🇰🇭", "gaji ke flag:kh"),
        ("kata.tanpa.blank", "kata tanpa blank"),
        ("3.700.000,50", "3.700.000,50"),
        ("s1 d3 g2g 5g a4", "s1 d3 g2g 5g a4"),
    ],
)
def test_disguise_and_slips_are_undone(normalizer: Normalizer, text: str, standard: str) -> None:
    assert words(normalizer, text) == standard


@pytest.mark.parametrize(
    "text",
    [
        "besar dan tinggi",
        "saya dan kak sumarni ke kota lama",
        "pt maju jaya an budi",
        "p t",
        "a b",
        "pukul 9 jalan 17",
    ],
)
def test_ordinary_words_stay(normalizer: Normalizer, text: str) -> None:
    assert words(normalizer, text) == text


def test_a_doubled_word_is_one_and_says_so(normalizer: Normalizer) -> None:
    doubled = normalizer.normalize("cuma-cuma jalan").tokens

    assert [(token.word, token.doubled) for token in doubled] == [("cuma", True), ("jalan", False)]


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("gaji tinggi", NO_BORDER),
        ("gaji, tinggi", NO_BORDER),
        ("gaji\ntinggi", LINE_BORDER),
        ("gaji. tinggi", SENTENCE_BORDER),
        ("gaji! tinggi", SENTENCE_BORDER),
        ("gaji? tinggi", SENTENCE_BORDER),
        ("gaji\n\ntinggi", SENTENCE_BORDER),
        ("gaji\n• tinggi", SENTENCE_BORDER),
        ("rp. 500", NO_BORDER),
        ("gaji 🔥 tinggi", NO_BORDER),
    ],
)
def test_sentences_and_lines_part_words(normalizer: Normalizer, text: str, border: int) -> None:
    assert normalizer.normalize(text).tokens[1].border == border


def test_a_quote_is_in_the_senders_own_characters(normalizer: Normalizer) -> None:
    text = "Kak, 𝐆𝐚𝐣𝐢 t!ngg1 🇰🇭 p.a.s.p.o.r d\u200bitahan ya"
    tokens = normalizer.normalize(text)

    assert [token.word for token in tokens.tokens][1:3] == ["gaji", "tinggi"]
    assert tokens.quote(1, 2) == ("𝐆𝐚𝐣𝐢 t!ngg1", 5, 16)
    assert tokens.quote(4, 5)[0] == "p.a.s.p.o.r d\u200bitahan"


def test_slang_of_several_words_quotes_the_one_that_was_written(normalizer: Normalizer) -> None:
    text = normalizer.normalize("ya gpp kak")

    assert text.quote(1, 2)[0] == "gpp"


@given(HOSTILE)
@example("\ud800p.a.s\udfffpor")
@example("$@!|*'" * 50)
@example("g\u0336a\u0336j\u0336i" * 100)
@example("\u202eigaj\u202c")
@example("\x00\x1f\x1fa\x1f\x1f")
@example("🇮" * 99)
@example("İĞÅﬃ")
@settings(max_examples=400)
def test_no_text_breaks_it_and_places_hold(text: str) -> None:
    normal = small_normalizer(VOCABULARY).normalize(text)

    starts = [token.start for token in normal.tokens]
    assert starts == sorted(starts)
    for at, token in enumerate(normal.tokens):
        assert token.word
        assert 0 <= token.start < token.end <= len(text)
        assert normal.quote(at, at)[0] == text[token.start : token.end]


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a ",
        "a\x1f",
        "ab\n",
        "a!",
        "@$",
        "1l",
        "🇮",
        "\u0301",
        "menge",
        "l0",
        "kerja krj ",
        "x",
    ],
)
def test_the_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    # Twice the text may double the work and a little; a quadratic reader would do four times.
    assert calls(piece * 2_000) < 2.5 * calls(piece * 1_000) + 200


def calls(text: str) -> int:
    """How many functions are called to read a text; what is remembered of words is new."""
    normalizer = small_normalizer(VOCABULARY)
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        normalizer.normalize(text)
    finally:
        sys.setprofile(None)
    return count


def test_a_message_as_long_as_may_be_is_read(normalizer: Normalizer) -> None:
    assert len(normalizer.normalize("kerja ke kamboja\n" * 4_000).tokens) == 12_000


def test_slang_leads_to_standard_words_only(normalizer: Normalizer) -> None:
    assert words(normalizer, " ".join(SLANG)) == "kerja tidak apa tidak lowongan kerja"
