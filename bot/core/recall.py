"""A verdict as a short code that fits a link, so that it can be told in full elsewhere.

The code names rules and what is missing, never the words of the offer: who opens the link gets the
whole reply although nothing was kept. What a later version no longer knows is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from bot.core.check import Finding, Verdict
from bot.core.content import Content, VerdictLevel
from bot.core.guard import Judgement

# What a link holds (64) beside the name of what it asks for.
LONGEST = 55
# Combinations that rest on what the model of offers thinks.
WORDED_LIKE = frozenset({"worded_like_danger", "worded_like_harm"})
MOST_MISSING = 5

_LEVELS: Mapping[str, VerdictLevel] = {
    "d": "danger",
    "c": "caution",
    "u": "unverified",
    "n": "not_offer",
}
_LETTERS = {level: letter for letter, level in _LEVELS.items()}
_OVERSEAS, _NOWHERE = "fact.overseas", "00"
_HEAD, _NAME = 4, 3
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def write_code(verdict: Verdict, shown: Sequence[Finding]) -> str:
    """The verdict, with the findings that a person is shown, in letters and digits."""
    flags = (_OVERSEAS in verdict.signals) + 2 * bool(WORDED_LIKE & {*verdict.combinations[:1]})
    head = f"{_LETTERS[verdict.level]}{flags}{verdict.country or _NOWHERE}"
    names = [*verdict.missing[:MOST_MISSING], *(finding.rule for finding in shown)]
    room = (LONGEST - _HEAD) // _NAME
    return head + "".join(map(short_name, names[:room]))


def read_code(code: str, content: Content) -> Verdict | None:
    """The verdict of a code, its findings without quotes; None for what is no code."""
    level, flags, country = _LEVELS.get(code[:1]), code[1:2], code[2:_HEAD]
    if level is None or flags not in {*"0123"} or len(code) > LONGEST:
        return None
    names = [code[at : at + _NAME] for at in range(_HEAD, len(code), _NAME)]
    rules, items = _by_short_name(content.rules), _by_short_name(_missing(content))
    found = [content.rules[rules[name]] for name in names if name in rules]
    return Verdict(
        level,
        tuple(Finding(rule.id, rule.level, "", 0, 0) for rule in found),
        tuple(items[name] for name in names if name in items and name not in rules),
        tuple(sorted(WORDED_LIKE)[:1]) if int(flags) & 2 else (),
        Judgement("offer", {}, ()),
        frozenset({_OVERSEAS}) if int(flags) & 1 else frozenset(),
        country if country in content.countries else None,
    )


def short_name(name: str) -> str:
    """Three letters and digits that stand for a rule or for something missing."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(_NAME):
        number, place = divmod(number, len(_DIGITS))
        letters += _DIGITS[place]
    return letters


def _by_short_name(names: Iterable[str]) -> dict[str, str]:
    return {short_name(name): name for name in names}


def _missing(content: Content) -> list[str]:
    return [item.id for item in content.verdicts.missing if item.ask]
