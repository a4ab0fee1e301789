"""What readers' decisions make together: danger takes two readers, and so does a disagreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.storage.cases import Case, Decision

# From what needs no warning to what needs the strongest.
LEVELS = ("not_offer", "unverified", "caution", "danger")
APPEAL = ("accepted", "rejected")


def settle(case: Case, decisions: Sequence[Decision]) -> str:
    """The level that is decided, empty while it takes another reader."""
    votes = Counter(decision.level for decision in decisions)
    for level, count in votes.most_common(1):
        if count >= needed(level, votes):
            return level
    return ""


def needed(level: str, votes: Counter[str]) -> int:
    """How many readers must agree on the level."""
    return 2 if level == "danger" or len(votes) > 1 else 1


def choices(case: Case) -> tuple[tuple[str, str], ...]:
    """What a reader can decide: what it does (confirm, raise, lower, not_offer) and the level."""
    if case.kind == "appeal":
        return tuple((level, level) for level in APPEAL)
    told = LEVELS.index(case.told) if case.told in LEVELS else 0
    found = [("confirm", LEVELS[told])]
    found += [("raise", level) for level in LEVELS[told + 1 :]]
    found += [("lower", level) for level in reversed(LEVELS[1:told])]
    return (*found, *((("not_offer", "not_offer"),) if told else ()))
