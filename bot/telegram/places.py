"""Where an answer goes, and which message it stands under."""

from __future__ import annotations

from dataclasses import replace

from bot.core.message import Message
from bot.telegram.cases import Case
from bot.telegram.convert import written
from bot.telegram.raw import child, flag, number
from bot.telegram.send import Target

# In a private chat these answers stand under the message they are about: what may be reported is
# read anew from there, so that nothing needs to be kept.
ABOUT_ROADS = frozenset({"check", "report"})


def target_of(case: Case, road: str = "") -> Target:
    """The chat; in groups also the topic and the message that is answered."""
    message, chat_id = case.message, case.chat_id or 0
    if case.chat_type == "private":
        return Target(chat_id, reply_to=_about(case) if road in ABOUT_ROADS else None)
    thread = number(message, "message_thread_id") if flag(message, "is_topic_message") else None
    return Target(chat_id, thread, number(message, "message_id"))


def reachable(message: Message, case: Case) -> Message:
    """The message with the number of its chat, where that is one person's."""
    return replace(message, reach=case.chat_id or 0) if case.chat_type == "private" else message


def _about(case: Case) -> int | None:
    """Of a case its longest message, of a command what it replies to, of a press what the pressed
    message answers.
    """
    if case.kind == "press":
        return number(child(case.message, "reply_to_message"), "message_id")
    replied = child(case.body, "reply_to_message")
    if case.command is not None and not case.command.argument and replied:
        return number(replied, "message_id")
    return number(max(case.bodies, key=lambda body: len(written(body))), "message_id")
