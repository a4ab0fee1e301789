"""Turns a Reply into Telegram HTML or plain text with the wording of content/texts/id.yaml."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bot.core.reply import Button, Line, Markup, Reply, Value

_TAG = re.compile(r"<[^<>]{1,300}>")


def escape(value: Value) -> str:
    """The value as Telegram HTML; Markup is trusted content and passes unchanged."""
    return str(value) if isinstance(value, Markup) else html.escape(str(value), quote=False)


def render_line(line: Line, texts: Mapping[str, str]) -> str:
    """One line as Telegram HTML.

    Raises KeyError when the text or one of its values does not exist (a programmer's mistake; the
    tests compare the keys used in bot/ with the file).
    """
    values = {name: escape(value) for name, value in line.values.items()}
    return texts[line.key].format_map(values)


def render_label(button: Button, texts: Mapping[str, str]) -> str:
    """A button's label as plain text (Telegram shows no markup on buttons)."""
    return texts[button.key].format_map({name: str(value) for name, value in button.values.items()})


# A text that begins like this is an entry of a list: it follows the line before without an empty
# line.
_ENTRY_MARKS = ("•", "☎️", "⚖️", "{number}.", "🔎", "📞")


def separator(line: Line, texts: Mapping[str, str]) -> str:
    """What stands before a line that is not the first: one line break before entries, else two."""
    return "\n" if texts.get(line.key, "").lstrip().startswith(_ENTRY_MARKS) else "\n\n"


def render_html(reply: Reply, texts: Mapping[str, str]) -> str:
    """The whole reply as Telegram HTML, an empty line between its paragraphs."""
    rendered = ""
    for line in reply.lines:
        text = render_line(line, texts).rstrip()
        rendered += (separator(line, texts) if rendered else "") + text
    return rendered


def strip_markup(text: str) -> str:
    """Telegram HTML as plain text, for terminals, files and messengers without markup."""
    return html.unescape(_TAG.sub("", text))
