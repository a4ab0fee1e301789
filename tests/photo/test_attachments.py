"""Files of a message become its words in their place, and what was read is quoted."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.commands.talk import Forgetful
from bot.core.engine import Engine
from bot.core.message import File, Message, Part
from bot.core.reply import Line, Reply
from bot.errors import BusyError, FileError
from bot.limits import PHOTOS
from bot.photo.attachments import MAX_FILES, leave_files, read_files, tell
from bot.photo.bounds import MAX_BYTES
from bot.photo.found import Found
from bot.service import Service
from bot.storage.opening import open_store

NOON = dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC).timestamp()
TEXTS = {"kind.photo": "foto", "kind.voice": "pesan suara", "kind.other": "jenis ini"}


class Sheet:
    """Reads files that are their own text."""

    def __init__(self, *, busy: bool = False) -> None:
        self.read_bytes: list[bytes] = []
        self._busy = busy

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        if self._busy:
            raise BusyError("later", 2.0)
        yield

    async def read(self, data: bytes) -> Found:
        self.read_bytes.append(data)
        text, *codes = data.decode().split("|")
        if text.startswith("!"):
            return Found(problem=text[1:])  # type: ignore[arg-type]
        return Found(text, tuple(codes), cut=text.endswith("…"))


def photo(text: str, size: int = 0, origin: str = "") -> Part:
    async def load() -> bytes:
        if text == "!lost":
            raise FileError("lost")
        return text.encode()

    return Part("", "photo", origin, File(load, size))


def keys(lines: Sequence[Line]) -> list[str]:
    return [line.key for line in lines]


async def test_the_text_of_a_photo_stands_where_the_photo_stood() -> None:
    message = Message((Part("ini benar?"), photo("LOKER"), Part("atau ini?"), photo("LAIN")))

    read, notes = await read_files(message, Sheet())

    assert [part.text for part in read.parts] == ["ini benar?", "LOKER", "atau ini?", "LAIN"]
    assert [part.kind for part in read.parts] == ["authored", "photo", "authored", "photo"]
    assert read.files == ()
    assert notes == (Line("verdict.photo_note", {"text": "LOKER\n\nLAIN"}),)


async def test_what_a_code_holds_is_checked_and_shown() -> None:
    read, notes = await read_files(Message((photo("LOKER|https://wa.me/855"),)), Sheet())

    assert read.parts[1] == Part("https://wa.me/855", "qr")
    assert keys(notes) == ["verdict.photo_note", "photo.codes"]


@pytest.mark.parametrize(
    ("text", "key"),
    [("!no_text", "photo.no_text"), ("!slow", "photo.slow"), ("!lost", "photo.gone")],
)
async def test_why_nothing_was_read_is_told_once(text: str, key: str) -> None:
    read, notes = await read_files(Message((photo(text), photo(text))), Sheet())

    assert (read.parts, keys(notes)) == ((), [key])


async def test_a_file_that_is_too_large_is_not_fetched() -> None:
    sheet = Sheet()

    _, notes = await read_files(Message((photo("LOKER", MAX_BYTES + 1),)), sheet)

    assert (sheet.read_bytes, keys(notes)) == ([], ["photo.too_large"])


async def test_no_more_files_are_read_than_are_told() -> None:
    sheet = Sheet()

    _, notes = await read_files(Message((photo("a"),) * (MAX_FILES + 3)), sheet)

    assert len(sheet.read_bytes) == MAX_FILES
    assert keys(notes)[-1] == "photo.too_many"


async def test_a_long_text_is_quoted_in_part() -> None:
    _, [note] = await read_files(Message((photo("kata " * 500),)), Sheet())

    assert len(str(note.values["text"])) <= 700


def test_files_that_are_left_are_named() -> None:
    left = leave_files(Message((Part("halo"), photo("a"), photo("b")), unreadable=("voice",)))

    assert (left.parts, left.unreadable) == ((Part("halo"),), ("voice", "photo"))


def test_what_cannot_be_heard_is_told_apart_from_what_cannot_be_read() -> None:
    message = Message((), unreadable=("voice", "photo", "paid_media"))

    told = tell(Reply((Line("verdict.danger"),)), message, [Line("photo.cut")], TEXTS)

    assert told.lines == (
        Line("verdict.danger"),
        Line("photo.cut"),
        Line("answer.unreadable", {"kinds": "foto, jenis ini"}),
        Line("answer.unheard", {"kinds": "pesan suara"}),
    )


def test_nothing_stands_behind_the_answer_to_a_cry_for_help() -> None:
    reply = Reply((Line("emergency.first"),), road="emergency")

    assert tell(reply, Message((), unreadable=("photo",)), [Line("photo.cut")], TEXTS) == reply


# ---- with the real engine


def service(engine: Engine, sheet: Sheet | None, store: Any = None) -> Service:
    return Service(engine, store or Forgetful(), lambda: NOON, reader=sheet)


AD = "LOKER KAMBOJA admin judi online gaji 12 juta, visa turis, paspor dipegang kantor"


async def test_a_photographed_offer_is_judged_and_quoted(engine: Engine) -> None:
    reply = await service(engine, Sheet()).respond(Message((photo(AD),)))

    assert reply.level == "danger"
    assert reply.lines[-1] == Line("verdict.photo_note", {"text": AD})


async def test_the_command_reads_the_photo_too(engine: Engine) -> None:
    reply = await service(engine, Sheet()).command("cek", "", Message((photo(AD),)))

    assert reply.level == "danger"
    assert reply.lines[-1].key == "verdict.photo_note"


async def test_caption_and_photo_are_read_together(engine: Engine) -> None:
    halves = AD.split(", ", 1)

    reply = await service(engine, Sheet()).respond(Message((Part(halves[1]), photo(halves[0]))))

    assert reply.level == "danger"


async def test_a_cry_for_help_in_a_photo_comes_first(engine: Engine) -> None:
    cry = photo("[9.10] Aku: tolong saya disekap di Myawaddy, paspor diambil")

    reply = await service(engine, Sheet()).respond(Message((photo(AD), cry)))

    assert reply.road == "emergency"
    assert "verdict.photo_note" not in keys(reply.lines)


async def test_a_cry_for_help_beside_a_photo_does_not_wait_for_it(engine: Engine) -> None:
    sheet = Sheet(busy=True)

    reply = await service(engine, sheet).respond(Message((Part("tolong saya disekap"), photo("x"))))

    assert reply.road == "emergency"


async def test_where_too_many_wait_the_case_is_tried_again(engine: Engine) -> None:
    with pytest.raises(BusyError):
        await service(engine, Sheet(busy=True)).respond(Message((photo(AD),)))


async def test_a_photo_without_text_is_answered(engine: Engine) -> None:
    reply = await service(engine, Sheet()).respond(Message((photo("!no_text"),)))

    assert keys(reply.lines) == ["photo.no_text"]


async def test_without_a_reader_a_photo_is_named(engine: Engine) -> None:
    reply = await service(engine, None).respond(Message((photo(AD),)))

    assert reply.lines == (Line("answer.unreadable", {"kinds": "foto"}),)


async def test_a_photo_that_is_no_offer_gets_no_shrug(engine: Engine) -> None:
    reply = await service(engine, Sheet()).respond(Message((photo("Nota belanja toko Sari"),)))

    assert reply.level == "not_offer"


async def test_a_card_alone_asks_for_the_offer(engine: Engine) -> None:
    card = Message((Part("HRD Maju 62811", "contact"),))

    assert keys((await service(engine, None).respond(card)).lines) == ["answer.contact_card"]


async def test_one_person_cannot_have_all_the_reading(engine: Engine, tmp_path: Path) -> None:
    sheet = Sheet()
    store = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    answering = service(engine, sheet, store)
    message = Message((photo("Nota belanja"),), sender="s", chat="c")

    for _ in range(PHOTOS.capacity + 2):
        await answering.respond(message)
    await store.close()

    assert len(sheet.read_bytes) == PHOTOS.capacity
