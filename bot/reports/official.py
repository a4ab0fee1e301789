"""Official channels with a text that the person sends there themselves: Rambu reports nobody."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from bot.core.content import Contact, Content
from bot.core.reply import Button, Line, Reply
from bot.core.wording import seen, ways_to_reach
from bot.reports.sharing import Shared

# Who takes reports of offers, by the keys of content/contacts.
CHANNELS = ("kp2mi_whatsapp", "aduan_konten", "aduan_nomor", "patrolisiber", "polri_110")
_EXCERPT = 500
_MOST_SIGNS = 3
_LONGEST_URL = 2000


def official(content: Content, shared: Shared | None) -> Reply:
    """The channels, and a text about the offer that is ready to be copied."""
    lines = [Line("official.title")]
    contacts = [(name, content.contacts[name]) for name in CHANNELS if name in content.contacts]
    for _, contact in contacts:
        values = {
            "name": contact.name,
            "ways": ways_to_reach(contact, content.texts),
            "date": seen(contact),
        }
        lines.append(Line("answer.contact", values))
    if shared is None:
        return Reply((*lines, Line("official.no_text")), road="report")
    letter = _letter(content, shared)
    lines += [Line("official.copy"), Line("official.letter", {"text": letter})]
    buttons = tuple((button,) for button in _buttons(contacts, letter))
    return Reply(tuple(lines), buttons, road="report")


def _letter(content: Content, shared: Shared) -> str:
    """What the offer says and which signs it has, as a statement and not as an accusation."""
    texts = content.texts
    signs = [content.rules[rule].title for rule in shared.rules if rule in content.rules]
    excerpt = " ".join(shared.text.split())
    short = excerpt if len(excerpt) <= _EXCERPT else excerpt[: _EXCERPT - 1] + "…"
    pieces = [texts["official.begin"], f"“{short}”"]
    if signs:
        pieces.append(texts["official.signs"].format(signs="; ".join(signs[:_MOST_SIGNS])))
    return "\n".join([*pieces, texts["official.end"]])


def _buttons(contacts: list[tuple[str, Contact]], letter: str) -> Iterator[Button]:
    """A chat with each channel on WhatsApp, the text already written: sending it is theirs."""
    for _, contact in contacts:
        if contact.whatsapp and contact.whatsapp.startswith("+"):
            url = f"https://wa.me/{contact.whatsapp[1:]}?text={quote(letter)}"
            if len(url) <= _LONGEST_URL:
                yield Button("button.official", url=url, values={"name": contact.name})
