"""Reports the statements that nobody has looked at for too long, and those that have ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.campaigns import Campaign
from bot.core.content import Agency, Article, Contact, Country, Dated, Entry, Placement, Rate
from bot.library.loader import Library
from bot.library.walk import Spot, spots

# Days after which a statement wants another look: what people call or pay sooner than laws.
LIMITS: dict[type[Entry], int] = {Agency: 90, Rate: 90, Contact: 180, Placement: 180}
LIMIT = 365
ENDS_SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Stale:
    """One statement that wants a look; `since` is the day it began to want it."""

    since: dt.date
    file: str
    field: str
    said: str

    def __str__(self) -> str:
        """`file: field: what about it`."""
        return f"{self.file}: {self.field}: {self.said}"


def stale(library: Library, today: dt.date, days: int | None = None) -> tuple[Stale, ...]:
    """What is older than `days` (by default: than its own limit) or has ended, the oldest first."""
    found = [*_old(library, today, days), *_ended(library, today)]
    return tuple(sorted(found, key=lambda each: (each.since, each.file, each.field)))


def _old(library: Library, today: dt.date, days: int | None) -> Iterator[Stale]:
    for spot in spots(library):
        seen = _last_seen(spot.value)
        if seen is None:
            continue
        name, date = seen
        limit = days if days is not None else _limit(spot.value)
        age = (today - date).days
        if age > limit:
            said = f"{name} {date}, {age} days ago (limit {limit})"
            yield Stale(date + dt.timedelta(days=limit), spot.file, spot.field or "file", said)


def _ended(library: Library, today: dt.date) -> Iterator[Stale]:
    for spot in spots(library):
        until = spot.value.until if isinstance(spot.value, Dated) else None
        if until is None:
            continue
        if until < today:
            yield _end(spot, until, f"ended on {until} and is not shown: renew or delete it")
        elif until <= today + ENDS_SOON:
            yield _end(spot, until, f"ends on {until}")


def _end(spot: Spot, until: dt.date, said: str) -> Stale:
    return Stale(until, spot.file, spot.field or "file", said)


def _last_seen(value: object) -> tuple[str, dt.date] | None:
    """When a person last looked at a statement, and what that look is called."""
    if isinstance(value, Dated):
        return "checked", value.checked
    if isinstance(value, Article | Country | Campaign):
        return "reviewed", value.reviewed
    if isinstance(value, Agency):
        return "listed", value.list_date
    return None


def _limit(value: object) -> int:
    return next((days for kind, days in LIMITS.items() if isinstance(value, kind)), LIMIT)
