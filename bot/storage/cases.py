"""What the desk takes and gives: cases, reports, watches, decisions, roles, and the protocol.

Times are seconds since 1970 (UTC); `owner` is always the keyed hash of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.storage.records import DAY, Outgoing

CaseKind = Literal["report", "wrong", "appeal"]
Role = Literal["reader", "lead"]
ActName = Literal[
    "claim", "skip", "decide", "done", "reopen", "note", "example", "join", "dismiss", "invite"
]
# How long a report waits at most, how long it is kept once it is decided, and the audit trail.
REPORT_LIFE = 90 * DAY
DECIDED_LIFE = 30 * DAY
TRAIL_LIFE = 365 * DAY
# How long a case stays with who took it.
HOLD = 1800.0


@dataclass(frozen=True, slots=True)
class Report:
    """What one person shared of one thing, masked; `mark` tells which things are the same.

    `told` is the level that Rambu gave, `wish` what the person thinks of it, `state` what became of
    its case: `waiting`, or the level that the desk concluded.
    """

    receipt: str
    kind: CaseKind
    mark: str
    owner: str
    told: str
    rules: tuple[str, ...]
    text: str
    contacts: str
    at: float
    wish: str = ""
    case: str = ""
    state: str = "waiting"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that the desk decides, with as many reports as people sent.

    `holder` has it until `held_until`; `verdict` is empty until it is decided.
    """

    id: str
    kind: CaseKind
    mark: str
    told: str
    rules: tuple[str, ...]
    opened_at: float
    holder: str = ""
    held_until: float = 0.0
    verdict: str = ""
    decided_at: float = 0.0
    reporters: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reader thinks of a case."""

    case: str
    owner: str
    level: str
    at: float


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody who asked to be told what the desk concludes about `mark`: the one place beside the
    outbox that holds Telegram's number of a chat. `told` is the level they were told last, `heard`
    is true when the desk has told them.
    """

    mark: str
    owner: str
    chat_id: int
    told: str
    until: float
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the audit trail; `detail` is a level, a role or a note."""

    owner: str
    act: ActName
    case: str
    detail: str
    at: float


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must (`match`) or must not (`no_match`) fire on, as the desk concluded."""

    receipt: str
    owner: str
    rule: str
    kind: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Concluded:
    """A case that was decided: how long it took, and how many of how many readers agreed."""

    verdict: str
    told: str
    seconds: float
    votes: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role at the desk."""

    owner: str
    role: Role
    since: float


# From the decisions on a case to the level they make, empty while it is open.
Settle = Callable[[Case, Sequence[Decision]], str]
# From a decided case and who asked to be told to the letters that are sent.
Letters = Callable[[Case, Sequence[Watch]], Sequence[Outgoing]]


class Reports(Protocol):
    """What people shared, and what they asked to be told."""

    async def add_report(
        self, report: Report, watch: Watch | None, letters: Sequence[Outgoing], now: float
    ) -> tuple[Report, bool]:
        """Keeps a report with its watch; and whether it opened a case, for which letters go out.

        Who reports the same thing again gets the receipt of the first time. `report.case` is the
        name of the case where it opens one.
        """
        ...

    async def reports_of(self, owner: str) -> list[Report]:
        """A person's own reports, the newest first."""
        ...

    async def withdraw_report(self, receipt: str, owner: str) -> bool:
        """Deletes a report with what it asked for and came of it; False for nobody's own."""
        ...


class Cases(Protocol):
    """The queue of the desk."""

    async def desk_case(self, case_id: str) -> Case | None:
        """A case, or None."""
        ...

    async def case_reports(self, case_id: str) -> list[Report]:
        """The reports of a case, the first one first."""
        ...

    async def next_case(self, owner: str, now: float) -> Case | None:
        """The case that this reader should look at next: free, not skipped, not decided by them."""
        ...

    async def claim_case(self, case_id: str, owner: str, now: float, until: float) -> bool:
        """Gives the case to a reader until then; False when another has it or it is decided."""
        ...

    async def skip_case(self, case_id: str, owner: str, now: float) -> None:
        """Lets the case go and does not offer it to this reader again."""
        ...

    async def decide_case(
        self, decision: Decision, settle: Settle, letters: Letters
    ) -> tuple[Case, bool] | None:
        """Notes what the holder thinks; and whether that decided the case just now, in which case
        everybody who asked is written to.

        None where the case is not the reader's to decide.
        """
        ...

    async def reopen_case(self, case_id: str, owner: str, now: float) -> bool:
        """Asks for new decisions on a decided case; False where it is not decided."""
        ...

    async def note_act(self, act: Act) -> None:
        """Adds a line to the audit trail."""
        ...

    async def desk_trail(self, case_id: str) -> list[Act]:
        """What was done with a case, in order."""
        ...

    async def case_decisions(self, case_id: str) -> list[Decision]:
        """What readers think of a case at present."""
        ...

    async def add_example(self, example: Example) -> None:
        """Keeps an example for editors."""
        ...

    async def desk_examples(self) -> list[Example]:
        """The examples kept, the oldest first."""
        ...

    async def cases_waiting(self) -> tuple[int, float]:
        """How many cases wait, and since when the oldest does (0: none)."""
        ...

    async def cases_concluded(self, since: float) -> list[Concluded]:
        """The cases decided since then."""
        ...


class Shown(Protocol):
    """Which messages in the desk's chat show what somebody shared."""

    async def note_shown(self, case_id: str, message: int) -> None:
        """Keeps that the message shows the case, in the place of another one."""
        ...

    async def stale_shown(self, limit: int = ...) -> list[int]:
        """The messages that show cases which are gone."""
        ...

    async def drop_shown(self, message: int) -> None:
        """Forgets a message."""
        ...


class Members(Protocol):
    """Who may do what at the desk."""

    async def add_invite(self, code: str, role: Role, owner: str, until: float) -> None:
        """Keeps an invitation by the hash of its code."""
        ...

    async def accept_invite(self, code: str, owner: str, now: float) -> Role | None:
        """Uses an invitation up and gives its role; None where it is over, used or never was."""
        ...

    async def role_of(self, owner: str) -> Role | None:
        """A person's role, or None."""
        ...

    async def desk_members(self) -> list[Member]:
        """Everybody with a role."""
        ...

    async def dismiss_member(self, owner: str, by: str, now: float) -> bool:
        """Takes a person's role and lets their cases go; False where there was none."""
        ...
