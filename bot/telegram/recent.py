"""A short memory of update ids."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence


class Recent:
    """Remembers the last `limit` update ids it was given."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._ids: OrderedDict[int, None] = OrderedDict()

    def holds(self, ids: Sequence[int]) -> bool:
        """True when all of them are remembered (never for none)."""
        return bool(ids) and all(each in self._ids for each in ids)

    def add(self, ids: Sequence[int]) -> None:
        """Remembers them in the place of the oldest."""
        self._ids.update(dict.fromkeys(ids))
        while len(self._ids) > self._limit:
            self._ids.popitem(last=False)
