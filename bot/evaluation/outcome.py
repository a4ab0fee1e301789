"""What came of one labelled message, and what would have come of it without each of its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from bot.core.check import Finding, Verdict
from bot.core.content import VerdictLevel
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.reader import Reading

LEVELS: tuple[VerdictLevel, ...] = ("danger", "caution", "unverified", "not_offer")
RIGHT: Mapping[str, VerdictLevel] = {
    "danger": "danger",
    "caution": "caution",
    "legit": "unverified",
    "not_offer": "not_offer",
}
BAD = ("danger", "caution")
# How loud a level is; what is no offer is not warned of at all.
_LOUDNESS: Mapping[str, int] = {"danger": 2, "caution": 1, "unverified": 0, "not_offer": 0}


@dataclass(frozen=True, slots=True)
class Change:
    """What taking away a rule changes: the level that would come, and the signs nobody else finds.

    A rule without a sign counts as a sign of its own.
    """

    level: VerdictLevel
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled message as it was judged; `without` holds the changes by rule."""

    id: str
    label: str
    category: str
    origin: str
    text: str
    level: VerdictLevel
    distress: str
    findings: tuple[Finding, ...]
    without: Mapping[str, Change] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """True when the level is the one that the label asks for."""
        return self.level == RIGHT.get(self.label, self.label)

    @property
    def kind(self) -> str:
        """`right`, `missed`, `false alarm`, `too loud` (caution at danger), `wrong kind`."""
        wanted = RIGHT.get(self.label, self.label)
        if self.is_right:
            return "right"
        difference = _LOUDNESS[self.level] - _LOUDNESS.get(wanted, 0)
        if difference < 0:
            return "missed"
        if difference == 0:
            return "wrong kind"
        return "false alarm" if self.label not in BAD else "too loud"


class Ablation:
    """Checks readings as if one rule did not exist."""

    def __init__(self, engine: Engine) -> None:
        self._rules = engine.content.rules
        self._left: Sequence[Finding] = ()
        self._checker = copy(engine.checker)
        self._checker.find = lambda reading: list(self._left)  # type: ignore[method-assign]

    def changes(self, reading: Reading, verdict: Verdict) -> dict[str, Change]:
        """What each rule that fired did to the verdict."""
        changes = {}
        for finding in verdict.findings:
            self._left = [other for other in verdict.findings if other is not finding]
            others = {sign for other in self._left for sign in self._signs(other.rule)}
            lost = tuple(sign for sign in self._signs(finding.rule) if sign not in others)
            changes[finding.rule] = Change(self._checker.check(reading).level, lost)
        return changes

    def _signs(self, rule: str) -> list[str]:
        return [tag for tag in self._rules[rule].tags if tag.startswith("sign.")] or [rule]


def judge_row(engine: Engine, row: Mapping[str, Any], ablation: Ablation | None = None) -> Outcome:
    """What comes of a labelled row; with an Ablation also what each rule does to it."""
    understanding = engine.understand(Message.of(row["text"]))
    verdict = understanding.verdict
    return Outcome(
        id=str(row["id"]),
        label=str(row["label"]),
        category=str(row.get("category", "-")),
        origin=str(row.get("origin", "-")),
        text=row["text"],
        level=verdict.level,
        distress=understanding.triage.distress,
        findings=verdict.findings,
        without=ablation.changes(understanding.reading, verdict) if ablation else {},
    )
