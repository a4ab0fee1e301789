"""Looks up a company on the lists Rambu has: fuzzy on spelling, fair in what it concludes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from bot.core.content import Agency
from bot.core.facts import Facts

SIMILAR_NAME = 92.0  # of 100 (rapidfuzz ratio without legal form): one slip in a name of two words
_SHORTEST_NAME = 4
_LEGAL_FORM = re.compile(r"\b(pt|cv|p3mi|pjtki|pptkis|tbk|persero)\b\.?")

# `over`: what the list says has ended. `similar`: another spelling, so perhaps another company.
Standing = Literal["unknown", "similar", "active", "sanctioned", "revoked", "over"]


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """A company as written in an offer, its entry on a list or None, and what to make of it."""

    name: str
    agency: Agency | None = None
    standing: Standing = "unknown"


class Agencies:
    """The lists of companies, ready for look-ups."""

    def __init__(self, agencies: Sequence[Agency]) -> None:
        self._by_name: dict[str, list[Agency]] = {}
        for agency in agencies:
            self._by_name.setdefault(plain_name(agency.name), []).append(agency)

    def find(self, facts: Facts, today: dt.date) -> list[AgencyMatch]:
        """The limited companies that an offer names, each with its current entry if there is
        one.
        """
        named = dict.fromkeys(
            f"{c.form.upper()} {c.name}" for c in facts.companies if c.form in {"pt", "p3mi"}
        )
        return [self.look_up(name, today) for name in named]

    def look_up(self, name: str, today: dt.date) -> AgencyMatch:
        """What the lists say on `today` of the company with this or nearly this name."""
        wanted = plain_name(name)
        if len(wanted) < _SHORTEST_NAME:
            return AgencyMatch(name)
        if wanted in self._by_name:
            return _standing(name, self._by_name[wanted], today)
        near = process.extractOne(
            wanted, self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR_NAME
        )
        if near is None:
            return AgencyMatch(name)
        agency = _standing(name, self._by_name[near[0]], today).agency
        return AgencyMatch(name, agency, "similar" if agency else "unknown")


def _standing(name: str, entries: Sequence[Agency], today: dt.date) -> AgencyMatch:
    """What the entries of one company say together."""
    begun = [each for each in entries if each.since is None or each.since <= today]
    if not begun:
        return AgencyMatch(name)
    holding = [each for each in begun if each.until is None or today <= each.until]
    if not holding:
        return AgencyMatch(name, max(begun, key=lambda each: (each.until, each.list_date)), "over")
    against = [each for each in holding if each.status != "active"]
    active = [each for each in holding if each.status == "active"]
    best = max(active, key=lambda each: each.list_date, default=None)
    worst = max(against, key=lambda each: (each.list_date, each.status), default=None)
    chosen = best if worst is None or (best and _is_lifted(worst, best)) else worst
    assert chosen is not None  # noqa: S101 - one of the holding entries
    return AgencyMatch(name, chosen, chosen.status)


def _is_lifted(sanction: Agency, licence: Agency) -> bool:
    """True where the licence began anew after it, or a later list has who had lost the licence.

    A licence list goes on naming companies that are suspended.
    """
    anew = licence.since is not None and sanction.since is not None
    if anew and licence.since > sanction.since:  # type: ignore[operator]
        return True
    return sanction.status == "revoked" and licence.list_date > sanction.list_date


def plain_name(name: str) -> str:
    """A company's name without its legal form, in lower case letters."""
    return " ".join(re.findall(r"[a-z0-9]+", _LEGAL_FORM.sub(" ", name.lower())))
