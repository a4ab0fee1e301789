"""The painter draws one card at a time, each once, and costs nobody their text when it cannot."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.core.poster import Look, Poster
from bot.core.reply import Line, Reply
from bot.poster.handing import hand_out
from bot.poster.painter import Bounds, Painter

POSTER = Poster(
    "danger", "LABEL", "Judul", "Tanda:", ("Satu",), "Lakukan:", "Tanya dulu", "110", "s", "d", "c"
)
OTHER = Poster("myth", "LABEL", "Lain", "", ("Dua",), "", "Tanya", "110", "s", "d", "c")
TEXTS = {"card.link": "Cek: {address}"}


class Drawer:
    """Counts what it draws; waits where it is told to."""

    def __init__(self, *, waits: bool = False) -> None:
        self.drawn: list[tuple[str, str, str]] = []
        self.go = threading.Event()
        self.done = threading.Event()
        if not waits:
            self.go.set()

    def __call__(self, poster: Poster, look: Look, address: str) -> bytes:
        self.go.wait(10)
        self.drawn.append((poster.headline, look.letters, address))
        self.done.set()
        return f"{poster.headline} {look.letters}".encode()


async def test_a_card_is_drawn_once_and_kept() -> None:
    draw = Drawer()
    painter = Painter(draw)

    first = await painter.paint(POSTER, Look(), "a")
    again = await painter.paint(POSTER, Look(), "a")

    assert first == again == b"Judul fl"
    assert len(draw.drawn) == 1


async def test_who_waits_for_the_same_card_shares_one_drawing() -> None:
    draw = Drawer(waits=True)
    painter = Painter(draw)
    asking = [asyncio.create_task(painter.paint(POSTER, Look(), "a")) for _ in range(5)]
    await asyncio.sleep(0)

    draw.go.set()

    assert await asyncio.gather(*asking) == [b"Judul fl"] * 5
    assert len(draw.drawn) == 1


async def test_a_look_and_an_address_are_cards_of_their_own() -> None:
    draw = Drawer()
    painter = Painter(draw)

    for look, address in ((Look(), "a"), (Look(), "b"), (Look("story"), "a")):
        await painter.paint(POSTER, look, address)

    assert draw.drawn == [("Judul", "fl", "a"), ("Judul", "fl", "b"), ("Judul", "sl", "a")]


async def test_the_oldest_card_is_forgotten() -> None:
    draw = Drawer()
    painter = Painter(draw, Bounds(kept=1))

    for poster in (POSTER, OTHER, POSTER):
        await painter.paint(poster, Look(), "a")

    assert len(draw.drawn) == 3


async def test_where_too_many_wait_the_card_is_left_out() -> None:
    draw = Drawer(waits=True)
    painter = Painter(draw, Bounds(waiting=1))
    first = asyncio.create_task(painter.paint(POSTER, Look(), "a"))
    await asyncio.sleep(0)

    refused = await painter.paint(OTHER, Look(), "a")
    draw.go.set()

    assert (refused, await first) == (b"", b"Judul fl")


async def test_a_card_that_takes_too_long_is_left_out_and_kept_for_the_next() -> None:
    draw = Drawer(waits=True)
    painter = Painter(draw, Bounds(seconds=0.01))

    late = await painter.paint(POSTER, Look(), "a")
    draw.go.set()
    await asyncio.to_thread(draw.done.wait, 10)
    await asyncio.sleep(0)

    assert (late, await painter.paint(POSTER, Look(), "a")) == (b"", b"Judul fl")
    assert len(draw.drawn) == 1


@pytest.mark.parametrize("error", [ImportError("no Pillow"), OSError("no font"), MemoryError()])
async def test_a_fault_costs_the_picture_only(error: Exception) -> None:
    def fail(poster: Poster, look: Look, address: str) -> bytes:
        raise error

    assert await Painter(fail).paint(POSTER, Look(), "a") == b""


async def test_a_reply_gets_its_picture_and_the_address() -> None:
    reply = Reply((Line("card.text"),), poster=POSTER)

    handed = await hand_out(reply, Painter(Drawer()), TEXTS, "contoh_bot")

    assert handed.picture == b"Judul fl"
    assert [line.key for line in handed.lines] == ["card.ready", "card.share"]
    assert str(handed.lines[1].values["text"]).endswith("Cek: https://t.me/contoh_bot")


async def test_without_a_painter_the_text_goes_out_alone() -> None:
    handed = await hand_out(Reply((Line("x"),), poster=POSTER), None, TEXTS, "contoh_bot")

    assert handed.picture == b""
    assert handed.lines[0].key == "card.text"


async def test_a_reply_without_a_card_stays_as_it_is() -> None:
    reply = Reply((Line("x"),))

    assert await hand_out(reply, None, TEXTS, "contoh_bot") is reply
