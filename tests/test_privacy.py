"""What the real process leaves behind of a person: nothing in its log, nothing after /hapus."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.core.content import Content
from bot.service import KEPT_DAYS, KEPT_HOURS, REMEMBER_COUNTRY_HOURS
from bot.storage.keys import open_keys
from bot.storage.people import PERSONAL
from bot.storage.store import DAY, Retention
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.people import People
from tests.fakes.world import TOKEN
from tests.photo.drawing.posters import Style, poster
from tests.test_end_to_end import START_SECONDS, Rambu, start, stop

PERSON, GROUP = 918273645, -1000918273646
# Pieces of all that is sent; each is long enough to be nobody else's.
WORDS = (
    "majikan bernama Sutrisnowati",
    "081298765432",
    "+855987654321",
    "loker-rahasia.example",
    "operator judi Poipet",
    "Kontakwati",
    "tombolpalsu",
    "kata yang tak berbentuk",
    "GudangTersembunyi",
)
TRACES = (*WORDS, f"Orang {PERSON}", str(PERSON), str(abs(GROUP)))


def write_everything(api: FakeBotApi, people: People) -> None:
    """Something on every road, and something that goes wrong on each."""
    api.world.reads_groups = True
    people.say(PERSON, "berapa biaya kerja ke Taiwan?")
    people.say(PERSON, f"tolong, {WORDS[0]} mengambil paspor saya, nomornya {WORDS[1]}")
    hidden = f'Lowongan {WORDS[4]} WA {WORDS[2]} <a href="https://{WORDS[3]}/x">di sini</a>'
    people.forward(PERSON, html=hidden, origin="user")
    people.say(PERSON, contact={"first_name": WORDS[5], "phone_number": "1"})
    people.say(PERSON, "/cek " + WORDS[4])
    photo = poster("p", f"LOWONGAN KERJA\nHubungi {WORDS[8]} di {WORDS[4]}", Style())
    people.show(PERSON, "photo", f"ini benar {WORDS[8]}?", content=photo.jpeg())
    people.say(GROUP, f"/cek@{api.world.me['username']} {WORDS[4]}", user_id=PERSON)
    broken = {"chat": {"id": PERSON, "type": "private"}, "from": 7, "text": {"x": WORDS[7]}}
    people.raw({"message": broken})
    people.raw({"message": {**broken, "from": {"id": PERSON}, "entities": WORDS[7]}})
    for fault in (
        {"code": 400, "description": f"Bad Request: {WORDS[0]}"},
        {"code": 500, "description": WORDS[0]},
        {"kind": "malformed"},
        {"kind": "reset"},
    ):
        api.world.faults.add(method="sendMessage", chat_id=PERSON, **fault)


async def press_a_forged_button(rambu: Rambu) -> None:
    [message, *_] = rambu.api.world.said(PERSON)
    rambu.api.people.press(PERSON, message["message_id"], data=f"{WORDS[6]}:{WORDS[1]}")
    rambu.api.people.press(PERSON, message["message_id"], data=WORDS[0])
    await rambu.until(lambda: not rambu.api.world.queries)


async def test_nothing_is_logged_and_nothing_is_left_of_who_asks_for_it(
    root: Path, tmp_path: Path, content: Content
) -> None:
    async with FakeBotApi() as api:
        with (tmp_path / "log.txt").open("wb") as stream:
            process = await start(root, tmp_path, api, stream)
            rambu = Rambu(api, process, tmp_path / "log.txt")
            try:
                before = await talk_and_leave(rambu, tmp_path, content.texts["forget.done"])
            finally:
                await stop(process)
    key = open_keys(f"sqlite:///{tmp_path / 'rambu.db'}").of(PERSON)

    assert key in before
    assert key not in kept(tmp_path)
    assert traces_in(kept(tmp_path)) == []
    assert traces_in((tmp_path / "rambu.db").read_bytes().decode("latin-1")) == []
    log = rambu.log.read_text()
    assert traces_in(log) == []
    for secret in (TOKEN, TOKEN.partition(":")[2], key):
        assert secret not in log
    assert "message_answered" in log


async def talk_and_leave(rambu: Rambu, folder: Path, gone: str) -> str:
    """Writes everything and then /hapus; returns what the store held between the two."""
    await rambu.until(lambda: rambu.api.world.updates.polled, START_SECONDS)
    write_everything(rambu.api, rambu.api.people)
    await rambu.answers(PERSON, 3)
    await rambu.answers(GROUP, 1)
    await press_a_forged_button(rambu)
    before = kept(folder)
    rambu.api.people.say(PERSON, "/hapus")
    await rambu.until(lambda: gone in rambu.texts(PERSON))
    return before


def kept(folder: Path) -> str:
    """All cells of all tables."""
    connection = sqlite3.connect(folder / "rambu.db")
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = [connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables]  # noqa: S608
    connection.close()
    return repr(rows)


def traces_in(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text]


def test_people_are_told_how_long_things_are_kept(root: Path, content: Content) -> None:
    keep = Retention()
    page = (root / "docs/privacy.md").read_text()
    article = content.articles["privacy_rambu"].body

    assert KEPT_HOURS > REMEMBER_COUNTRY_HOURS
    assert keep.parked < KEPT_DAYS * DAY
    assert f"{KEPT_DAYS} hari" in article
    assert keep.buckets < 2 * DAY
    for row in ("inbox", "conversations", "buckets", "outbox", "unsubscribed", "counters"):
        assert f"| `{row}` |" in page
    assert [table for table in PERSONAL if f"`{table}`" not in page] == []
    assert f"{keep.parked / DAY:.0f} days" in page
    assert f"{keep.finished / DAY:.0f} days" in page


@pytest.mark.parametrize("placeholder", ["{hours}", "{days}"])
def test_the_privacy_text_names_its_times(content: Content, placeholder: str) -> None:
    assert placeholder in content.texts["privacy.text"]
