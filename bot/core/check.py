"""Judges an offer: the rules that fire, the level they make together, what is not said."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.core.conditions import holds
from bot.core.content import Combination, Content, Detection, Missing, Rule, RuleLevel, VerdictLevel
from bot.core.facts import SIGNALS
from bot.core.guard import Judgement, judge
from bot.core.likely import LIKELY_SIGNALS, likely_signals
from bot.core.matcher import Match
from bot.core.model import Features, Models, letters, words_and_pairs
from bot.core.reader import Reading

_ORDER: dict[RuleLevel, int] = {"critical": 0, "high": 1, "medium": 2, "low": 3, "info": 4}


# Counted are different signs at a level or worse: `high_signs.2`.
_COUNTED = {"high": _ORDER["high"], "medium": _ORDER["medium"]}
_MOST_COUNTED = 4
# An ordinary vacancy: laid out as one, and nothing in it points abroad.
ORDINARY = "states.ordinary"
# Fake recruitment inside Indonesia: money is lost, nobody is taken away.
HOME_FRAUD = "states.home_fraud"
_HOME_SIGNS = frozenset({"sign.domestic_fraud", "sign.impersonation", "sign.remote_task"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired: `quote` are the sender's words, `start` and `end` their place in the
    message.
    """

    rule: str
    level: RuleLevel
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Rambu thinks of a message, and why.

    `combinations` are the ids of content/verdicts.yaml that hold, the one that made the level
    first.
    """

    level: VerdictLevel
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    combinations: tuple[str, ...]
    judgement: Judgement
    signals: frozenset[str]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class _Weighed:
    findings: list[Finding]
    signals: set[str]
    judgement: Judgement


class Checker:
    """Checks readings against the rules, the guard and the combinations of content.

    What the model of offers thinks is one sign among others; without it rules and cues decide.
    """

    def __init__(self, content: Content, models: Models) -> None:
        self._models = models
        self._rules = {
            rule.id: rule for rule in content.rules.values() if rule.status != "deprecated"
        }
        self._guard = content.guard
        self._verdicts = content.verdicts

    def check(self, reading: Reading) -> Verdict:
        """The verdict on one message; pure, the same for the same reading."""
        weighed = self._weigh(reading)
        findings, signals, judgement = weighed.findings, weighed.signals, weighed.judgement
        made = self._combinations(signals) if judgement.is_offer else []
        level: VerdictLevel = "not_offer"
        if judgement.is_offer:
            level = made[0].level if made else "unverified"
        codes = reading.facts.country_codes
        missing = tuple(self._missing(signals)) if judgement.is_offer else ()
        return Verdict(
            level,
            tuple(findings),
            missing,
            tuple(combination.id for combination in made),
            judgement,
            frozenset(signals),
            codes[0] if codes else None,
        )

    def _weigh(self, reading: Reading) -> _Weighed:
        findings = self.find(reading)
        signals = self.signals(reading, findings)
        if self._models.offers is not None:
            signals |= likely_signals(self._models.offers, _features(reading, signals))
        judgement = judge(reading, self._guard, signals)
        return _Weighed(findings, signals | {f"speech.{judgement.speech}"}, judgement)

    def find(self, reading: Reading) -> list[Finding]:
        """The rules that fire, the worst first, in the order of the message."""
        findings = [
            finding for rule in self._rules.values() if (finding := fire(rule, reading)) is not None
        ]
        return sorted(
            findings, key=lambda finding: (_ORDER[finding.level], finding.start, finding.rule)
        )

    def signals(self, reading: Reading, findings: Sequence[Finding]) -> set[str]:
        """All that conditions may ask for: facts, rules and their tags, what is stated, how many
        signs.
        """
        signals = {f"fact.{name}" for name in reading.facts.signals}
        for finding in findings:
            rule = self._rules[finding.rule]
            signals.update((finding.rule, f"level.{finding.level}", *rule.tags))
        signals |= _sign_counts([self._rules[finding.rule] for finding in findings])
        signals |= {
            f"states.{item.id}"
            for item in self._verdicts.missing
            if _is_stated(item, reading, signals)
        }
        if "states.formal" in signals and "fact.abroad_named" not in signals:
            signals.add(ORDINARY)
        if signals & _HOME_SIGNS and "fact.overseas" not in signals:
            signals.add(HOME_FRAUD)
        return signals

    def features(self, reading: Reading) -> Features:
        """What the model of offers looks at: words, letter groups, facts, and what rules found."""
        return _features(reading, self.signals(reading, self.find(reading)))

    def _combinations(self, signals: AbstractSet[str]) -> list[Combination]:
        held = [c for c in self._verdicts.combinations if holds(c.when, signals)]
        return sorted(held, key=lambda combination: combination.level != "danger")

    def _missing(self, signals: AbstractSet[str]) -> list[str]:
        return [
            item.id
            for item in self._verdicts.missing
            if item.ask
            and f"states.{item.id}" not in signals
            and (item.when is None or holds(item.when, signals))
        ]


def known_signals(content: Content) -> frozenset[str]:
    """Every signal that a condition of the guard, the verdicts or what is missing may ask for."""
    live = [rule for rule in content.rules.values() if rule.status != "deprecated"]
    return frozenset(
        [f"fact.{name}" for name in SIGNALS]
        + [f"sign.{name}" for name in content.verdicts.signs]
        + [name for rule in live for name in (rule.id, *rule.tags)]
        + [f"level.{level}" for level in _ORDER]
        + [f"{name}_signs.{number}" for name in _COUNTED for number in range(1, _MOST_COUNTED + 1)]
        + [f"states.{item.id}" for item in content.verdicts.missing]
        + [ORDINARY, HOME_FRAUD, *LIKELY_SIGNALS]
    )


def _features(reading: Reading, signals: AbstractSet[str]) -> Features:
    # A company's name (behind its "PT") says nothing: honest and false offers may bear the same.
    named = {at for each in reading.facts.companies for at in range(each.first + 1, each.last + 1)}
    tokens = [token for at, token in enumerate(reading.text.tokens) if at not in named]
    return {"words": words_and_pairs(tokens), "letters": letters(tokens), "signs": {*signals}}


def fire(rule: Rule, reading: Reading) -> Finding | None:
    """The finding of one rule in a reading, or None."""
    detection = rule.detection
    if any(
        (name in reading.facts.signals) is not wanted for name, wanted in detection.facts.items()
    ):
        return None
    if not detection.all:
        return _fact_finding(rule, reading)
    groups = [_kept(rule, reading, at) for at in range(len(detection.all))]
    if not all(groups):
        return None
    for match in groups[0]:
        partners = [_nearest(match, group, detection) for group in groups[1:]]
        if all(partner is not None for partner in partners):
            return _finding(rule, reading, [match, *(p for p in partners if p is not None)])
    return None


def _kept(rule: Rule, reading: Reading, group: int) -> list[Match]:
    """The matches of a group that no `unless` phrase in the same sentence calls off."""
    off = reading.found("rule_unless", rule.id)
    matches = reading.found("rule", rule.id, group)
    if not off:
        return list(matches)
    kept = []
    for match in matches:
        first, last = reading.sentence(match.first)
        if not any(first <= other.first <= last for other in off):
            kept.append(match)
    return kept


def _nearest(match: Match, group: Sequence[Match], detection: Detection) -> Match | None:
    best = min(group, key=lambda other: abs(other.first - match.first))
    if detection.near and abs(best.first - match.first) > detection.near:
        return None
    return best


def _finding(rule: Rule, reading: Reading, matches: Sequence[Match]) -> Finding:
    first, last = matches[0].first, matches[0].last
    spread = max(m.last for m in matches) - min(m.first for m in matches)
    if len(matches) > 1 and spread <= 16:
        first, last = min(m.first for m in matches), max(m.last for m in matches)
    quote, start, end = reading.text.quote(first, last)
    return Finding(rule.id, rule.level, quote, start, end)


def _fact_finding(rule: Rule, reading: Reading) -> Finding:
    """A rule without phrases quotes the fact it rests on: pay, fee, country, phone, company."""
    facts = reading.facts
    wanted = [name for name, needed in rule.detection.facts.items() if needed]
    place: tuple[int, int] | None = None
    for name in wanted:
        if name.startswith(("pay_", "fee_", "gift_")):
            use = {"pay": "pay", "fee": "fee", "gift": "gift"}[name.split("_")[0]]
            place = next(((m.first, m.last) for m in facts.money if m.use == use), None)
        elif (
            name.startswith(("country_", "compound_", "border_", "overseas", "domestic_"))
            and facts.countries
        ):
            place = (facts.countries[0].first, facts.countries[0].last)
        elif name.startswith("role_") and facts.roles:
            family = name.removeprefix("role_")
            place = next(
                ((r.first, r.last) for r in facts.roles if family in {r.family, "any"}), None
            )
        if place is not None:
            quote, start, end = reading.text.quote(*place)
            return Finding(rule.id, rule.level, quote, start, end)
    return Finding(rule.id, rule.level, "", 0, 0)


def _sign_counts(rules: Sequence[Rule]) -> set[str]:
    """`high_signs.2`: two different signs by two rules at level high or worse; so for medium."""
    counts = set()
    for name, worst in _COUNTED.items():
        fired = [rule for rule in rules if _ORDER[rule.level] <= worst]
        signs = {tag for rule in fired for tag in rule.tags if tag.startswith("sign.")}
        found = min(len(signs), len(fired), _MOST_COUNTED)
        counts |= {f"{name}_signs.{number}" for number in range(1, found + 1)}
    return counts


def _is_stated(item: Missing, reading: Reading, signals: AbstractSet[str]) -> bool:
    return bool(reading.found("states", item.id)) or any(name in signals for name in item.stated_by)
