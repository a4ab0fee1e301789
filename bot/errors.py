"""Everything Rambu raises on purpose.

BotError
├── ContentError      content/ cannot be used; carries every problem of every file
├── SettingsError     a setting is wrong or missing; carries every problem
├── UsageError        a command was called wrongly (bad argument, unreadable input file)
├── StoreError        the store could not do what was asked; wraps the driver's error
├── FileError         a file that somebody sent cannot be fetched
└── BusyError         too much waits for the same thing: try again later
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class BotError(Exception):
    """Root of the tree: its text is one clear line for the person at the terminal."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in content/: where it stands, what it is and how to mend it."""

    file: str
    line: int
    field: str
    what: str
    mend: str

    def __str__(self) -> str:
        """`file:line: field: what is wrong: how to mend it` (no line where none is known)."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.what}: {self.mend}"


class ContentError(BotError):
    """content/ cannot be used. `problems` holds all that was found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsError(BotError):
    """Settings cannot be used. `problems` holds one line for each; no line shows a secret."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class UsageError(BotError):
    """A command was called wrongly: the text says what to do instead."""


class StoreError(BotError):
    """The store could not do what was asked."""


class FileError(BotError):
    """A file that somebody sent cannot be fetched, now or later."""


class BusyError(BotError):
    """Too much waits for the same thing: try again after `pause` seconds."""

    def __init__(self, text: str, pause: float) -> None:
        self.pause = pause
        super().__init__(text)
