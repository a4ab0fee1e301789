"""The cache: it gives what the files say, whatever happens to it."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ContentError
from bot.library import cache, load_content, read_content
from bot.library.cache import user_cache_folder

RULE = "rules/documents/papers_kept.yaml"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A cache folder that does not exist yet."""
    return tmp_path / "cache" / "rambu"


def files(place: Path) -> list[Path]:
    """The cached files."""
    return sorted(place.iterdir())


def test_what_is_cached_equals_what_was_read(folder: Any, place: Path) -> None:
    first = load_content(folder.path, place)
    second = load_content(folder.path, place)

    assert first == second == read_content(folder.path)
    assert len(files(place)) == 1


def test_a_second_load_reads_no_yaml(
    folder: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_content(folder.path, place)
    monkeypatch.setattr(cache, "build_library", None)

    assert load_content(folder.path, place) == first


def test_a_changed_file_is_seen(folder: Any, place: Path) -> None:
    load_content(folder.path, place)
    folder.change(RULE, "level: high", "level: low")

    assert load_content(folder.path, place).rules["papers_kept"].level == "low"


def test_a_new_file_and_a_deleted_one_are_seen(folder: Any, place: Path) -> None:
    load_content(folder.path, place)
    folder.delete("slang.yaml")
    folder.write("lists/more.yaml", "description: x\nvalues: [y]\n")

    content = load_content(folder.path, place)

    assert content.slang == {}
    assert "more" in content.lists


def test_a_renamed_file_is_seen(folder: Any, place: Path) -> None:
    load_content(folder.path, place)
    (folder.path / "lists/papers.yaml").rename(folder.path / "lists/documents.yaml")

    assert [*load_content(folder.path, place).lists] == ["documents"]


def test_a_file_that_breaks_is_seen(folder: Any, place: Path) -> None:
    load_content(folder.path, place)
    folder.write("slang.yaml", "a: b: c")

    with pytest.raises(ContentError):
        load_content(folder.path, place)


def test_a_file_that_becomes_unreadable_is_seen(folder: Any, place: Path) -> None:
    load_content(folder.path, place)
    folder.delete("slang.yaml")
    (folder.path / "slang.yaml").symlink_to(folder.path / "nowhere")

    with pytest.raises(ContentError, match="cannot be read"):
        load_content(folder.path, place)


def test_changed_code_is_seen(
    folder: Any, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_content(folder.path, place)
    source = tmp_path / "content.py"
    source.write_text("class Content: ...")
    monkeypatch.setattr(cache, "_sources", lambda: iter([source]))
    load_content(folder.path, place)
    source.write_text("class Content: newer = True")
    load_content(folder.path, place)

    assert len(files(place)) == 3


def test_code_that_cannot_be_read_means_no_cache(
    folder: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_sources", lambda: iter([Path("/nowhere/content.py")]))

    assert load_content(folder.path, place).rules
    assert not place.exists()


def sealed(body: bytes) -> bytes:
    """A cache file whose seal is right."""
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b'"999"', b'"998"'),
        lambda raw: sealed(b"{}"),
        lambda raw: sealed(b"\xff"),
        lambda raw: sealed(b"[" * 10_000),
    ],
    ids=["empty", "cut", "one digit", "other shape", "binary", "deep"],
)
def test_a_damaged_cache_is_not_believed(folder: Any, place: Path, damage: Any) -> None:
    content = load_content(folder.path, place)
    (file,) = files(place)
    good = file.read_bytes()
    file.write_bytes(damage(good))

    assert load_content(folder.path, place) == content
    assert file.read_bytes() == good


def test_a_cache_folder_that_cannot_be_made_does_not_matter(folder: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")

    assert load_content(folder.path, file / "cache").rules


def test_a_failed_write_leaves_nothing_behind(
    folder: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)

    assert load_content(folder.path, place).rules
    assert files(place) == []


def test_old_cached_files_are_deleted(folder: Any, place: Path) -> None:
    for number in range(12):
        folder.write("slang.yaml", f"gpp: tidak apa apa {number}\n")
        load_content(folder.path, place)

    assert len(files(place)) == 8


def test_the_corpus_has_no_part_in_it(folder: Any, place: Path) -> None:
    load_content(folder.path, place)
    folder.write("corpus/more.yaml", "not: right")
    load_content(folder.path, place)

    assert len(files(place)) == 1


def test_the_default_is_the_users_cache_folder(folder: Any, cache_of_this_run: Path) -> None:
    load_content(folder.path)
    place = user_cache_folder()

    assert place is not None
    assert sys.platform == "darwin" or place.parent == cache_of_this_run
    assert files(place)


def test_without_a_home_folder_nothing_is_cached(
    folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", classmethod(nobody))

    assert user_cache_folder() is None
    assert load_content(folder.path).rules
