"""A Reply as what Telegram is given: messages of HTML and a keyboard.

Nothing in here raises. A mistake in a text or a button costs that piece and is logged, never the
whole answer: the answer may be the number somebody has to call.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.render import escape, render_label, render_line, separator
from bot.core.reply import Button, Line, Reply
from bot.telegram.markup import split_html
from bot.telegram.raw import well_formed

MAX_ACTION_BYTES = 64
# What turns the writing of what follows, and control characters: a quoted text may hold them. Line
# ends and what joins the pieces of an emoji stay.
_UNSEEN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0x202A, 0x202F))
    + (*range(0x2066, 0x206A),)
)
# A reply on one of these roads is a page to leaf through: a press on it may replace it.
PAGE_ROADS = frozenset({"menu", "report"})
PAGE_MARK = "~"

_SCHEMES = frozenset({"http", "https", "tg"})
_MISTAKES = (LookupError, ValueError, TypeError, AttributeError)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Composed:
    """Messages to send in this order; the keyboard stands under the last."""

    parts: tuple[str, ...]
    keyboard: InlineKeyboardMarkup | None


class Press(NamedTuple):
    """What a button says when it is pressed; `page` is true where the answer may replace it."""

    action: str
    page: bool


def compose(reply: Reply, texts: Mapping[str, str]) -> Composed:
    """The reply in the wording of `texts`; without parts only where nothing of it is left."""
    whole = ""
    for line in reply.lines:
        written = _line(line, texts).strip()
        if written:
            whole += (separator(line, texts) if whole else "") + written
    return Composed(tuple(split_html(whole.translate(_UNSEEN))), _keyboard(reply, texts))


def read_press(data: str) -> Press:
    """What `compose` wrote under the button."""
    return Press(data.removeprefix(PAGE_MARK), data.startswith(PAGE_MARK))


def _line(line: Line, texts: Mapping[str, str]) -> str:
    """One line as HTML; where its text is broken, at least what it was to say."""
    try:
        return render_line(line, texts)
    except _MISTAKES as error:
        logger.exception(
            "text_broken", extra={"key": line.key, "error": type(error).__name__}, exc_info=False
        )
    return "\n".join(escape(value) for value in line.values.values())


def _keyboard(reply: Reply, texts: Mapping[str, str]) -> InlineKeyboardMarkup | None:
    mark = PAGE_MARK if reply.road in PAGE_ROADS else ""
    rows = [list(_buttons(row, texts, mark)) for row in reply.buttons]
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _buttons(
    row: tuple[Button, ...], texts: Mapping[str, str], mark: str
) -> Iterator[InlineKeyboardButton]:
    for button in row:
        label = _label(button, texts)
        if label and button.url and _is_address(button.url):
            yield InlineKeyboardButton(label, url=button.url)
        elif label and _fits(button.action):
            action = mark + button.action if _fits(mark + button.action) else button.action
            yield InlineKeyboardButton(label, callback_data=action)
        else:
            logger.error("button_broken", extra={"key": button.key})


def _label(button: Button, texts: Mapping[str, str]) -> str:
    try:
        return well_formed(render_label(button, texts)).translate(_UNSEEN).strip()
    except _MISTAKES:
        return ""


def _fits(action: str) -> bool:
    return 0 < len(action.encode("utf-8", "replace")) <= MAX_ACTION_BYTES


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc)
