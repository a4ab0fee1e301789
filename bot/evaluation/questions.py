"""Scores labelled questions: the topic that is answered, and the distress that is heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.engine import Engine
from bot.evaluation.batch import ask_row

QUIET_TOPICS = frozenset({"out_of_scope", "smalltalk"})
_ALARMED = ("explicit", "veiled")
# Which distress must be heard as which.
_HEARD: Mapping[str, tuple[str, ...]] = {
    "explicit": ("explicit",),
    "veiled": _ALARMED,
    "near_miss": _ALARMED,
    "none": _ALARMED,
}


@dataclass(slots=True)
class Miss:
    """A row that did not come out as labelled: what was wanted, what came, and what was found."""

    id: str
    kind: str
    wanted: str
    came: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled question and what came of it."""

    row: Mapping[str, Any]
    result: Mapping[str, Any]

    @property
    def distress(self) -> str:
        """The distress it is labelled with."""
        return str(self.row.get("distress", "none"))

    def miss(self, kind: str, wanted: str, came: str) -> Miss:
        """A miss of this question."""
        text, route = self.row["text"], self.result["route"]
        return Miss(str(self.row["id"]), kind, wanted, came, text, route)


@dataclass(slots=True)
class Answered:
    """Shares by name as (hits, of), distress heard by distress labelled, misses."""

    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    distress: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)


def ask(engine: Engine, row: Mapping[str, Any]) -> Asked:
    """A labelled row with what is answered to it."""
    return Asked(row, ask_row(engine, row["text"]))


def score_questions(asked: Sequence[Asked]) -> Answered:
    """The shares of questions that came out right."""
    answered = Answered()
    distress: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for each in asked:
        heard = each.result["emergency"]
        distress[each.distress][heard] += 1
        if _is_misheard(each.distress, heard):
            answered.misses.append(each.miss("distress", each.distress, heard))
        if each.distress in {"none", "near_miss"}:
            count = _count_quiet if each.row["topic"] in QUIET_TOPICS else _count_topic
            counts.update(count(answered, each))
    answered.distress = dict(distress)
    for name, key, of in (
        ("first topic right", "first", "asked"),
        ("right topic among choices", "among", "asked"),
        ("out of scope and smalltalk quiet", "quiet", "beside"),
    ):
        answered.shares[name] = (counts[key], counts[of])
    for wanted, levels in _HEARD.items():
        heard_as = distress.get(wanted, Counter())
        hits = sum(heard_as[level] for level in levels)
        answered.shares[f"{wanted} recognised as {' or '.join(levels)}"] = (hits, heard_as.total())
    return answered


def _is_misheard(wanted: str, heard: str) -> bool:
    if wanted == "explicit":
        return heard != "explicit"
    return (heard == "none") is (wanted == "veiled")


def _count_quiet(answered: Answered, asked: Asked) -> Counter[str]:
    talks = bool(asked.result["article"] or asked.result["choices"])
    if talks:
        topic = asked.row["topic"]
        answered.misses.append(asked.miss("quiet", topic, str(asked.result["topic"])))
    return Counter({"beside": 1, "quiet": not talks})


def _count_topic(answered: Answered, asked: Asked) -> Counter[str]:
    result = asked.result
    shown = {result["topic"], *(choice["topic"] for choice in result["choices"])} - {None}
    good = {asked.row["topic"], *asked.row.get("also", ())}
    if result["topic"] not in good:
        kind = "first topic" if shown & good else "topic"
        answered.misses.append(asked.miss(kind, "/".join(sorted(good)), str(result["topic"])))
    first, among = result["topic"] in good, bool(shown & good)
    return Counter({"asked": 1, "first": first, "among": among})
