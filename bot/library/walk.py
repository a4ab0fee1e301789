"""Goes through everything in a Library: each entry, and each entry inside it, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bot.core.content import Content, Entry
from bot.errors import Problem
from bot.library.kinds import KINDS
from bot.library.loader import Library

V = TypeVar("V")

# Kinds with one entry a file: the file tells the entry, so the field needs no name in front.
_ONE_A_FILE = {kind.name for kind in KINDS if kind.named} | {"lists", "verdicts", "guard"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of content/ and where it stands: the file, and the field as a path with points."""

    kind: str
    file: str
    field: str
    value: object

    def problem(self, what: str, mend: str, field: str = "") -> Problem:
        """A problem at this place, or at a field inside it."""
        place = ".".join(part for part in (self.field, field) if part)
        return Problem(self.file, 0, place or "file", what, mend)


def found(library: Library, model: type[V]) -> Iterator[tuple[Spot, V]]:
    """Every value of one type with its place, wherever it stands in the content."""
    for spot in spots(library):
        if isinstance(spot.value, model):
            yield spot, spot.value


@lru_cache(maxsize=1)
def spots(library: Library) -> tuple[Spot, ...]:
    """Every value of the content, from the entries down to single texts and numbers."""
    kinds = (kind for kind in Content.model_fields if kind != "digest")
    return tuple(
        spot for kind in kinds for entry in _shelf(library, kind) for spot in inside(entry)
    )


def inside(spot: Spot) -> Iterator[Spot]:
    """The value of `spot` itself and everything in it."""
    yield spot
    for name, part in _parts(spot.value):
        field = f"{spot.field}.{name}" if spot.field else name
        yield from inside(Spot(spot.kind, spot.file, field, part))


def _shelf(library: Library, kind: str) -> Iterator[Spot]:
    """The entries of one kind."""
    held = getattr(library.content, kind)
    values = held.values() if isinstance(held, dict) else held
    if isinstance(held, Entry):
        values = (held,)
    for name, value in zip(library.names(kind), values, strict=True):
        yield Spot(kind, library.file(kind, name), "" if kind in _ONE_A_FILE else name, value)


def _parts(value: object) -> Iterable[tuple[str, object]]:
    """The named parts of an entry, a mapping or a list; none of anything else."""
    if isinstance(value, Entry):
        return [(name, getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, tuple):
        return [(str(number), item) for number, item in enumerate(value)]
    return ()
