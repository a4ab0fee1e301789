"""What people do in the fake Telegram; every act becomes the updates that Telegram would send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.markup import parse_html, units
from tests.fakes.world import World

PIECE = 4096
INLINE_LETTERS = 256
_MARKED = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?")),
    ("mention", re.compile(r"(?<!\w)@\w{5,32}")),
    ("url", re.compile(r"(?:https?://|t\.me/)\S+")),
    ("phone_number", re.compile(r"\+\d{9,15}")),
)


class People:
    """Acts of people. Without `user_id` a private chat's person acts, in a group person 1."""

    def __init__(self, world: World) -> None:
        self._world = world

    def say(
        self,
        chat_id: int,
        text: str = "",
        *,
        html: str = "",
        user_id: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
        **extra: Any,
    ) -> list[dict[str, Any]]:
        """Writes a text, cut into pieces where it is longer than a message, as apps do.

        `html` makes hidden links and bold words of it; `extra` is put into the message.
        """
        sent = []
        for piece in [html] if html else list(_pieces(text)):
            words, entities = parse_html(piece) if html else (piece, _marks(piece))
            content = {"text": words, **({"entities": entities} if entities else {}), **extra}
            sent.append(self._send(chat_id, user_id, reply_to, thread, **content))
        return sent

    def forward(
        self,
        chat_id: int,
        text: str = "",
        *,
        html: str = "",
        origin: Mapping[str, Any] | str = "hidden_user",
        buttons: list[list[dict[str, Any]]] | None = None,
        comment: str = "",
        user_id: int | None = None,
        **extra: Any,
    ) -> list[dict[str, Any]]:
        """Forwards somebody's post; the comment goes before it, as apps send it.

        `origin` is a MessageOrigin or its kind: `user`, `hidden_user`, `chat`, `channel`.
        """
        sent = self.say(chat_id, comment, user_id=user_id) if comment else []
        where = self._origin(origin) if isinstance(origin, str) else dict(origin)
        markup = {"reply_markup": {"inline_keyboard": buttons}} if buttons else {}
        more = {"forward_origin": where, **markup, **extra}
        return sent + self.say(chat_id, text, html=html, user_id=user_id, **more)

    def show(
        self,
        chat_id: int,
        kind: str = "photo",
        caption: str = "",
        *,
        content: bytes = b"x",
        user_id: int | None = None,
        **extra: Any,
    ) -> dict[str, Any]:
        """Sends a photo, a voice note, a document, …, with a caption or without."""
        about = {"width": 720, "height": 1280} if kind in ("photo", "video") else {"duration": 3}
        stored = self._world.add_file(content, **about)
        media = {kind: [stored] if kind == "photo" else stored}
        said = {"caption": caption, "caption_entities": _marks(caption)} if caption else {}
        return self._send(chat_id, user_id, None, None, **media, **said, **extra)

    def album(
        self, chat_id: int, count: int = 3, caption: str = "", **extra: Any
    ) -> list[dict[str, Any]]:
        """Sends photos as one album; the caption is the first one's."""
        group = str(self._world.number())
        captions = [caption, *[""] * (count - 1)]
        return [
            self.show(chat_id, "photo", each, media_group_id=group, **extra) for each in captions
        ]

    def edit(self, chat_id: int, message_id: int, text: str) -> dict[str, Any]:
        """Changes the words of a message."""
        message = self._world.messages[chat_id, message_id]
        message.pop("entities", None)
        marks = _marks(text)
        message.update(text=text, edit_date=int(self._world.clock()))
        message.update({"entities": marks} if marks else {})
        kind = message["chat"]["type"]
        name = "edited_channel_post" if kind == "channel" else "edited_message"
        self._world.updates.push(name, message)
        return message

    def post(self, chat_id: int, text: str, title: str = "Kanal") -> dict[str, Any]:
        """Writes in a channel that the bot is an admin of."""
        chat = {"id": chat_id, "type": "channel", "title": title}
        self._world.chats[chat_id] = chat
        message = self._world.add_message(chat_id, sender_chat=chat, text=text)
        self._world.updates.push("channel_post", message)
        return message

    def press(
        self, chat_id: int, message_id: int, label: str = "", *, data: str = "", user_id: int = 0
    ) -> str:
        """Presses the button with this label (or sends this data, as a forger would)."""
        message = self._world.messages[chat_id, message_id]
        query_id = str(self._world.number())
        self._world.queries[query_id] = self._world.clock()
        query = {
            "id": query_id,
            "from": self._world.user(user_id or self._person(chat_id, None)),
            "chat_instance": "1",
            "data": data or _data_of(message, label),
            "message": message,
        }
        self._world.updates.push("callback_query", query)
        return query_id

    def look_up(self, user_id: int, query: str, chat_type: str = "group") -> str:
        """Types something after the bot's name in any chat; Telegram cuts it at 256 characters."""
        query_id = str(self._world.number())
        self._world.queries[query_id] = self._world.clock()
        asked = {
            "id": query_id,
            "from": self._world.user(user_id),
            "chat_type": chat_type,
            "query": query[:INLINE_LETTERS],
            "offset": "",
        }
        self._world.updates.push("inline_query", asked)
        return query_id

    def membership(self, chat_id: int, old: str, new: str, user_id: int | None = None) -> None:
        """Adds the bot, removes it, blocks it (`kicked`) or lets it in again (`member`)."""
        gone = new in ("kicked", "left")
        private = chat_id > 0
        if gone:
            said = (
                "bot was blocked by the user" if private else "bot was kicked from the group chat"
            )
            self._world.closed[chat_id] = said
        else:
            self._world.closed.pop(chat_id, None)
        change = {
            "chat": self._world.chat(chat_id),
            "from": self._world.user(self._person(chat_id, user_id)),
            "date": int(self._world.clock()),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }
        self._world.updates.push("my_chat_member", change)

    def block(self, chat_id: int) -> None:
        """Blocks the bot."""
        self.membership(chat_id, "member", "kicked")

    def unblock(self, chat_id: int) -> None:
        """Lets the bot in again."""
        self.membership(chat_id, "kicked", "member")

    def open_topic(self, chat_id: int, name: str = "Topik") -> int:
        """Opens a topic in a supergroup and returns its thread."""
        self._world.chat(chat_id)["is_forum"] = True
        message = self._world.add_message(
            chat_id,
            **{"from": self._world.user(self._person(chat_id, None))},
            forum_topic_created={"name": name, "icon_color": 0},
        )
        thread = int(message["message_id"])
        message.update(message_thread_id=thread, is_topic_message=True)
        self._world.topics.add((chat_id, thread))
        return thread

    def migrate(self, chat_id: int) -> int:
        """Makes a supergroup of a group and returns its new number."""
        new_id = -(10**12) - abs(chat_id)
        person = {"from": self._world.user(self._person(chat_id, None))}
        moved = self._world.add_message(chat_id, **person, migrate_to_chat_id=new_id)
        arrived = self._world.add_message(new_id, **person, migrate_from_chat_id=chat_id)
        self._world.moved[chat_id] = new_id
        for message in (moved, arrived):
            self._world.updates.push("message", message)
        return new_id

    def raw(self, update: Any) -> None:
        """Whatever it is given, as it is."""
        self._world.updates.push_raw(update)

    def _send(
        self,
        chat_id: int,
        user_id: int | None,
        reply_to: int | None,
        thread: int | None,
        **content: Any,
    ) -> dict[str, Any]:
        replied = self._world.messages.get((chat_id, reply_to)) if reply_to else None
        author = {"from": self._world.user(self._person(chat_id, user_id))}
        message = self._world.add_message(
            chat_id,
            **{**author, **content},
            message_thread_id=thread,
            is_topic_message=True if thread else None,
            reply_to_message=replied
            and {name: replied[name] for name in replied if name != "reply_to_message"},
        )
        if self._reaches_bot(message):
            self._world.updates.push("message", message)
        return message

    def _reaches_bot(self, message: dict[str, Any]) -> bool:
        """In privacy mode a bot gets of a group only what is plainly for it."""
        if message["chat"]["type"] == "private" or self._world.reads_groups:
            return True
        text = message.get("text", "") + message.get("caption", "")
        me = self._world.me
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == me["id"]
        return replied or text.startswith("/") or f"@{me['username']}" in text

    def _person(self, chat_id: int, user_id: int | None) -> int:
        return user_id or (chat_id if chat_id > 0 else 1)

    def _member(self, status: str) -> dict[str, Any]:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": self._world.me, **until}

    def _origin(self, kind: str) -> dict[str, Any]:
        origin: dict[str, Any] = {"type": kind, "date": int(self._world.clock()) - 3600}
        if kind == "user":
            origin["sender_user"] = self._world.user(987)
        elif kind == "hidden_user":
            origin["sender_user_name"] = "Orang Tersembunyi"
        elif kind == "chat":
            origin["sender_chat"] = {"id": -555, "type": "group", "title": "Grup Asal"}
        elif kind == "channel":
            channel = {"type": "channel", "title": "Loker Uji", "username": "lokeruji"}
            origin.update(chat={"id": -1000000000777, **channel}, message_id=5)
        return origin


def _pieces(text: str) -> Iterator[str]:
    """A long text as apps cut it: at the last blank that fits, else in the middle of a word."""
    text = text.strip()
    while units(text) > PIECE:
        end = PIECE
        while units(text[:end]) > PIECE:
            end -= 1
        blank = max(text.rfind(" ", 1, end + 1), text.rfind("\n", 1, end + 1))
        end = blank if blank > 0 else end
        yield text[:end].strip()
        text = text[end:].strip()
    yield text


def _marks(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram's servers find themselves."""
    found = [
        {"type": kind, "offset": units(text[: each.start()]), "length": units(each[0])}
        for kind, pattern in _MARKED
        for each in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def _data_of(message: Mapping[str, Any], label: str) -> str:
    """What the button with this label would send. Raises LookupError."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if button["text"] == label and "callback_data" in button:
            return str(button["callback_data"])
    raise LookupError(f"no button {label!r} to press")
