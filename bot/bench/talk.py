"""What people write in a benchmark, what they are answered, and what went wrong between."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

# Their answers tell them apart.
COMMANDS = ("/bantuan", "/cek", "/darurat", "/negara", "/privasi")
PER_CHAT = 5
FIRST_CHAT = 1_000
# So many chats write at the same time.
TURNS = 20


@dataclass(slots=True)
class Outcome:
    """What came of it; `lost`, `misplaced` and `miscounted` must be 0."""

    sent: int = 0
    answered: int = 0
    lost: int = 0
    doubled: int = 0
    misplaced: int = 0
    miscounted: int = 0
    parked: int = 0
    kills: int = 0
    starts: int = 0
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """True when nothing was lost, misplaced, miscounted or given up."""
        return not (self.lost or self.misplaced or self.miscounted or self.parked)

    def lines(self) -> list[str]:
        """Each figure on a line of its own."""
        names = [each.name for each in fields(self)]
        return [f"{name:>10}  {round(getattr(self, name), 1):,}" for name in names]


@dataclass(slots=True)
class Talk:
    """What was written in each chat, and what was answered, as places in COMMANDS."""

    sent: dict[int, list[int]] = field(default_factory=dict)
    answered: dict[int, list[int]] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """How many messages wait for their first answer."""
        return sum(
            max(0, len(said) - len(collapse(self.answered.get(chat, []))))
            for chat, said in self.sent.items()
        )

    def judge(self) -> Outcome:
        """Compares what was answered with what was written."""
        outcome = Outcome()
        for chat, said in self.sent.items():
            answers = self.answered.get(chat, [])
            once = collapse(answers)
            outcome.sent += len(said)
            outcome.answered += len(once)
            outcome.doubled += len(answers) - len(once)
            outcome.lost += sum((Counter(said) - Counter(once)).values())
            outcome.misplaced += once != said and not Counter(said) - Counter(once)
        return outcome


def collapse(answers: Sequence[int]) -> list[int]:
    """The answers with each repeated one only once: nobody writes the same twice in a row."""
    return [one for place, one in enumerate(answers) if not place or answers[place - 1] != one]


def write_script(updates: int, chance: random.Random) -> list[tuple[int, int]]:
    """Who writes which of COMMANDS, in order: nobody the same twice in a row."""
    script: list[tuple[int, int]] = []
    for group in range(0, updates // PER_CHAT, TURNS):
        chats = range(group, min(group + TURNS, updates // PER_CHAT))
        turns = [FIRST_CHAT + number for number in chats for _ in range(PER_CHAT)]
        chance.shuffle(turns)
        last: dict[int, int] = {}
        for chat in turns:
            others = [place for place in range(len(COMMANDS)) if place != last.get(chat)]
            last[chat] = chance.choice(others)
            script.append((chat, last[chat]))
    return script
