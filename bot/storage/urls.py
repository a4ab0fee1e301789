"""Store URLs: which database they name."""

from __future__ import annotations

from pathlib import Path


def sqlite_path(url: str) -> Path | None:
    """The file of a `sqlite:///FILE` URL, None for any other URL."""
    scheme, _, rest = url.partition("://")
    return Path(rest.removeprefix("/")) if scheme == "sqlite" and len(rest) > 1 else None
