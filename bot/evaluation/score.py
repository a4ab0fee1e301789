"""Scores labelled files: offers (`label`) against levels, questions (`topic`) against topics.

Intervals are Wilson's score intervals at 95 % (E. B. Wilson, 1927).
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.engine import Engine
from bot.evaluation.batch import ask_row, check_row

LEVELS = ("danger", "caution", "unverified", "not_offer")
RIGHT = {"danger": "danger", "caution": "caution", "legit": "unverified", "not_offer": "not_offer"}
QUIET_TOPICS = frozenset({"out_of_scope", "smalltalk"})
_Z = 1.959964


@dataclass(slots=True)
class Miss:
    """A row that did not come out as labelled: what was wanted, what came, and what was found."""

    id: str
    kind: str
    wanted: str
    came: str
    text: str
    why: str


@dataclass(slots=True)
class Score:
    """The result of one file or several: shares by name as (hits, of), tables, misses."""

    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    tables: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def to_json(self) -> str:
        """The figures as JSON, to compare with a later run."""
        return json.dumps(
            {
                "shares": self.shares,
                "tables": self.tables,
                "rules": self.rules,
                "misses": [miss.id for miss in self.misses],
            },
            indent=1,
        )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a share, in [0, 1]; (0, 1) for an empty sample."""
    if of == 0:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - half), min(1.0, centre + half)


def evaluate(engine: Engine, rows: Iterable[Mapping[str, Any]]) -> Score:
    """Scores all rows; those with neither `label` nor `topic` are left out."""
    score = Score()
    offers: list[tuple[Mapping[str, Any], dict[str, Any]]] = []
    questions: list[tuple[Mapping[str, Any], dict[str, Any]]] = []
    for row in rows:
        if "label" in row:
            offers.append((row, check_row(engine, row["text"])))
        elif "topic" in row:
            questions.append((row, ask_row(engine, row["text"])))
    _score_offers(score, offers)
    _score_questions(score, questions)
    return score


def _score_offers(score: Score, offers: Sequence[tuple[Mapping[str, Any], dict[str, Any]]]) -> None:
    for name in ("label", "origin", "category"):
        table: dict[str, Counter[str]] = defaultdict(Counter)
        for row, result in offers:
            key = row["label"] if name == "label" else f"{row['label']}/{row.get(name, '-')}"
            table[key][result["level"]] += 1
        if offers:
            score.tables[f"level by {name}"] = dict(table)
    for row, result in offers:
        label = row["label"]
        for finding in result["findings"]:
            score.rules.setdefault(finding["rule"], Counter())[label] += 1
        if result["level"] != RIGHT.get(label, label):
            found = ", ".join(f"{f['rule']}({f['quote'][:40]})" for f in result["findings"][:6])
            score.misses.append(
                Miss(str(row["id"]), "level", label, result["level"], row["text"], found)
            )
    if offers:
        _add_offer_shares(score, offers)


def _add_offer_shares(
    score: Score, offers: Sequence[tuple[Mapping[str, Any], dict[str, Any]]]
) -> None:
    def share(
        name: str, labels: Sequence[str], levels: Sequence[str], *, domestic: bool | None = None
    ) -> None:
        chosen = [
            result["level"]
            for row, result in offers
            if row["label"] in labels
            and (domestic is None or (row.get("origin") == "domestic") is domestic)
        ]
        if chosen:
            score.shares[name] = (sum(level in levels for level in chosen), len(chosen))

    share("danger at danger", ["danger"], ["danger"])
    share("danger at caution or danger", ["danger"], ["danger", "caution"])
    share("caution at caution or danger", ["caution"], ["danger", "caution"])
    share("caution at danger", ["caution"], ["danger"])
    for name, domestic in (("overseas", False), ("domestic", True)):
        share(f"legit {name} at danger", ["legit"], ["danger"], domestic=domestic)
        share(f"legit {name} at caution", ["legit"], ["caution"], domestic=domestic)
        share(f"legit {name} read as an offer", ["legit"], LEVELS[:3], domestic=domestic)
    share("not_offer read as an offer", ["not_offer"], LEVELS[:3])
    share("not_offer at danger", ["not_offer"], ["danger"])
    quiet = [result["emergency"] for _, result in offers]
    score.shares["offers alarmed as a cry for help"] = (
        sum(distress == "explicit" for distress in quiet),
        len(quiet),
    )


def _score_questions(
    score: Score, questions: Sequence[tuple[Mapping[str, Any], dict[str, Any]]]
) -> None:
    if not questions:
        return
    distress: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for row, result in questions:
        wanted = row.get("distress", "none")
        distress[wanted][result["emergency"]] += 1
        if _is_distress_miss(wanted, result["emergency"]):
            score.misses.append(
                Miss(
                    str(row["id"]),
                    "distress",
                    wanted,
                    result["emergency"],
                    row["text"],
                    result["route"],
                )
            )
        if wanted in {"none", "near_miss"}:
            counts.update(_topic_counts(score, row, result))
    score.tables["distress"] = dict(distress)
    for name, key, of in (
        ("first topic right", "first", "asked"),
        ("right topic among choices", "among", "asked"),
        ("out of scope and smalltalk quiet", "quiet", "beside"),
    ):
        score.shares[name] = (counts[key], counts[of])
    alarm = {
        "explicit": ("explicit",),
        "veiled": ("explicit", "veiled"),
        "near_miss": ("explicit", "veiled"),
        "none": ("explicit", "veiled"),
    }
    for wanted, levels in alarm.items():
        row_counts = distress.get(wanted, Counter())
        score.shares[f"{wanted} recognised as {' or '.join(levels)}"] = (
            sum(row_counts[level] for level in levels),
            sum(row_counts.values()),
        )


def _is_distress_miss(wanted: str, came: str) -> bool:
    if wanted == "explicit":
        return came != "explicit"
    if wanted == "veiled":
        return came == "none"
    return came != "none"


def _topic_counts(score: Score, row: Mapping[str, Any], result: dict[str, Any]) -> Counter[str]:
    counts: Counter[str] = Counter()
    shown = {result["topic"], *(choice["topic"] for choice in result["choices"])} - {None}
    if row["topic"] in QUIET_TOPICS:
        counts["beside"] += 1
        counts["quiet"] += not result["article"] and not result["choices"]
        if result["article"] or result["choices"]:
            score.misses.append(
                Miss(
                    str(row["id"]),
                    "quiet",
                    row["topic"],
                    str(result["topic"]),
                    row["text"],
                    result["route"],
                )
            )
        return counts
    good = {row["topic"], *row.get("also", ())}
    counts["asked"] += 1
    counts["first"] += result["topic"] in good
    counts["among"] += bool(shown & good)
    if result["topic"] not in good:
        kind = "first topic" if shown & good else "topic"
        score.misses.append(
            Miss(
                str(row["id"]),
                kind,
                "/".join(sorted(good)),
                str(result["topic"]),
                row["text"],
                result["route"],
            )
        )
    return counts


def report(score: Score, *, misses: bool = False) -> Iterator[str]:
    """The score as lines for a terminal."""
    for title, table in score.tables.items():
        yield f"== {title}"
        for key in sorted(table):
            total = sum(table[key].values())
            cells = "  ".join(
                f"{name} {n} ({100 * n / total:.1f} %)" for name, n in table[key].most_common()
            )
            yield f"{key:42} n={total:<5} {cells}"
        yield ""
    yield "== shares (hits of rows, 95 % interval)"
    for name, (hits, of) in score.shares.items():
        low, high = wilson(hits, of)
        shown = f"{100 * hits / of:5.1f} %" if of else "    -  "
        yield f"{name:48} {hits:4} of {of:<4} {shown}  [{100 * low:.1f}-{100 * high:.1f}]"
    if misses:
        yield ""
        yield "== misses"
        for miss in score.misses:
            text = " ".join(miss.text.split())[:160]
            yield f"{miss.id} {miss.kind}: {miss.wanted} came out {miss.came} | {text} | {miss.why}"


def compare(score: Score, earlier: Mapping[str, Any]) -> Iterator[str]:
    """What changed against the JSON of an earlier run."""
    for name, (hits, of) in score.shares.items():
        before = earlier.get("shares", {}).get(name)
        if before and before[1] and of:
            change = 100 * (hits / of - before[0] / before[1])
            yield f"{name:48} {change:+.1f} points"
    now, then = {miss.id for miss in score.misses}, set(earlier.get("misses", ()))
    yield f"mended: {', '.join(sorted(then - now)) or '-'}"
    yield f"broken: {', '.join(sorted(now - then)) or '-'}"


def rule_table(score: Score, rules: Iterable[str]) -> Iterator[str]:
    """For each rule: on how many rows of each label it fired, and its precision for danger and
    caution.
    """
    for rule in sorted(rules):
        counts = score.rules.get(rule, Counter())
        bad, total = counts["danger"] + counts["caution"], sum(counts.values())
        precision = f"{100 * bad / total:5.1f} %" if total else "never fired"
        yield (
            f"{rule:40} "
            + "  ".join(f"{label} {counts[label]:3}" for label in RIGHT)
            + f"  {precision}"
        )
