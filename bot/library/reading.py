"""Reads and validates one file of content/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from bot.errors import ContentError, Problem
from bot.library.documents import Document, parse
from bot.library.kinds import Kind, adapter
from bot.library.mending import problems_of


def read_value(raw: bytes, file: str, kind: Kind) -> Any:
    """The validated value of a file of `kind`; raises ContentError with all its problems."""
    document = parse(raw, file)
    try:
        value = adapter(kind.name).validate_python(document.data)
    except ValidationError as error:
        raise ContentError(_all_problems(document, error, kind.shape)) from error
    if document.problems:
        raise ContentError(document.problems)
    return value


def _all_problems(document: Document, error: ValidationError, shape: Any) -> Iterator[Problem]:
    """What the YAML and the schema say: each field once, as wrong YAML has no value to check."""
    yield from document.problems
    known = {problem.field for problem in document.problems}
    for problem in problems_of(error, document, shape):
        if problem.field not in known:
            yield problem
