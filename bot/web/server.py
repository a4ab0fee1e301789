"""Runs an ASGI app inside the bot's own event loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from starlette.applications import Starlette

# Seconds that open requests get when the server stops.
GRACE = 5


async def serve(app: Starlette, host: str, port: int, stop: asyncio.Event) -> None:
    """Serves `app` until `stop` is set; needs the `web` extra.

    Raises SettingsError when the address cannot be used. Signals stay the caller's business.
    """
    import uvicorn

    class Server(uvicorn.Server):
        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    stopping = asyncio.create_task(_stop(server, stop))
    try:
        await server.serve()
    except SystemExit:
        # uvicorn ends the process where it cannot listen.
        raise SettingsError([f"cannot listen on {host} port {port}: is it in use?"]) from None
    finally:
        stopping.cancel()


async def _stop(server: object, stop: asyncio.Event) -> None:
    await stop.wait()
    server.should_exit = True  # type: ignore[attr-defined]
