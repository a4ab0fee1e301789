"""Paths at the terminal are pictures and documents; everything else is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.message import Part
from bot.errors import FileError
from bot.photo.paths import find_path, read_parts


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "foto loker.JPG"
    path.write_bytes(b"gambar")
    return path


@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', " {} ", "file://{}"])
def test_a_path_is_known_however_it_is_written(picture: Path, form: str) -> None:
    assert find_path(form.format(picture)) == picture


def test_blanks_may_be_escaped(picture: Path) -> None:
    assert find_path(str(picture).replace(" ", "\\ ")) == picture


@pytest.mark.parametrize(
    "word", ["kirim foto.jpg", "cv.pdf", "loker", "", "\x00.jpg", "a" * 5000 + ".jpg"]
)
def test_what_is_not_there_is_text(word: str) -> None:
    assert find_path(word) is None


async def test_files_and_words_keep_their_order(picture: Path) -> None:
    before, file, after = read_parts(f"ini benar?\n{picture}\napa ini?")

    assert (before, after) == (Part("ini benar?"), Part("apa ini?"))
    assert file.kind == "photo"
    assert file.file is not None
    assert file.file.size == 6
    assert await file.file.load() == b"gambar"


async def test_a_file_that_is_gone_is_told(picture: Path) -> None:
    [part] = read_parts(str(picture))
    picture.unlink()  # noqa: ASYNC240 - nothing else runs here
    assert part.file is not None

    with pytest.raises(FileError, match="cannot be read"):
        await part.file.load()


def test_a_text_is_one_part() -> None:
    assert read_parts("satu\ndua") == (Part("satu\ndua"),)
