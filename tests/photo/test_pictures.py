"""Pictures from anybody: small enough, of a known kind, the right way up; and codes in them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from bot.photo.bounds import LONGEST_SIDE
from bot.photo.codes import read_codes
from bot.photo.pictures import PictureError, open_picture


def saved(image: Image.Image, form: str = "PNG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds nearly nothing."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(bytes(100)))


def _chunk(name: bytes, data: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def code(text: str) -> Image.Image:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=6)).convert("RGB")
    ground = Image.new("RGB", (picture.width + 80, picture.height + 80), "white")
    ground.paste(picture, (40, 40))
    return ground


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_usual_kinds_are_opened(form: str) -> None:
    assert open_picture(saved(Image.new("RGB", (60, 40), "red"), form)).size == (60, 40)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (empty_png(20_000, 20_000), "too_large"),
        (empty_png(6_000, 6_000), "too_large"),
        (empty_png(1, 5_000), "strange"),
        (empty_png(50, 4_000), "strange"),
        (empty_png(100, 100), "strange"),
        (saved(Image.new("RGB", (60, 40)), "GIF"), "strange"),
        (saved(Image.new("RGB", (60, 40)), "BMP"), "strange"),
        (saved(Image.new("RGB", (60, 40)), "JPEG")[:200], "strange"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "strange"),
        (b"", "strange"),
    ],
    ids="bomb large thin long cut gif bmp half svg nothing".split(),
)
def test_other_files_are_refused_with_the_reason(data: bytes, problem: str) -> None:
    with pytest.raises(PictureError) as caught:
        open_picture(data)

    assert caught.value.problem == problem


def test_a_large_picture_is_made_smaller() -> None:
    assert max(open_picture(saved(Image.new("RGB", (4_000, 2_000)), "JPEG")).size) == LONGEST_SIDE


def test_a_picture_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    assert open_picture(saved(Image.new("RGB", (60, 40)), "JPEG", exif=exif)).size == (40, 60)


def test_what_is_transparent_becomes_white() -> None:
    image = open_picture(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0))))

    assert image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ("https://wa.me/85512345678", "https://wa.me/85512345678"),
        ("tel:+85512345678", "+85512345678"),
        ("baris satu\nbaris dua", "baris satu baris dua"),
    ],
)
def test_a_code_is_read(held: str, shown: str) -> None:
    assert read_codes(code(held)) == [shown]


def test_a_picture_without_a_code_has_none() -> None:
    assert read_codes(Image.new("RGB", (200, 200), "white")) == []
