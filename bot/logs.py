"""Log lines: an event name and key=value pairs on standard error, with every secret masked.

Code logs `logger.info("message_checked", extra={"level": "danger", "ms": 12})`. Nothing logs what a
person wrote, names, phone numbers or tokens; the mask is the second lock, for what libraries say.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Collection, Mapping
from typing import TextIO
from urllib.parse import quote

MASK = "***"

# Their INFO lines hold whole request addresses, and Telegram's hold the token.
_CHATTY = ("httpx", "httpcore", "aiohttp")

# What every record has; anything else came in through `extra`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_SHORTEST_SECRET = 4


class MaskFilter(logging.Filter):
    """Replaces secrets in everything a record carries: message, values, exception, stack."""

    def __init__(self, secrets: Collection[str]) -> None:
        super().__init__()
        forms = {form for each in secrets for form in (each, quote(each, safe=""), quote(each))}
        # The longest first: else the half of a token is masked and its whole is no longer found.
        self._secrets = sorted(
            (s for s in forms if len(s) >= _SHORTEST_SECRET), key=len, reverse=True
        )

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the record in place; never drops it."""
        record.msg, record.args = self.mask(_message(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text, record.exc_info = self.mask(record.exc_text), None
        if record.stack_info:
            record.stack_info = self.mask(record.stack_info)
        for name, value in _extra(record).items():
            setattr(record, name, self._masked(value))
        return True

    def mask(self, text: str) -> str:
        """The text with every secret replaced."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text

    def _masked(self, value: object) -> object:
        text = str(value)
        masked = self.mask(text)
        return value if masked == text else masked


class EventFormatter(logging.Formatter):
    """`2026-11-23T08:00:00Z INFO bot.service message_checked level=danger ms=12`."""

    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = None

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's own name
        """The line without the exception; one record never spreads over several lines here."""
        pairs = [f"{name}={_shown(value)}" for name, value in _extra(record).items()]
        line = super().formatMessage(record)
        return " ".join([line, *pairs]).replace("\r", "\\r").replace("\n", "\\n")


def set_up_logs(level: str, secrets: Collection[str], stream: TextIO | None = None) -> None:
    """Sends all logging of this process to `stream` (standard error) at `level`, masked."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(EventFormatter())
    handler.addFilter(MaskFilter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _message(record: logging.LogRecord) -> str:
    """The message; a library's wrong log call must not stop what it was about."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _extra(record: logging.LogRecord) -> Mapping[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _OWN}


def _shown(value: object) -> str:
    """A value as one word, or in quotes where it has spaces, quotes or an equals sign."""
    text = str(value)
    plain = text and not any(sign in text for sign in ' "=\n\r')
    return text if plain else json.dumps(text, ensure_ascii=False)
