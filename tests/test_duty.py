"""The hand-over to the people on duty: nothing without consent, nothing after its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.engine import Engine
from bot.core.message import ChatKind, Message, Part
from bot.core.reply import Reply
from bot.duty import MINUTES, Duty
from bot.hours import Hours
from bot.limits import MESSAGES
from bot.service import Service
from bot.storage.opening import SqlStore, open_store
from tests.ingress.conftest import Clock

CRY = "tolong, paspor saya diambil, tidak boleh keluar"
NOON, NIGHT = 1_795_410_000.0, 1_795_450_000.0  # 12:00 and 23:06 in Jakarta
DUTY = Duty("LSM Uji", Hours.read("08:00-20:00"))


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def service(engine: Engine, store: SqlStore, clock: Clock) -> Service:
    return Service(engine, store, clock, duty=DUTY)


def message(text: str = "", kind: ChatKind = "private") -> Message:
    parts = (Part(text),) if text else ()
    return Message(parts, chat_kind=kind, chat="c", sender="p")


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


def actions(reply: Reply) -> list[str]:
    return [button.action for row in reply.buttons for button in row]


async def test_a_cry_for_help_is_offered_people(service: Service) -> None:
    for reply in (
        await service.respond(message(CRY)),
        await service.command("darurat", "", message()),
        await service.press("emergency:KH", message()),
    ):
        assert actions(reply)[-1] == "duty"
        assert not reply.handover


async def test_nothing_is_offered_in_a_group_or_without_people(
    service: Service, engine: Engine, store: SqlStore
) -> None:
    alone = Service(engine, store, lambda: NOON)

    assert "duty" not in actions(await service.respond(message(CRY, "group")))
    assert "duty" not in actions(await alone.respond(message(CRY)))
    assert "duty" not in actions(await service.respond(message("berapa biaya ke Taiwan")))
    assert keys(await alone.press("duty:yes", message())) == ["press.unknown"]
    assert keys(await service.press("duty:yes", message(kind="group"))) == ["press.unknown"]


async def test_who_is_asked_is_told_who_reads_what_and_when(service: Service) -> None:
    reply = await service.press("duty", message())

    assert keys(reply) == ["duty.ask"]
    assert reply.lines[0].values == {"name": "LSM Uji", "hours": "setiap hari 08.00-20.00 WIB"}
    assert actions(reply) == ["duty:yes", "duty:no"]


async def test_nothing_is_handed_over_before_somebody_agrees(service: Service) -> None:
    await service.press("duty", message())
    assert not (await service.respond(message(CRY))).handover

    await service.press("duty:no", message())
    assert not (await service.respond(message(CRY))).handover


async def test_what_is_written_after_consent_is_handed_over_until_its_end(
    service: Service, clock: Clock
) -> None:
    agreed = await service.press("duty:yes", message())
    assert keys(agreed) == ["duty.write"]
    assert actions(agreed) == ["duty:end"]

    for text in (CRY, "nama saya Ani", ""):
        reply = await service.respond(message(text))
        assert reply.handover
        assert keys(reply) == ["duty.sent"]

    await service.press("duty:end", message())
    assert not (await service.respond(message(CRY))).handover


async def test_a_consent_ends_by_itself(service: Service, clock: Clock) -> None:
    await service.press("duty:yes", message())
    clock.now += MINUTES * 60 + 1

    assert not (await service.respond(message(CRY))).handover


async def test_commands_are_never_handed_over(service: Service) -> None:
    await service.press("duty:yes", message())

    assert not (await service.command("darurat", "", message())).handover


async def test_outside_of_the_hours_people_are_told_that_nobody_reads(
    service: Service, clock: Clock
) -> None:
    clock.now = NIGHT
    assert keys(await service.press("duty", message())) == ["duty.ask", "duty.closed"]
    assert keys(await service.press("duty:yes", message())) == ["duty.write", "duty.closed"]
    assert keys(await service.respond(message(CRY))) == ["duty.sent", "duty.closed"]


async def test_a_flood_is_not_handed_over(service: Service) -> None:
    await service.press("duty:yes", message())
    for _ in range(MESSAGES.capacity):
        assert (await service.respond(message("halo"))).handover

    assert not (await service.respond(message("halo"))).handover


async def test_the_consent_goes_with_everything_else(service: Service, store: SqlStore) -> None:
    await service.press("duty:yes", message())
    await service.leave_trail("c", [1, 2])
    reply = await service.command("hapus", "", message())

    assert actions(reply) == ["clear"]
    assert not (await service.respond(message(CRY))).handover
    assert await service.take_trail("c") == []
    assert await store.totals("duty") == {}


async def test_a_trail_is_kept_in_order_and_taken_once(service: Service, clock: Clock) -> None:
    await service.leave_trail("c", [1, 2])
    await service.leave_trail("c", list(range(3, 150)))
    await service.leave_trail("d", [7])

    assert await service.take_trail("c") == list(range(50, 150))
    assert await service.take_trail("c") == []
    clock.now += 3 * 86_400
    assert await service.take_trail("d") == []
