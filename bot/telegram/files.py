"""Pictures and documents of messages: which of them can be read, and how they are fetched."""

from __future__ import annotations

import functools
from collections.abc import Callable

from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.core.message import File, Load, Part
from bot.errors import FileError
from bot.photo.bounds import LONGEST_SIDE, MAX_BYTES
from bot.telegram.errors import Interrupted
from bot.telegram.raw import Raw, child, children, number, text

# Turns the id of a file into what fetches it.
Fetch = Callable[[str], Load]

_SIZES = 20
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
_DOCUMENTS = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/plain",
    }
)
# A chat that WhatsApp exported with its media is a .zip.
_ENDINGS = (".pdf", ".docx", ".txt", ".zip", ".jpg", ".jpeg", ".png", ".webp")


def fetch_with(bot: Bot) -> Fetch:
    """Fetches files with a bot that is open."""
    return lambda file_id: functools.partial(_load, bot, file_id)


async def _load(bot: Bot, file_id: str) -> bytes:
    """The bytes of a file.

    Raises FileError where Telegram does not give it, Interrupted where it does not do so now.
    """
    try:
        file = await bot.get_file(file_id)
        if (file.file_size or 0) > MAX_BYTES:
            raise FileError("the file is too large")
        return bytes(await file.download_as_bytearray())
    except RetryAfter as error:
        seconds = error.retry_after
        pause = seconds if isinstance(seconds, int | float) else seconds.total_seconds()
        raise Interrupted("Telegram asks to fetch files later", float(pause)) from None
    except TelegramError as error:
        # To the library a refusal is a failure of the network.
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            raise Interrupted("a file could not be fetched") from None
        raise FileError("Telegram does not give the file") from None


def file_part(message: Raw, fetch: Fetch) -> Part | None:
    """The picture or document of a message, not read yet; None where there is none to read."""
    sizes = children(message, "photo", _SIZES)
    if sizes:
        return _part("photo", _best(sizes), fetch)
    document = child(message, "document")
    if not document or child(message, "animation"):
        return None
    mime, name = text(document, "mime_type").lower(), text(document, "file_name").lower()
    if mime in _PICTURES:
        return _part("photo", document, fetch)
    if mime in _DOCUMENTS or name.endswith(_ENDINGS):
        return _part("document", document, fetch)
    return None


def _part(kind: str, found: Raw, fetch: Fetch) -> Part | None:
    file_id = text(found, "file_id")
    if not file_id:
        return None
    file = File(fetch(file_id), max(0, number(found, "file_size") or 0))
    return Part("", "photo" if kind == "photo" else "document", file=file)


def _best(sizes: list[Raw]) -> Raw:
    """The smallest of the sizes that shows all that is read, else the largest."""
    ordered = sorted(sizes, key=_longest)
    return next((size for size in ordered if _longest(size) >= LONGEST_SIDE), ordered[-1])


def _longest(size: Raw) -> int:
    return max(number(size, "width") or 0, number(size, "height") or 0)
