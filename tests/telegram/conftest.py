"""Updates as Telegram writes them, and a bot that talks to the fake Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot

from bot.telegram.transport import build_bot, open_bot
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.world import TOKEN


def key(number: int) -> str:
    """A key that a test can read."""
    return f"k{number}"


def message(text: str | None = None, chat_id: int = 7, **fields: Any) -> dict[str, Any]:
    """A message in a private chat, unless `chat` says otherwise."""
    said = {} if text is None else {"text": text}
    return {
        "message_id": 1,
        "date": 1_790_000_000,
        "chat": {"id": chat_id, "type": "private", "first_name": "Orang"},
        "from": {"id": 9, "is_bot": False, "first_name": "Orang"},
        **said,
        **fields,
    }


def update(*messages: dict[str, Any], kind: str = "message") -> list[dict[str, Any]]:
    """Each message as an update of its own."""
    return [{"update_id": place, kind: each} for place, each in enumerate(messages, 1)]


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """A fake Bot API of its own for one test."""
    async with FakeBotApi() as api:
        yield api


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    """A bot that is open on the fake."""
    bot = build_bot(TOKEN, api.url)
    await open_bot(bot)
    yield bot
    await bot.shutdown()
