"""Checks that a name leads to one country only."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.content import Country
from bot.errors import Problem
from bot.library.loader import Library
from bot.library.walk import Spot, found


def shared_names(library: Library) -> Iterator[Problem]:
    """No name or alias of a country or of its places stands in the file of another country."""
    owners: dict[str, Spot] = {}
    for spot, country in found(library, Country):
        for name in _names(country):
            owner = owners.setdefault(name, spot)
            if owner is not spot:
                what = f"`{name}` also stands in {owner.file}"
                yield spot.problem(what, "keep it in one of the two", "aliases")


def _names(country: Country) -> Iterator[str]:
    written = [country.name, *country.aliases]
    for place in country.places:
        written += [place.name, *place.aliases]
    yield from dict.fromkeys(" ".join(name.casefold().split()) for name in written)
