"""What the store takes and gives: updates, counts, remembered things, messages to send.

Times are seconds since 1970 (UTC); people and chats are keyed hashes (`bot/storage/keys.py`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

HOUR = 3600.0
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update to keep before it is acknowledged.

    `part` is true for what may be one piece of a larger case (a forward, an album, a long text):
    it waits a moment for the others. `person` is empty where nobody wrote it.
    """

    update_id: int
    chat: str
    payload: bytes
    person: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class Quiet:
    """How long a chat must be quiet before its parts are one case, and how long they may wait."""

    pause: float = 1.2
    limit: float = 6.0


@dataclass(frozen=True, slots=True)
class Pending:
    """A kept update that is to be handled; `attempts` counts the times that it failed before."""

    update_id: int
    payload: bytes
    attempts: int
    arrived_at: float


@dataclass(frozen=True, slots=True)
class Claim:
    """The due updates of one chat, in order, and who may handle them until the lease ends."""

    bot: int
    chat: str
    worker: str
    updates: tuple[Pending, ...]


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that could not be handled; what it says is not shown."""

    bot: int
    update_id: int
    error: str
    attempts: int
    arrived_at: float


@dataclass(frozen=True, slots=True)
class Depth:
    """How much waits: updates, the age in seconds of the oldest, parked ones, unasked messages."""

    pending: int
    oldest_age: float
    parked: int
    outgoing: int


@dataclass(frozen=True, slots=True)
class Count:
    """`n` more of `name` (a rule, a level, an article: never a text) on `day`."""

    day: date
    kind: str
    name: str
    n: int = 1


@dataclass(frozen=True, slots=True)
class Remember:
    """`value` under `name` of the conversation of `owner` (a chat or a person), until `until`."""

    owner: str
    name: str
    value: str
    until: float


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that nobody asked for; `name` makes it one of a kind for its owner (a chat).

    It is sent from `due_at` on and never after `until`; urgent ones go before all others. The store
    gives the `id`, which stays when the owner gets another key.
    """

    bot: int
    owner: str
    name: str
    payload: bytes
    due_at: float
    attempts: int = 0
    until: float = math.inf
    urgent: bool = False
    id: str = ""


Change = Count | Remember | Outgoing


# What the review desk concludes about an offer; "" until it has.
Conclusion = Literal["danger", "caution", "unverified", "not_offer", ""]


@dataclass(frozen=True, slots=True)
class Sighting:
    """How often something was reported: by how many different people, on how many offers.

    `first` and `last` are 0 where nobody reported it; what the desk concluded may be left when all
    who reported it have taken their reports back.
    """

    people: int = 0
    offers: int = 0
    first: float = 0.0
    last: float = 0.0
    conclusion: Conclusion = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Similar offers that were reported, and other offers that were reported with the same phone,
    name, link or account.
    """

    similar: Sighting = field(default_factory=Sighting)
    linked: Sighting = field(default_factory=Sighting)


@dataclass(frozen=True, slots=True)
class Note:
    """Something the desk should know that is nobody's report: a kind and values, never a text."""

    id: int
    kind: str
    values: str
    at: float


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is over is kept, in seconds.

    Telegram delivers an update again for 24 hours, and gives its number anew after a week of
    silence: numbers of finished updates are kept between the two.
    """

    finished: float = 3 * DAY
    parked: float = 7 * DAY
    outgoing: float = 30 * DAY
    buckets: float = 1 * DAY
    reported: float = 365 * DAY
    concluded: float = 3 * 365 * DAY
    notes: float = 90 * DAY
    trail: float = 365 * DAY
