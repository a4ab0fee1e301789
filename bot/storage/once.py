"""Changes to our own data happen once for each update, however often it is handled.

Whoever handles an update says so with `handling`; whoever changes something calls `apply` and need
not know where a message came from.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from bot.storage.store import Change, Store


@dataclass(slots=True)
class _Case:
    bot: int
    update_id: int
    steps: int = 0


_current: ContextVar[_Case | None] = ContextVar("case", default=None)


@contextlib.contextmanager
def handling(bot: int, update_id: int) -> Iterator[None]:
    """What is applied inside belongs to the update, step by step in the order of the calls."""
    token = _current.set(_Case(bot, update_id))
    try:
        yield
    finally:
        _current.reset(token)


async def apply(store: Store, changes: Sequence[Change], now: float) -> bool:
    """Makes all changes together; False when the update that is handled had made them before.

    Outside of `handling` they are made every time. Raises StoreError.
    """
    case = _current.get()
    if case is None:
        await store.apply(changes)
        return True
    case.steps += 1
    return await store.apply_once(case.bot, case.update_id, changes, now, case.steps)
