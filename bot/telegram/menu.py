"""The menu that stays under a private chat: plain words, read aloud as they stand."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import KeyboardButton, ReplyKeyboardMarkup

from bot.telegram.convert import is_forward, written
from bot.telegram.raw import Raw

# The key of each label, and the command that pressing it gives. Whoever looks at the phone sees
# these words all the time: none of them says that somebody is in danger.
MENU = (
    (("menu.check", "cek"), ("menu.topics", "topik"), ("menu.countries", "negara")),
    (("menu.numbers", "darurat"), ("menu.help", "bantuan")),
)


def menu_keyboard(texts: Mapping[str, str]) -> ReplyKeyboardMarkup:
    """The keyboard with the labels of `texts`."""
    rows = [[KeyboardButton(texts[key]) for key, _ in row] for row in MENU]
    return ReplyKeyboardMarkup(
        rows,
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=texts["menu.placeholder"],
    )


def chosen(message: Raw, texts: Mapping[str, str]) -> str:
    """The command whose label was sent; empty for anything else."""
    if is_forward(message):
        return ""
    words = written(message).strip()
    return next((name for row in MENU for key, name in row if texts.get(key) == words), "")
