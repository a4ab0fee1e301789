"""The transport tells every kind of failure apart and shows no secret."""

from __future__ import annotations

import asyncio
import logging

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.errors import SettingsError
from bot.telegram.errors import Interrupted
from bot.telegram.transport import AiohttpRequest, Timeouts, build_bot, open_bot
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import TOKEN

SECRET = TOKEN.partition(":")[2]


async def test_a_message_goes_out(api: FakeBotApi, bot: Bot) -> None:
    api.people.say(7, "halo")

    sent = await bot.send_message(7, "<b>Halo</b> 😀", parse_mode="HTML")

    assert sent.text == "Halo 😀"
    assert [each["text"] for each in api.world.said(7)] == ["Halo 😀"]


async def test_many_calls_share_a_few_connections(api: FakeBotApi) -> None:
    api.people.say(7, "halo")
    bot = build_bot(TOKEN, api.url, limit=2)
    await open_bot(bot)

    await asyncio.gather(*(bot.send_message(7, str(n)) for n in range(50)))
    await bot.shutdown()

    assert len(api.world.said(7)) == 50


async def test_files_go_out_and_come_in(api: FakeBotApi, bot: Bot) -> None:
    api.people.say(7, "halo")

    sent = await bot.send_photo(7, b"gambar", caption="a")
    album = await bot.send_media_group(7, [InputMediaPhoto(b"satu"), InputMediaPhoto(b"dua")])
    file = await bot.get_file(sent.photo[-1].file_id)

    assert bytes(await file.download_as_bytearray()) == b"gambar"
    assert len(album) == 2
    assert api.world.files[album[1].photo[0].file_id] == b"dua"


@pytest.mark.parametrize("address", ["", "/", "/bot", "/bot/"])
async def test_the_address_may_end_in_bot(api: FakeBotApi, address: str) -> None:
    bot = build_bot(TOKEN, api.url + address)
    await open_bot(bot)
    await bot.shutdown()

    assert bot.base_file_url == f"{api.url}/file/bot{TOKEN}"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"code": 429, "retry_after": 4}, RetryAfter),
        ({"code": 500}, NetworkError),
        ({"code": 502, "kind": "page"}, NetworkError),
        ({"code": 400, "description": "Bad Request: x"}, BadRequest),
        ({"code": 403, "description": "Forbidden: x"}, Forbidden),
        ({"kind": "malformed"}, NetworkError),
        ({"kind": "page", "code": 200}, NetworkError),
        ({"kind": "reset"}, NetworkError),
    ],
)
async def test_a_failure_has_its_error(
    api: FakeBotApi,
    bot: Bot,
    caplog: pytest.LogCaptureFixture,
    fault: dict[str, object],
    error: type[TelegramError],
) -> None:
    api.people.say(7, "halo")
    api.world.faults.add(method="sendMessage", **fault)

    with caplog.at_level(logging.INFO), pytest.raises(error) as raised:
        await bot.send_message(7, "kata orang")

    assert type(raised.value) is error
    assert SECRET not in str(raised.value) + repr(raised.value) + caplog.text
    assert "kata orang" not in caplog.text
    await bot.send_message(7, "dan sesudahnya")


async def test_a_moved_group_is_told(api: FakeBotApi, bot: Bot) -> None:
    api.people.say(-5, "/cek")
    new_id = api.people.migrate(-5)

    with pytest.raises(ChatMigrated) as raised:
        await bot.send_message(-5, "a")

    assert raised.value.new_chat_id == new_id


async def test_an_answer_that_does_not_come_is_timed_out(api: FakeBotApi) -> None:
    api.world.faults.add(method="getMe", kind="slow", seconds=60)
    request = AiohttpRequest(timeouts=Timeouts(read=0.05))
    async with request:
        with pytest.raises(TimedOut):
            await request.post(f"{api.url}/bot{TOKEN}/getMe")
        await request.post(f"{api.url}/bot{TOKEN}/getMe", read_timeout=None)


async def test_a_transport_that_is_not_open_says_so() -> None:
    with pytest.raises(NetworkError, match="not open"):
        await AiohttpRequest().post("http://127.0.0.1:9/x")


async def test_nobody_listening_is_a_network_error() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError, match=r"^ClientConnectorError$"):
            await request.post(f"http://127.0.0.1:9/bot{TOKEN}/getMe")


async def test_a_wrong_token_is_a_wrong_setting_and_is_not_shown(api: FakeBotApi) -> None:
    wrong = "123456:wrong-secret"

    with pytest.raises(SettingsError, match="RAMBU_TOKEN") as raised:
        await open_bot(build_bot(wrong, api.url))

    assert "wrong-secret" not in str(raised.value)
    assert not isinstance(raised.value.__cause__, InvalidToken)


async def test_an_unreachable_telegram_is_told_without_the_address() -> None:
    with pytest.raises(Interrupted) as raised:
        await open_bot(build_bot(TOKEN, "http://127.0.0.1:9"))

    assert SECRET not in str(raised.value)
