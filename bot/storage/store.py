"""What Rambu can remember, as one protocol that speaks the domain.

Times are seconds since 1970 (UTC) and always passed in: a store has no clock. People and chats are
keyed hashes (`bot/storage/keys.py`). Every method raises StoreError when the store cannot do what
was asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.core.similar import Fingerprint
from bot.storage.cases import Cases, Members, Reports, Shown
from bot.storage.records import (
    DAY,
    HOUR,
    Change,
    Claim,
    Conclusion,
    Count,
    Depth,
    Incoming,
    Note,
    Outgoing,
    Parked,
    Pending,
    Quiet,
    Remember,
    Retention,
    Seen,
    Sighting,
)

__all__ = [
    "DAY",
    "HOUR",
    "Cases",
    "Conversations",
    "Counters",
    "Groups",
    "Inbox",
    "Members",
    "Offers",
    "Outbox",
    "Reports",
    "Shown",
    "Store",
    "Change",
    "Claim",
    "Conclusion",
    "Count",
    "Depth",
    "Incoming",
    "Note",
    "Outgoing",
    "Parked",
    "Pending",
    "Quiet",
    "Remember",
    "Retention",
    "Seen",
    "Sighting",
]


class Inbox(Protocol):
    """Updates from Telegram: kept first, then handled chat by chat."""

    async def put_updates(
        self, bot: int, updates: Sequence[Incoming], now: float, quiet: Quiet = ...
    ) -> int:
        """Keeps the updates that were not kept before and returns how many those are."""
        ...

    async def claim_chat(self, bot: int, worker: str, now: float, lease: float) -> Claim | None:
        """The due updates of a chat that nobody holds, for `lease` seconds; None: none is due."""
        ...

    async def renew_claim(self, claim: Claim, until: float) -> bool:
        """Holds the chat until `until`; False when another worker has taken it."""
        ...

    async def release_chat(self, claim: Claim) -> None:
        """Lets the chat go, with whatever of it is not finished."""
        ...

    async def finish_updates(self, claim: Claim, update_ids: Sequence[int], now: float) -> None:
        """Marks the updates as done and wipes what they said and whose they were."""
        ...

    async def fail_updates(
        self, claim: Claim, update_ids: Sequence[int], error: str, retry_at: float
    ) -> None:
        """Counts a failure of kind `error` (a class name, never a text); due at `retry_at`."""
        ...

    async def postpone_updates(
        self, claim: Claim, update_ids: Sequence[int], retry_at: float
    ) -> None:
        """Due again at `retry_at`, or when the chat sends something new; no failure is counted."""
        ...

    async def park_updates(
        self, claim: Claim, update_ids: Sequence[int], error: str, now: float
    ) -> None:
        """Puts the updates aside for an operator."""
        ...

    async def list_parked(self, limit: int = 100) -> list[Parked]:
        """The parked updates, oldest first."""
        ...

    async def retry_parked(self, now: float, update_id: int | None = None) -> int:
        """Makes parked updates (all, or the one) due again and returns how many."""
        ...

    async def drop_parked(self, now: float, update_id: int | None = None) -> int:
        """Wipes parked updates (all, or the one) and returns how many."""
        ...

    async def depth(self, now: float) -> Depth:
        """How much waits, and for how long."""
        ...


class Counters(Protocol):
    """Numbers per day, without any text or person."""

    async def count(self, day: date, kind: str, name: str, n: int = 1) -> None:
        """Adds `n`. Raises ValueError when kind or name is not a short plain identifier."""
        ...

    async def kinds(self) -> list[str]:
        """Every kind that was ever counted."""
        ...

    async def totals(
        self, kind: str, since: date | None = None, until: date | None = None
    ) -> Mapping[str, int]:
        """Name → number over the days from `since` to `until`, both included."""
        ...


class Conversations(Protocol):
    """Small state of a conversation, each piece with its end."""

    async def remember(self, owner: str, name: str, value: str, until: float) -> None:
        """Keeps a value until `until`, in place of the one before."""
        ...

    async def recall(self, owner: str, name: str, now: float) -> str | None:
        """The value, or None when there is none or its time is over."""
        ...

    async def forget(self, owner: str, name: str) -> None:
        """Drops the value."""
        ...


class Groups(Protocol):
    """What the admins of a group chose, until Rambu is removed."""

    async def choose(self, owner: str, name: str, value: str) -> None:
        """Keeps the setting `name` of a group, in place of the one before."""
        ...

    async def chosen(self, owner: str) -> Mapping[str, str]:
        """Name → value of what was chosen in the group."""
        ...

    async def drop_group(self, owner: str) -> int:
        """Drops all settings of the group and returns how many."""
        ...


class Outbox(Protocol):
    """Messages that nobody asked for: kept first, then sent."""

    async def put_outgoing(self, messages: Sequence[Outgoing]) -> int:
        """Keeps those that were not kept before and whose owner wants some; returns how many."""
        ...

    async def claim_outgoing(
        self, bot: int, worker: str, now: float, lease: float, limit: int = 1
    ) -> list[Outgoing]:
        """Due messages that nobody else holds, urgent ones first, for `lease` seconds."""
        ...

    async def finish_outgoing(self, outgoing: Outgoing, now: float) -> None:
        """Marks the message as sent and wipes it."""
        ...

    async def fail_outgoing(self, outgoing: Outgoing, error: str, retry_at: float) -> None:
        """Counts a failure and keeps the payload as it is now; due again at `retry_at`."""
        ...

    async def postpone_outgoing(self, outgoing: Outgoing, due_at: float) -> None:
        """Lets the message go until `due_at`, as it is now; nothing is counted."""
        ...

    async def drop_outgoing(self, outgoing: Outgoing, now: float) -> None:
        """Gives the message up and wipes it."""
        ...

    async def call_off(self, bot: int, name: str, now: float) -> int:
        """Gives up what waits under this name and returns how many messages that were."""
        ...

    async def outgoing_states(self, bot: int, name: str) -> Mapping[str, int]:
        """How many messages of this name are `pending`, `sent` and `dropped`."""
        ...

    async def unsubscribe(self, owner: str, now: float) -> int:
        """Wipes what waits for the owner, refuses more of it, and returns how many were wiped."""
        ...

    async def resubscribe(self, owner: str) -> None:
        """Accepts messages for the owner again."""
        ...


class Offers(Protocol):
    """Offers that people reported, as fingerprints: to know them again, never to read them."""

    async def remember_offer(
        self,
        fingerprint: Fingerprint,
        contacts: Collection[str],
        reporter: str,
        level: str,
        now: float,
    ) -> int:
        """Keeps that `reporter` (a key) reported an offer with these contacts (keys of
        Fingerprinter.contacts) that got `level`; returns the offer's id.

        The same text with small edits is the same offer. A second report by the same person
        counts once.
        """
        ...

    async def withdraw_offer(self, offer: int, reporter: str) -> bool:
        """Takes the person's report back; with the last one an offer without conclusion goes."""
        ...

    async def find_offers(
        self, fingerprint: Fingerprint, contacts: Collection[str], asker: str = ""
    ) -> Seen:
        """What is known of similar offers and of others with the same contacts; reports of the
        `asker` do not count.
        """
        ...

    async def conclude_offer(
        self, offer: int, conclusion: Conclusion, now: float, *, contacts: bool = True
    ) -> bool:
        """Keeps what the desk concluded ("" takes it back); False when there is no such offer.

        `contacts` false: the desk does not stand for the reported contacts, they are not linked
        any more.
        """
        ...

    async def add_note(self, kind: str, values: str, now: float) -> int:
        """Keeps a note for the desk and returns its id."""
        ...

    async def list_notes(self, limit: int = 20) -> list[Note]:
        """The notes, newest first."""
        ...

    async def drop_note(self, note: int) -> bool:
        """Forgets a note; False when there is none."""
        ...


class Store(
    Inbox, Counters, Conversations, Groups, Outbox, Offers, Reports, Cases, Members, Shown, Protocol
):
    """Everything together, with what concerns all of it."""

    @property
    def shared(self) -> bool:
        """True when several processes may use the store at the same time."""
        ...

    async def apply(self, changes: Sequence[Change]) -> None:
        """Makes all changes together. Raises ValueError as count() does."""
        ...

    async def apply_once(
        self, bot: int, update_id: int, changes: Sequence[Change], now: float, step: int = 0
    ) -> bool:
        """Makes all changes, or none when this step of the update was done before (then False)."""
        ...

    async def take(
        self, owner: str, name: str, capacity: float, per_seconds: float, now: float
    ) -> bool:
        """Takes a token of a bucket that refills `capacity` tokens in `per_seconds`, if it can."""
        ...

    async def pace(
        self, owner: str, name: str, capacity: float, per_seconds: float, now: float
    ) -> float:
        """Takes a token as `take` does and returns 0, or the seconds until there is one."""
        ...

    async def drain(self, owner: str, name: str, now: float, until: float) -> None:
        """Leaves the bucket empty until `until`."""
        ...

    async def lead(self, name: str, holder: str, now: float, until: float) -> bool:
        """True when `holder` alone may do `name` until `until`; `until` = `now` gives it up."""
        ...

    async def forget_person(self, key: str, now: float) -> int:
        """Deletes everything of a person or chat from every table and returns how many rows."""
        ...

    async def move_owner(self, old: str, new: str) -> int:
        """Gives `new` what is kept of the chat `old`, where it has none of its own; the rows."""
        ...

    async def export_person(self, key: str) -> Mapping[str, list[Mapping[str, object]]]:
        """Everything that is kept of a person or chat: table → rows."""
        ...

    async def retention(self, now: float, keep: Retention = ...) -> int:
        """Deletes what is over and returns how many rows."""
        ...

    async def match_secret(self, fingerprint: str) -> bool:
        """True when the store is new or was made with the secret of this fingerprint."""
        ...

    async def ping(self) -> None:
        """Returns when the store answers."""
        ...

    async def close(self) -> None:
        """Ends all connections; a closed store may be closed again."""
        ...
