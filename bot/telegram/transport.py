"""The road to the Bot API: python-telegram-bot's request class over one aiohttp connection pool.

The library's own transport gets slower the more requests are open; this one does not.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.errors import SettingsError
from bot.telegram.errors import Interrupted

DEFAULT = BaseRequest.DEFAULT_NONE

# Telegram gives bots files of up to 20 MB.
LARGEST = 21 * 1024 * 1024
_CHUNK = 64 * 1024
_DONE = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds that each step of a request may take; `upload` replaces `write` for files."""

    read: float = 10.0
    write: float = 5.0
    connect: float = 5.0
    pool: float = 10.0
    upload: float = 30.0


class AiohttpRequest(BaseRequest):
    """Sends requests through at most `limit` connections that are kept open and used again.

    Raises telegram.error.TimedOut and NetworkError; their texts name the kind of failure only,
    since an address holds the token and an answer may hold a user's words.
    """

    __slots__ = ("_limit", "_session", "_timeouts")

    def __init__(self, limit: int = 64, timeouts: Timeouts = Timeouts()) -> None:
        self._limit = limit
        self._timeouts = timeouts
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where the caller names none."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Opens the pool; without effect on an open one."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._limit)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Closes the pool and every connection."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = DEFAULT,
        write_timeout: object = DEFAULT,
        connect_timeout: object = DEFAULT,
        pool_timeout: object = DEFAULT,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises TimedOut or NetworkError."""
        if self._session is None:
            raise NetworkError("The transport is not open")
        files = request_data.multipart_data if request_data else {}
        write = self._timeouts.upload if files else self._timeouts.write
        timeout = _timeout(
            _given(read_timeout, self._timeouts.read),
            _given(write_timeout, write),
            _given(connect_timeout, self._timeouts.connect),
            _given(pool_timeout, self._timeouts.pool),
        )
        body = _form(request_data.json_parameters if request_data else {}, files)
        try:
            async with self._session.request(method, url, data=body, timeout=timeout) as answer:
                return _checked(method, answer.status, await _read(answer))
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict. Raises TelegramError; unlike the library's it logs no content."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("The server's answer is not a JSON object")
        return answer


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    """The body, as long as answers and files may be. Raises NetworkError for a longer one."""
    body = bytearray()
    async for piece in answer.content.iter_chunked(_CHUNK):
        body += piece
        if len(body) > LARGEST:
            raise NetworkError("An answer is too large")
    return bytes(body)


def _given(value: object, default: float) -> float | None:
    """What the caller named: seconds, or None for no limit; `default` where nothing was named."""
    if value is None:
        return None
    return float(value) if isinstance(value, (int, float)) else default


def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    # None means without a limit, and then nothing that contains the step may have one either.
    opening = None if connect is None or pool is None else connect + pool
    total = None if read is None or write is None or opening is None else read + write + opening
    return aiohttp.ClientTimeout(total=total, connect=opening, sock_connect=connect, sock_read=read)


def _form(values: dict[str, str], files: dict[str, Any]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in values.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in files.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _checked(method: str, status: int, body: bytes) -> tuple[int, bytes]:
    """A cut or foreign answer with status 200 (a proxy's page) becomes a failure to be retried."""
    if method == "POST" and status == 200 and not (_DONE.match(body) and body.endswith(b"}")):
        return 502, b"{}"
    return status, body


def api_root(api_url: str) -> str:
    """The address without the `/bot` that some people write at its end."""
    return api_url.rstrip("/").removesuffix("/bot")


def build_bot(token: str, api_url: str, limit: int = 64) -> Bot:
    """A bot on this transport, not yet opened; `api_url` with or without `/bot` at its end."""
    # The library's debug lines repeat what people wrote.
    logging.getLogger("telegram").setLevel(logging.INFO)
    root = api_root(api_url)
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(limit),
        get_updates_request=AiohttpRequest(1),
    )


async def open_bot(bot: Bot) -> None:
    """Opens the bot and learns its name.

    Raises SettingsError when the token is wrong and Interrupted when Telegram cannot be reached.
    """
    try:
        await bot.initialize()
    except InvalidToken:
        # The library's own text shows the token.
        await bot.shutdown()
        hint = "Telegram does not know this token: copy it again from BotFather (/mybots)"
        raise SettingsError([f"RAMBU_TOKEN: {hint}"]) from None
    except TelegramError as error:
        await bot.shutdown()
        raise Interrupted(f"Telegram cannot be reached: {error.message}") from None
