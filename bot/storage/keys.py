"""Keys of people and chats: Telegram's numbers hashed with a secret, so that no table has them."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import tempfile
from pathlib import Path

from bot.errors import StoreError
from bot.storage.urls import sqlite_path

_READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LENGTH = 32


class Keys:
    """Makes keys with one secret; the secret never shows in a repr."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def of(self, telegram_id: int) -> str:
        """The key of a person or chat, 32 hexadecimal digits; both are one in a private chat."""
        return self._hash(f"chat:{telegram_id}")

    @property
    def fingerprint(self) -> str:
        """Tells two secrets apart without giving either away; see Store.match_secret."""
        return self._hash("fingerprint")

    @property
    def offers(self) -> bytes:
        """The key for fingerprints of offers and their contacts (bot/core/similar.py)."""
        return hmac.new(self._secret, b"offers", hashlib.sha256).digest()

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:_LENGTH]


def open_keys(store_url: str, secret: str = "") -> Keys:
    """Keys with `secret`, or for an embedded store with the one in a file next to its database.

    The file is made when it is missing. Raises StoreError when a secret must be given, or when the
    file can be read by others or not at all.
    """
    if secret:
        return Keys(secret)
    database = sqlite_path(store_url)
    if database is None:
        raise StoreError("RAMBU_SECRET is missing: with PostgreSQL all replicas need the same one")
    path = database.with_suffix(".secret")
    try:
        return Keys(_read(path))
    except OSError as error:
        raise StoreError(f"cannot use the secret in {path}: {error.strerror}") from error


def _read(path: Path) -> str:
    if not path.exists():
        _make(path)
    if os.name == "posix" and path.stat().st_mode & _READABLE_BY_OTHERS:
        raise StoreError(f"the secret in {path} can be read by others: chmod 600 {path}")
    secret = path.read_text(encoding="ascii", errors="replace").strip()
    if len(secret) < _LENGTH:
        raise StoreError(
            f"the secret in {path} is too short: put the backup back, or delete the file"
        )
    return secret


def _make(path: Path) -> None:
    """Writes a new secret in one step: whoever finds the file finds all of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_LENGTH) + "\n")
        _move(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _move(temporary: Path, path: Path) -> None:
    """Gives the file its name unless another process was faster."""
    try:
        if os.name == "posix":
            path.hardlink_to(temporary)
        else:
            temporary.rename(path)
    except FileExistsError:
        return
