"""Reading what Telegram sent, field by field: a missing or foreign value is an empty one.

Updates are read as plain JSON and not as the library's objects: those raise on the first field that
is not as expected, and with it a cry for help would be lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]

_NUL_AS_BLANK = {0: " "}


def child(value: Raw, name: str) -> Raw:
    """The object under `name`, or an empty one."""
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def children(value: Raw, name: str, limit: int) -> list[Raw]:
    """The objects in the list under `name`, at most `limit`; anything else in it is left out."""
    found = value.get(name)
    if not isinstance(found, list):
        return []
    return [item for item in found[:limit] if isinstance(item, Mapping)]


def text(value: Raw, name: str) -> str:
    """The string under `name` exactly as it came (it may hold lone surrogates), or an empty one."""
    found = value.get(name)
    return found if isinstance(found, str) else ""


def number(value: Raw, name: str) -> int | None:
    """The whole number under `name`, or None."""
    found = value.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def flag(value: Raw, name: str) -> bool:
    """True when `name` is there and true."""
    return value.get(name) is True


def well_formed(found: str) -> str:
    """The string without what no database and no UTF-8 encoder takes; its UTF-16 length stays."""
    units = found.translate(_NUL_AS_BLANK).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def shown(value: Raw, name: str) -> str:
    """The string under `name`, well formed and without blanks around it."""
    return well_formed(text(value, name)).strip()


def length(found: str) -> int:
    """How long Telegram counts the string: in UTF-16 units."""
    return len(found) + sum(character > "\uffff" for character in found)
