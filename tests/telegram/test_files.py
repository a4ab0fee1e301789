"""Pictures and documents are fetched from Telegram when they are read, and only then."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot

from bot.core.message import Part
from bot.errors import FileError
from bot.photo.bounds import MAX_BYTES
from bot.telegram.convert import convert_messages
from bot.telegram.errors import Interrupted, pause_for
from bot.telegram.files import fetch_with, file_part
from tests.fakes.bot_api import FakeBotApi
from tests.telegram.conftest import key, message

SIZES = [
    {"file_id": "s", "width": 90, "height": 160, "file_size": 1},
    {"file_id": "m", "width": 900, "height": 1600, "file_size": 2},
    {"file_id": "l", "width": 2880, "height": 5120, "file_size": 3},
]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def fetch(file_id: str) -> Any:
    async def load() -> bytes:
        return file_id.encode()

    return load


async def loaded(part: Part | None) -> bytes:
    assert part is not None
    assert part.file is not None
    return await part.file.load()


async def test_the_size_that_shows_enough_is_fetched() -> None:
    assert await loaded(file_part(message(photo=SIZES), fetch)) == b"m"
    assert await loaded(file_part(message(photo=SIZES[:1]), fetch)) == b"s"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"mime_type": "image/png"}, "photo"),
        ({"mime_type": "application/pdf"}, "document"),
        ({"mime_type": DOCX}, "document"),
        ({"mime_type": "text/plain"}, "document"),
        ({"file_name": "WhatsApp Chat dengan Budi.ZIP"}, "document"),
    ],
)
def test_documents_that_can_be_read_are_known(document: dict[str, Any], kind: str) -> None:
    part = file_part(message(document={"file_id": "d", "file_size": 5, **document}), fetch)

    assert part is not None
    assert (part.kind, part.text) == (kind, "")
    assert part.file is not None
    assert part.file.size == 5


@pytest.mark.parametrize(
    "content",
    [
        {"document": {"file_id": "d", "mime_type": "application/x-apk"}},
        {"document": {"file_id": "d", "mime_type": "image/png"}, "animation": {"file_id": "d"}},
        {"document": {"mime_type": "image/png"}},
        {"photo": [{}]},
        {"photo": 7},
        {"voice": {"file_id": "v"}},
    ],
)
def test_other_messages_have_nothing_to_fetch(content: dict[str, Any]) -> None:
    assert file_part(message(**content), fetch) is None


def test_a_picture_stands_behind_its_caption_and_is_not_called_unreadable() -> None:
    first = message(photo=SIZES, caption="Loker", media_group_id="1")

    found = convert_messages([first, message(photo=SIZES, media_group_id="1")], key, fetch=fetch)

    assert found is not None
    assert [(part.kind, part.text) for part in found.parts] == [
        ("authored", "Loker"),
        ("photo", ""),
        ("photo", ""),
    ]
    assert found.unreadable == ()


def test_a_picture_that_is_replied_to_is_read_too() -> None:
    found = convert_messages(
        [message("/cek", reply_to_message=message(photo=SIZES))], key, skip=4, fetch=fetch
    )

    assert found is not None
    assert [part.kind for part in found.parts] == ["photo"]


def test_a_picture_of_a_channel_keeps_its_origin() -> None:
    chat = {"id": -100777, "type": "channel", "title": "Loker Uji"}
    origin = {"type": "channel", "chat": chat, "message_id": 4}

    found = convert_messages([message(photo=SIZES, forward_origin=origin)], key, fetch=fetch)

    assert found is not None
    assert found.parts[0].origin == "Loker Uji"


async def test_a_file_is_fetched(api: FakeBotApi, bot: Bot) -> None:
    shown = api.people.show(7, content=b"gambar")

    assert await fetch_with(bot)(shown["photo"][0]["file_id"])() == b"gambar"


async def test_a_file_that_telegram_does_not_give_is_told(bot: Bot) -> None:
    with pytest.raises(FileError):
        await fetch_with(bot)("nothing")()


async def test_a_file_that_is_too_large_is_not_downloaded(api: FakeBotApi, bot: Bot) -> None:
    shown = api.people.show(7, content=bytes(MAX_BYTES + 1))

    with pytest.raises(FileError, match="too large"):
        await fetch_with(bot)(shown["photo"][0]["file_id"])()


@pytest.mark.parametrize(
    ("fault", "pause"),
    [({"code": 429, "retry_after": 7}, 7.0), ({"code": 500}, 5.0), ({"kind": "reset"}, 5.0)],
)
async def test_what_passes_by_itself_is_tried_again(
    api: FakeBotApi, bot: Bot, fault: dict[str, Any], pause: float
) -> None:
    shown = api.people.show(7, content=b"gambar")
    api.world.faults.add(method="getFile", **fault)

    with pytest.raises(Interrupted) as caught:
        await fetch_with(bot)(shown["photo"][0]["file_id"])()

    assert pause_for(caught.value) == pause
