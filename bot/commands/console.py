"""What commands share: exit codes, printed lines, texts given as words or piped in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from bot.core.message import MAX_CHARACTERS
from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, WRONG, BAD_USE = 0, 1, 2

Command = Callable[[argparse.Namespace, Settings], int]


def calling(parser: argparse.ArgumentParser, command: Command) -> argparse.ArgumentParser:
    """The parser, with what is called once its arguments are read."""
    parser.set_defaults(call=command)
    return parser


def say(lines: Iterable[object], out: TextIO | None = None) -> None:
    """Prints each on a line of its own."""
    for line in lines:
        print(line, file=out or sys.stdout)  # noqa: T201 - the command line speaks here


def read_text(words: Sequence[str]) -> str:
    """The words as one text; without any, or with `-`, what is piped in.

    Raises UsageError when that is empty.
    """
    text = sys.stdin.read(4 * MAX_CHARACTERS) if list(words) in ([], ["-"]) else " ".join(words)
    if not text.strip():
        raise UsageError(
            "the text is empty: write it behind the command, or pipe it in and write -"
        )
    return text
