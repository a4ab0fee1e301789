"""Who asks too much is told so once; a cry for help is answered however much came before it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.engine import Engine
from bot.core.message import MAX_CHARACTERS, ChatKind, Message, Part
from bot.core.reply import Reply
from bot.limits import GROUP, MESSAGES, PRESSES, SILENCE
from bot.service import Service
from bot.storage.opening import SqlStore, open_store
from tests.ingress.conftest import Clock

CRY = "tolong, paspor saya diambil, tidak boleh keluar"


@pytest.fixture
def clock() -> Clock:
    return Clock(1_790_000_000.0)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def service(engine: Engine, store: SqlStore, clock: Clock) -> Service:
    return Service(engine, store, clock)


def message(text: str, sender: str = "a", chat: str = "", kind: ChatKind = "private") -> Message:
    parts = (Part(text),) if text else ()
    return Message(parts, chat_kind=kind, chat=chat or sender, sender=sender)


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


async def flood(service: Service, sender: str = "a", chat: str = "") -> None:
    """As many messages as may be answered."""
    kind: ChatKind = "group" if chat else "private"
    for _ in range(MESSAGES.capacity):
        assert (await service.respond(message("halo", sender, chat, kind))).road == "smalltalk"


async def test_a_flood_is_told_once_and_then_met_with_silence(service: Service) -> None:
    await flood(service)
    assert keys(await service.respond(message("halo"))) == ["limit.slow"]
    assert await service.respond(message("halo")) == SILENCE
    assert await service.command("bantuan", "", message("")) == SILENCE
    assert await service.command("cek", "", message("loker pabrik Taiwan gaji 15 juta")) == SILENCE
    assert await service.respond(message("")) == SILENCE


async def test_others_are_answered_meanwhile_and_the_same_person_later(
    service: Service, clock: Clock
) -> None:
    await flood(service)
    assert keys(await service.respond(message("halo"))) == ["limit.slow"]
    assert (await service.respond(message("halo", "b"))).road == "smalltalk"
    clock.now += MESSAGES.seconds / MESSAGES.capacity
    assert (await service.respond(message("halo"))).road == "smalltalk"
    assert await service.respond(message("halo")) == SILENCE
    clock.now += MESSAGES.seconds
    await flood(service)
    assert keys(await service.respond(message("halo"))) == ["limit.slow"]


async def test_a_cry_for_help_is_never_withheld(service: Service) -> None:
    await flood(service)
    for _ in range(3):
        assert (await service.respond(message(CRY))).road == "emergency"
        assert (await service.command("cek", "", message(CRY))).road == "emergency"
        assert (await service.command("darurat", "", message(""))).road == "emergency"
        assert (await service.command("start", "emergency", message(""))).road == "emergency"


async def test_buttons_have_a_limit_of_their_own_and_those_of_an_emergency_none(
    service: Service,
) -> None:
    for _ in range(PRESSES.capacity):
        assert (await service.press("topics", message(""))).lines
    assert keys(await service.press("topics", message(""))) == ["limit.slow"]
    assert await service.press("forged:x", message("")) == SILENCE
    for action in ("emergency", "help:MY", "watched:yes", "safety:yes", "hotlines"):
        assert (await service.press(action, message(""))).lines
    assert (await service.respond(message("halo"))).road == "smalltalk"


async def test_a_group_has_a_limit_for_all_its_people_together(service: Service) -> None:
    for number in range(GROUP.capacity):
        reply = await service.respond(message("halo", f"p{number}", "group", "group"))
        assert reply.road == "smalltalk"
    assert keys(await service.respond(message("halo", "q", "group", "group"))) == ["limit.slow"]
    assert await service.respond(message("halo", "r", "group", "group")) == SILENCE
    assert (await service.respond(message(CRY, "s", "group", "group"))).road == "emergency"
    assert (await service.respond(message("halo", "q"))).road == "smalltalk"


async def test_who_is_unknown_has_no_limit(service: Service) -> None:
    for _ in range(MESSAGES.capacity + 1):
        reply = await service.respond(Message((Part("halo"),), chat_kind="terminal"))
        assert reply.road == "smalltalk"


async def test_without_a_store_everybody_is_answered(service: Service, store: SqlStore) -> None:
    await store.close()
    for _ in range(MESSAGES.capacity + 1):
        assert (await service.respond(message("halo"))).road == "smalltalk"


async def test_a_text_that_is_too_long_is_said_to_be_so(service: Service) -> None:
    long = "Lowongan pabrik di Taiwan. " * 3_000
    assert len(long) > MAX_CHARACTERS
    assert keys(await service.respond(message(long)))[-1] == "answer.too_long"
    assert "answer.too_long" not in keys(await service.respond(message(long[:2_000])))


async def test_a_forger_names_no_counter(service: Service, store: SqlStore) -> None:
    for action in ("wrong:kata_orang", "unhelpful:kata_orang", "ask:kata_orang", "wrong:not_offer"):
        await service.press(action, message(""))
    counted = {kind: {*await store.totals(kind)} for kind in await store.kinds()}
    assert counted == {"press": {"wrong", "unhelpful"}, "wrong": {"not_offer"}}
