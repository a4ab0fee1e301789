"""What words look like: the shape that disguise and photo readers leave alone, and the skeleton
that abbreviations keep.
"""

from __future__ import annotations

import re
from typing import Literal

_LETTERS = str.maketrans("034@5$69782", "oeaassggtbz")
_READ_AS_G = re.compile(r"q(?!u)|(?<=[nq])q")  # but not of "quota"
_READ_AS_I = str.maketrans("l1|!", "iiii")
_SIGN_AS_I = str.maketrans("1|!", "iii")
_REPEATED_LETTER = re.compile(r"([a-z])\1+")
_VOWEL = re.compile(r"(?<=.)[aeiou]")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

Slip = Literal["swap", "double", "neighbour", "other"]


def shape(word: str) -> str:
    """The same for words that look alike: "gaji", "9aj1", "gaaaji", "qa|i" differ only in what
    leetspeak, stretching and reading mistakes change.
    """
    word = _READ_AS_G.sub("g", word.translate(_LETTERS))
    word = word.replace("rn", "m").replace("vv", "w").translate(_READ_AS_I)
    return _REPEATED_LETTER.sub(r"\1", word)


def repeats(word: str) -> int:
    """How many letters of a word repeat the one before, whatever stands for them."""
    plain = letters(word)
    return sum(a == b for a, b in zip(plain, plain[1:], strict=False))


def letters(word: str) -> str:
    """The word with letters for the digits and signs that stand for them."""
    return word.translate(_LETTERS).translate(_SIGN_AS_I) if not word.isalpha() else word


def skeleton(word: str) -> str:
    """The first letter and the consonants, "ng" as "g": what "brgkt" keeps of "berangkat"."""
    return _VOWEL.sub("", _REPEATED_LETTER.sub(r"\1", word).replace("ng", "g"))


def is_shortened(short: str, word: str) -> bool:
    """True when `short` is `word` without vowels: all of them, or one between two consonants."""
    left = iter(word)
    if short[-1] != word[-1] or not all(char in left for char in short):
        return False
    if not _VOWEL.search(short):
        return True
    at = next((n for n, (a, b) in enumerate(zip(short, word, strict=False)) if a != b), 0)
    lost = word[at : len(word) - len(short) + at]
    return len(lost) == 1 and not _VOWEL.search(f"_{word[at - 1]}{word[at + 1]}")


def slip_between(typed: str, meant: str) -> Slip:
    """How a finger made `typed` of `meant`, which differ by one slip."""
    at = next(
        (n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b),
        min(len(typed), len(meant)),
    )
    if len(typed) == len(meant):
        if typed[at : at + 2] == meant[at : at + 2][::-1]:
            return "swap"
        return "neighbour" if _are_neighbours(typed[at], meant[at]) else "other"
    if len(typed) > len(meant):
        return "double" if typed[at] in typed[max(0, at - 1) : at] else "other"
    return "double" if meant[at] in meant[max(0, at - 1) : at] else "other"


def _are_neighbours(one: str, other: str) -> bool:
    return any(f"{one}{other}" in row or f"{other}{one}" in row for row in _ROWS)
