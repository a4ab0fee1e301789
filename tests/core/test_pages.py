"""Long answers come in pages that each fit a screen and a half, and lose nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.core.buttons import press_button
from bot.core.engine import Engine
from bot.core.pages import read_page, turn
from bot.core.render import render_html
from bot.core.reply import Line, Markup, Reply
from bot.core.screen import MOST_ROWS, rows
from tests.core.replies import TODAY


def pages(engine: Engine, verb: str, name: str) -> Iterator[Reply]:
    """All pages, as somebody leafs through them."""
    action = f"{verb}:{name}"
    while action:
        verb, _, argument = action.partition(":")
        page = press_button(engine, verb, argument, TODAY)
        assert page is not None, action
        yield page
        buttons = [button for row in page.buttons for button in row]
        action = next((each.action for each in buttons if each.key == "button.next_page"), "")
        assert len(f"~{action}".encode()) <= 64


def words(engine: Engine, *replies: Reply) -> list[str]:
    return " ".join(render_html(each, engine.content.texts) for each in replies).split()


def test_the_pages_of_every_article_fit_and_hold_all_of_it(engine: Engine) -> None:
    counts = set()
    for article in engine.content.articles.values():
        found = list(pages(engine, "details", article.id))
        counts.add(len(found))
        for page in found:
            assert rows(page.lines, engine.content.texts) <= MOST_ROWS
        whole = engine.answers.article(article, TODAY, whole=True)
        assert words(engine, *found) == words(engine, whole)
    assert max(counts) in {2, 3}


def test_the_pages_of_every_country_fit_and_hold_all_of_it(engine: Engine) -> None:
    for country in engine.content.countries.values():
        found = list(pages(engine, "about", country.code))
        for page in found:
            assert rows(page.lines, engine.content.texts) <= MOST_ROWS
        whole = engine.answers.country(country, TODAY, whole=True)
        assert words(engine, *found) == words(engine, whole)


@pytest.mark.parametrize(
    ("verb", "argument", "read"),
    [
        ("details", "cost_taiwan", ("cost_taiwan", 1)),
        ("details", "cost_taiwan:2", ("cost_taiwan", 2)),
        ("about", "KH:3", ("KH", 3)),
        ("emergency", "KH:2", ("KH:2", 1)),
        ("group", "3", ("3", 1)),
        ("details", ":2", (":2", 1)),
        ("details", "a:²", ("a:²", 1)),
    ],
)
def test_the_page_is_read_off_the_button(verb: str, argument: str, read: tuple[str, int]) -> None:
    assert read_page(verb, argument) == read


@pytest.mark.parametrize("page", ["0", "9", "99"])
def test_a_page_that_is_not_there_is_answered_politely(engine: Engine, page: str) -> None:
    assert press_button(engine, "details", f"cost_taiwan:{page}", TODAY) is None


def test_what_fits_is_one_page_without_a_way_on() -> None:
    texts = {"answer.body": "{body}"}
    reply = Reply((Line("answer.body", {"body": Markup("satu")}),), road="answer")

    assert turn(reply, texts, "details:a", 1) == reply


def test_paragraphs_in_one_pair_of_tags_stay_together() -> None:
    texts = {"answer.body": "{body}", "x": "x"}
    long = "kata " * 180
    body = f"<b>{long}\n\n{long}</b>\n\n{long}"
    reply = Reply((Line("answer.body", {"body": Markup(body)}),), road="answer")

    first = turn(reply, texts, "details:a", 1)

    assert first is not None
    assert first.lines[0].values["body"] == f"<b>{long}\n\n{long}</b>"
