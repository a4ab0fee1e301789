"""Which cases a handler is for: each filter is a statement about a case and Rambu itself."""

from __future__ import annotations

from collections.abc import Callable

from bot.core import group_menu
from bot.telegram.cases import Case
from bot.telegram.commands import COMMANDS, canonical
from bot.telegram.compose import read_press
from bot.telegram.convert import CHAT_KINDS, Me, written
from bot.telegram.entities import read_entities
from bot.telegram.raw import Raw, child, flag, number, text

Filter = Callable[[Case, Me], bool]

# Their names are Rambu's own, so that a group where other bots listen too knows whom they are for.
GROUP_COMMANDS = frozenset({"cek", "darurat", "atur"})


def always(case: Case, me: Me) -> bool:
    """The last filter of a list."""
    return True


def never(case: Case, me: Me) -> bool:
    """Where there is nobody to handle a case."""
    return False


def has_no_chat(case: Case, me: Me) -> bool:
    """True for what cannot be answered anywhere."""
    return case.chat_id is None or case.chat_type not in CHAT_KINDS


def is_from_a_bot(case: Case, me: Me) -> bool:
    """True for other bots; admins and channels that write through Telegram's own are people."""
    sender = child(case.body, "from")
    return flag(sender, "is_bot") and not child(case.body, "sender_chat")


def is_in_a_channel(case: Case, me: Me) -> bool:
    """True for a channel's posts and the presses under them."""
    return case.kind == "post" or case.chat_type == "channel"


def is_idle_edit(case: Case, me: Me) -> bool:
    """True for edits without words (a moving location)."""
    return case.kind == "edited" and not written(case.body)


def is_for_another_bot(case: Case, me: Me) -> bool:
    """True for a command that names another bot."""
    command = case.command
    return command is not None and bool(command.bot) and command.bot != me.username.lower()


def is_in_a_group(case: Case, me: Me) -> bool:
    """True in groups and supergroups."""
    return CHAT_KINDS.get(case.chat_type) == "group"


def is_private(case: Case, me: Me) -> bool:
    """True for a message of a person alone with Rambu."""
    return case.kind in ("message", "edited") and case.chat_type == "private"


def is_inline(case: Case, me: Me) -> bool:
    """True for what is typed after Rambu's name in any chat."""
    return case.kind == "inline"


def is_press(case: Case, me: Me) -> bool:
    """True for a pressed button."""
    return case.kind == "press"


def is_setting(case: Case, me: Me) -> bool:
    """True for a press on the menu of a group's admins."""
    action, _ = read_press(text(case.body, "data"))
    verb = action.partition(":")[0]
    return is_press(case, me) and is_in_a_group(case, me) and verb == group_menu.VERB


def is_membership(case: Case, me: Me) -> bool:
    """True when Rambu was added, removed, blocked or let in again."""
    return case.kind == "membership"


def is_migration(case: Case, me: Me) -> bool:
    """True when a group became a supergroup."""
    return case.kind == "migration"


def is_command(case: Case, me: Me) -> bool:
    """True for a command of Rambu's that is meant for Rambu; in groups an edit gives no order."""
    command = case.command
    if command is None or canonical(command.name) not in COMMANDS:
        return False
    if case.kind == "edited" and is_in_a_group(case, me):
        return False
    return bool(command.bot) or is_private(case, me) or command.name in GROUP_COMMANDS


def is_addressed(case: Case, me: Me) -> bool:
    """True for a message in a group that mentions Rambu or answers it."""
    return case.kind == "message" and any(_addresses(body, me) for body in case.bodies)


def _addresses(message: Raw, me: Me) -> bool:
    replied = child(message, "reply_to_message")
    if me.wrote(replied) and "forum_topic_created" not in replied:
        return True
    marked = [*read_entities(message, "text"), *read_entities(message, "caption")]
    return any(_mentions(entity, words, me) for entity, words in marked)


def _mentions(entity: Raw, words: str, me: Me) -> bool:
    if entity.get("type") == "mention":
        return bool(me.username) and words.lower() == f"@{me.username.lower()}"
    user = child(entity, "user")
    return entity.get("type") == "text_mention" and me.id != 0 and number(user, "id") == me.id
