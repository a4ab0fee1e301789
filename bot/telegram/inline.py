"""Inline mode: what is typed after Rambu's name in any chat, answered with cards to drop there."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.error import BadRequest

from bot.core.inline import LONGEST, Card
from bot.core.render import render_label
from bot.core.reply import Reply
from bot.telegram.answering import Service
from bot.telegram.cases import Case
from bot.telegram.compose import compose
from bot.telegram.errors import Unreachable
from bot.telegram.leading import lead_to_private, payload_of
from bot.telegram.raw import text, well_formed
from bot.telegram.send import Sender

# Seconds that Telegram may give the same results to everybody who types the same.
CACHE = 300
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

logger = logging.getLogger(__name__)


class InlineTalk:
    """Answers inline queries with what `service` finds. `bot` is open."""

    def __init__(
        self, bot: Bot, service: Service, sender: Sender, texts: Mapping[str, str]
    ) -> None:
        self._bot = bot
        self._service = service
        self._sender = sender
        self._texts = texts

    async def on_query(self, case: Case) -> None:
        """Answers the last of what was typed; what came too late is left alone."""
        found = await self._service.look_up(well_formed(text(case.body, "query"))[:LONGEST])
        way = InlineQueryResultsButton(
            render_label(found.way, self._texts), start_parameter=payload_of(found.way.action)
        )
        try:
            await self._sender.call(
                self._bot.answer_inline_query,
                inline_query_id=text(case.body, "id"),
                results=[self._result(card) for card in found.cards],
                cache_time=CACHE,
                is_personal=False,
                button=way,
            )
        except (BadRequest, Unreachable) as error:
            logger.info("inline_not_answered", extra={"error": type(error).__name__})

    def _result(self, card: Card) -> InlineQueryResultArticle:
        composed = compose(self._led(card.reply), self._texts)
        content = InputTextMessageContent(
            composed.parts[0], parse_mode="HTML", link_preview_options=_NO_PREVIEW
        )
        return InlineQueryResultArticle(
            card.id,
            card.title,
            content,
            description=card.description or None,
            reply_markup=composed.keyboard,
        )

    def _led(self, reply: Reply) -> Reply:
        return lead_to_private(reply, self._bot.username)
