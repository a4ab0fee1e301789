"""The conversation that README begins with is what Rambu really answers."""

from __future__ import annotations

from bot.core.engine import Engine
from tests.conversation import README, render


def test_the_conversation_in_the_readme_is_the_real_one(engine: Engine) -> None:
    # When the content changed on purpose: python -m tests.conversation
    assert render(engine) in README.read_text(encoding="utf-8")
