"""What each rule is worth on labelled offers: precision, recall, noise, and what its absence costs.

A rule counts when taking it away loses a sign, or changes the level, on at least two differently
worded texts. A rule that only says again what another finds beside it does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.evaluation.outcome import BAD, RIGHT, Outcome
from bot.evaluation.shares import wilson

ENOUGH_TEXTS = 2
# Texts that share more of their words than this are one text worded once.
_SAME_WORDING = 0.6
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Worth:
    """What a rule did: how often it fired by label, and the outcomes that it changed.

    `changed`: a sign or the level would be another without it. `helps`: the level is right and
    would not be without it; `hurts`: the other way round.
    """

    fired: Counter[str] = field(default_factory=Counter)
    changed: list[Outcome] = field(default_factory=list)
    levels: int = 0
    helps: int = 0
    hurts: int = 0
    texts: int = 0

    @property
    def counts(self) -> bool:
        """True when enough differently worded texts need it."""
        return self.texts >= ENOUGH_TEXTS

    @property
    def only_hurts(self) -> bool:
        """True when it fired on harmless texts alone, or mended no level and spoilt some."""
        bad = sum(self.fired[label] for label in BAD)
        return bool(self.fired) and (bad == 0 or (self.hurts > 0 and self.helps == 0))


def weigh(offers: Sequence[Outcome], rules: Iterable[str]) -> dict[str, Worth]:
    """The worth of each rule; the offers must come from a run with ablation."""
    worths = {rule: Worth() for rule in rules}
    for offer in offers:
        wanted = RIGHT.get(offer.label, offer.label)
        for rule, change in offer.without.items():
            worth = worths.setdefault(rule, Worth())
            worth.fired[offer.label] += 1
            worth.levels += change.level != offer.level
            worth.helps += offer.is_right and change.level != wanted
            worth.hurts += not offer.is_right and change.level == wanted
            if change.lost or change.level != offer.level:
                worth.changed.append(offer)
    for worth in worths.values():
        worth.texts = count_wordings([offer.text for offer in worth.changed])
    return worths


def count_wordings(texts: Sequence[str]) -> int:
    """How many of the texts are worded differently from each one before."""
    kept: list[frozenset[str]] = []
    for text in texts:
        words = frozenset(_WORDS.findall(text.lower()))
        if all(len(words & other) <= _SAME_WORDING * len(words | other) for other in kept):
            kept.append(words)
    return len(kept)


def rule_table(offers: Sequence[Outcome], worths: Mapping[str, Worth]) -> Iterator[str]:
    """A line for each rule, then the rules that never fired and those that only hurt."""
    bad = sum(offer.label in BAD for offer in offers)
    labels = "  ".join(f"{label:>9}" for label in RIGHT)
    yield ""
    yield f"{'== rule':40} {labels}  precision [95 % interval]   recall  helps  hurts"
    for rule, worth in sorted(worths.items()):
        hits, fired = sum(worth.fired[label] for label in BAD), worth.fired.total()
        counts = "  ".join(f"{worth.fired[label]:9}" for label in RIGHT)
        low, high = wilson(hits, fired)
        precision = (
            f"{100 * hits / fired:5.1f} % [{100 * low:.0f}-{100 * high:.0f}]" if fired else "-"
        )
        recall = f"{100 * hits / bad:5.1f} %" if bad else "-"
        yield f"{rule:40} {counts}  {precision:25} {recall:>8} {worth.helps:6} {worth.hurts:6}"
    yield ""
    silent = [rule for rule, worth in sorted(worths.items()) if not worth.fired]
    harmful = [rule for rule, worth in sorted(worths.items()) if worth.only_hurts]
    yield f"never fired ({len(silent)}): {', '.join(silent) or '-'}"
    yield f"only hurt ({len(harmful)}): {', '.join(harmful) or '-'}"


def ablation_table(worths: Mapping[str, Worth]) -> Iterator[str]:
    """For each rule how many texts need it, the fewest first, and how many rules count."""
    yield f"{'== rule':40} {'fired':>6} {'changed':>8} {'worded apart':>13} {'level':>6}"
    for rule, worth in sorted(worths.items(), key=lambda item: (item[1].texts, item[0])):
        yield (
            f"{rule:40} {worth.fired.total():6} {len(worth.changed):8} {worth.texts:13} "
            f"{worth.levels:6}{'' if worth.counts else '  does not count'}"
        )
    counting = sum(worth.counts for worth in worths.values())
    fired = sum(worth.fired.total() >= ENOUGH_TEXTS for worth in worths.values())
    yield ""
    yield (
        f"{counting} of {len(worths)} rules count: without them a sign or the level changes on "
        f"{ENOUGH_TEXTS} or more differently worded texts; {fired} fired on so many"
    )
