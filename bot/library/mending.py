"""Says the validator's complaints in an editor's words: what is wrong, and how to mend it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import Problem
from bot.library.documents import Document

Advice = tuple[str, str]
_LONGEST_SHOWN = 40
_KEY = "[key]"

# The forms of core/content.py in words; a form that is not here is shown as it is.
_FORMS = {
    r"^[a-z][a-z0-9_]{1,59}$": "small letters, digits and _, beginning with a letter",
    r"^[a-z][a-z0-9_]{2,39}$": "3 to 40 small letters, digits and _, beginning with a letter",
    r"^[a-z]+(\.[a-z0-9_]+)+$": "a namespace, a point and a name, as in sign.upfront_fee",
    r"^Detects ": "a sentence that begins with `Detects `",
    r"^[A-Z]{2}$": "a country code of two capitals, as in MY",
    r"^[A-Z]{3}$": "a currency code of three capitals, as in MYR",
    r"^https?://\S+$": "a full address that begins with https://",
    r"^[a-z]+(-[a-z]+)*-\d{3,4}$": "words, a dash and three or four digits, as in clean-017",
    r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$": "small words joined by points, as in start.hello",
}


def problems_of(error: ValidationError, document: Document, shape: Any) -> Iterable[Problem]:
    """One Problem for every complaint about `document`, which should have had `shape`."""
    found = error.errors(include_url=False)
    places = [_place(details["loc"]) for details in found]
    for details, place in zip(found, places, strict=True):
        if details["type"] == "too_short" and any(_is_inside(other, place) for other in places):
            continue  # The list only looks too short because of an item that is reported itself.
        what, mend = _advice(details, shape)
        name = ".".join(map(str, place)) or "file"
        yield Problem(document.file, document.line(place), name, what, mend)


def _place(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    return tuple(step for step in loc if step != _KEY)


def _is_inside(inner: tuple[str | int, ...], outer: tuple[str | int, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _advice(details: ErrorDetails, shape: Any) -> Advice:
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown(str(details["loc"][-1]), shape)
    if details["input"] is None and kind != "missing":
        return "is empty", "write a value, or remove the line where it is not needed"
    advise = _ADVICE.get(kind)
    return advise(details) if advise else (_shown(details), details["msg"])


def _unknown(name: str, shape: Any) -> Advice:
    near = get_close_matches(name.lower(), sorted(_field_names(shape)), n=1)
    hint = f"did you mean `{near[0]}`?" if near else "remove it, or correct its name"
    return "is not a field that is known here", hint


def _field_names(shape: Any) -> set[str]:
    """The fields of a model and of all models inside it."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        inner = (_field_names(each.annotation) for each in shape.model_fields.values())
        return {*shape.model_fields}.union(*inner)
    return set().union(*(_field_names(part) for part in get_args(shape)))


def _missing(_details: ErrorDetails) -> Advice:
    return "is missing", "add it"


def _not_text(details: ErrorDetails) -> Advice:
    value = details["input"]
    if isinstance(value, int | float | dt.date):
        return f"{_shown(details)} was read as a number or date", "put it in quotes"
    return f"is {_sort(value)} where text belongs", "write text"


def _form(details: ErrorDetails) -> Advice:
    pattern = details["ctx"]["pattern"]
    return f"{_shown(details)} has the wrong form", f"write {_FORMS.get(pattern, pattern)}"


def _text_short(details: ErrorDetails) -> Advice:
    least = details["ctx"]["min_length"]
    return f"has {len(details['input'].strip())} characters", f"write at least {least}"


def _text_long(details: ErrorDetails) -> Advice:
    most = details["ctx"]["max_length"]
    return f"has {len(details['input'].strip())} characters", f"shorten it to {most}"


def _list_short(details: ErrorDetails) -> Advice:
    return (
        f"has {details['ctx']['actual_length']} items",
        f"give at least {details['ctx']['min_length']}",
    )


def _one_of(details: ErrorDetails) -> Advice:
    return f"{_shown(details)} is not allowed", f"write {details['ctx']['expected']}"


def _date(details: ErrorDetails) -> Advice:
    return f"{_shown(details)} is not a date", "write it as YYYY-MM-DD"


def _truth(details: ErrorDetails) -> Advice:
    return f"{_shown(details)} is neither true nor false", "write true or false"


def _number(details: ErrorDetails) -> Advice:
    return f"{_shown(details)} is not a number", "write a number without quotes or separators"


def _list(details: ErrorDetails) -> Advice:
    return f"is {_sort(details['input'])} where a list belongs", "begin each item with `- `"


def _mapping(details: ErrorDetails) -> Advice:
    return f"is {_sort(details['input'])} where a mapping belongs", "write `name: value` lines"


def _own(details: ErrorDetails) -> Advice:
    """A complaint of core/content.py itself, whose text already says how to mend it."""
    value = details["input"]
    what = "is incomplete" if isinstance(value, dict) else f"{_shown(details)} has the wrong form"
    return what, str(details["ctx"]["error"])


_ADVICE: dict[str, Callable[[ErrorDetails], Advice]] = {
    "missing": _missing,
    "string_type": _not_text,
    "string_pattern_mismatch": _form,
    "string_too_short": _text_short,
    "string_too_long": _text_long,
    "too_short": _list_short,
    "literal_error": _one_of,
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "bool_type": _truth,
    "bool_parsing": _truth,
    "int_type": _number,
    "int_parsing": _number,
    "int_from_float": _number,
    "float_type": _number,
    "float_parsing": _number,
    "tuple_type": _list,
    "model_type": _mapping,
    "dict_type": _mapping,
    "value_error": _own,
}


def _shown(details: ErrorDetails) -> str:
    text = " ".join(str(details["input"]).split())
    return f"`{text[:_LONGEST_SHOWN]}{'…' if len(text) > _LONGEST_SHOWN else ''}`"


def _sort(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "a single value"
