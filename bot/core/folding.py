"""Every character in its plain lower-case form, with the place it came from.

Undoes Unicode forms, look-alike letters, characters without width, emoji between letters and the
letters that photo readers put into numbers. Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.core.lookalikes import LOOKALIKES

JOINT = "\x1f"  # something that is no letter stood directly between two letters
_SYMBOL = "\x00"
_DROPPED = {"Cf", "Mn", "Me", "Cs", "Co", "Cn"}
_INVERTED = {"¡": "i", "¿": "?"}
_FLAG_A = 0x1F1E6
# Digits with a letter or two among them ("08l2-OOOO"), alone, after a currency or before a unit.
_MISREAD_NUMBER = re.compile(
    r"(?:(?<![^\W_])|(?<=(?<![^\W_])rp)|(?<=(?<![^\W_])rm))"
    r"(?=[oil|]{0,3}\d)[\doil|]+(?:s[\doil|]+)?(?:[.,][\doil|]{3}){0,4}(?=(?:jt|juta|rb|ribu)?(?![^\W_]))"
)
_MISREAD_FIVE = re.compile(r"(?<=\d)s(?= ?(?:jt|juta|rb|ribu|tahun|bulan|jam|persen)(?![^\W_]))")
_GROUPS = re.compile(r"[.,][\doil|]{3}$")  # thousands: surely a number
_NUMBER_LETTERS = str.maketrans("oil|s", "01115")


@dataclass(frozen=True, slots=True)
class Folded:
    """Lower-case, unmasked characters; `places[i]` is where the i-th came from in the original."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """The text unmasked; look-alikes read as the letters they imitate. Never raises."""
    if text.isascii():
        return Folded(_finish(text), tuple(range(len(text))))
    out: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        piece, width = _fold_one(text, at)
        out.extend(piece)
        places.extend([at] * len(piece))
        at += width
    return Folded(_finish(_mark_joints("".join(out))), tuple(places))


def _finish(text: str) -> str:
    # "T/\NPA": the two strokes are one letter; the second place becomes a joint so that lengths
    # agree.
    text = text.lower().replace("/\\", "a" + JOINT)
    return _MISREAD_NUMBER.sub(_read_number, _MISREAD_FIVE.sub("5", text))


def _read_number(found: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in found[0])
    if len(found[0]) < 3 or digits * 2 < len(found[0]) and not _GROUPS.search(found[0]):
        return found[0]
    return found[0].translate(_NUMBER_LETTERS)


def _fold_one(text: str, at: int) -> tuple[str, int]:
    char = text[at]
    if char.isascii():
        return char.lower(), 1
    if _is_flag_letter(text, at):
        return _fold_flag(text, at)
    if char in LOOKALIKES:
        return LOOKALIKES[char], 1
    if char in _INVERTED:
        return _INVERTED[char], 1
    plain = unicodedata.normalize("NFKD", char).lower()
    kept = [LOOKALIKES.get(c, c) for c in plain if unicodedata.category(c) not in _DROPPED]
    category = unicodedata.category(char)
    if category in {"So", "Sk"} and not any(c.isalnum() for c in kept):
        return _SYMBOL, 1
    return "".join(kept), 1


def _is_flag_letter(text: str, at: int) -> bool:
    return _FLAG_A <= ord(text[at : at + 1] or " ") < _FLAG_A + 26


def _fold_flag(text: str, at: int) -> tuple[str, int]:
    """Two flag letters are a flag, a single one is a letter."""
    letter = chr(ord("a") + ord(text[at]) - _FLAG_A)
    if not _is_flag_letter(text, at + 1):
        return letter, 1
    code = letter + chr(ord("a") + ord(text[at + 1]) - _FLAG_A)
    inside = at > 0 and text[at - 1].isalpha() and text[at + 2 : at + 3].isalpha()
    return (_SYMBOL if inside else f" flag:{code} "), 2


def _mark_joints(text: str) -> str:
    """Symbols directly between letters become joints, any others blanks."""
    if _SYMBOL not in text:
        return text
    chars = list(text)
    at = 0
    while at < len(chars):
        if chars[at] != _SYMBOL:
            at += 1
            continue
        stop = at
        while stop < len(chars) and chars[stop] == _SYMBOL:
            stop += 1
        inside = at > 0 and stop < len(chars) and chars[at - 1].isalnum() and chars[stop].isalnum()
        chars[at:stop] = [JOINT if inside else " "] * (stop - at)
        at = stop
    return "".join(chars)
