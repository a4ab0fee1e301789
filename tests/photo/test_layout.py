"""Posters are read as people read them: line by line, columns one after the other."""

from __future__ import annotations

import pytest

from bot.photo.layout import read_boxes
from tests.photo.boxes import box, lines

LEFT = ("SYARAT", "Usia 18-35 tahun", "Bisa mengetik", "Tidak perlu ijazah")
RIGHT = ("FASILITAS", "Makan dan mess", "Tiket ditanggung", "Paspor dibuatkan")


def test_lines_are_read_from_the_top_whatever_order_they_were_found_in() -> None:
    first, second, third, fourth = lines("satu", "dua", "tiga", "empat")

    assert read_boxes([third, first, fourth, second]) == "satu\ndua\ntiga\nempat"


def test_pieces_of_a_line_are_joined_from_the_left() -> None:
    assert read_boxes([box("juta", 130, 3), box("gaji 12", 0, 0)]) == "gaji 12 juta"


def test_a_wide_gap_is_a_new_paragraph() -> None:
    assert read_boxes(lines("JUDUL", "", "", "satu", "dua", "tiga")) == "JUDUL\n\nsatu\ndua\ntiga"


def test_two_columns_are_read_one_after_the_other() -> None:
    found = [box("LOWONGAN", 0, 0), *lines(*LEFT, top=60), *lines(*RIGHT, left=400, top=60)]

    assert read_boxes(found).replace("\n\n", "\n") == "\n".join(("LOWONGAN", *LEFT, *RIGHT))


def test_what_follows_the_columns_is_read_after_both() -> None:
    found = [*lines(*LEFT), *lines(*RIGHT, left=400), box("Hubungi kantor kami segera", 0, 150)]

    assert read_boxes(found).split("\n")[-1] == "Hubungi kantor kami segera"


@pytest.mark.parametrize(
    "rows",
    [
        [("Negara", ": Taiwan"), ("Usia", ": 21-40"), ("Gaji", ": NT$29.500")],
        [("Negara:", "Taiwan"), ("Usia:", "21-40"), ("Gaji:", "NT$29.500")],
        [("Negara", "Taiwan"), ("Usia", "21-40"), ("Gaji", "NT$29.500")],
    ],
)
def test_a_table_is_read_across(rows: list[tuple[str, str]]) -> None:
    found = [
        piece
        for at, (name, value) in enumerate(rows)
        for piece in (box(name, 0, at * 26), box(value, 200, at * 26))
    ]

    assert read_boxes(found) == "\n".join(f"{name} {value}" for name, value in rows)


def test_a_picture_without_text_gives_none() -> None:
    assert read_boxes([]) == ""
