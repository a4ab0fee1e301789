"""Draws cards beside the event loop: one at a time, in a thread, each kept for who asks again.

What is drawn comes from content/ alone and is bounded by its shapes, so a thread is enough.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.core.poster import Look, Poster

Draw = Callable[[Poster, Look, str], bytes]
_Key = tuple[Poster, Look, str]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many cards are kept and how many may wait; how many seconds one is waited for."""

    kept: int = 32
    waiting: int = 16
    seconds: float = 20.0


def draw_file(poster: Poster, look: Look, address: str) -> bytes:
    """The card as a PNG file. Raises ImportError where the `card` extra is not installed."""
    from bot.poster.drawing import draw

    return draw(poster, look, address).save()


class Painter:
    """Draws cards with `draw`, which is given the poster, the look and the address of the code."""

    def __init__(self, draw: Draw = draw_file, bounds: Bounds = Bounds()) -> None:
        self._draw = draw
        self._bounds = bounds
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._drawn: dict[_Key, asyncio.Future[bytes]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="painter")

    async def paint(self, poster: Poster, look: Look, address: str) -> bytes:
        """The card as a PNG file; empty where it cannot be had now: its text does without."""
        key = (poster, look, address)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._drawn and len(self._drawn) >= self._bounds.waiting:
            logger.warning("card_not_drawn", extra={"error": "too many wait"})
            return b""
        try:
            # Who leaves does not take the card from others who wait for the same.
            drawing = asyncio.shield(self._begun(key))
            return await asyncio.wait_for(drawing, self._bounds.seconds)
        except ImportError:
            logger.warning("cards_not_installed", extra={"mend": "pip install -e '.[card]'"})
        except Exception as error:  # noqa: BLE001 - a library's fault must not cost the text
            logger.warning("card_not_drawn", extra={"error": type(error).__name__})
        return b""

    def close(self) -> None:
        """Ends the thread once it has drawn what it is at."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _begun(self, key: _Key) -> asyncio.Future[bytes]:
        """The drawing of a card, begun once however many wait for it."""
        if key not in self._drawn:
            loop = asyncio.get_running_loop()
            drawing = loop.run_in_executor(self._thread, self._draw, *key)
            drawing.add_done_callback(lambda done: self._keep(key, done))
            self._drawn[key] = drawing
        return self._drawn[key]

    def _keep(self, key: _Key, drawing: asyncio.Future[bytes]) -> None:
        del self._drawn[key]
        if drawing.cancelled() or drawing.exception() is not None:
            return
        self._kept[key] = drawing.result()
        while len(self._kept) > self._bounds.kept:
            self._kept.popitem(last=False)
