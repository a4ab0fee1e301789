"""A small hostile run, and texts that hypothesis makes up."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bench.files import Files
from bot.bench.hostile import ACTIONS, Catcher, Found, read_seeds, run_hostile
from bot.bench.nasties import LONGEST_LINE, Nasties
from bot.bench.nowhere import Nowhere
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reply import Button, Line, Reply
from bot.service import Service
from bot.telegram.send import Target

# Any character at all, lone surrogates included.
ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


async def test_nothing_raises_and_every_reply_is_valid(engine: Engine) -> None:
    found = await run_hostile(engine, 300, seed=7)
    assert found.good, found.lines()
    assert found.inputs == 300
    assert {"emergency", "check", "answer"} <= {*found.roads}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY_TEXT)
async def test_any_text_gets_a_reply_that_telegram_takes(engine: Engine, text: str) -> None:
    found = Found()
    service = Service(engine, Nowhere())  # type: ignore[arg-type]
    reply = await service.respond(Message.of(text, "private"))
    await Catcher(engine.content.texts, found).send(Target(1), reply)
    assert found.good, found.broken
    assert found.replies == 1


async def test_a_reply_that_telegram_refuses_is_found() -> None:
    found = Found()
    catcher = Catcher({"odd": "<b>{x}", "long": "{x}", "blank": " "}, found)
    await catcher.send(Target(1), Reply((Line("blank"),)))
    await catcher.send(Target(1), Reply((Line("long", {"x": "a"}),), ((Button("long"),) * 3,)))
    assert found.failures["a reply without a text"] == 1
    assert not found.good


def test_the_generated_inputs_are_the_same_for_the_same_seed(engine: Engine) -> None:
    seeds = read_seeds(engine.content)
    one, two = (Nasties(random.Random(3), seeds, ACTIONS) for _ in range(2))  # noqa: S311
    updates = [one.update(number) for number in range(300)]
    assert repr(updates) == repr([two.update(number) for number in range(300)])
    texts = [one.text() for _ in range(3_000)]
    assert any("\ud800" in text for text in texts)
    assert max(map(len, texts)) <= LONGEST_LINE


def test_the_drawn_files_are_of_every_kind_and_the_same_for_the_same_seed() -> None:
    files, again = (Files(random.Random(3)) for _ in range(2))  # noqa: S311
    drawn = [files.draw() for _ in range(300)]
    assert drawn == [again.draw() for _ in range(300)]
    for head in (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"PK\x03\x04", b"Loker", b"GIF"):
        assert any(file.startswith(head) for file in drawn), head
