"""What may become of a call to Telegram, told apart by what the caller can do about it.

BotError
└── ChannelError
    ├── Unreachable   the chat is closed to Rambu for good (blocked, left): do not try again
    ├── Refused       Telegram takes the message in no form: trying again changes nothing
    └── Interrupted   Telegram or the network did not do it now: try again later
"""

from __future__ import annotations

from bot.errors import BotError, BusyError

# Seconds to wait where Telegram named none.
PAUSE = 5.0


class ChannelError(BotError):
    """A call to Telegram did not succeed. Its text never holds the token or a user's words."""


class Unreachable(ChannelError):
    """The chat is closed to Rambu for good."""


class Refused(ChannelError):
    """Telegram takes the message in no form."""


class Interrupted(ChannelError):
    """Not now: try again later, after `retry_after` seconds.

    `flood` is true where Telegram itself asked for the wait (429). Of a reply in several messages,
    `done` have arrived.
    """

    def __init__(
        self, text: str, retry_after: float | None = None, *, flood: bool = False, done: int = 0
    ) -> None:
        self.retry_after = retry_after
        self.flood = flood
        self.done = done
        super().__init__(text)


def pause_for(error: Exception) -> float | None:
    """Seconds to wait where the error passes by itself, None for any other."""
    if isinstance(error, BusyError):
        return error.pause
    if not isinstance(error, Interrupted):
        return None
    return PAUSE if error.retry_after is None else error.retry_after
