"""How the fake says no."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An error answer of the Bot API: `parameters` is its ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        self.code = code
        self.description = description
        self.parameters = parameters
        super().__init__(description)

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(what: str, **parameters: int) -> Refusal:
    """A 400 in Telegram's words."""
    return Refusal(400, f"Bad Request: {what}", **parameters)
