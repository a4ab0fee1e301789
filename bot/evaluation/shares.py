"""Shares of counted rows with their uncertainty.

Intervals are Wilson's score intervals at 95 % (E. B. Wilson, 1927).
"""

from __future__ import annotations

import math

_Z = 1.959964


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a share, in [0, 1]; (0, 1) for an empty sample."""
    if of == 0:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - half), min(1.0, centre + half)


def show_share(hits: int, of: int) -> str:
    """`278 of 325   85.5 %  [81.3-88.9]`, in columns."""
    low, high = wilson(hits, of)
    share = f"{100 * hits / of:5.1f} %" if of else "    -  "
    return f"{hits:4} of {of:<4} {share}  [{100 * low:.1f}-{100 * high:.1f}]"


def are_apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True when the intervals of two shares (hits, of) do not touch."""
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    return high < other_low or other_high < low
