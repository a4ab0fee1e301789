"""The desk in a real process: a photo, an invitation from the command line, two readers."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.core.content import Content
from bot.core.render import strip_markup
from tests.desk.conftest import actions
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import TOKEN
from tests.photo.drawing.posters import Style, poster
from tests.test_end_to_end import ANSWER_SECONDS, START_SECONDS, Rambu, stop

pytestmark = pytest.mark.asyncio(loop_scope="module")

DESK, ANI, RINA, SARI = -1000000000042, 101, 901, 902
AD = (
    "LOKER KAMBOJA\nOperator situs judi online\nGaji 12-15 juta\nBerangkat pakai visa turis\n"
    "Paspor dipegang kantor selama kontrak\nWA +855 12 345 678"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rambu(root: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Rambu]:
    folder = tmp_path_factory.mktemp("desk")
    async with FakeBotApi() as api:
        api.world.reads_groups = True
        log = folder / "log.txt"
        with log.open("wb") as stream:
            process = await command(root, folder, api, "run", stdout=stream, stderr=stream)
        rambu = Rambu(api, process, log)
        await rambu.until(lambda: api.world.updates.polled, START_SECONDS)
        api.people.say(DESK, "halo", user_id=RINA)
        yield rambu
        await stop(process)


async def command(
    root: Path, folder: Path, api: FakeBotApi, *arguments: str, **streams: Any
) -> asyncio.subprocess.Process:
    """`python bot.py …` with the store and the desk of this test."""
    environment = {
        **os.environ,
        "RAMBU_TOKEN": TOKEN,
        "RAMBU_API_URL": f"{api.url}/bot",
        "RAMBU_STORE_URL": f"sqlite:///{folder / 'rambu.db'}",
        "RAMBU_DESK_CHAT": str(DESK),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, str(root / "bot.py"), *arguments, cwd=folder, env=environment, **streams
    )


async def said_anew(rambu: Rambu, chat: int, before: int) -> dict[str, Any]:
    """The last message in a chat once there are more than `before`."""
    await rambu.until(lambda: len(rambu.api.world.said(chat)) > before, ANSWER_SECONDS)
    return rambu.api.world.said(chat)[-1]


async def say(rambu: Rambu, chat: int, text: str, user: int) -> dict[str, Any]:
    before = len(rambu.api.world.said(chat))
    rambu.api.people.say(chat, text, user_id=user)
    return await said_anew(rambu, chat, before)


async def press(rambu: Rambu, chat: int, message: dict[str, Any], data: str, user: int) -> None:
    query = rambu.api.people.press(chat, message["message_id"], data=data, user_id=user)
    await rambu.until(lambda: query not in rambu.api.world.queries)


async def shows(rambu: Rambu, chat: int, message: dict[str, Any], words: str) -> None:
    """Waits until a message has been changed so that it says this."""
    place = (chat, message["message_id"])
    await rambu.until(lambda: words in rambu.api.world.messages[place]["text"])


async def test_from_a_photographed_offer_to_the_news_for_who_reported_it(
    rambu: Rambu, root: Path, content: Content
) -> None:
    inviting = await command(
        root, rambu.log.parent, rambu.api, "desk", "invite", stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await inviting.communicate()
    welcome = await say(rambu, RINA, printed.decode().splitlines()[0], RINA)
    assert welcome["text"] == strip_markup(content.texts["desk.joined_lead"])
    invitation = await say(rambu, DESK, "/undang", RINA)
    payload = invitation["text"].partition("?start=")[2].split()[0]
    await say(rambu, SARI, f"/start {payload}", SARI)

    rambu.api.people.show(ANI, content=poster("p", AD, Style()).jpeg())
    verdict = await said_anew(rambu, ANI, 0)
    before = len(rambu.api.world.said(ANI))
    await press(rambu, ANI, verdict, "report", ANI)
    page = await said_anew(rambu, ANI, before)
    assert "visa turis" in page["text"]
    await press(rambu, ANI, page, "~report_send:tck", ANI)
    await shows(rambu, ANI, page, "R-")

    card = await say(rambu, DESK, "/antrean", RINA)
    [claim] = [each for each in actions(card) if each.startswith("desk:claim:")]
    case = claim.rpartition(":")[2]
    for user, shown in ((RINA, "desk.second"), (SARI, "desk.decided")):
        await press(rambu, DESK, card, claim, user)
        await shows(rambu, DESK, card, strip_markup(content.texts["desk.held"]))
        await press(rambu, DESK, card, f"desk:vote:{case}:danger", user)
        words = strip_markup(content.texts[shown]).format(level=content.texts["level.danger"])
        await shows(rambu, DESK, card, words)

    after = content.texts["level.danger"]
    news = strip_markup(content.texts["outcome.same"].format(after=after, before=after))
    await rambu.until(lambda: any(news in text for text in rambu.texts(ANI)))
    log = rambu.log.read_text()
    for secret in ("visa turis", "855", str(ANI), str(RINA), "Traceback"):
        assert secret not in log
