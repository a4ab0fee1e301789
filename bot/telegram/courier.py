"""Brings unasked letters to their chats, once each: what went wrong is the dispatcher's to mend."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import Bot

from bot.outbox.dispatcher import Delivery, Outcome
from bot.outbox.letter import Letter
from bot.telegram.errors import Interrupted, Refused, Unreachable
from bot.telegram.send import Moved, Patience, Sender, Target

# A group that moved is followed; every wait is the dispatcher's.
ONCE = Patience(tries=3, longest_wait=0.0)


class Courier:
    """Sends letters with one bot in the wording of `texts`; `moved` as in Sender.

    Raises only what `moved` raises.
    """

    def __init__(self, bot: Bot, texts: Mapping[str, str], moved: Moved | None = None) -> None:
        self._sender = Sender(bot, texts, patience=ONCE, moved=moved)

    async def deliver(self, letter: Letter) -> Delivery:
        """What became of the letter."""
        target = Target(letter.chat_id, letter.thread)
        try:
            await self._sender.send(target, letter.reply, letter.done)
        except Unreachable:
            return Delivery("closed")
        except Refused:
            return Delivery("refused")
        except Interrupted as error:
            outcome: Outcome = "flood" if error.flood else "later"
            return Delivery(outcome, error.retry_after or 0.0, error.done)
        return Delivery("sent")
