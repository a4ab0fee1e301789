"""The fake Bot API refuses and does what Telegram refuses and does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.bot_api import FakeBotApi
from tests.fakes.webhook import Again
from tests.fakes.world import TOKEN

DAY = 24 * 3600
Call = Callable[..., Any]


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as api:
        yield api


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(api: FakeBotApi, session: aiohttp.ClientSession) -> Call:
    async def post(method: str, token: str = TOKEN, **arguments: Any) -> dict[str, Any]:
        async with session.post(f"{api.url}/bot{token}/{method}", json=arguments) as answer:
            return await answer.json()

    return post


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Pilih", **button}]]}


@pytest.mark.parametrize(
    "text",
    [
        "a < b",
        "kopi & teh",
        "&nbsp;",
        "<b>tebal",
        "tebal</b>",
        "<b><i>silang</b></i>",
        "<h1>judul</h1>",
        "<br>",
        '<b class="x">b</b>',
        "<span>s</span>",
        "<b",
    ],
)
async def test_html_that_telegram_cannot_read_is_refused(
    api: FakeBotApi, call: Call, text: str
) -> None:
    api.people.say(7, "halo")

    answer = await call("sendMessage", chat_id=7, text=text, parse_mode="HTML")

    assert answer["error_code"] == 400
    assert "can't parse entities" in answer["description"]


async def test_html_becomes_words_and_entities_in_utf16_units(api: FakeBotApi, call: Call) -> None:
    api.people.say(7, "halo")
    html = '😀 <b>tebal &lt;<i>miring</i></b> <a href="https://x.id/?a=1&amp;b=2">tautan</a>'

    answer = await call("sendMessage", chat_id=7, text=html, parse_mode="HTML")

    assert answer["result"]["text"] == "😀 tebal <miring tautan"
    assert answer["result"]["entities"] == [
        {"type": "bold", "offset": 3, "length": 13},
        {"type": "italic", "offset": 10, "length": 6},
        {"type": "text_link", "offset": 17, "length": 6, "url": "https://x.id/?a=1&b=2"},
    ]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"text": "a" * 4097}, "too long"),
        ({"text": "😀" * 2049}, "too long"),
        ({"text": "  \n "}, "text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text is empty"),
        ({"text": "a", "parse_mode": "MarkdownV2"}, "parse_mode"),
        ({"text": 5}, "text"),
        ({"text": "a", "disable_web_page_preview": True}, "disable_web_page_preview"),
        ({"text": "a", "reply_markup": keyboard(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": keyboard(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": keyboard(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": keyboard(url="tel:+62811")}, "BUTTON_URL_INVALID"),
        ({"text": "a", "reply_markup": keyboard()}, "exactly one action"),
        ({"text": "a", "reply_markup": keyboard(callback_data="a", url="https://a.id")}, "one"),
        ({"text": "a", "reply_markup": keyboard(callback_data="a", colour="red")}, "reply_markup"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "replied not found"),
        ({"text": "a", "message_thread_id": 99}, "thread not found"),
        ({"text": "a", "chat_id": 12345}, "chat not found"),
        ({"text": "a", "chat_id": 7.5}, "chat_id"),
    ],
)
async def test_a_wrong_message_is_refused(
    api: FakeBotApi, call: Call, arguments: dict[str, Any], reason: str
) -> None:
    api.people.say(7, "halo")

    answer = await call("sendMessage", **{"chat_id": 7, **arguments})

    assert answer["error_code"] == 400
    assert reason in answer["description"]


async def test_4096_units_are_taken(api: FakeBotApi, call: Call) -> None:
    api.people.say(7, "halo")

    assert (await call("sendMessage", chat_id=7, text="😀" * 2048))["ok"]
    assert (await call("sendMessage", chat_id=7, text="&lt;" * 4096, parse_mode="HTML"))["ok"]


async def test_lone_surrogates_are_refused(api: FakeBotApi, call: Call) -> None:
    api.people.say(7, "halo")

    answer = await call("sendMessage", chat_id=7, text="a\ud83d")

    assert "UTF-8" in answer["description"]


async def test_unknown_methods_and_tokens_are_refused(call: Call) -> None:
    assert (await call("sendTelegram"))["error_code"] == 404
    assert (await call("getMe", token="123456:other"))["error_code"] == 401
    assert (await call("getMe", token="nonsense"))["error_code"] == 404
    assert (await call("GETME"))["ok"]


async def test_an_edit_must_change_something_of_ones_own(api: FakeBotApi, call: Call) -> None:
    [theirs] = api.people.say(7, "halo")
    sent = (await call("sendMessage", chat_id=7, text="<b>a</b>", parse_mode="HTML"))["result"]
    place = {"chat_id": 7, "message_id": sent["message_id"]}

    same = await call("editMessageText", **place, text="<strong>a</strong>", parse_mode="HTML")
    other = await call("editMessageText", **place, text="b", reply_markup=keyboard(url="tg://x"))
    foreign = await call("editMessageText", chat_id=7, message_id=theirs["message_id"], text="b")
    missing = await call("editMessageText", chat_id=7, message_id=99, text="b")

    assert "message is not modified" in same["description"]
    assert other["result"]["text"] == "b"
    assert "entities" not in other["result"]
    assert "can't be edited" in foreign["description"]
    assert "not found" in missing["description"]


async def test_a_second_poller_ends_the_first(api: FakeBotApi, call: Call) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await wait_until(lambda: api.world.updates.polled)
    second = asyncio.create_task(call("getUpdates", timeout=20))

    assert (await first)["error_code"] == 409
    api.people.say(7, "halo")
    assert (await second)["result"][0]["message"]["text"] == "halo"


async def test_polling_is_refused_while_a_webhook_is_set(call: Call) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/none")

    assert (await call("getUpdates"))["error_code"] == 409
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_updates_wait_until_an_offset_acknowledges_them(api: FakeBotApi, call: Call) -> None:
    for text in ("satu", "dua", "tiga"):
        api.people.say(7, text)
    ids = [each["update_id"] for each in (await call("getUpdates"))["result"]]

    again = await call("getUpdates", limit=1)
    rest = await call("getUpdates", offset=ids[1])
    last = await call("getUpdates", offset=-1)

    assert [each["update_id"] for each in again["result"]] == ids[:1]
    assert [each["update_id"] for each in rest["result"]] == ids[1:]
    assert [each["update_id"] for each in last["result"]] == ids[2:]
    assert (await call("getUpdates", offset=ids[2] + 1))["result"] == []


async def test_updates_are_forgotten_after_a_day(api: FakeBotApi, call: Call) -> None:
    api.people.say(7, "lama")
    api.world.clock.advance(DAY - 1)
    api.people.say(7, "baru")
    assert len((await call("getUpdates"))["result"]) == 2

    api.world.clock.advance(1)

    [left] = (await call("getUpdates"))["result"]
    assert left["message"]["text"] == "baru"
    assert len(api.world.updates.forgotten) == 1


async def test_update_numbers_start_anew_after_a_week_of_silence(api: FakeBotApi) -> None:
    api.people.say(7, "satu")
    first = api.world.updates.waiting[-1].update_id
    api.world.clock.advance(7 * DAY + 1)
    api.people.say(7, "dua")

    assert api.world.updates.waiting[-1].update_id != first + 1


async def test_only_wanted_kinds_are_kept(api: FakeBotApi, call: Call) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    api.people.say(7, "halo")

    assert (await call("getUpdates"))["result"] == []


async def test_a_call_can_come_as_a_form_or_in_the_address(
    api: FakeBotApi, session: aiohttp.ClientSession
) -> None:
    api.people.say(7, "halo")
    url = f"{api.url}/bot{TOKEN}/sendMessage"
    form = {
        "chat_id": "7",
        "text": "123",
        "disable_notification": "true",
        "reply_markup": '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
    }

    async with session.post(url, data=form) as answer:
        assert (await answer.json())["result"]["reply_markup"]["inline_keyboard"]
    async with session.get(url, params={"chat_id": "7", "text": "x"}) as answer:
        assert (await answer.json())["ok"]
    async with session.post(url, data={**form, "disable_notification": "ya"}) as answer:
        assert answer.status == 400


async def test_a_blocked_bot_gets_403_until_it_is_let_in_again(api: FakeBotApi, call: Call) -> None:
    api.people.say(7, "halo")
    api.people.block(7)
    refused = await call("sendMessage", chat_id=7, text="a")
    api.people.unblock(7)

    assert refused["error_code"] == 403
    assert (await call("sendMessage", chat_id=7, text="a"))["ok"]
    kinds = [set(each) for each in (await call("getUpdates"))["result"]]
    assert [kind - {"update_id"} for kind in kinds] == [
        {"message"},
        {"my_chat_member"},
        {"my_chat_member"},
    ]


async def test_a_group_that_moved_says_where(api: FakeBotApi, call: Call) -> None:
    api.people.say(-5, "/cek")
    new_id = api.people.migrate(-5)

    answer = await call("sendMessage", chat_id=-5, text="a")

    assert answer["parameters"] == {"migrate_to_chat_id": new_id}
    assert (await call("sendMessage", chat_id=new_id, text="a"))["ok"]


async def test_in_privacy_mode_a_group_is_mostly_silent(api: FakeBotApi, call: Call) -> None:
    api.people.say(-5, "obrolan biasa")
    api.people.say(-5, "/cek ini")
    api.people.say(-5, "halo @RambuUjiBot")
    heard = [each["message"]["text"] for each in (await call("getUpdates"))["result"]]
    api.world.reads_groups = True
    api.people.say(-5, "obrolan biasa")

    assert heard == ["/cek ini", "halo @RambuUjiBot"]
    assert len((await call("getUpdates"))["result"]) == 3


async def test_people_forward_edit_press_and_send_albums(api: FakeBotApi, call: Call) -> None:
    [comment, forward] = api.people.forward(
        7,
        html='Daftar <a href="https://x.id">di sini</a>',
        origin="channel",
        buttons=[[{"text": "Daftar", "url": "https://y.id"}]],
        comment="cek ini",
    )
    api.people.edit(7, comment["message_id"], "cek itu")
    api.people.album(7, 2, "iklan")
    thread = api.people.open_topic(-1000000000009)
    api.people.say(-1000000000009, "/cek", thread=thread)
    api.people.post(-1000000000008, "kabar")
    sent = await call("sendMessage", chat_id=7, text="a", reply_markup=keyboard(callback_data="b"))
    query = api.people.press(7, sent["result"]["message_id"], "Pilih")

    updates = (await call("getUpdates"))["result"]

    assert [each["message"]["text"] for each in updates[:2]] == ["cek ini", "Daftar di sini"]
    assert forward["forward_origin"]["chat"]["title"] == "Loker Uji"
    assert updates[2]["edited_message"]["text"] == "cek itu"
    assert updates[3]["message"]["media_group_id"] == updates[4]["message"]["media_group_id"]
    assert updates[5]["message"]["message_thread_id"] == thread
    assert updates[6]["channel_post"]["text"] == "kabar"
    assert updates[7]["callback_query"]["data"] == "b"
    assert (await call("answerCallbackQuery", callback_query_id=query))["ok"]
    assert not (await call("answerCallbackQuery", callback_query_id=query))["ok"]


async def test_a_long_text_comes_in_pieces(api: FakeBotApi) -> None:
    pieces = api.people.say(7, "kata " * 1000)
    whole = api.people.say(7, "x" * 5000)

    assert [len(piece["text"]) for piece in pieces] == [4094, 904]
    assert [len(piece["text"]) for piece in whole] == [4096, 904]


async def test_commands_and_descriptions_are_kept_and_checked(call: Call) -> None:
    commands = [{"command": "cek", "description": "Periksa"}]

    assert (await call("setMyCommands", commands=commands))["ok"]
    assert (await call("getMyCommands"))["result"] == commands
    assert not (await call("setMyCommands", commands=[{"command": "Cek", "description": "a"}]))[
        "ok"
    ]
    assert not (await call("setMyDescription", description="a" * 513))["ok"]
    assert not (await call("setMyShortDescription", short_description="a" * 121))["ok"]


async def test_files_go_up_and_down(api: FakeBotApi, session: aiohttp.ClientSession) -> None:
    api.people.say(7, "halo")
    form = aiohttp.FormData({"chat_id": "7", "photo": "attach://p"})
    form.add_field("p", b"gambar", filename="p.png")
    async with session.post(f"{api.url}/bot{TOKEN}/sendPhoto", data=form) as answer:
        file_id = (await answer.json())["result"]["photo"][0]["file_id"]
    async with session.get(f"{api.url}/bot{TOKEN}/getFile", params={"file_id": file_id}) as answer:
        path = (await answer.json())["result"]["file_path"]

    async with session.get(f"{api.url}/file/bot{TOKEN}/{path}") as answer:
        assert await answer.read() == b"gambar"
    async with session.get(f"{api.url}/file/bot{TOKEN}/files/none") as answer:
        assert answer.status == 404


async def test_faults_come_as_ordered(api: FakeBotApi, session: aiohttp.ClientSession) -> None:
    url = f"{api.url}/bot{TOKEN}/getMe"
    api.world.faults.add(code=429, retry_after=3)
    api.world.faults.add(kind="page", code=502)
    api.world.faults.add(kind="malformed")
    api.world.faults.add(kind="reset", method="getMe")
    api.world.faults.add(kind="status", method="sendMessage")

    async with session.post(url) as answer:
        assert (await answer.json())["parameters"] == {"retry_after": 3}
    async with session.post(url) as answer:
        assert answer.status == 502
    async with session.post(url) as answer:
        with pytest.raises(ValueError, match="delimiter"):
            await answer.json()
    with pytest.raises(aiohttp.ClientError):
        await session.post(url)
    async with session.post(url) as answer:
        assert answer.status == 200


async def test_a_fault_afterwards_loses_only_the_answer(api: FakeBotApi, call: Call) -> None:
    api.people.say(7, "halo")
    api.world.faults.add(after=True, method="sendMessage", chat_id=7)

    assert (await call("sendMessage", chat_id=7, text="a"))["error_code"] == 500
    assert [message["text"] for message in api.world.said(7)] == ["a"]


class Hook:
    """A webhook that takes an update only when it is told to."""

    def __init__(self) -> None:
        self.status = 500
        self.got: list[tuple[str, str]] = []
        self.url = ""

    async def __aenter__(self) -> Hook:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.got.append((update["message"]["text"], secret))
        return web.Response(status=self.status)


async def wait_until(statement: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not statement():  # noqa: ASYNC110  # Statements are about many things.
            await asyncio.sleep(0.005)


async def test_an_update_is_delivered_until_the_webhook_takes_it(
    api: FakeBotApi, call: Call
) -> None:
    api.world.webhook.again = Again(pause=0.01)
    async with Hook() as hook:
        await call("setWebhook", url=hook.url, secret_token="rahasia")
        api.people.say(7, "satu")
        api.people.say(7, "dua")
        await wait_until(lambda: len(hook.got) >= 2)
        hook.status = 200
        await wait_until(lambda: not api.world.updates.waiting)

    assert set(hook.got[:-1]) == {("satu", "rahasia")}
    assert hook.got[-1] == ("dua", "rahasia")
    assert (await call("getWebhookInfo"))["result"]["last_error_message"]


async def test_a_webhook_that_never_answers_is_given_up(api: FakeBotApi, call: Call) -> None:
    api.world.webhook.again = Again(pause=0.001, tries=3)
    async with Hook() as hook:
        await call("setWebhook", url=hook.url)
        api.people.say(7, "satu")
        await wait_until(lambda: not api.world.updates.waiting)

    assert len(hook.got) == 3
    assert len(api.world.webhook.given_up) == 1


async def test_the_fake_runs_as_a_process(session: aiohttp.ClientSession) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.bot_api", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        url, token = (await process.stdout.readline()).decode().split()
        acts = {"chat_id": 7, "text": "halo"}
        async with session.post(f"{url}/_ctl/say", json=acts) as answer:
            assert answer.status == 200
        async with session.post(f"{url}/_ctl/say", json={"chat": 7}) as answer:
            assert answer.status == 400
        async with session.post(f"{url}/bot{token}/sendMessage", json=acts) as answer:
            assert answer.status == 200
        async with session.get(f"{url}/_ctl/said", params={"chat_id": "7"}) as answer:
            assert [each["text"] for each in (await answer.json())["messages"]] == ["halo"]
        wanted = {"method": "sendMessage", "n": "1"}
        async with session.get(f"{url}/_ctl/calls", params=wanted) as answer:
            assert (await answer.json())["calls"][0]["ok"]
    finally:
        process.terminate()
        await process.wait()
