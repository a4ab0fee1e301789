"""The project's texts are compared with a file's: runs of words, and short texts as a whole."""

from __future__ import annotations

from bot.evaluation.recital import find_recitals, own_texts, wordings
from tests.core.small import a_rule, an_article, small_content, topics

LONG = "bos besar buka kantor baru dekat pasar"


def recitals(own: str, theirs: str) -> list[str]:
    return list(find_recitals([("here", own)], [{"id": "row-1", "text": theirs}]))


def test_six_words_in_a_row_are_a_recital() -> None:
    assert recitals(f"katanya {LONG}, hebat", LONG.upper()) == [
        "here: row-1: bos besar buka kantor baru dekat"
    ]
    assert recitals("bos besar buka kantor baru lagi", LONG) == []


def test_a_line_break_hides_no_recital() -> None:
    assert recitals(LONG.replace(" ", "\n"), LONG)


def test_sums_and_letters_set_apart_are_no_words() -> None:
    assert recitals("a d m i n k e r j a", "a d m i n k e r j a") == []
    assert (
        recitals("rp 35 000 000 tiga puluh lima juta rupiah", "tiga puluh lima juta rupiah") == []
    )


def test_a_short_text_is_compared_as_a_whole() -> None:
    assert recitals("Gaji di sana berapa?", "gaji di sana berapa") == [
        "here: row-1: gaji di sana berapa"
    ]
    assert recitals("gaji di sana berapa kak", "gaji di sana berapa") == []
    assert recitals("halo kak", "halo kak") == []


def test_every_wording_of_a_phrase_is_looked_at() -> None:
    assert sorted(wordings("(bos|juragan) ~buka [toko] .. <job>")) == [
        "bos buka \0 \0",
        "bos buka toko \0 \0",
        "juragan buka \0 \0",
        "juragan buka toko \0 \0",
    ]
    assert len(list(wordings(" ".join(["(a|b|c|d)"] * 12)))) == 400


def test_a_gap_ends_a_run() -> None:
    (wording,) = wordings("bos besar buka .. kantor baru dekat")

    assert recitals(wording, LONG) == []


def test_phrases_examples_and_questions_are_the_projects_texts() -> None:
    examples = {"match": ["contoh satu", "contoh dua"], "no_match": ["bukan satu", "bukan dua"]}
    content = small_content(
        rules={"rule_a": a_rule("rule_a", ["ini frasa"], unless=["itu bukan"], examples=examples)},
        topics=topics("biaya"),
        articles={"cost": an_article("cost", "biaya", "berapa biayanya", "mahal tidak", "gratis")},
    )

    own = set(own_texts(content, [], [], {"danger": ["contoh bahaya"]}))

    assert {
        ("rule rule_a", "ini frasa"),
        ("rule rule_a", "itu bukan"),
        ("rule rule_a", "contoh satu"),
        ("rule rule_a", "bukan dua"),
        ("article cost", "mahal tidak"),
        ("guard warns", "jangan percaya"),
        ("list abroad", "luar negeri"),
        ("examples danger", "contoh bahaya"),
    } <= own
