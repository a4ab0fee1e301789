"""Who changes an offer until Rambu says less is noticed, and the desk told, without a name."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.core.check import Finding, Verdict
from bot.core.content import VerdictLevel
from bot.core.guard import Judgement
from bot.core.message import Message, Part
from bot.core.similar import Fingerprint
from bot.storage.opening import SqlStore, open_store
from bot.tuning import FEWEST_VERSIONS, Tuning

NOW = 1_000_000.0
SENDER = "a" * 32


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(f"sqlite:///{tmp_path / 'rambu.db'}")
    yield opened
    await opened.close()


def version(number: int) -> Fingerprint:
    """The same offer with some other words."""
    return Fingerprint((*range(30), *range(1000 * number, 1000 * number + 3)))


def verdict(level: VerdictLevel, rules: Sequence[str] = ()) -> Verdict:
    findings = tuple(Finding(rule, "high", "", 0, 0) for rule in rules)
    return Verdict(level, findings, (), (), Judgement("offer", {}, ()), frozenset())


def private(kind: str = "authored", sender: str = SENDER) -> Message:
    return Message((Part("x", kind),), chat=sender, sender=sender)  # type: ignore[arg-type]


async def edit(
    store: SqlStore, levels: Sequence[VerdictLevel], message: Message | None = None
) -> list[bool]:
    tuning = Tuning(store, lambda: NOW)
    rules = {"danger": ("one", "two"), "caution": ("two",)}
    return [
        await tuning.watch(message or private(), verdict(level, rules.get(level, ())), version(at))
        for at, level in enumerate(levels, 1)
    ]


async def test_an_offer_that_is_edited_until_it_is_quiet_is_noted(store: SqlStore) -> None:
    told = await edit(store, ["danger", "danger", "caution", "unverified"])
    assert told == [False, False, False, True]
    [note] = await store.list_notes()
    assert json.loads(note.values) == {
        "versions": FEWEST_VERSIONS,
        "from": "danger",
        "to": "unverified",
        "silent": ["one", "two"],
    }
    assert SENDER not in repr(note)


@pytest.mark.parametrize(
    "levels",
    [
        ["danger", "danger", "unverified"],
        ["danger", "danger", "danger", "danger", "danger"],
        ["unverified", "unverified", "unverified", "unverified"],
        ["caution", "unverified", "danger", "danger"],
    ],
)
async def test_who_only_asks_again_is_not_noted(
    store: SqlStore, levels: Sequence[VerdictLevel]
) -> None:
    assert not any(await edit(store, levels))
    assert await store.list_notes() == []


@pytest.mark.parametrize("kind", ["forward", "photo", "document"])
async def test_what_others_wrote_is_not_counted(store: SqlStore, kind: str) -> None:
    levels: list[VerdictLevel] = ["danger", "danger", "caution", "unverified"]
    assert not any(await edit(store, levels, private(kind)))
    assert await store.export_person(SENDER) == {}


async def test_the_same_text_again_is_no_version(store: SqlStore) -> None:
    tuning = Tuning(store, lambda: NOW)
    for _ in range(5):
        await tuning.watch(private(), verdict("danger"), version(1))
    assert not await tuning.watch(private(), verdict("unverified"), version(2))


async def test_different_offers_are_no_versions(store: SqlStore) -> None:
    tuning = Tuning(store, lambda: NOW)
    levels: list[VerdictLevel] = ["danger", "danger", "danger", "unverified"]
    for at, level in enumerate(levels):
        other = Fingerprint(tuple(range(100 * at, 100 * at + 30)))
        assert not await tuning.watch(private(), verdict(level), other)


async def test_nothing_is_kept_of_who_asks_about_a_harmless_offer(store: SqlStore) -> None:
    await edit(store, ["unverified"])
    assert await store.export_person(SENDER) == {}


async def test_what_is_kept_goes_with_the_person(store: SqlStore) -> None:
    await edit(store, ["danger"])
    assert set(await store.export_person(SENDER)) == {"conversations"}
    await store.forget_person(SENDER, NOW)
    assert not any(await edit(store, ["unverified"]))


async def test_a_note_is_made_once(store: SqlStore) -> None:
    levels: list[VerdictLevel] = ["danger", "caution", "caution", "unverified", "unverified"]
    assert (await edit(store, levels)).count(True) == 1
