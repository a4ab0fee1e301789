"""All replies that can be built: whole, short, and never calling an offer safe."""

from __future__ import annotations

import pytest

from bot.core.engine import Engine
from bot.core.render import render_html
from bot.core.reply import Reply
from tests.core.replies import MOST, SAFE, all_replies, verdict_replies, words_of

# Whose sentences hold "aman" without calling an offer safe.
SAFE_SAYINGS = (
    "bukan tanda aman",
    "semuanya pasti aman",  # a rule about recruiters who say so
    "dititip biar aman",  # the same
    "kesempatan aman untuk keluar",  # a way out of a locked house
)


@pytest.fixture(scope="module")
def replies(engine: Engine) -> list[Reply]:
    return list(all_replies(engine))


def test_every_text_exists_with_its_values(engine: Engine, replies: list[Reply]) -> None:
    for reply in replies:
        words = words_of(engine, reply)
        assert words.strip()
        assert "{" not in words


def test_every_reply_fits_in_one_message(engine: Engine, replies: list[Reply]) -> None:
    longest = max(len(render_html(reply, engine.content.texts)) for reply in replies)

    assert longest <= MOST


def test_every_button_fits_and_does_one_thing(replies: list[Reply]) -> None:
    for reply in replies:
        buttons = [button for row in reply.buttons for button in row]
        assert len(buttons) <= 100
        for button in buttons:
            assert bool(button.action) != bool(button.url)
            assert len(f"~{button.action}".encode()) <= 64


def test_no_reply_calls_an_offer_safe(engine: Engine, replies: list[Reply]) -> None:
    for reply in replies:
        words = " ".join(words_of(engine, reply).lower().split())
        for saying in SAFE_SAYINGS:
            words = words.replace(saying, "")
        assert SAFE.search(words) is None, words


def test_verdicts_of_every_level_were_tried(engine: Engine) -> None:
    levels = {reply.level for reply in verdict_replies(engine)}

    assert levels == {"danger", "caution", "unverified", "not_offer"}
