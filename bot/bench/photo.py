"""How well drawn posters and screenshots are read: letters, levels, speakers, seconds, memory."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import re
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from rapidfuzz.distance import Levenshtein

from bot.app import build_engine
from bot.bench.queue import Waits, measure_waits
from bot.core.engine import Engine
from bot.core.message import Message, Part
from bot.errors import UsageError
from bot.library import load_corpus
from bot.photo.found import Found
from bot.photo.reader import PhotoReader
from bot.settings import CONTENT_DIR, Settings

# Signs that fonts and recognisers write in more than one way.
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "•": " "})
_SPEAKER = re.compile(r"^\[[\d.:]+\] (?P<name>[^:\n]{1,40}): ", re.MULTILINE)
MOST_ERRORS, LEAST_EQUAL, MOST_SLOWER = 0.02, 0.95, 1.3


@dataclass(slots=True)
class Read:
    """One picture: letters in it, letters that are wrong, and what was understood of both."""

    name: str
    letters: int
    wrong: int
    level: tuple[str, str]
    distress: tuple[str, str]
    speakers: tuple[int, int]
    codes: bool
    seconds: float
    memory: int

    @property
    def same(self) -> bool:
        """True where the picture is judged as its text is."""
        return self.level[0] == self.level[1] and self.distress[0] == self.distress[1]

    def line(self) -> str:
        """The picture on one line."""
        level = self.level[0] if self.same else f"{self.level[0]} BUT {self.level[1]} ON THE PHOTO"
        rate = self.wrong / max(self.letters, 1)
        return f"{self.name:28} {rate:6.1%} {self.seconds:5.2f} s  {level}"


@dataclass(slots=True)
class Report:
    """All pictures, and how long texts wait beside them."""

    reads: list[Read] = field(default_factory=list)
    waits: Waits | None = None

    @property
    def errors(self) -> float:
        """The share of wrong letters."""
        return sum(one.wrong for one in self.reads) / max(1, sum(o.letters for o in self.reads))

    @property
    def equal(self) -> float:
        """The share of pictures that are judged as their text is."""
        return sum(one.same for one in self.reads) / max(1, len(self.reads))

    @property
    def good(self) -> bool:
        """True where everything is as it must be."""
        slow = self.waits is not None and self.waits.ratio > MOST_SLOWER
        codes = all(one.codes for one in self.reads)
        return self.errors <= MOST_ERRORS and self.equal >= LEAST_EQUAL and codes and not slow

    def lines(self) -> Iterator[str]:
        """Each picture, then the figures."""
        yield from (one.line() for one in self.reads)
        seconds = [one.seconds for one in self.reads]
        right, bubbles = (sum(one.speakers[at] for one in self.reads) for at in (0, 1))
        memory = max((one.memory for one in self.reads), default=0)
        yield ""
        yield f"pictures          {len(self.reads)}"
        yield f"wrong letters     {self.errors:.2%} (at most {MOST_ERRORS:.0%})"
        yield f"judged alike      {self.equal:.1%} (at least {LEAST_EQUAL:.0%})"
        yield f"speakers right    {right} of {bubbles} bubbles"
        yield f"seconds           {median(seconds):.2f} median, {max(seconds):.2f} at most"
        yield f"memory            {memory / 2**20:.0f} MB at most, in the process that reads"
        if self.waits is not None:
            yield from self.waits.lines(MOST_SLOWER)


def run(options: argparse.Namespace, settings: Settings) -> Report:
    """Reads the pictures and asks beside them. Raises UsageError outside of a clone."""
    return asyncio.run(_run(options, settings))


async def _run(options: argparse.Namespace, settings: Settings) -> Report:
    texts = {text.id: text.text for text in load_corpus(CONTENT_DIR).texts}
    try:
        gallery = importlib.import_module("tests.photo.drawing.gallery").gallery
    except ImportError as error:
        raise UsageError("this benchmark needs a clone with the `dev` extra") from error
    report = Report()
    engine, reader = build_engine(settings), PhotoReader()
    pictures = []
    try:
        # The first picture of a process waits for the models; that is told in the docs.
        await reader.read(b"warm up")
        for draw in gallery(texts):
            drawn = draw()
            picture = drawn.jpeg(90)
            pictures.append(picture)
            report.reads.append(await _read(drawn, picture, engine, reader))
    finally:
        await reader.close()
    if not options.no_queue:
        report.waits = await measure_waits(pictures[:20])
    return report


async def _read(drawn: Any, picture: bytes, engine: Engine, reader: PhotoReader) -> Read:
    began = time.perf_counter()
    found = await reader.read(picture)
    seconds = time.perf_counter() - began
    right, got = (
        _letters(drawn.text, chat=bool(drawn.turns)),
        _letters(found.text, chat=bool(drawn.turns)),
    )
    levels, distress = zip(
        _judge(engine, drawn.text, drawn.codes),
        _judge(engine, found.text, found.codes),
        strict=True,
    )
    return Read(
        drawn.name,
        len(right),
        Levenshtein.distance(right, got),
        levels,
        distress,
        _speakers(drawn, found),
        tuple(drawn.codes) == found.codes,
        seconds,
        found.memory,
    )


def _letters(text: str, *, chat: bool) -> str:
    """The text as it is compared: small letters, one blank between words, no names of speakers."""
    if chat:
        text = _SPEAKER.sub("", text)
    return " ".join(unicodedata.normalize("NFKC", text.translate(_SAME)).lower().split())


def _judge(engine: Engine, text: str, codes: tuple[str, ...]) -> tuple[str, str]:
    parts = (Part(text, "photo"), *(Part(code, "qr") for code in codes))
    understanding = engine.understand(Message(parts))
    return understanding.verdict.level, understanding.triage.distress


def _speakers(drawn: Any, found: Found) -> tuple[int, int]:
    """How many bubbles have their words on the right side, and how many there are."""
    lines = [line for line in found.text.split("\n") if _SPEAKER.match(line)]
    said = [(_letters(line, chat=True), "] Aku: " in line) for line in lines]
    wanted = [(_letters(turn.text, chat=False), turn.speaker == "me") for turn in drawn.turns]
    right = sum(
        any(mine is own and _near(words, one) for one, own in said) for words, mine in wanted
    )
    return right, len(wanted)


def _near(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(one, other) > 0.8
