"""Chats of all messengers are read speaker by speaker, and a doubt takes no offer back."""

from __future__ import annotations

import pytest

from bot.core.chatlog import MOST_SPEAKERS, by_speaker, everything, read_turns
from bot.core.engine import Engine
from bot.core.message import Message

HEADS = {
    "whatsapp copied": "[12/05 10:33] {name}: ",
    "whatsapp web": "[10.33, 12/5/2024] {name}: ",
    "iphone in indonesian": "\u200e[12/05/24 pukul 10.33.45] {name}: ",
    "iphone in english": "[12/05/24, 10:33:45 AM] ~ {name}: ",
    "android in indonesian": "12/05/24 10.33 - {name}: ",
    "android in english": "5/12/24, 10:33\u202fAM - {name}: ",
    "android, year first": "2024-05-12, 10:33 - {name}: ",
    "telegram": "{name}, [12/05/2024 10:33]\n",
    "telegram desktop": "{name}, [12 May 2024 at 10:33:05]:\n",
    "line": "10:33\t{name}\t",
}
RECRUITER, FRIEND = "+62 812-0000-0000", "Kak Uji"
OFFER = (
    "Mau kerja di Kamboja? jadi admin online\nkantor baru buka",
    "gaji 15 juta, paspor dibuatkan bos",
    "visa turis dulu tidak apa, berangkat minggu ini",
)
DOUBT = (
    "jangan mau, itu modus perdagangan orang",
    "sudah banyak korban, sebarkan ke semua grup supaya tidak ada lagi yang tertipu",
)


def a_chat(head: str, *said: tuple[str, str]) -> str:
    return "\n".join(head.format(name=name) + words for name, words in said)


def a_dispute(head: str) -> str:
    offers, doubts = [(RECRUITER, words) for words in OFFER], [(FRIEND, words) for words in DOUBT]
    return a_chat(head, offers[0], doubts[0], offers[1], doubts[1], offers[2])


def said(chat: str) -> list[tuple[str, str]]:
    return [(turn.speaker, chat[turn.start : turn.end]) for turn in read_turns(chat)]


@pytest.mark.parametrize("form", HEADS)
def test_a_chat_is_taken_apart_by_speaker(form: str) -> None:
    turns = said(a_dispute(HEADS[form]))

    assert [name.lstrip("~ ") for name, _ in turns] == [RECRUITER, FRIEND] * 2 + [RECRUITER]
    assert [words for _, words in turns] == [OFFER[0], DOUBT[0], OFFER[1], DOUBT[1], OFFER[2]]


@pytest.mark.parametrize("form", HEADS)
def test_a_recruiter_is_judged_on_own_words_whatever_others_say(engine: Engine, form: str) -> None:
    chat = a_dispute(HEADS[form])

    verdict = engine.understand(Message.of(chat)).verdict

    assert verdict.level == "danger"
    assert "visa_tourist_for_work" in {finding.rule for finding in verdict.findings}
    for finding in verdict.findings:
        assert finding.quote
        assert chat[finding.start : finding.end] == finding.quote
        assert not any(finding.quote in doubt for doubt in DOUBT)


def test_a_doubt_makes_no_honest_offer_dangerous(engine: Engine) -> None:
    chat = a_chat(
        HEADS["whatsapp copied"],
        (
            RECRUITER,
            "Dibuka lowongan perawat lansia ke Jepang lewat P3MI PT Karya Sentosa, SIP3MI "
            "123/2025, gaji 200.000 yen, kontrak tiga tahun, daftar di kantor Jl. Merdeka 5",
        ),
        (FRIEND, "jangan-jangan visa turis, nanti paspor ditahan dan disuruh jual ginjal"),
    )

    verdict = engine.understand(Message.of(chat)).verdict

    assert verdict.level == "unverified"
    assert not verdict.findings


@pytest.mark.parametrize(
    ("answer", "named"), [("Iya dek", True), ("betul sekali", True), ("bukan, di Batam", False)]
)
def test_a_question_counts_when_it_is_affirmed(answer: str, named: bool) -> None:
    chat = a_chat(
        HEADS["android in indonesian"],
        (RECRUITER, "ada kerjaan admin, mau?"),
        (FRIEND, "di Kamboja ya kak?"),
        (RECRUITER, answer),
    )

    own = by_speaker(chat, read_turns(chat))[0].text

    assert ("di Kamboja ya kak." in own) is named


def test_a_foreign_number_in_the_place_of_a_name_counts() -> None:
    chat = a_chat(HEADS["whatsapp copied"], ("+855 12 345 678", "kerja admin yuk"), (FRIEND, "ok"))

    assert "+855 12 345 678" in by_speaker(chat, read_turns(chat))[0].text
    assert "[12/05" not in everything(chat, read_turns(chat)).text


def test_notes_of_the_messenger_are_nobodys_words() -> None:
    head = HEADS["android in indonesian"]
    chat = "\n".join(
        (
            "12/05/24 10.33 - Pesan dan panggilan dienkripsi secara end-to-end.",
            head.format(name=FRIEND) + "<Media tidak disertakan>",
            head.format(name=FRIEND) + "besok futsal ya",
            "12/05/24 10.40 - Anda menambahkan Kak Uji",
            head.format(name=FRIEND) + "Pesan ini telah dihapus",
        )
    )

    assert said(chat) == [(FRIEND, "besok futsal ya")]


def test_what_stands_before_a_chat_is_the_senders() -> None:
    chat = "ini bener gak?\n" + a_chat(HEADS["whatsapp copied"], (RECRUITER, "ayo kerja"))

    assert said(chat) == [("", "ini bener gak?"), (RECRUITER, "ayo kerja")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lowongan\nPosisi: admin\nGaji: 5 juta",
        "Jadwal\n12/05/24 10.00 - Interview: bawa CV\nPT Maju Jaya",
        "[penting] Syarat: bisa mengetik",
    ],
)
def test_an_ad_is_no_chat(text: str) -> None:
    assert read_turns(text) == ()


def test_a_cry_for_help_in_a_chat_comes_first(engine: Engine) -> None:
    chat = a_chat(
        HEADS["whatsapp copied"],
        (RECRUITER, " ".join(OFFER)),
        (FRIEND, "kak tolong aku disekap di Myawaddy, paspor diambil, mau dijual ke kantor lain"),
    )

    assert engine.understand(Message.of(chat)).triage.road == "emergency"


def test_a_flood_of_names_is_read_a_few_times_only() -> None:
    chat = a_chat(HEADS["line"], *((f"orang {at}", "halo " * at) for at in range(1, 40)))

    alone = by_speaker(chat, read_turns(chat))

    assert len(alone) == MOST_SPEAKERS
    assert len(alone[0].text.split()) == 39


def test_words_over_two_pieces_are_quoted_from_the_longer() -> None:
    chat = a_chat(HEADS["line"], ("a", "satu dua tiga"), ("b", "x"), ("a", "empat"))
    own = by_speaker(chat, read_turns(chat))[0]

    start, end = own.span(5, len(own.text))

    assert own.text == "satu dua tiga\n\nempat"
    assert chat[start:end] == "dua tiga"
