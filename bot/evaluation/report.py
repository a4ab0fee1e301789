"""Scores as lines for a terminal, and what changed against an earlier run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.evaluation.questions import Miss
from bot.evaluation.score import Score
from bot.evaluation.shares import are_apart, show_share

_SHOWN = 160


def report(score: Score, *, misses: bool = False) -> Iterator[str]:
    """Tables, shares with their intervals, and where asked for what did not come out right."""
    for title, table in score.tables.items():
        rights = score.rights.get(title, {})
        yield f"== {title}" + (" (share at the right level, 95 % interval)" if rights else "")
        for key in sorted(table):
            counts = "  ".join(f"{name} {n}" for name, n in table[key].most_common())
            if key in rights:
                yield f"{key:42} {show_share(*rights[key]):34} {counts}"
            else:
                yield f"{key:42} n={table[key].total():<5} {counts}"
        yield ""
    yield "== shares (hits of rows, 95 % interval)"
    for name, (hits, of) in score.shares.items():
        yield f"{name:48} {show_share(hits, of)}"
    if misses:
        yield from list_misses(score.misses)


def list_misses(misses: list[Miss]) -> Iterator[str]:
    """Misses and false alarms by kind, with what was found in them."""
    for kind in sorted({miss.kind for miss in misses}):
        chosen = [miss for miss in misses if miss.kind == kind]
        yield ""
        yield f"== {kind} ({len(chosen)})"
        for miss in chosen:
            text = " ".join(miss.text.split())[:_SHOWN]
            yield f"{miss.id}: {miss.wanted} came out {miss.came} | {text} | {miss.why or '-'}"


def compare(score: Score, earlier: Mapping[str, Any]) -> Iterator[str]:
    """What changed against the JSON of an earlier run."""
    yield ""
    yield "== against the earlier run (* beyond what chance explains)"
    then = earlier.get("shares", {})
    yield from _changes(then, score.shares)
    for title, rights in score.rights.items():
        if title != "level by label":
            yield from _changes(earlier.get("rights", {}).get(title, {}), rights)
    before, now = dict(earlier.get("misses", {})), {miss.id: miss for miss in score.misses}
    yield f"mended: {', '.join(sorted(before.keys() - now.keys())) or '-'}"
    yield f"broken: {', '.join(sorted(now.keys() - before.keys())) or '-'}"
    yield from _rule_changes(score, earlier.get("rules", {}))


def _changes(before: Mapping[str, Any], now: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for name, (hits, of) in now.items():
        if name not in before or not of or not before[name][1]:
            continue
        old_hits, old_of = before[name]
        change = 100 * (hits / of - old_hits / old_of)
        if change:
            mark = " *" if are_apart((hits, of), (old_hits, old_of)) else ""
            counts = f"{old_hits} of {old_of} → {hits} of {of}"
            yield f"{name:48} {change:+6.1f} points  {counts}{mark}"


def _rule_changes(score: Score, before: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    now: dict[str, int] = {}
    for offer in score.offers:
        for finding in offer.findings:
            now[finding.rule] = now.get(finding.rule, 0) + 1
    for rule in sorted(now.keys() | before.keys()):
        old = sum(before.get(rule, {}).values())
        if old != now.get(rule, 0):
            yield f"rule {rule:43} fired {old} → {now.get(rule, 0)}"
