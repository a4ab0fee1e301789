"""The real process, started as its README says, talks to people through the fake Bot API."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import zxingcpp
from PIL import Image

from bot.core.content import Content
from bot.core.render import strip_markup
from bot.telegram.commands import COMMANDS
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import TOKEN
from tests.photo.drawing.chats import WHATSAPP_DARK, chat
from tests.photo.drawing.talks import TALKS

pytestmark = pytest.mark.asyncio(loop_scope="module")

START_SECONDS = 60.0
ANSWER_SECONDS = 30.0
AD = (
    "LOKER KAMBOJA operator situs judi online, gaji 12-15 juta, tiket ditanggung agen, berangkat"
    " pakai visa turis, paspor dipegang kantor selama kontrak. WA +855 12 345 678"
)
ADDRESS = "https://t.me/RambuUjiBot"
CRY = "tolong, paspor saya diambil, tidak boleh keluar"


@dataclass
class Rambu:
    """A running process, and the Telegram that it believes in."""

    api: FakeBotApi
    process: asyncio.subprocess.Process
    log: Path
    privacy: str = ""

    async def until(self, statement: Callable[[], bool], seconds: float = ANSWER_SECONDS) -> None:
        """Waits for something to become true. Fails with the log when it does not."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                # Statements are about two processes: there is no event to wait for.
                while not statement() and self.process.returncode is None:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        assert statement(), self.log.read_text()

    async def answers(self, chat_id: int, count: int = 1) -> list[dict[str, Any]]:
        """What Rambu said in a chat, once it is at least `count` messages."""
        await self.until(lambda: len(self.api.world.said(chat_id)) >= count)
        return self.api.world.said(chat_id)

    async def ask(self, chat_id: int, text: str) -> str:
        """The first answer to a text."""
        self.api.people.say(chat_id, text)
        return str((await self.answers(chat_id))[0]["text"])

    async def all_answers(self, chat_id: int) -> list[str]:
        """Everything that is said in a chat until a last command there is answered."""
        self.api.people.say(chat_id, "/privasi")
        await self.until(lambda: self.privacy in self.texts(chat_id))
        texts = self.texts(chat_id)
        return texts[: texts.index(self.privacy)]

    def texts(self, chat_id: int) -> list[str]:
        """The words of Rambu's messages in a chat."""
        return [str(message["text"]) for message in self.api.world.said(chat_id)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rambu(root: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Rambu]:
    """One process for all tests of this file; each talks in chats of its own."""
    folder = tmp_path_factory.mktemp("end to end")
    async with FakeBotApi() as api:
        log = folder / "log.txt"
        with log.open("wb") as stream:
            process = await start(root, folder, api, stream)
        rambu = Rambu(api, process, log)
        await rambu.until(lambda: api.world.updates.polled, START_SECONDS)
        rambu.privacy = await rambu.ask(1, "/privasi")
        yield rambu
        await stop(process)


async def start(
    root: Path, folder: Path, api: FakeBotApi, stream: Any
) -> asyncio.subprocess.Process:
    """`python bot.py run` with a store of its own."""
    environment = {
        **os.environ,
        "RAMBU_TOKEN": TOKEN,
        "RAMBU_API_URL": f"{api.url}/bot",
        "RAMBU_STORE_URL": f"sqlite:///{folder / 'rambu.db'}",
        "RAMBU_LOG_LEVEL": "DEBUG",
    }
    command = [sys.executable, str(root / "bot.py"), "run"]
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdout=stream, stderr=stream
    )


async def stop(process: asyncio.subprocess.Process) -> int:
    """Asks the process to end and returns its exit code."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(ANSWER_SECONDS):
        return await process.wait()


def plain(content: Content, key: str) -> str:
    """A text of the content as people see it."""
    return strip_markup(content.texts[key])


async def test_the_commands_and_descriptions_are_announced(rambu: Rambu, content: Content) -> None:
    profile = rambu.api.world.profile
    commands = {each["command"]: each["description"] for each in profile["commands default "]}

    assert commands == {name: content.texts[f"command.{name}"] for name in COMMANDS}
    assert profile["description"] == content.texts["bot.description"]
    assert profile["short_description"] == content.texts["bot.short_description"]


async def test_start_says_what_to_do(rambu: Rambu, content: Content) -> None:
    rambu.api.people.say(10, "/start")

    [message] = await rambu.answers(10)

    assert plain(content, "start.how") in message["text"]
    sent = [call for call in rambu.api.world.calls if call.arguments.get("chat_id") in (10, "10")]
    assert content.texts["menu.check"] in str(sent[-1].arguments["reply_markup"])


async def test_a_dangerous_ad_is_called_dangerous_in_its_own_words(
    rambu: Rambu, content: Content
) -> None:
    answer = await rambu.ask(11, AD)

    assert answer.startswith(plain(content, "verdict.danger"))
    assert "“visa turis”" in answer


async def test_a_link_that_a_forward_hides_is_read(rambu: Rambu) -> None:
    words = "Lowongan pabrik Malaysia, gaji RM2.500. Pendaftaran di sini"
    rambu.api.people.forward(12, words, origin="channel")
    hidden = words.replace("di sini", '<a href="https://wa.me/85512345678">di sini</a>')
    rambu.api.people.forward(22, html=hidden, origin="channel")

    [without], [with_link] = await rambu.answers(12), await rambu.answers(22)

    # Both read the same; only the hidden number, which is Cambodian, makes the difference.
    assert with_link["text"] != without["text"]


async def test_a_question_is_answered_and_its_buttons_work(rambu: Rambu, content: Content) -> None:
    answer = await rambu.ask(13, "berapa biaya kerja ke Taiwan?")
    assert "Taiwan" in answer
    [message] = rambu.api.world.said(13)
    label = plain(content, "button.sources")

    query = rambu.api.people.press(13, message["message_id"], label)
    _, sources = await rambu.answers(13, 2)

    assert query not in rambu.api.world.queries
    assert any(entity["type"] == "text_link" for entity in sources["entities"])


async def test_a_danger_becomes_a_card_that_can_be_passed_on(
    rambu: Rambu, content: Content
) -> None:
    await rambu.ask(117, AD)
    [verdict] = rambu.api.world.said(117)

    rambu.api.people.press(117, verdict["message_id"], plain(content, "button.card"))
    _, picture, text = await rambu.answers(117, 3)

    image = Image.open(io.BytesIO(rambu.api.world.files[picture["photo"][-1]["file_id"]]))
    assert image.size == (1080, 1350)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [ADDRESS]
    assert ADDRESS in text["text"]
    assert "855" not in text["text"]


async def test_the_quiz_asks_explains_and_asks_on(rambu: Rambu, content: Content) -> None:
    await rambu.ask(118, "/kuis")
    for count, key in ((2, "button.trap"), (3, "button.quiz_next")):
        last = rambu.api.world.said(118)[-1]
        rambu.api.people.press(118, last["message_id"], plain(content, key))
        await rambu.answers(118, count)

    first, explained, second = rambu.texts(118)
    assert "SISKOP2MI" in explained or "jebakan" in explained
    assert first.split("\n")[-1] != second.split("\n")[-1]


async def test_a_page_is_leafed_through_in_place(rambu: Rambu, content: Content) -> None:
    rambu.api.people.say(14, "/topik")
    [page] = await rambu.answers(14)
    before = page["text"]
    rows = page["reply_markup"]["inline_keyboard"]

    rambu.api.people.press(14, page["message_id"], rows[0][0]["text"])
    await rambu.until(lambda: rambu.api.world.said(14)[0]["text"] != before)

    assert len(rambu.api.world.said(14)) == 1


async def test_a_cry_for_help_gets_numbers_at_once(rambu: Rambu, content: Content) -> None:
    answer = await rambu.ask(15, CRY)

    assert answer.startswith(plain(content, "emergency.first"))
    assert plain(content, "emergency.machine") in answer
    assert any(
        number in answer.replace(" ", "").replace("-", "")
        for contact in content.contacts.values()
        for number in [str(contact.phone or contact.whatsapp).lstrip("+")]
    )


async def test_a_long_text_in_two_pieces_is_one_case(rambu: Rambu, content: Content) -> None:
    text = "Kami perusahaan besar yang sudah lama berdiri dan ramah. " * 80 + AD
    pieces = rambu.api.people.say(16, text)

    answers = await rambu.all_answers(16)

    assert len(pieces) == 2
    assert answers[0].startswith(plain(content, "verdict.danger"))
    assert len([a for a in answers if a.startswith(plain(content, "verdict.danger"))]) == 1


async def test_a_photographed_chat_is_read_and_a_cry_in_it_comes_first(
    rambu: Rambu, content: Content
) -> None:
    drawn = chat("cry", "Kak Nia", TALKS["cry"], WHATSAPP_DARK)
    rambu.api.people.show(41, content=drawn.jpeg())

    assert plain(content, "emergency.first") in strip_markup((await rambu.answers(41))[0]["text"])


async def test_two_forwards_in_one_go_are_one_case(rambu: Rambu, content: Content) -> None:
    rambu.api.people.forward(17, AD, origin="channel")
    rambu.api.people.forward(17, AD + " Kuota terbatas.", origin="user")

    answers = await rambu.all_answers(17)

    assert [answer.startswith(plain(content, "verdict.danger")) for answer in answers] == [True]


async def test_a_group_is_answered_only_when_it_asks(rambu: Rambu, content: Content) -> None:
    group = -1000000000018
    rambu.api.world.reads_groups = True
    [ad] = rambu.api.people.say(group, AD)
    [asked] = rambu.api.people.say(group, "/cek", reply_to=ad["message_id"])

    [message] = await rambu.answers(group)

    assert message["text"].startswith(plain(content, "verdict.danger"))
    assert message["reply_to_message"]["message_id"] == asked["message_id"]


async def test_an_answer_survives_a_telegram_that_stumbles(rambu: Rambu) -> None:
    for fault in ({"code": 502, "kind": "page"}, {"code": 429, "retry_after": 1}):
        rambu.api.world.faults.add(method="sendMessage", chat_id=19, **fault)

    await rambu.ask(19, "/start")

    assert len(rambu.api.world.said(19)) == 1


async def test_nothing_is_lost_when_the_process_ends_and_its_log_is_silent(
    root: Path, tmp_path: Path
) -> None:
    async with FakeBotApi() as api:
        with (tmp_path / "log.txt").open("wb") as stream:
            process = await start(root, tmp_path, api, stream)
            rambu = Rambu(api, process, tmp_path / "log.txt")
            await rambu.until(lambda: api.world.updates.polled, START_SECONDS)
            await rambu.ask(20, CRY)
            first = await stop(process)
            api.people.say(20, "/start")
            process = rambu.process = await start(root, tmp_path, api, stream)
            await rambu.answers(20, 2)
            second = await stop(process)
    log = rambu.log.read_text()

    assert (first, second) == (0, 0)
    for secret in (TOKEN, TOKEN.partition(":")[2], "paspor saya", "Orang 20"):
        assert secret not in log
    assert "Traceback" not in log
