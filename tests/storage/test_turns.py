"""One after the other, those first who asked for it, and nobody is forgotten."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.turns import Turns


async def take(turns: Turns, name: str, order: list[str], *, first: bool = False) -> None:
    async with turns.turn(first=first):
        order.append(name)
        await asyncio.sleep(0)
        order.append(name)


async def test_first_ones_go_before_those_who_waited_longer() -> None:
    turns, order = Turns(), list[str]()
    wanted = [("a", False), ("b", False), ("c", True), ("d", False), ("e", True)]

    await asyncio.gather(*(take(turns, name, order, first=first) for name, first in wanted))

    assert order == [*"aacceebbdd"]


async def test_who_gives_up_waiting_stops_nobody() -> None:
    turns, order = Turns(), list[str]()
    async with turns.turn():
        waiting = [asyncio.create_task(take(turns, name, order)) for name in "abc"]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await asyncio.sleep(0)
    # The turn has been given to b when it gives up.
    waiting[1].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)

    assert order == ["c", "c"]
    await take(turns, "d", order)
    assert order[-1] == "d"


async def test_a_mistake_passes_the_turn_on() -> None:
    turns, order = Turns(), list[str]()
    with pytest.raises(ValueError, match="x"):
        async with turns.turn():
            raise ValueError("x")

    await take(turns, "a", order)
    assert order == ["a", "a"]
