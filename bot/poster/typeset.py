"""Sets words: which signs a font has, and where lines break.

What belongs together stays together ("Rp 5 juta", "Pasal 23"), lines of one text are about equally
long, and no single short word is left alone at the end. Words no line can hold are cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Literal
from unicodedata import category

from PIL import ImageFont

Weight = Literal["regular", "bold"]
Measure = Callable[[str], float]

_FILES: dict[Weight, str] = {"regular": "Roboto", "bold": "RobotoBold"}
# Signs that fonts of letters lack, and what says the same; emoji are left out.
_INSTEAD = str.maketrans(
    {"→": "-", "←": "-", "✓": "-", "✅": "-", "❌": "-", "▪": "•", "●": "•", "\u00a0": " "}
)
# The size that widths are measured at, and what rounding to pixels may add at others.
_MEASURED = 200
_HINTED = 1.01
_LACKING = "\uffff"
_NO_BREAK = "\u00a0"
_TOGETHER = (
    re.compile(r"(?<=\d) (?=(?:juta|ribu|rb|jt|miliar|persen|jam|hari|minggu|bulan|tahun|kali)\b)"),
    re.compile(r"(?<=\bRp) (?=\d)"),
    re.compile(r"(?<=\b(?:UU|PP|WA|SP)) (?=\+?\d)"),
    re.compile(r"(?<=\bPasal) (?=\d)"),
    re.compile(r"(?<=\d) (?=\d)"),
    re.compile(r" (?=\w{1,4}\?)"),
)
_PHONE = re.compile(r"\+\d[\d -]{6,18}\d|\b0800-\d{4}\b")
_CUTS = re.compile(r"(?<=[/.\-_])")
# A last line shorter than this share of the width costs as much as a very ragged text.
_SHORT_END = 0.3


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """A font of the package `font-roboto`. Raises ImportError where it is not installed."""
    package = import_module("font_roboto")
    return ImageFont.truetype(getattr(package, _FILES[weight]), size)


@lru_cache(maxsize=4096)
def has_sign(sign: str) -> bool:
    """True when the fonts can show this sign."""
    known = font("regular", 40)
    lacking = known.getmask(_LACKING)
    return sign.isspace() or bytes(known.getmask(sign)) != bytes(lacking)


def drawable(text: str) -> str:
    """The text without what the fonts cannot show: emoji and what joins them."""
    seen = (sign for sign in text.translate(_INSTEAD) if not _is_joiner(sign))
    kept = "".join(sign for sign in seen if has_sign(sign))
    return " ".join(kept.split())


def _is_joiner(sign: str) -> bool:
    """True for what shapes the signs around it and shows nothing itself."""
    return category(sign) in ("Cf", "Mn")


def measure(weight: Weight, size: int) -> Measure:
    """How wide a text becomes, measured once for all sizes and never too narrow."""
    return lambda text: _share(text, weight) * size * _HINTED


@lru_cache(maxsize=8192)
def _share(text: str, weight: Weight) -> float:
    """The width of a text as a share of its size."""
    return font(weight, _MEASURED).getlength(text) / _MEASURED


def glue(text: str) -> str:
    """The text with what belongs together joined by blanks at which no line breaks."""
    text = _PHONE.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)
    for pattern in _TOGETHER:
        text = pattern.sub(_NO_BREAK, text)
    return text


def break_lines(text: str, width: float, measured: Measure, *, even: bool = False) -> list[str]:
    """The lines of a text, none wider than `width`; where `even`, the last is as long as others."""
    words = [part for word in glue(text).split(" ") if word for part in _cut(word, width, measured)]
    if not words:
        return []
    widths = [measured(word) for word in words]
    ends = _best_ends(widths, measured(" "), width, even=even)
    lines, start = [], 0
    while start < len(words):
        lines.append(" ".join(words[start : ends[start]]).replace(_NO_BREAK, " "))
        start = ends[start]
    return lines


def _best_ends(widths: Sequence[float], blank: float, width: float, *, even: bool) -> list[int]:
    """For each word that may begin a line the word that begins the next one."""
    count = len(widths)
    costs = [0.0] * (count + 1)
    ends = [count] * count
    for start in reversed(range(count)):
        best, length = float("inf"), -blank
        for end in range(start + 1, count + 1):
            length += blank + widths[end - 1]
            if length > width and end > start + 1:
                break
            cost = _cost(length / width, last=end == count and not even) + costs[end]
            if cost < best:
                best, ends[start] = cost, end
        costs[start] = best
    return ends


def _cost(share: float, *, last: bool) -> float:
    # One more line costs more than raggedness may save.
    if last:
        return 1.0 + (0.5 if share < _SHORT_END else 0.0)
    return 1.0 + (1.0 - share) ** 2


def _cut(word: str, width: float, measured: Measure) -> list[str]:
    """The word, or the pieces of one that no line can hold."""
    if measured(word) <= width:
        return [word]
    pieces: list[str] = [""]
    for part in _CUTS.split(word):
        if measured(pieces[-1] + part) <= width:
            pieces[-1] += part
            continue
        if measured(part) <= width:
            pieces.append(part)
            continue
        for sign in part:
            if measured(pieces[-1] + sign) > width:
                pieces.append("")
            pieces[-1] += sign
    return [piece for piece in pieces if piece]
