"""Files on this machine that somebody names at the terminal."""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.core.message import File, Part, PartKind
from bot.errors import FileError

_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_DOCUMENTS = (".pdf", ".docx", ".txt", ".zip")
_LONGEST = 1_000


def read_parts(text: str) -> tuple[Part, ...]:
    """The parts of a text whose lines may be paths; what is no file of a known kind is text."""
    parts: list[Part] = []
    words: list[str] = []
    for line in text.split("\n"):
        path = find_path(line)
        if path is None:
            words.append(line)
            continue
        parts += _written(words)
        words = []
        parts.append(file_part(path))
    return (*parts, *_written(words))


def find_path(word: str) -> Path | None:
    """The picture or document that a word names, however terminals write it when it is dropped."""
    if not path_like(word):
        return None
    bare = word.strip().strip("'\"")
    if bare.startswith("file://"):
        bare = unquote(urlsplit(bare).path)
    for name in (bare, bare.replace("\\ ", " ")):
        try:
            path = Path(name).expanduser()
            if path.is_file():
                return path
        except (OSError, RuntimeError, ValueError):
            continue
    return None


def path_like(word: str) -> bool:
    """True for what ends like the name of a picture or document."""
    bare = word.strip().strip("'\"").lower()
    return bare.endswith(_PICTURES + _DOCUMENTS) and len(bare) <= _LONGEST


def file_part(path: Path) -> Part:
    """The file as a part that is not read yet."""
    kind: PartKind = "photo" if path.suffix.lower() in _PICTURES else "document"
    return Part("", kind, file=File(functools.partial(_load, path), path.stat().st_size))


async def _load(path: Path) -> bytes:
    try:
        return await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None


def _written(lines: list[str]) -> list[Part]:
    text = "\n".join(lines)
    return [Part(text)] if text.strip() else []
