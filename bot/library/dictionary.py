"""The root words of Indonesian, from the dictionary that PySastrawi brings along."""

from __future__ import annotations

from functools import cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory


@cache
def root_words() -> frozenset[str]:
    """About 30,000 roots; what `~root` in a phrase may be, and what the lexicon knows."""
    return frozenset(StemmerFactory().get_words())
