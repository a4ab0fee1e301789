"""docs/desk.md shows what people and readers really see."""

from __future__ import annotations

from bot.core.engine import Engine
from tests.desk.page import PAGE, place, render


def test_the_page_shows_what_is_said(engine: Engine) -> None:
    text = PAGE.read_text("utf-8")

    assert place(text, render(engine)) == text, "run python -m tests.desk.page"


def test_nothing_of_the_reporter_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")

    for own in ("3201010101010001", "0812-0000-0000"):
        assert own not in text
