"""What a reply says of an offer that was reported before, from the service's point of view."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.render import render_html
from bot.core.similar import Fingerprinter
from bot.seen import SeenBefore
from bot.service import Service
from bot.storage.opening import SqlStore, open_store
from bot.storage.store import Conclusion
from tests.core.test_similar import OFFER

NOW = 1_795_000_000.0  # 18 November 2026
OTHER = """Dicari terapis pijat untuk Malaysia, umur bebas, izin suami tidak perlu.
Potong gaji empat bulan, paspor dipegang agen sampai lunas, berangkat lewat jalur laut malam hari.
Hubungi WA 0812-3456-7890 sekarang juga sebelum penuh."""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def marks(content: Content) -> Fingerprinter:
    return Fingerprinter(bytes(32), content)


@pytest.fixture
def service(engine: Engine, store: SqlStore, marks: Fingerprinter) -> Service:
    seen = SeenBefore(marks, store, lambda: NOW)
    return Service(engine, store, clock=lambda: NOW, seen=seen)


class Reporters:
    """Different people who report."""

    def __init__(self, engine: Engine, store: SqlStore, marks: Fingerprinter) -> None:
        self.engine, self.store, self.marks = engine, store, marks
        self.people = 0

    async def report(self, text: str, times: int = 1) -> int:
        """So many new people report the text; the id of the offer."""
        reading, offer = self.engine.reader.read(text), 0
        for _ in range(times):
            self.people += 1
            reporter = f"{self.people:032}"
            offer = await self.store.remember_offer(
                self.marks.of(reading), self.marks.contacts(reading), reporter, "danger", NOW
            )
        return offer


@pytest.fixture
def reporters(engine: Engine, store: SqlStore, marks: Fingerprinter) -> Reporters:
    return Reporters(engine, store, marks)


async def keys(service: Service, text: str, sender: str = "") -> list[str]:
    message = replace(Message.of(text), sender=sender)
    return [line.key for line in (await service.respond(message)).lines if "seen" in line.key]


async def test_a_new_offer_has_no_line(service: Service) -> None:
    assert await keys(service, OFFER) == []


async def test_one_persons_word_is_told_to_nobody(service: Service, reporters: Reporters) -> None:
    await reporters.report(OFFER)
    assert await keys(service, OFFER) == []


async def test_two_people_are_told_of_with_the_day(
    service: Service, reporters: Reporters, content: Content
) -> None:
    await reporters.report(OFFER, times=2)
    reply = await service.respond(Message.of(OFFER.replace("15 juta", "9 juta")))
    assert reply.lines[1].key == "seen.similar"
    assert "dilaporkan 2 orang</b> sejak 18 November 2026" in render_html(reply, content.texts)
    assert reply.lines[2].key == "seen.open"


async def test_who_asks_is_not_one_of_the_others(service: Service, reporters: Reporters) -> None:
    await reporters.report(OFFER, times=2)
    assert await keys(service, OFFER, sender=f"{1:032}") == []


@pytest.mark.parametrize(
    ("conclusion", "told"),
    [
        ("danger", ["seen.similar", "seen.danger"]),
        ("caution", ["seen.similar", "seen.caution"]),
        ("unverified", ["seen.similar", "seen.unverified"]),
        ("not_offer", []),
    ],
)
async def test_the_desks_conclusion_is_told(
    service: Service,
    reporters: Reporters,
    store: SqlStore,
    conclusion: Conclusion,
    told: list[str],
) -> None:
    await store.conclude_offer(await reporters.report(OFFER), conclusion, NOW)
    assert await keys(service, OFFER) == told


async def test_a_conclusion_is_told_when_its_reporter_has_left(
    service: Service, reporters: Reporters, store: SqlStore
) -> None:
    await store.conclude_offer(await reporters.report(OFFER), "danger", NOW)
    await store.forget_person(f"{1:032}", NOW)
    assert await keys(service, OFFER) == ["seen.danger"]


async def test_the_same_number_in_another_offer_is_told_without_the_number(
    service: Service, reporters: Reporters, content: Content
) -> None:
    await reporters.report(OFFER, times=3)
    reply = await service.respond(Message.of(OTHER))
    text = render_html(reply, content.texts)
    assert "1 tawaran lain yang dilaporkan 3 orang" in text
    line = next(line for line in reply.lines if line.key == "seen.linked")
    assert set(line.values) == {"people", "offers", "date"}


async def test_a_confirmed_recruiter_is_told_of(
    service: Service, reporters: Reporters, store: SqlStore
) -> None:
    await store.conclude_offer(await reporters.report(OFFER), "danger", NOW)
    assert await keys(service, OTHER) == ["seen.linked_danger"]


async def test_nothing_is_added_to_what_is_no_verdict(
    service: Service, reporters: Reporters
) -> None:
    await reporters.report(OFFER, times=3)
    assert await keys(service, "berapa biaya kerja ke Taiwan?") == []


async def test_a_store_that_fails_costs_a_line_and_not_the_answer(
    service: Service, reporters: Reporters, store: SqlStore
) -> None:
    await reporters.report(OFFER, times=3)
    await store.close()
    reply = await service.respond(Message.of(OFFER))
    assert reply.road == "check"
    assert not [line for line in reply.lines if line.key.startswith("seen")]
