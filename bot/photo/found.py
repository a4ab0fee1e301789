"""What was found in a file, as it travels from the process that read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.photo.bounds import MAX_CODE_LENGTH, MAX_CODES, MAX_TEXT

# Why nothing was found; each has its text in content/texts/id.yaml (`photo.too_large` …).
Problem = Literal[
    "",
    "too_large",
    "strange",
    "no_text",
    "slow",
    "locked",
    "missing",
    "gone",
    "broken",
]
PROBLEMS: frozenset[str] = frozenset(Problem.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Found:
    """The text in reading order, what codes hold, or why there is neither.

    `cut` is true where more stands in the file than was read. `memory` is the largest size in bytes
    that the process had, for benchmarks.
    """

    text: str = ""
    codes: tuple[str, ...] = ()
    problem: Problem = ""
    cut: bool = False
    memory: int = 0

    def row(self) -> dict[str, Any]:
        """The finding as JSON."""
        return {
            "text": self.text,
            "codes": list(self.codes),
            "problem": self.problem,
            "cut": self.cut,
            "memory": self.memory,
        }

    @classmethod
    def of_row(cls, row: object) -> Found:
        """The finding in what the process said, which is not trusted. Raises ValueError."""
        if not isinstance(row, Mapping):
            raise ValueError("not a finding")  # noqa: TRY004 - the caller asks for one kind
        text, codes, problem = row.get("text"), row.get("codes"), row.get("problem")
        if not isinstance(text, str) or not isinstance(codes, Sequence) or problem not in PROBLEMS:
            raise ValueError("not a finding")
        memory = row.get("memory")
        return cls(
            text[:MAX_TEXT],
            tuple(str(code)[:MAX_CODE_LENGTH] for code in codes[:MAX_CODES]),
            problem,
            bool(row.get("cut")),
            memory if isinstance(memory, int) else 0,
        )
