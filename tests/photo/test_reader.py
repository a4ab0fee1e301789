"""The process that reads: bounded, killed when it must be, started again."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.errors import BusyError
from bot.photo.bounds import MAX_BYTES
from bot.photo.found import Found
from bot.photo.frames import pack
from bot.photo.reader import Patience, PhotoReader

QUICK = Patience(read=0.5, start=20.0, idle=60.0, turn=0.2, waiting=2)

# A process that answers what the file tells it to.
SCRIPT = """
import json, os, struct, sys, time
def write(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
def say(**row):
    said = json.dumps({"text": "", "codes": [], "problem": "", "memory": 1, **row}).encode()
    write(struct.pack(">I", len(said)) + said)
say()
while head := sys.stdin.buffer.read(4):
    row = json.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
    data = sys.stdin.buffer.read(row["bytes"]).decode()
    if data == "hang": time.sleep(60)
    elif data == "die": os._exit(3)
    elif data == "die later": say(text="akan mati"); os._exit(3)
    elif data == "nonsense": write(struct.pack(">I", 3) + b"{}}")
    elif data == "endless": write(b"\\xff\\xff\\xff\\xff")
    elif data == "strange": say(problem="made up")
    elif data == "huge": say(text="besar", memory=10**12)
    elif data == "environment": say(text=json.dumps(sorted(os.environ)))
    elif data == "pid": say(text=str(os.getpid()))
    else: say(text=data)
"""


@pytest.fixture
async def reader() -> AsyncIterator[PhotoReader]:
    reader = PhotoReader((sys.executable, "-c", SCRIPT), QUICK)
    yield reader
    await reader.close()


async def test_files_are_read_by_one_process(reader: PhotoReader) -> None:
    first, second = await reader.read(b"pid"), await reader.read(b"pid")

    assert first == second
    assert first.text.isdigit()


async def test_one_that_takes_too_long_is_ended_and_the_next_is_read(reader: PhotoReader) -> None:
    assert await reader.read(b"hang") == Found(problem="slow")
    assert (await reader.read(b"halo")).text == "halo"


@pytest.mark.parametrize("data", [b"die", b"nonsense", b"endless", b"strange"])
async def test_one_that_breaks_the_process_is_told_and_the_next_is_read(
    reader: PhotoReader, data: bytes
) -> None:
    assert await reader.read(data) == Found(problem="broken")
    assert (await reader.read(b"halo")).text == "halo"


async def test_a_process_that_died_while_it_was_idle_costs_nobody_an_answer(
    reader: PhotoReader,
) -> None:
    assert (await reader.read(b"die later")).text == "akan mati"
    assert (await reader.read(b"halo")).text == "halo"


async def test_a_process_that_has_grown_is_replaced(reader: PhotoReader) -> None:
    before = await reader.read(b"pid")
    await reader.read(b"huge")

    assert await reader.read(b"pid") != before


async def test_no_setting_is_passed_on(
    reader: PhotoReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAMBU_TOKEN", "1:rahasia")

    found = (await reader.read(b"environment")).text

    assert "PATH" in found
    assert "RAMBU" not in found


async def test_a_file_that_is_too_large_is_not_even_handed_over() -> None:
    reader = PhotoReader(("a program that is not there",), QUICK)

    assert await reader.read(bytes(MAX_BYTES + 1)) == Found(problem="too_large")


async def test_a_program_that_cannot_be_started_is_told() -> None:
    reader = PhotoReader(("/a program that is not there",), QUICK)

    assert await reader.read(b"halo") == Found(problem="broken")


async def test_an_unused_process_ends() -> None:
    patience = Patience(read=5.0, idle=0.05)
    reader = PhotoReader((sys.executable, "-c", SCRIPT), patience)
    first = await reader.read(b"pid")
    await _until(lambda: reader._process is None)

    assert await reader.read(b"pid") != first
    await reader.close()


async def test_who_is_cancelled_leaves_no_process_behind(reader: PhotoReader) -> None:
    await reader.read(b"halo")
    process: Any = reader._process
    task = asyncio.ensure_future(reader.read(b"hang"))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait({task})

    assert process.returncode is not None


async def test_turns_are_taken_one_after_the_other(reader: PhotoReader) -> None:
    order = []

    async def take(name: str) -> None:
        async with reader.turn():
            order.append(name)
            await asyncio.sleep(0)
            order.append(name)

    await asyncio.gather(take("a"), take("b"))

    assert order == ["a", "a", "b", "b"]


async def test_where_too_many_wait_the_next_shall_come_again(reader: PhotoReader) -> None:
    async def wait() -> None:
        async with reader.turn():
            pass

    async with reader.turn():
        waiting = [asyncio.ensure_future(wait()) for _ in range(QUICK.waiting)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError) as caught:
            await wait()
    await asyncio.gather(*waiting)

    assert caught.value.pause == QUICK.again


async def test_who_waits_too_long_for_a_turn_shall_come_again(reader: PhotoReader) -> None:
    async with reader.turn():
        with pytest.raises(BusyError):
            async with reader.turn():
                raise AssertionError("it was not its turn")


def test_a_row_tells_how_many_bytes_follow() -> None:
    assert pack({"a": 1}, b"xyz").endswith(b'{"a": 1, "bytes": 3}xyz')


@pytest.mark.parametrize("row", [None, [], {}, {"text": 1, "codes": [], "problem": ""}])
def test_what_the_process_says_is_not_trusted(row: object) -> None:
    with pytest.raises(ValueError, match="not a finding"):
        Found.of_row(row)


async def _until(statement: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not statement():  # noqa: ASYNC110 - the loop itself ends the process
            await asyncio.sleep(0.01)
