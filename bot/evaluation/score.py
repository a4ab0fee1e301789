"""Scores labelled files: offers (`label`) against levels, questions (`topic`) against topics."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.engine import Engine
from bot.evaluation.outcome import BAD, LEVELS, Ablation, Outcome, judge_row
from bot.evaluation.questions import Asked, Miss, ask, score_questions


@dataclass(slots=True)
class Score:
    """The result of one file or several.

    `shares` by name as (hits, of), `tables` of counts, `rights` by table and row as (right, of),
    `misses` of offers and questions, and the outcomes of the offers.
    """

    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    tables: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    rights: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    offers: list[Outcome] = field(default_factory=list)

    def to_json(self) -> str:
        """The figures as JSON, to compare with a later run."""
        fired: dict[str, Counter[str]] = defaultdict(Counter)
        for offer in self.offers:
            for finding in offer.findings:
                fired[finding.rule][offer.label] += 1
        figures = {
            "shares": self.shares,
            "tables": self.tables,
            "rights": self.rights,
            "rules": {rule: fired[rule] for rule in sorted(fired)},
            "misses": {miss.id: f"{miss.kind}: {miss.came}" for miss in self.misses},
        }
        return json.dumps(figures, indent=1) + "\n"


def evaluate(engine: Engine, rows: Iterable[Mapping[str, Any]], *, ablate: bool = False) -> Score:
    """Scores all rows; those with neither `label` nor `topic` are left out.

    `ablate` also works out what each rule does to each offer.
    """
    score = Score()
    asked: list[Asked] = []
    ablation = Ablation(engine) if ablate else None
    for row in rows:
        if "label" in row:
            score.offers.append(judge_row(engine, row, ablation))
        elif "topic" in row:
            asked.append(ask(engine, row))
    if score.offers:
        _score_offers(score)
    if asked:
        result = score_questions(asked)
        score.shares |= result.shares
        score.tables["distress"] = result.distress
        score.misses += result.misses
    return score


def _score_offers(score: Score) -> None:
    for name in ("label", "origin", "category"):
        table: dict[str, Counter[str]] = defaultdict(Counter)
        right: Counter[str] = Counter()
        for offer in score.offers:
            key = offer.label if name == "label" else f"{offer.label}/{getattr(offer, name)}"
            table[key][offer.level] += 1
            right[key] += offer.is_right
        score.tables[f"level by {name}"] = dict(table)
        score.rights[f"level by {name}"] = {
            key: (right[key], counts.total()) for key, counts in table.items()
        }
    score.misses += [_miss(offer) for offer in score.offers if not offer.is_right]
    _add_shares(score)


def _miss(offer: Outcome) -> Miss:
    found = ", ".join(f"{each.rule}({each.quote[:40]})" for each in offer.findings[:6])
    return Miss(offer.id, offer.kind, offer.label, offer.level, offer.text, " ".join(found.split()))


def _add_shares(score: Score) -> None:
    def share(
        name: str, label: str, levels: Sequence[str], *, domestic: bool | None = None
    ) -> None:
        chosen = [
            offer.level
            for offer in score.offers
            if offer.label == label
            and (domestic is None or (offer.origin == "domestic") is domestic)
        ]
        if chosen:
            score.shares[name] = (sum(level in levels for level in chosen), len(chosen))

    share("danger at danger", "danger", ["danger"])
    share("danger at caution or danger", "danger", BAD)
    share("caution at caution or danger", "caution", BAD)
    share("caution at danger", "caution", ["danger"])
    for name, domestic in (("overseas", False), ("domestic", True)):
        share(f"legit {name} at danger", "legit", ["danger"], domestic=domestic)
        share(f"legit {name} at caution", "legit", ["caution"], domestic=domestic)
        share(f"legit {name} read as an offer", "legit", LEVELS[:3], domestic=domestic)
    share("not_offer read as an offer", "not_offer", LEVELS[:3])
    share("not_offer at danger", "not_offer", ["danger"])
    cries = sum(offer.distress == "explicit" for offer in score.offers)
    score.shares["offers alarmed as a cry for help"] = (cries, len(score.offers))
