"""Screenshots of chats tell who says what, in the form in which messengers copy a chat."""

from __future__ import annotations

import pytest

from bot.core.chatlog import read_turns
from bot.photo.boxes import Box
from bot.photo.chat import read_chat
from tests.photo.boxes import LETTER, box, lines

WIDE = 700.0
HEAD = [box("10.42", 20, 0), box("87%", 640, 0), box("Bang Riko", 150, 60), box("online", 150, 90)]
FOOT = [box("Ketik pesan", 50, 900)]


def bubble(text: str, top: float, time: str, *, mine: bool = False) -> list[Box]:
    """Its lines with the time in the corner; mine stand at the right."""
    widest = max(map(len, text.split("\n"))) * LETTER + 60
    left = WIDE - widest if mine else 20.0
    said = lines(*text.split("\n"), left=left, top=top)
    last = said[-1]
    return [*said, box(time, left + widest - 50, last.top + 5)]


def chat(*said: tuple[bool, str]) -> list[Box]:
    found, top = [], 180.0
    for at, (mine, text) in enumerate(said):
        found += bubble(text, top, f"9.{10 + at}", mine=mine)
        top += (1 + text.count("\n")) * 26 + 30
    return found


TALK = chat((True, "kerja apa?"), (False, "admin di Kamboja\ngaji 12 juta"), (True, "visanya?"))


def test_left_and_right_bubbles_have_their_speakers() -> None:
    assert read_chat(HEAD + TALK + FOOT) == (
        "[9.10] Aku: kerja apa?\n"
        "[9.11] Bang Riko: admin di Kamboja gaji 12 juta\n"
        "[9.12] Aku: visanya?"
    )


def test_the_reader_of_copied_chats_understands_it() -> None:
    turns = read_turns(read_chat(HEAD + TALK + FOOT))

    assert [turn.speaker for turn in turns] == ["Aku", "Bang Riko", "Aku"]


def test_without_a_head_the_other_one_has_no_name() -> None:
    assert "[9.11] Dia: admin di Kamboja" in read_chat(TALK)


def test_a_time_that_was_read_with_its_line_is_no_word() -> None:
    found = [
        box("mau kerja?", 20, 200),
        box("mau dong 9.20 //", 500, 250),
        box("besok berangkat 9.21", 20, 300),
        box("9.19", 150, 205),
    ]

    assert read_chat(found) == (
        "[9.19] Dia: mau kerja?\n[9.20] Aku: mau dong\n[9.21] Dia: besok berangkat"
    )


def test_in_a_group_the_coloured_first_line_is_the_name() -> None:
    found = [
        box("Mas Bowo", 20, 180, coloured=True),
        *bubble("butuh 6 orang", 206, "9.10"),
        box("Dina", 20, 270, coloured=True),
        *bubble("gajinya berapa?", 296, "9.11"),
        *bubble("visa apa?", 360, "9.12", mine=True),
    ]

    assert read_chat(HEAD + found) == (
        "[9.10] Mas Bowo: butuh 6 orang\n[9.11] Dina: gajinya berapa?\n[9.12] Aku: visa apa?"
    )


@pytest.mark.parametrize("words", ["HARI INI", "Kemarin", "12 Mei 2026", "Diteruskan"])
def test_what_the_messenger_writes_is_nobodys_word(words: str) -> None:
    assert words not in read_chat([*HEAD, box(words, 300, 140), *TALK, *FOOT])


def test_a_bubble_keeps_the_lines_that_end_on_purpose() -> None:
    text = "LOKER\nGaji 12 juta\nTiket ditanggung agen sampai\ntujuan"

    said = read_chat([*HEAD, *chat((False, text), (True, "ini bener?"), (False, "iya"))])

    assert "LOKER\nGaji 12 juta\nTiket ditanggung agen sampai tujuan" in said


def test_one_bubble_is_a_chat_where_the_app_is_seen_around_it() -> None:
    assert read_chat([*HEAD, *chat((False, "ayo kerja")), *FOOT]) == "[9.10] Bang Riko: ayo kerja"


@pytest.mark.parametrize(
    "texts",
    [
        ("LOWONGAN", "Gaji 12 juta", "Usia 18-35"),
        ("JADWAL", "Senin 08.00 sampai 16.00", "Sabtu 08.00 sampai 12.00"),
        ("Jam kerja 8.00-17.00",),
        (),
    ],
)
def test_a_poster_is_no_chat(texts: tuple[str, ...]) -> None:
    assert read_chat(lines(*texts)) == ""
