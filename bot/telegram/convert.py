"""Telegram's updates as one Message. Nothing in here raises: what cannot be read is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.core.message import MAX_CHARACTERS, ChatKind, Link, Message, Part, PartKind
from bot.telegram.entities import cut_units, read_links, text_places
from bot.telegram.files import Fetch, file_part
from bot.telegram.raw import Raw, child, length, number, shown, text, well_formed

Key = Callable[[int], str]
T = TypeVar("T")

# A text that fills a message to the brim was cut there by Telegram, perhaps within a word.
MAX_UNITS = 4096
MAX_LINKS = 100
MAX_MESSAGES = 200

CHAT_KINDS: dict[str, ChatKind] = {
    "private": "private",
    "group": "group",
    "supergroup": "group",
    "channel": "channel",
}
MESSAGE_FIELDS = ("message", "edited_message", "channel_post", "edited_channel_post")
# The places that come first in `text_places`.
WRITTEN = ("text", "caption")
# An animation also comes as a document, a place as a location: each is named once.
UNREADABLE = (
    "photo",
    "video",
    "animation",
    "document",
    "voice",
    "audio",
    "video_note",
    "sticker",
    "location",
    "story",
    "paid_media",
    "dice",
    "game",
    "invoice",
    "giveaway",
)


@dataclass(frozen=True, slots=True)
class Me:
    """Who Rambu is on Telegram: what it said itself is no evidence."""

    id: int = 0
    username: str = ""

    def wrote(self, message: Raw) -> bool:
        """True for Rambu's own messages."""
        return self.id != 0 and number(child(message, "from"), "id") == self.id


def convert(updates: Sequence[Raw], key: Key, me: Me = Me()) -> Message | None:
    """One Message of the updates of one case; None when they hold nothing that can be understood.

    `key` turns an id of a person or chat into what is safe to keep. Several updates are the pieces
    of a long text, forwards sent in one go, or an album.
    """
    known = [update for update in updates if isinstance(update, Mapping)]
    found = [child(update, name) for update in known for name in MESSAGE_FIELDS if name in update]
    return convert_messages(found, key, me)


def convert_messages(
    messages: Sequence[Raw],
    key: Key,
    me: Me = Me(),
    skip: int = 0,
    fetch: Fetch | None = None,
) -> Message | None:
    """Like `convert`, of messages; the first `skip` units (a command) are left out.

    Without `fetch` pictures and documents are named among what cannot be read.
    """
    messages = messages[:MAX_MESSAGES]
    parts = _join_pieces(
        part
        for place, each in enumerate(messages)
        for part in _parts(each, me, 0 if place else skip, fetch)
    )
    links = _distinct(link for each in messages for link in _all_links(each, me))
    unreadable = _distinct(kind for each in messages for kind in _all_unreadable(each, me, fetch))
    if not (parts or links or unreadable):
        return None
    return address(messages[0], key, parts, links, unreadable)


def address(
    message: Raw,
    key: Key,
    parts: tuple[Part, ...] = (),
    links: tuple[Link, ...] = (),
    unreadable: tuple[str, ...] = (),
) -> Message:
    """A Message from where and from whom `message` came."""
    return Message(
        parts=parts,
        links=links,
        chat_kind=CHAT_KINDS.get(text(child(message, "chat"), "type"), "private"),
        chat=_keyed(number(child(message, "chat"), "id"), key),
        sender=_keyed(sender_id(message), key),
        unreadable=unreadable,
    )


def sender_id(message: Raw) -> int | None:
    """Who sent it: a person, or the group or channel in whose name they wrote."""
    behalf = number(child(message, "sender_chat"), "id")
    return number(child(message, "from"), "id") if behalf is None else behalf


def is_forward(message: Raw) -> bool:
    """True for what somebody else wrote; a forward of one's own words is one's own."""
    origin = child(message, "forward_origin")
    if not origin:
        return "forward_date" in message
    author = number(child(origin, "sender_user"), "id")
    return author is None or author != number(child(message, "from"), "id")


def answered(message: Raw, me: Me) -> Raw:
    """The message that this one replies to, unless Rambu wrote it; empty where there is none."""
    found = child(message, "reply_to_message")
    return {} if me.wrote(found) or "forum_topic_created" in found else found


def written(message: Raw) -> str:
    """The text or else the caption, exactly as it came."""
    return next((found for name in WRITTEN if (found := text(message, name))), "")


def _keyed(found: int | None, key: Key) -> str:
    return "" if found is None else key(found)


def _parts(message: Raw, me: Me, skip: int, fetch: Fetch | None) -> Iterator[Part]:
    """The quoted part first, as a reader sees it."""
    replied = answered(message, me)
    if replied:
        yield from _own_parts(replied, "quote", 0, me)
        yield from _file_parts(replied, fetch)
    elif not child(message, "reply_to_message"):
        quoted = shown(child(message, "quote"), "text")
        if quoted:
            origin = child(child(message, "external_reply"), "origin")
            yield Part(quoted, "quote", _public_name(origin))
    yield from _own_parts(message, "authored", skip, me)
    yield from _file_parts(message, fetch)


def _file_parts(message: Raw, fetch: Fetch | None) -> Iterator[Part]:
    """The picture or document behind the words."""
    part = file_part(message, fetch) if fetch else None
    if part:
        origin = _public_name(child(message, "forward_origin")) if is_forward(message) else ""
        yield replace(part, origin=origin)


def _own_parts(message: Raw, kind: PartKind, skip: int, me: Me) -> Iterator[Part]:
    """What the message itself says; `kind` where it is not a forward."""
    forward = is_forward(message)
    origin = _public_name(child(message, "forward_origin")) if forward else ""
    # A contact or a place is shown by the sender and written by nobody.
    kinds: tuple[PartKind, ...] = (kind, "contact", "document")
    for written, words in zip(kinds, _words(message, skip), strict=True):
        mine = words if forward else _without_mention(words, me)
        if mine:
            yield Part(mine[:MAX_CHARACTERS], "forward" if forward else written, origin)


def _words(message: Raw, skip: int) -> Iterator[str]:
    """What was written, then one text for each contact or place."""
    lines = [_read(holder, name) for holder, name in text_places(message)]
    if skip:
        lines[: len(WRITTEN)] = [_after(message, skip)]
    yield "\n".join(line for line in lines if line)
    contact, venue = child(message, "contact"), child(message, "venue")
    yield _joined(contact, ("first_name", "last_name", "phone_number"))
    yield _joined(venue, ("title", "address"))


def _read(holder: Raw, name: str) -> str:
    # The blanks of a whole text are kept: the pieces of a cut text are put together again.
    return well_formed(text(holder, name))


def _after(message: Raw, skip: int) -> str:
    """What follows a command, in the text or in the caption."""
    found = written(message)
    return cut_units(found, skip, length(found)).strip()


def _joined(holder: Raw, names: Iterable[str]) -> str:
    return " ".join(found for name in names if (found := shown(holder, name)))


def _without_mention(words: str, me: Me) -> str:
    if not me.username:
        return words
    return re.sub(rf"@{re.escape(me.username)}\b", " ", words, flags=re.IGNORECASE)


def _public_name(origin: Raw) -> str:
    """The name of a channel; people and groups are not named."""
    chat = child(origin, "chat")
    if origin.get("type") != "channel" or not chat:
        return ""
    title, username = shown(chat, "title"), shown(chat, "username")
    return f"{title} (@{username})".strip() if username else title


def _join_pieces(found: Iterable[Part]) -> tuple[Part, ...]:
    """Parts without blanks around them; what Telegram cut within a word is put together again."""
    parts: list[Part] = []
    full = False
    for part in found:
        # A chain of full pieces grows no longer than what is read of it.
        if full and parts and _continues(parts[-1], part):
            joined = f"{parts[-1].text}{part.text}"[:MAX_CHARACTERS]
            parts[-1] = replace(part, text=joined)
        else:
            parts.append(part)
        full = length(part.text) >= MAX_UNITS
    stripped = (replace(part, text=part.text.strip()) for part in parts)
    return tuple(part for part in stripped if part.text or part.file)


def _continues(before: Part, part: Part) -> bool:
    together = before.kind == part.kind and before.origin == part.origin and not part.file
    return together and len(before.text) < MAX_CHARACTERS


def _all_links(message: Raw, me: Me) -> Iterator[Link]:
    yield from read_links(answered(message, me))
    yield from read_links(message)


def _all_unreadable(message: Raw, me: Me, fetch: Fetch | None) -> Iterator[str]:
    for each in (answered(message, me), message):
        names = [name for name in UNREADABLE if each.get(name)]
        double = {"document"} if "animation" in names else set()
        double |= {"location"} if child(each, "venue") else set()
        double |= {"photo", "document"} if fetch and file_part(each, fetch) else set()
        yield from (name for name in names if name not in double)


def _distinct(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))[:MAX_LINKS]
