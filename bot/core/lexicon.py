"""The words Rambu knows: dictionary roots, slang, and the vocabulary of its own phrases.

Answers three questions about a word: is it known, which roots can it be a form of, and which phrase
word was meant when it holds one slip of the finger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

_PARTICLES = ("lah", "kah", "pun", "tah", "nya", "ku", "mu", "ne", "e")
_SUFFIXES = ("kan", "an", "in", "i")
# What a prefix becomes before a root, and the letters it may have swallowed (formal and spoken).
_PREFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("menge", ("",)),
    ("penge", ("",)),
    ("nge", ("",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("meny", ("s", "c")),
    ("peny", ("s",)),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("ng", ("", "k")),
    ("ny", ("s", "c")),
    ("n", ("t", "")),
    ("m", ("p", "")),
    ("memper", ("",)),
    ("diper", ("",)),
    ("keber", ("",)),
    ("ber", ("",)),
    ("be", ("",)),
    ("ter", ("",)),
    ("per", ("",)),
    ("pel", ("",)),
    ("me", ("",)),
    ("pe", ("",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
    ("ku", ("",)),
    ("kau", ("",)),
    ("tak", ("",)),
)
_SHORTEST_ROOT = 3
_LONGEST_WORD = 40
_MEND_FROM = 6


class Lexicon:
    """Known words. `vocabulary` are the words of phrases, `roots` the dictionary's, `slang` short →
    standard.
    """

    def __init__(
        self, roots: Iterable[str], slang: Mapping[str, str], vocabulary: Iterable[str]
    ) -> None:
        self.roots = frozenset(roots)
        self.slang = dict(slang)
        self.vocabulary = frozenset(vocabulary)
        self._words = self.roots | self.vocabulary
        for standard in self.slang.values():
            self._words |= set(standard.split())
        self._deletions = _index_deletions(
            word for word in self.vocabulary if len(word) >= _MEND_FROM
        )
        self.roots_of = lru_cache(maxsize=65_536)(self._find_roots)
        self.mend = lru_cache(maxsize=65_536)(self._mend)

    def knows(self, word: str) -> bool:
        """True when the word is in the dictionary or the vocabulary, or is a form of a known
        root.
        """
        return word in self._words or bool(self.roots_of(word))

    def without_clitic(self, word: str) -> str:
        """The word without -nya, -ku, -mu, -lah, -kah, -pun where the rest is a known word, else
        itself.
        """
        for particle in _PARTICLES[:7]:
            base = word.removesuffix(particle)
            if base != word and len(base) >= _SHORTEST_ROOT and self.knows(base):
                return base
        return word

    def _find_roots(self, word: str) -> tuple[str, ...]:
        if len(word) > _LONGEST_WORD:
            return ()
        found: dict[str, None] = {}
        for base in _without_suffixes(word):
            for stem in _without_prefixes(base):
                if len(stem) >= _SHORTEST_ROOT and stem in self.roots:
                    found[stem] = None
        return tuple(found)

    def _mend(self, word: str) -> str:
        """The one vocabulary word at an edit distance of one, or "" when there is none or
        several.
        """
        if not _MEND_FROM <= len(word) <= _LONGEST_WORD:
            return ""
        near = set(self._deletions.get(word, ()))
        for at in range(len(word)):
            near.update(self._deletions.get(word[:at] + word[at + 1 :], ()))
        close = [known for known in near if OSA.distance(word, known) == 1]
        return close[0] if len(close) == 1 else ""


def _index_deletions(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for word in words:
        for form in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            index[form] = (*index.get(form, ()), word)
    return index


def _without_suffixes(word: str) -> list[str]:
    forms = [word]
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= _SHORTEST_ROOT:
            forms.append(word.removesuffix(particle))
    for form in tuple(forms):
        for suffix in _SUFFIXES:
            if form.endswith(suffix) and len(form) - len(suffix) >= _SHORTEST_ROOT:
                forms.append(form.removesuffix(suffix))
    return forms


def _without_prefixes(word: str) -> list[str]:
    forms, frontier = [word], [word]
    for _ in range(2):
        shorter: list[str] = []
        for form in frontier:
            for prefix, swallowed in _PREFIXES:
                if form.startswith(prefix) and len(form) - len(prefix) >= 2:
                    shorter += [letter + form[len(prefix) :] for letter in swallowed]
        forms += shorter
        frontier = shorter
    return forms
