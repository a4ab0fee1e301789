"""How surely offers are known again: edited ones, different ones, and with how many stored."""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.app import build_engine
from bot.bench.adverts import Advert, adverts
from bot.bench.edits import EDITS, Edit, pairs
from bot.core.message import Message
from bot.core.similar import Fingerprint, Fingerprinter
from bot.library import load_corpus
from bot.seen import SeenBefore
from bot.service import Service
from bot.settings import Settings
from bot.storage.migrations import migrate
from bot.storage.offers import add_offer, find_similar
from bot.storage.opening import SqlStore
from bot.storage.sqlite import SqliteDatabase

LEAST_FOUND, MOST_WRONG, MOST_SLOWER = 0.98, 0.001, 1.5
FEWEST_WORDS = 25
OFFERS, FEW, ROUNDS = 100, 1_000, 300
KEY = bytes(32)
_SHOWN = 12
_REPORT = "INSERT INTO offer_reports (offer, person, level, at) VALUES (?, 'somebody', '', 1)"
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Known:
    """What was found of what should be, what was not, and what it took."""

    asked: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    different: int = 0
    wrong: list[str] = field(default_factory=list)
    honest: int = 0
    honest_wrong: int = 0
    seconds: dict[int, tuple[float, float]] = field(default_factory=dict)
    found_among: dict[int, float] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """True when every figure is within its limit."""
        found = 1 - self.missed.total() / max(self.asked.total(), 1)
        return (
            found >= LEAST_FOUND
            and len(self.wrong) <= MOST_WRONG * self.different
            and self._slower <= MOST_SLOWER
            and min(self.found_among.values(), default=1.0) >= LEAST_FOUND
        )

    @property
    def _slower(self) -> float:
        times = [whole for _, (whole, _) in sorted(self.seconds.items())]
        return times[-1] / times[0] if times else 0.0

    def lines(self) -> Iterator[str]:
        """The figures, the worst edits first."""
        for kind, names in (("edits", _single(self.asked)), ("pairs of edits", _pairs(self.asked))):
            asked = sum(self.asked[name] for name in names)
            missed = sum(self.missed[name] for name in names)
            if asked:
                yield f"{kind}: {asked - missed} of {asked} found ({1 - missed / asked:.2%})"
        for name, missed in self.missed.most_common(_SHOWN):
            yield f"  {name:40} {self.asked[name] - missed} of {self.asked[name]}"
        yield f"different advertisements: {len(self.wrong)} of {self.different} matched wrongly"
        yield from (f"  {each}" for each in self.wrong[:_SHOWN])
        yield f"honest texts of content/corpus: {self.honest_wrong} of {self.honest} matched"
        for stored, (whole, alone) in sorted(self.seconds.items()):
            yield (
                f"{stored:,} stored: a check {1000 * whole:.2f} ms, the look-up in it "
                f"{1000 * alone:.2f} ms, {self.found_among[stored]:.1%} of edited offers found"
            )
        yield f"slower with more stored: {self._slower:.2f} times (at most {MOST_SLOWER:g})"


def _single(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in EDITS]


def _pairs(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in EDITS]


def run(options: argparse.Namespace, settings: Settings) -> Known:
    """Measures everything in stores of their own."""
    return asyncio.run(Bench(options, settings).run())


class Bench:
    """One run: an engine, and a new SQLite file for each question."""

    def __init__(self, options: argparse.Namespace, settings: Settings) -> None:
        self._engine = build_engine(settings)
        self._marks = Fingerprinter(KEY, self._engine.content)
        self._texts = load_corpus(settings.content_dir).texts
        self._options = options
        self._known = Known()

    async def run(self) -> Known:
        """All of it."""
        with TemporaryDirectory() as folder:
            await self._edited(Path(folder) / "edits.db")
            await self._different(Path(folder) / "different.db")
            await self._many(Path(folder))
        return self._known

    def _offers(self) -> list[str]:
        """Offers of content/corpus that are long enough to be told from others."""
        offers = [
            text.text
            for text in self._texts
            if text.speech == "offer" and len(text.text.split()) >= FEWEST_WORDS
        ]
        return random.Random(self._options.seed).sample(offers, OFFERS)  # noqa: S311

    def _read(self, text: str) -> Fingerprint:
        return self._marks.of(self._engine.reader.read(text))

    async def _edited(self, path: Path) -> None:
        """All offers are stored; each edited one must find its own."""
        database, offers = await _open(path), self._offers()
        async with database.transaction() as run:
            ids = [await add_offer(run, self._read(text), 1.0) for text in offers]
            edits: dict[str, tuple[Edit, ...]] = {name: (edit,) for name, edit in EDITS.items()}
            for name, steps in (edits | pairs()).items():
                for number, (text, offer) in enumerate(zip(offers, ids, strict=True)):
                    seed = f"{self._options.seed}:{number}:{name}"
                    edited = self._read(_edit(text, steps, seed))
                    self._known.asked[name] += 1
                    if offer not in dict(await find_similar(run, edited)):
                        self._known.missed[name] += 1
        await database.close()

    async def _different(self, path: Path) -> None:
        """All advertisements are stored; none may find another one, nor an honest text one."""
        database = await _open(path)
        async with database.transaction() as run:
            stored = [
                (advert, fingerprint, await add_offer(run, fingerprint, 1.0))
                for advert in islice(adverts(self._options.seed), self._options.adverts)
                for fingerprint in (self._read(advert.text),)
            ]
            self._known.different = len(stored)
            for advert, fingerprint, offer in stored:
                if set(dict(await find_similar(run, fingerprint))) - {offer}:
                    self._known.wrong.append(_about(advert))
            for text in self._texts:
                if text.expect == "unverified":
                    self._known.honest += 1
                    fingerprint = self._read(text.text)
                    self._known.honest_wrong += bool(await find_similar(run, fingerprint))
                    await add_offer(run, fingerprint, 1.0)
        await database.close()

    async def _many(self, folder: Path) -> None:
        """The same checks in a store with a few offers and in one with many, in turns."""
        offers = self._offers()
        early, late = offers[: OFFERS // 2], offers[OFFERS // 2 :]
        fill = adverts(self._options.seed + 1)
        databases = {}
        for size in (FEW, self._options.stored):
            databases[size] = database = await _open(folder / f"{size}.db")
            # An offer that comes last is to be found as well as one that came first.
            await _report(database, map(self._read, early))
            await _report(database, map(self._plain, islice(fill, size - len(offers))))
            await _report(database, map(self._read, late))
            self._known.found_among[size] = await self._share(SqlStore(database), offers)
        stores = {size: SqlStore(database) for size, database in databases.items()}
        self._known.seconds = await self._time(stores, offers)
        for database in databases.values():
            await database.close()

    def _plain(self, advert: Advert) -> Fingerprint:
        """An advertisement that is not read: its words as they stand, which takes less time."""
        return self._marks.of_words(
            _WORD.findall(advert.text.lower()),
            advert.job.split(),
            [advert.country],
            advert.company.lower().split(),
        )

    async def _time(
        self, stores: Mapping[int, SqlStore], offers: Sequence[str]
    ) -> dict[int, tuple[float, float]]:
        """Median seconds of a whole check and of the look-up in it, with so many stored."""
        texts = [*offers, *(a.text for a in islice(adverts(self._options.seed + 2), ROUNDS))]
        took: dict[int, list[tuple[float, float]]] = {size: [] for size in stores}
        services = {
            size: Service(self._engine, store, seen=SeenBefore(self._marks, store, time.time))
            for size, store in stores.items()
        }
        for text in texts:
            message = Message.of(text)
            # What is read the first time takes longer.
            reading = self._engine.understand(message).reading
            for size, store in stores.items():
                begin = time.perf_counter()
                await services[size].command("cek", text, message)
                between = time.perf_counter()
                await store.find_offers(self._marks.of(reading), self._marks.contacts(reading))
                took[size].append((between - begin, time.perf_counter() - between))
        return {
            size: (median(whole for whole, _ in each), median(alone for _, alone in each))
            for size, each in took.items()
        }

    async def _share(self, store: SqlStore, offers: Sequence[str]) -> float:
        """How many of the edited offers are found."""
        found = [
            await _is_found(store, self._read(edit(text, random.Random(name))))  # noqa: S311
            for text in offers
            for name, edit in EDITS.items()
        ]
        return sum(found) / len(found)


async def _is_found(store: SqlStore, fingerprint: Fingerprint) -> bool:
    return (await store.find_offers(fingerprint, ())).similar.people > 0


async def _report(database: SqliteDatabase, fingerprints: Iterable[Fingerprint]) -> None:
    """Stores offers, all reported by the same person."""
    left = iter(fingerprints)
    while batch := list(islice(left, 1_000)):
        async with database.transaction() as run:
            for fingerprint in batch:
                offer = await add_offer(run, fingerprint, 1.0)
                await run(_REPORT, offer)


async def _open(path: Path) -> SqliteDatabase:
    database = await SqliteDatabase.open(path)
    await migrate(database)
    return database


def _edit(text: str, steps: Sequence[Edit], seed: str) -> str:
    chance = random.Random(seed)  # noqa: S311 (no secret is made)
    for step in steps:
        text = step(text, chance)
    return text


def _about(advert: Advert) -> str:
    return f"{advert.job}, {advert.country}, {advert.company or 'no company'}"
