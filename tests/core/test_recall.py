"""A verdict goes through a link and comes back; nothing of the offer's words goes along."""

from __future__ import annotations

import re

import pytest

from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.recall import LONGEST, read_code, short_name, write_code
from bot.library import Corpus
from tests.core.replies import TODAY


def test_no_two_rules_or_gaps_have_the_same_short_name(content: Content) -> None:
    names = [*content.rules, *(item.id for item in content.verdicts.missing)]

    assert len({short_name(name) for name in names}) == len(names)


def test_what_is_told_comes_back_in_order(engine: Engine, corpus: Corpus) -> None:
    levels = set()
    for text in corpus.texts[:120]:
        verdict = engine.understand(Message.of(text.text)).verdict
        shown = engine.verdicts.shown(verdict)
        code = write_code(verdict, shown)
        assert re.fullmatch(rf"[A-Za-z0-9]{{4,{LONGEST}}}", code)
        back = read_code(code, engine.content)
        assert back is not None
        levels.add(back.level)
        told = [each.rule for each in back.findings]
        assert told == [each.rule for each in shown][: len(told)]
        assert len(told) >= min(len(shown), 12)
        assert (back.level, back.country) == (verdict.level, verdict.country)
        assert back.missing == verdict.missing[:5]
    assert len(levels) > 2


@pytest.mark.parametrize("code", ["", "x", "d", "d9KH", "z1KH", "d1KH" + "a" * 60])
def test_what_is_no_code_says_nothing(engine: Engine, code: str) -> None:
    assert read_code(code, engine.content) is None
    assert engine.verdicts.recalled(code, TODAY) is None


def test_unknown_names_and_countries_are_left_out(engine: Engine) -> None:
    verdict = read_code("d0XX???123", engine.content)

    assert verdict is not None
    assert (verdict.findings, verdict.missing, verdict.country) == ((), (), None)
