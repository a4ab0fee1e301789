"""QR codes as rows of dark and bright modules."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8)
def modules(address: str) -> tuple[tuple[int, ...], ...]:
    """The code of an address, without its quiet zone; 1 is dark.

    Raises ImportError where `segno` is not installed.
    """
    import segno

    code = segno.make(address, error="m", micro=False)
    return tuple(tuple(int(module) for module in row) for row in code.matrix)
