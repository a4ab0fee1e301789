"""Putting letters into the outbox: one to somebody, or a broadcast to many."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.core.reply import Reply
from bot.outbox.letter import Letter, seal
from bot.storage.store import DAY, Outgoing, Store

# So many letters are kept in one transaction.
BATCH = 500
# Seconds after which a letter that could not be sent is given up: old news help nobody.
LIFE = 2 * DAY


class Outbox:
    """Keeps letters of one bot; `bot/outbox/dispatcher.py` sends them.

    A name makes a letter one of its kind for its chat: putting it again, in whatever process and
    after whatever interruption, changes nothing (for 30 days after it was sent, so a name that
    comes back carries its date). Chats that blocked Rambu, or were told to get nothing, are left
    out. `key` turns Telegram's number of a chat into what the store knows it by.
    """

    def __init__(
        self,
        store: Store,
        bot: int,
        key: Callable[[int], str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._bot = bot
        self._key = key
        self._clock = clock

    def letter(
        self,
        name: str,
        letter: Letter,
        *,
        due_at: float | None = None,
        life: float = LIFE,
        urgent: bool = True,
    ) -> Outgoing:
        """The change that puts the letter, to be applied together with others (see Store.apply).

        It is sent from `due_at` (now) on, for `life` seconds; urgent ones go before broadcasts.
        """
        due = self._clock() if due_at is None else due_at
        owner, payload = self._key(letter.chat_id), seal(letter)
        return Outgoing(self._bot, owner, name, payload, due, until=due + life, urgent=urgent)

    async def put(
        self, name: str, letter: Letter, *, due_at: float | None = None, life: float = LIFE
    ) -> bool:
        """Keeps a letter to one chat; False when it was kept before or is not wanted there.

        Raises StoreError.
        """
        return bool(
            await self._store.put_outgoing([self.letter(name, letter, due_at=due_at, life=life)])
        )

    async def broadcast(
        self,
        name: str,
        chats: Iterable[int],
        reply: Reply,
        *,
        due_at: float | None = None,
        life: float = LIFE,
    ) -> int:
        """Keeps the same letter for every chat and returns how many were new.

        After an interruption (StoreError, the end of the process) call it again with the same name:
        chats that have their letter are left alone.
        """
        letters = (
            self.letter(name, Letter(chat, reply), due_at=due_at, life=life, urgent=False)
            for chat in chats
        )
        return sum([await self._store.put_outgoing(batch) for batch in _batches(letters)])

    async def progress(self, name: str) -> Mapping[str, int]:
        """How many letters of this name are `pending`, `sent` and `dropped`. Raises StoreError."""
        return await self._store.outgoing_states(self._bot, name)

    async def call_off(self, name: str) -> int:
        """Gives up what of a broadcast is not sent yet and returns how many letters that were."""
        return await self._store.call_off(self._bot, name, self._clock())


def _batches(letters: Iterable[Outgoing]) -> Iterator[list[Outgoing]]:
    remaining = iter(letters)
    while batch := list(itertools.islice(remaining, BATCH)):
        yield batch
