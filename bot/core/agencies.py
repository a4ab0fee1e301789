"""Looks up a company on the lists Rambu has: fuzzy on spelling, fair in what it concludes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.content import Agency
from bot.core.facts import Facts

SAME_NAME = 92.0  # of 100 (rapidfuzz ratio without legal form): one slip in a name of two words
_LEGAL_FORM = re.compile(r"\b(pt|cv|p3mi|pjtki|pptkis|tbk|persero)\b\.?")


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """A company as written in an offer, and its entry on a list, or None."""

    name: str
    agency: Agency | None


class Agencies:
    """The lists of companies, ready for look-ups."""

    def __init__(self, agencies: Sequence[Agency]) -> None:
        self._agencies = tuple(agencies)
        self._names = [plain_name(agency.name) for agency in agencies]

    def find(self, facts: Facts, today: dt.date) -> list[AgencyMatch]:
        """The limited companies that an offer names, each with its current entry if there is
        one.
        """
        named = dict.fromkeys(
            f"{c.form.upper()} {c.name}" for c in facts.companies if c.form in {"pt", "p3mi"}
        )
        return [AgencyMatch(name, self.look_up(name, today)) for name in named]

    def look_up(self, name: str, today: dt.date) -> Agency | None:
        """The entry with the same or nearly the same name that holds on `today`."""
        wanted = plain_name(name)
        if len(wanted) < 4:
            return None
        for _, score, at in process.extract(wanted, self._names, scorer=fuzz.ratio, limit=3):
            agency = self._agencies[at]
            current = (agency.since is None or agency.since <= today) and (
                agency.until is None or today <= agency.until
            )
            if score >= SAME_NAME and (current or agency.status == "active"):
                return agency
        return None


def plain_name(name: str) -> str:
    """A company's name without its legal form, in lower case letters."""
    return " ".join(re.findall(r"[a-z0-9]+", _LEGAL_FORM.sub(" ", name.lower())))
