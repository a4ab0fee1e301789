"""Keeps the validated content, so that a start need not read hundreds of YAML files again.

A cached file is named by a digest of every byte it depends on (the content files, the schema, this
package), so a changed file simply has no cached form; the digest on its own first line shows
damage. Nothing here raises because of the cache: what cannot be used is read anew, what cannot be
written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pydantic

from bot.core import content as schema
from bot.core.content import Content
from bot.library.loader import build_library, digest, scan

_KEPT = 8
_PATTERN = "content-*.json"


def load_content(folder: Path, cache_folder: Path | None = None) -> Content:
    """Everything in `folder` except its corpus, from the cache where it is there.

    `cache_folder` defaults to the user's cache folder. Raises ContentError with all problems of
    all files.
    """
    files = scan(folder)
    place = cache_folder or user_cache_folder()
    key = _key(digest(files))
    if place is None or key is None or any(file.raw is None for file in files):
        return build_library(files, folder.name).content
    path = place / f"content-{key}.json"
    cached = _read(path)
    if cached is not None:
        return cached
    content = build_library(files, folder.name).content
    _write(path, content)
    return content


def user_cache_folder() -> Path | None:
    """Where this system keeps a user's caches; None where no home folder is known."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "rambu"
    given = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    return (Path(given) if Path(given).is_absolute() else home / ".cache") / "rambu"


def _key(content_digest: str) -> str | None:
    """A name for the content under this very code and validator; None where they are unreadable."""
    whole = hashlib.sha256(f"{content_digest} {pydantic.VERSION} {sys.version}".encode())
    try:
        for source in _sources():
            whole.update(source.read_bytes())
    except OSError:
        return None
    return whole.hexdigest()[:40]


def _sources() -> Iterator[Path]:
    core = Path(schema.__file__).parent
    yield from (core / name for name in ("entries.py", "campaigns.py", "quizzes.py", "content.py"))
    yield from sorted(Path(__file__).parent.glob("*.py"))


def _read(path: Path) -> Content | None:
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return None
        return Content.model_validate_json(body)
    except (OSError, ValueError):
        return None


def _write(path: Path, content: Content) -> None:
    body = content.model_dump_json(exclude_defaults=True).encode()
    seal = hashlib.sha256(body).hexdigest().encode()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_whole(path, seal + b"\n" + body)
        _prune(path.parent)


def _write_whole(path: Path, data: bytes) -> None:
    """Other processes see the whole file or none of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".content-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _prune(folder: Path) -> None:
    """Keeps the newest files: one for each checkout in use, not one for each edit ever made."""
    files = sorted(folder.glob(_PATTERN), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_KEPT:]:
        file.unlink(missing_ok=True)
