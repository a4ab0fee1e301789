"""Numbers in a message: "1.500.000", "3 700 000", "dua puluh juta", "tiga juta tujuh ratus ribu".

Reads tokens from left to right and only as many as a number has, so it is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.normalize import NO_BORDER, Token

_DIGITS = {
    w: n for n, w in enumerate("nol satu dua tiga empat lima enam tujuh delapan sembilan".split())
}
_MULTIPLES = {
    "ribu": 1e3,
    "ribuan": 1e3,
    "rb": 1e3,
    "k": 1e3,
    "jt": 1e6,
    "juta": 1e6,
    "jutaan": 1e6,
    "milyar": 1e9,
    "miliar": 1e9,
    "million": 1e6,
    "thousand": 1e3,
    "man": 1e4,
}
_WHOLE = {"seribu": 1e3, "sejuta": 1e6, "semiliar": 1e9, "semilyar": 1e9}
_PLAIN = re.compile(r"^\d+(?:[.,]\d+)*$")
_THREE_DIGITS = re.compile(r"^\d{3}$")
_GROUPED = re.compile(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?$")
_LONGEST_NUMBER = 15
_LONGEST_SPELLED = 8
_MOST_PARTS = 3  # milliards, millions, thousands


@dataclass(frozen=True, slots=True)
class Amount:
    """A number: `after` is the place behind it, `scale` its smallest multiple ("juta"), 0 where it
    has none.
    """

    value: float
    after: int
    scale: float = 0.0


def is_plain(word: str) -> bool:
    """True for a number in digits."""
    return bool(_PLAIN.match(word))


def is_written_out(word: str) -> bool:
    """True for a number in digits that is written as money is: "1.500.000", "1500000"."""
    return bool(_GROUPED.match(word) or (word.isdigit() and len(word) >= 6))


def read_amount(tokens: Sequence[Token], at: int, *, spaced: bool) -> Amount | None:
    """The number that begins at a token, or None. `spaced`: "3 700 000" is one number here."""
    total, scale, after = 0.0, 0.0, at
    for _ in range(_MOST_PARTS):
        part = _read_part(tokens, after, spaced=spaced)
        if part is None or (after > at and not _continues(tokens[after], part, scale)):
            break
        total, scale, after = total + part.value, part.scale, part.after
        if not scale:
            break
    return Amount(total, after, scale) if after > at else None


def _continues(token: Token, part: Amount, scale: float) -> bool:
    """True for "500 ribu" after "1 juta": a smaller multiple, and no more than one of it."""
    return token.border == NO_BORDER and 0 < part.scale < scale and part.value < scale


def _read_part(tokens: Sequence[Token], at: int, *, spaced: bool) -> Amount | None:
    """A number with the multiple behind it."""
    if at >= len(tokens):
        return None
    word = tokens[at].word
    if word in _WHOLE:
        return Amount(_WHOLE[word], at + 1, _WHOLE[word])
    if not _PLAIN.match(word):
        return _read_spelled(tokens, at)
    if len(word) > _LONGEST_NUMBER:
        return None
    value, after = value_of(word), at + 1
    if spaced and word.isdigit() and len(word) <= 3:
        while after < min(len(tokens), at + 5) and _THREE_DIGITS.match(tokens[after].word):
            value, after = value * 1000 + int(tokens[after].word), after + 1
    return _scale(tokens, value, after)


def _scale(tokens: Sequence[Token], value: float, at: int) -> Amount:
    """The value times the multiple at a place, where there is one: "juta", "juta setengah"."""
    if at >= len(tokens) or tokens[at].word not in _MULTIPLES or tokens[at].border != NO_BORDER:
        return Amount(value, at)
    factor = _MULTIPLES[tokens[at].word]
    half = at + 1 < len(tokens) and tokens[at + 1].word == "setengah"
    return Amount((value + 0.5 * half) * factor, at + 1 + half, factor)


def value_of(word: str) -> float:
    """What a number in digits is worth, its marks read as thousands or fractions."""
    if _GROUPED.match(word):
        mark = next(char for char in word if char in ".,")
        other = "," if mark == "." else "."
        whole, _, fraction = word.partition(other)
        return float(whole.replace(mark, "") + (f".{fraction}" if fraction else ""))
    if word.count(".") + word.count(",") <= 1:
        return float(word.replace(",", "."))
    return float(re.sub(r"\D", "", word))


def _read_spelled(tokens: Sequence[Token], at: int) -> Amount | None:
    """A number in words, only where a multiple follows: "dua puluh juta", "dua setengah juta"."""
    total = current = 0.0
    end = at
    while end < min(len(tokens), at + _LONGEST_SPELLED):
        word = tokens[end].word
        if word in _DIGITS:
            current += _DIGITS[word]
        elif word in {"sepuluh", "sebelas"}:
            current += 10 if word == "sepuluh" else 11
        elif word == "belas":
            current += 10
        elif word == "puluh":
            total, current = total + current * 10, 0
        elif word in {"ratus", "seratus"}:
            total, current = total + (current * 100 if word == "ratus" else 100), 0
        elif word == "setengah":
            current += 0.5
        else:
            break
        end += 1
    if end == at:
        return None
    amount = _scale(tokens, total + current, end)
    return amount if amount.scale else None
