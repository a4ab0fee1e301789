"""Telegram's limits for what a bot sends: so much in a second, so much in a minute to a group."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.refusal import Refusal

PER_SECOND, PER_MINUTE_IN_GROUP = 30, 20


@dataclass
class Flood:
    """Counts in windows that slide; off until `strict` is set, since answers may come in crowds."""

    clock: Callable[[], float]
    strict: bool = False
    refused: int = 0
    sent: dict[int, deque[float]] = field(default_factory=dict)

    def count(self, chat_id: int) -> None:
        """Takes note of a message. Raises Refusal (429) where it is one too many."""
        if not self.strict:
            return
        self._check(0, PER_SECOND, 1.0)
        if chat_id < 0:
            self._check(chat_id, PER_MINUTE_IN_GROUP, 60.0)
        now = self.clock()
        for window in {0, min(chat_id, 0)}:
            self.sent.setdefault(window, deque()).append(now)

    def _check(self, window: int, most: int, seconds: float) -> None:
        times, now = self.sent.setdefault(window, deque()), self.clock()
        while times and times[0] <= now - seconds:
            times.popleft()
        if len(times) >= most:
            self.refused += 1
            wait = max(1, math.ceil(times[0] + seconds - now))
            said = f"Too Many Requests: retry after {wait}"
            raise Refusal(429, said, retry_after=wait)
