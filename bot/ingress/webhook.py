"""The webhook: an ASGI app that says 200 when an update is kept, and not before."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.ingress.updates import read_incoming
from bot.storage.keys import Keys
from bot.storage.store import Incoming, Store

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

logger = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
# The largest updates are long texts with as many entities: far below.
LARGEST_BODY = 1024 * 1024
BODY_SECONDS = 10.0


class _Refused(Exception):
    """A request that is answered with `status` and nothing else."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


def build_webhook(
    store: Store,
    keys: Keys,
    bot: int,
    secret: str,
    *,
    wake: Callable[[], None] = lambda: None,
    clock: Callable[[], float] = time.time,
) -> Starlette:
    """The app; it needs the `web` extra. Telegram must be given PATH and `secret`.

    Raises ValueError when the secret is empty.
    """
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.routing import Route

    if not secret:
        raise ValueError("a webhook without a secret would take updates from anybody")

    async def on_update(request: Request) -> Response:
        try:
            incoming = await _read(request, keys, secret)
            await store.put_updates(bot, [incoming], clock())
        except _Refused as refused:
            logger.warning("webhook_refused", extra={"status": refused.status})
            return Response(status_code=refused.status)
        except StoreError as error:
            # Telegram sends the update again.
            logger.warning("webhook_unready", extra={"reason": str(error)})
            return Response(status_code=503, headers={"Retry-After": "5"})
        wake()
        return Response(status_code=200)

    return Starlette(routes=[Route(PATH, on_update, methods=["POST"])])


async def _read(request: Request, keys: Keys, secret: str) -> Incoming:
    """The update in a request that Telegram may have sent. Raises _Refused for any other."""
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), secret.encode()):
        raise _Refused(403)
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
        raise _Refused(415)
    try:
        return read_incoming(json.loads(await _body(request)), keys)
    except (ValueError, RecursionError):
        raise _Refused(400) from None


async def _body(request: Request) -> bytes:
    from starlette.requests import ClientDisconnect

    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise _Refused(413)
    except (TimeoutError, ClientDisconnect):
        raise _Refused(408) from None
    return bytes(body)
