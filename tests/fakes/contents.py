"""What a message of the bot may hold: each builder checks as Telegram does and raises Refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.fakes import parameters as p
from tests.fakes.markup import parse_html, trim, units
from tests.fakes.refusal import bad_request
from tests.fakes.world import World

MAX_TEXT, MAX_CAPTION = 4096, 1024
MAX_BUTTONS, MAX_ROW = 100, 8
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def send(world: World, given: Any, **content: Any) -> dict[str, Any]:
    """The new message of the bot."""
    chat_id = world.open_chat(given.chat_id)
    world.flood.count(chat_id)
    thread = given.message_thread_id
    if thread is not None and (chat_id, thread) not in world.topics:
        raise bad_request("message thread not found")
    return world.add_message(
        chat_id,
        **{"from": world.me},
        message_thread_id=thread,
        is_topic_message=thread and True,
        reply_to_message=_replied(world, chat_id, given.reply_parameters),
        **keyboard_content(getattr(given, "reply_markup", None)),
        **content,
    )


def _replied(world: World, chat_id: int, reply: p.ReplyTo | None) -> dict[str, Any] | None:
    if reply is None:
        return None
    found = world.messages.get((chat_id, reply.message_id))
    if found is None and not reply.allow_sending_without_reply:
        raise bad_request("message to be replied not found")
    return found and {name: found[name] for name in found if name != "reply_to_message"}


def text_content(text: str, mode: str | None) -> dict[str, Any]:
    """The words of a message and their entities."""
    words, entities = _formatted(text, mode)
    if not words:
        raise bad_request("message text is empty")
    if units(words) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": words, **({"entities": entities} if entities else {})}


def caption_content(given: Any) -> dict[str, Any]:
    """The words under a file, where there are any."""
    if not given.caption:
        return {}
    words, entities = _formatted(given.caption, given.parse_mode)
    if units(words) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": words, **({"caption_entities": entities} if entities else {})}


def _formatted(text: str, mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    units(text)
    return trim(*(parse_html(text) if mode == "HTML" else (text, [])))


def keyboard_content(markup: Any) -> dict[str, Any]:
    """An inline keyboard stays with its message; other keyboards do not."""
    if not isinstance(markup, p.InlineKeyboard):
        return {}
    rows = [[_button(button) for button in row] for row in markup.inline_keyboard if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button(button: p.Button) -> dict[str, Any]:
    said = button.model_dump(exclude_none=True)
    if len(said) != 2:
        raise bad_request("can't parse inline keyboard button: exactly one action is needed")
    units(button.text)
    if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None:
        parts = urlsplit(button.url)
        if parts.scheme not in ("http", "https", "tg") or not parts.netloc:
            raise bad_request("BUTTON_URL_INVALID")
    return said


def own_message(world: World, given: Any) -> dict[str, Any]:
    """The bot's message that is to be changed."""
    chat_id = world.open_chat(given.chat_id)
    message = world.messages.get((chat_id, given.message_id))
    if message is None:
        raise bad_request("message to edit not found")
    if message.get("from", {}).get("id") != world.me["id"]:
        raise bad_request("message can't be edited")
    return message


def file_content(world: World, given: str, name: str, files: Mapping[str, bytes]) -> bytes:
    """A file that came with the call, or one that is known."""
    attached = given.removeprefix("attach://") if given.startswith("attach://") else name
    if attached in files:
        return files[attached]
    if given in world.files:
        return world.files[given]
    raise bad_request("wrong file identifier/HTTP URL specified")
