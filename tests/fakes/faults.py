"""Faults on order: what goes wrong with the bot's next calls."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Kind = Literal["status", "timeout", "reset", "malformed", "page", "slow"]


@dataclass
class Fault:
    """What goes wrong: with which method (`*` is any), in which chat, how often, with what chance.

    `after` lets the call do its work and loses only the answer. Kinds: `status` answers `code`
    (with `retry_after`), `timeout` says nothing for `seconds`, `reset` drops the connection,
    `malformed` cuts the JSON, `page` is a proxy's HTML with status `code`, `slow` lets the call
    wait for `seconds`.
    """

    kind: Kind = "status"
    method: str = "*"
    chat_id: int | None = None
    count: int = 1
    share: float = 1.0
    code: int = 500
    retry_after: int | None = None
    description: str = ""
    seconds: float = 60.0
    after: bool = False

    def fits(self, method: str, arguments: Mapping[str, Any]) -> bool:
        """True when it is meant for this call."""
        same_chat = self.chat_id is None or str(arguments.get("chat_id")) == str(self.chat_id)
        return self.count > 0 and same_chat and self.method.lower() in ("*", method.lower())

    def body(self) -> dict[str, Any]:
        """The answer of a `status` fault."""
        said = self.description or {429: "Too Many Requests", 502: "Bad Gateway"}.get(self.code, "")
        body = {
            "ok": False,
            "error_code": self.code,
            "description": said or "Internal Server Error",
        }
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


@dataclass
class Faults:
    """The faults that are still to come, in order."""

    chance: random.Random
    waiting: list[Fault] = field(default_factory=list)

    def add(self, **fault: Any) -> None:
        """Orders a fault. Raises TypeError for a field that is none."""
        unknown = fault.keys() - {each.name for each in fields(Fault)}
        if unknown:
            raise TypeError(f"a fault has no {min(unknown)}")
        self.waiting.append(Fault(**fault))

    def take(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """The fault that hits this call, if one does."""
        for fault in self.waiting:
            if fault.fits(method, arguments) and self.chance.random() < fault.share:
                fault.count -= 1
                return fault
        return None
