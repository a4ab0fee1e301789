"""Checks of rules and verdicts: tags, signs, signals, and the names of cues and combinations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.core.check import known_signals
from bot.core.content import Combination, Condition, Cue, Detection, Missing, Rule
from bot.core.facts import SIGNALS
from bot.errors import Problem
from bot.library.loader import Library
from bot.library.walk import Spot, found

_SIGN = "sign."


def rules_without_sign(library: Library) -> Iterator[Problem]:
    """Every stable rule has a sign that verdicts.yaml knows; without one it changes no verdict."""
    for spot, rule in found(library, Rule):
        if rule.status == "stable" and not any(tag.startswith(_SIGN) for tag in rule.tags):
            yield spot.problem("has no sign", "add a sign.NAME of verdicts.yaml", "tags")


def dead_signs(library: Library) -> Iterator[Problem]:
    """Every sign a rule carries stands in verdicts.yaml."""
    signs = library.content.verdicts.signs
    for spot, rule in found(library, Rule):
        for tag in rule.tags:
            if tag.startswith(_SIGN) and tag.removeprefix(_SIGN) not in signs:
                yield spot.problem(f"`{tag}` is unknown", "use a sign of verdicts.yaml", "tags")


def unused_signs(library: Library) -> Iterator[Problem]:
    """Every sign of verdicts.yaml is carried by a rule."""
    carried = _tags(library)
    for sign in library.content.verdicts.signs:
        if _SIGN + sign not in carried:
            file = library.file("verdicts", "verdicts")
            yield Problem(file, 0, f"signs.{sign}", "no rule carries it", "write one or delete it")


def dead_signals(library: Library) -> Iterator[Problem]:
    """Conditions ask only for signals that can occur."""
    known = known_signals(library.content)
    for spot, condition in found(library, Condition):
        for name in type(condition).model_fields:
            yield from _dead(spot, name, getattr(condition, name), known)
    for spot, missing in found(library, Missing):
        yield from _dead(spot, "stated_by", missing.stated_by, known)


def silent_missing(library: Library) -> Iterator[Problem]:
    """What an offer may lack can be said to the user, and asked of the recruiter."""
    for spot, missing in found(library, Missing):
        if not missing.ask:
            continue
        for key in (f"missing.{missing.id}", f"ask.{missing.id}"):
            if key not in library.content.texts:
                yield spot.problem(f"the text `{key}` is missing", "add it to texts/id.yaml")


def dead_facts(library: Library) -> Iterator[Problem]:
    """Rules ask only for facts that are read from messages."""
    for spot, detection in found(library, Detection):
        for fact in detection.facts:
            if fact not in SIGNALS:
                mend = "use one of the facts in docs/rules-language.md"
                yield spot.problem(f"the fact `{fact}` is unknown", mend, "facts")


def repeated_ids(library: Library) -> Iterator[Problem]:
    """No two cues of guard.yaml, combinations or missing things have the same id."""
    yield from _repeated(found(library, Cue))
    yield from _repeated(found(library, Combination))
    yield from _repeated(found(library, Missing))


def _repeated(entries: Iterable[tuple[Spot, Cue | Combination | Missing]]) -> Iterator[Problem]:
    ids: dict[str, list[Spot]] = defaultdict(list)
    for spot, entry in entries:
        ids[entry.id].append(spot)
    for name, (_, *others) in ids.items():
        for spot in others:
            yield spot.problem(f"`{name}` is the id of another one", "choose another id", "id")


def _dead(
    spot: Spot, field: str, signals: Iterable[str], known: frozenset[str]
) -> Iterator[Problem]:
    for signal in signals:
        if signal not in known:
            mend = "use a rule's id, a tag, fact.NAME, states.NAME or level.NAME"
            yield spot.problem(f"the signal `{signal}` cannot occur", mend, field)


def _tags(library: Library) -> set[str]:
    """The tags of rules that run."""
    live = (rule for rule in library.content.rules.values() if rule.status != "deprecated")
    return {tag for rule in live for tag in rule.tags}
