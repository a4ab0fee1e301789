"""For how long an amount of pay is: "per jam", "sebulan", "/tahun", "annual salary"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.core.amounts import is_plain
from bot.core.normalize import SENTENCE_BORDER, Token

Period = Literal["hour", "day", "week", "month", "year"]

# Usual working time: 8 hours, 26 days (six-day week), 52 weeks a year.
HOURSA_MONTH = 208
DAYSA_MONTH = 26
WEEKSA_MONTH = 52 / 12
A_MONTH: dict[Period, float] = {
    "hour": HOURSA_MONTH,
    "day": DAYSA_MONTH,
    "week": WEEKSA_MONTH,
    "month": 1,
    "year": 1 / 12,
}
_PERIODS: dict[str, Period] = {
    **dict.fromkeys("jam hour perjam".split(), "hour"),
    **dict.fromkeys("hr hari day perhari sehari harian".split(), "day"),
    **dict.fromkeys("minggu week seminggu perminggu mingguan".split(), "week"),
    **dict.fromkeys("bulan bln month monthly perbulan sebulan bl bulanan mo".split(), "month"),
    **dict.fromkeys("tahun year setahun pertahun annum annually yearly pa".split(), "year"),
}
# "gaji tahunan 76 ribu dolar", "annual salary AUD 76,000", "gaji per tahun: 6,5 juta yen".
_YEARLY_BEFORE = frozenset("tahunan annual annum yearly pertahun".split())
_EACH = frozenset("per tiap setiap".split())


def period_after(tokens: Sequence[Token], last: int) -> tuple[Period | None, int]:
    """The period that stands behind the token `last`, and the last token that belongs to it."""
    if [token.word for token in tokens[last + 1 : last + 3]] == ["p", "a"]:
        return "year", last + 2
    for at in range(last + 1, min(last + 4, len(tokens))):
        token = tokens[at]
        if token.border == SENTENCE_BORDER:
            break
        if token.word in _PERIODS:
            if (
                at > last + 1
                and tokens[at - 1].word in {"kontrak", "selama"}
                or is_plain(tokens[at - 1].word)
                and at > last + 1
                or _is_working_time(tokens, at)
                and at == last + 1
            ):
                return None, last
            return _PERIODS[token.word], at
        if token.word not in {
            "per",
            "tiap",
            "setiap",
            "a",
            "each",
            "se",
            "bersih",
            "net",
            "gross",
            "rupiah",
            "an",
        }:
            break
    return None, last


def is_said_yearly(tokens: Sequence[Token], first: int) -> bool:
    """True where one of the three words before an amount says that it is for a year."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if tokens[at + 1].border == SENTENCE_BORDER or is_plain(tokens[at].word):
            break
        each = at > 0 and tokens[at - 1].word in _EACH and tokens[at].word in {"tahun", "year"}
        if each or tokens[at].word in _YEARLY_BEFORE:
            return True
    return False


def _is_working_time(tokens: Sequence[Token], at: int) -> bool:
    """True for "jam kerja", which begins a new matter: "190.000 yen, jam kerja 8"."""
    return [token.word for token in tokens[at : at + 2]] in (["jam", "kerja"], ["hari", "kerja"])
