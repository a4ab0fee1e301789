"""Sorts a chat's updates into cases: what a person sent in one go is understood in one go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.telegram.convert import is_forward, sender_id, written
from bot.telegram.raw import Raw, child, length, number, text, well_formed

CaseKind = Literal[
    "message", "edited", "post", "press", "inline", "membership", "migration", "other"
]

KINDS: dict[str, CaseKind] = {
    "message": "message",
    "edited_message": "edited",
    "channel_post": "post",
    "edited_channel_post": "post",
    "callback_query": "press",
    "inline_query": "inline",
    "my_chat_member": "membership",
}
# A group became a supergroup: told in the old chat and in the new one.
MOVED_TO, MOVED_FROM = "migrate_to_chat_id", "migrate_from_chat_id"
# Seconds between messages that were sent in one go; a slow connection stretches them.
TOGETHER = 10
# Clients cut a long text at the last blank before 4,096 units.
LONG_PIECE = 3500
# The one command that what follows belongs to: "/cek" as the comment of a forward.
CHECK = "cek"

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Command:
    """A command at the start of a message: `bot` is whom it names, `units` its length in UTF-16."""

    name: str
    bot: str
    argument: str
    units: int


@dataclass(frozen=True, slots=True)
class Case:
    """Updates that are answered together: `body` is the message, the press or the membership."""

    kind: CaseKind
    update_ids: tuple[int, ...]
    bodies: tuple[Raw, ...]
    command: Command | None = None

    @property
    def body(self) -> Raw:
        """The first message, or the press or membership itself."""
        return self.bodies[0]

    @property
    def message(self) -> Raw:
        """The first message; of a press the message with the button."""
        return child(self.body, "message") if self.kind == "press" else self.body

    @property
    def chat_id(self) -> int | None:
        """Where the case comes from."""
        return number(child(self.message, "chat"), "id")

    @property
    def chat_type(self) -> str:
        """`private`, `group`, `supergroup`, `channel`, or empty."""
        return text(child(self.message, "chat"), "type")


def read_cases(updates: Iterable[Raw]) -> list[Case]:
    """The cases of one chat's updates, in order; what is no update at all is left out."""
    cases: list[Case] = []
    for update in updates:
        if isinstance(update, Mapping):
            _add(cases, _read(update))
    return cases


def read_command(message: Raw) -> Command | None:
    """The command that the message begins with; a forwarded one gives no order."""
    found = None if is_forward(message) else _COMMAND.match(written(message))
    if not found:
        return None
    argument = well_formed(found.string[found.end() :]).strip()
    return Command(found[1].lower(), (found[2] or "").lower(), argument, found.end())


def _read(update: Raw) -> Case:
    name = next((name for name in KINDS if child(update, name)), "")
    update_id = number(update, "update_id")
    kind, body = KINDS.get(name, "other"), child(update, name)
    if kind == "message" and (MOVED_TO in body or MOVED_FROM in body):
        kind = "migration"
    command = read_command(body) if kind in ("message", "edited") else None
    return Case(kind, () if update_id is None else (update_id,), (body,), command)


def _add(cases: list[Case], case: Case) -> None:
    """Adds the case, to the one before where both were sent in one go."""
    before = cases[-1] if cases else None
    if before and case.kind == "edited" and _place(before, case) is not None:
        cases[-1] = _corrected(before, case)
    elif before and before.kind == case.kind == "inline":
        # People see the results for what they have typed last.
        cases[-1] = _extended(before, case, case.bodies)
    elif before and _joins(before, case):
        cases[-1] = _extended(before, case, (*before.bodies, case.body))
    else:
        cases.append(case)


def _extended(before: Case, case: Case, bodies: tuple[Raw, ...]) -> Case:
    return replace(before, update_ids=before.update_ids + case.update_ids, bodies=bodies)


def _place(before: Case, edited: Case) -> int | None:
    """Which message of the case before was edited."""
    if before.kind != "message" or before.chat_id != edited.chat_id:
        return None
    wanted = number(edited.body, "message_id")
    ids: Sequence[int | None] = [number(body, "message_id") for body in before.bodies]
    return ids.index(wanted) if wanted is not None and wanted in ids else None


def _corrected(before: Case, edited: Case) -> Case:
    """The case with the edited message in the place of the one that it was."""
    place = _place(before, edited) or 0
    bodies = (*before.bodies[:place], edited.body, *before.bodies[place + 1 :])
    command = edited.command if place == 0 else before.command
    return replace(_extended(before, edited, bodies), command=command)


def _joins(before: Case, case: Case) -> bool:
    """True when both were sent in one go."""
    if before.kind != "message" or case.kind != "message" or case.command:
        return False
    last, body = before.bodies[-1], case.body
    if before.chat_id != case.chat_id or sender_id(last) != sender_id(body):
        return False
    album = text(last, "media_group_id")
    if album and album == text(body, "media_group_id"):
        return True
    return _close(last, body) and _belongs(before, last, body)


def _belongs(before: Case, last: Raw, body: Raw) -> bool:
    """Forwards and pictures with the words beside them, the pieces of a long text, what a /cek is
    about.
    """
    if before.command:
        return before.command.name == CHECK
    if any(is_forward(each) or _is_shown(each) for each in (last, body)):
        return True
    return length(written(last)) >= LONG_PIECE


def _is_shown(message: Raw) -> bool:
    return bool(message.get("photo") or message.get("document"))


def _close(last: Raw, body: Raw) -> bool:
    first, second = number(last, "date"), number(body, "date")
    return first is None or second is None or abs(second - first) <= TOGETHER
