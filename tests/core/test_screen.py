"""A verdict fits a screen and a half of a small phone; nothing of it is lost."""

from __future__ import annotations

import pytest

from bot.core.buttons import press_button
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reply import Line, Reply
from bot.core.roads import Roads
from bot.core.screen import MOST_ROWS, fit, rows
from bot.library import Corpus
from tests.core.replies import TODAY


@pytest.fixture(scope="module")
def whole(engine: Engine, corpus: Corpus) -> list[Reply]:
    """The whole replies to the offers among the project's own texts."""
    roads = Roads(engine)
    replies = (roads.judged(engine.understand(Message.of(t.text)), TODAY) for t in corpus.texts)
    return [reply for reply in replies if reply.more]


def keys(reply: Reply) -> list[str]:
    return [line.key for line in reply.lines]


def test_every_verdict_fits(engine: Engine, whole: list[Reply]) -> None:
    texts = engine.content.texts
    assert max(rows(reply.lines, texts) for reply in whole) > MOST_ROWS
    assert max(rows(fit(reply, texts).lines, texts) for reply in whole) <= MOST_ROWS


def test_what_matters_most_is_never_left_out(engine: Engine, whole: list[Reply]) -> None:
    for reply in whole:
        short = fit(reply, engine.content.texts)
        for key in (f"verdict.{reply.level}", "verdict.call", "verdict.note", "verdict.do"):
            assert keys(short).count(key) == keys(reply).count(key)
        told = [line for line in reply.lines if line.key.startswith("verdict.reason")]
        kept = [line for line in short.lines if line.key.startswith("verdict.reason")]
        assert kept == told[: len(kept)]
        assert len(kept) >= min(len(told), 3)


def test_what_is_left_out_is_a_press_away(engine: Engine, whole: list[Reply]) -> None:
    shortened = [(reply, fit(reply, engine.content.texts)) for reply in whole]
    for reply, short in shortened:
        if keys(short) == keys(reply):
            assert short == reply
            continue
        [way] = short.buttons[0]
        found = pressed(engine, way.action)
        for key in ("verdict.law", "verdict.missing"):
            assert keys(found).count(key) == keys(reply).count(key)
        assert keys(found).count("verdict.reason_bare") >= keys(short).count("verdict.reason")
    assert len([1 for reply, short in shortened if short != reply]) > 100


def pressed(engine: Engine, action: str) -> Reply:
    """What a press shows, and what the press under that shows."""
    verb, _, argument = action.partition(":")
    assert len(f"~{action}".encode()) <= 64
    found = press_button(engine, verb, argument, TODAY)
    assert found is not None
    assert rows(found.lines, engine.content.texts) <= MOST_ROWS + 2
    lines = list(found.lines)
    for row in found.buttons:
        lines += pressed(engine, row[0].action).lines
    return Reply(tuple(lines))


def test_hidden_reasons_are_counted_with_those_that_were_hidden_before() -> None:
    texts = {
        "verdict.reason": "• {finding}",
        "verdict.more_reasons": "… dan {count} tanda lain.",
        "verdict.danger": "BAHAYA",
    }
    reasons = [Line("verdict.reason", {"finding": "panjang " * 50}) for _ in range(4)]
    lines = (Line("verdict.danger"), *reasons, Line("verdict.more_reasons", {"count": 2}))

    short = fit(Reply(lines, road="check", more="verdict:d000"), texts)

    assert short.lines[-1] == Line("verdict.more_reasons", {"count": 3})


def test_another_answer_is_left_alone(engine: Engine) -> None:
    reply = Reply((Line("privacy.text", {"hours": 7, "days": 2}),), road="answer")

    assert fit(reply, engine.content.texts) == reply


@pytest.mark.parametrize("action", ["rest:", "gaps:x", "gaps:d0KH", "rest:zzzz"])
def test_a_forged_press_is_answered_politely(engine: Engine, action: str) -> None:
    verb, _, argument = action.partition(":")

    assert press_button(engine, verb, argument, TODAY) is None
