"""The words Rambu knows: dictionary roots, slang, and the vocabulary of its own phrases.

Answers what a word is: is it known, which roots can it be a form of, which known word looks the
same, which was shortened to it, and which was meant when it holds one slip of the finger. Every
answer takes a time bounded by the length of the word, and is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.core.shapes import is_shortened, letters, repeats, shape, skeleton, slip_between

_PARTICLES = ("lah", "kah", "pun", "tah", "nya", "ku", "mu", "ne", "e")
_CLITICS = ("nya", "ku", "mu", "lah", "kah", "pun")
_SUFFIXES = ("kan", "an", "in", "i")
_ANY = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiou"
# What a prefix becomes before a root (formal and spoken): the letters it may have swallowed, and
# the letters it may stand before as they are.
_PREFIXES: tuple[tuple[str, str, str], ...] = (
    ("menge", "", _ANY),
    ("penge", "", _ANY),
    ("nge", "", _ANY),
    ("meng", "k", _VOWELS + "kgh"),
    ("peng", "k", _VOWELS + "kgh"),
    ("meny", "sc", ""),
    ("peny", "s", ""),
    ("mem", "p", "bpfv"),
    ("pem", "p", "bpfv"),
    ("men", "t", "dtcjsz"),
    ("pen", "t", "dtcjsz"),
    ("ng", "k", _VOWELS + "kgh"),
    ("ny", "sc", ""),
    ("n", "t", "dtcj"),
    ("m", "p", "bp"),
    ("memper", "", _ANY),
    ("diper", "", _ANY),
    ("keber", "", _ANY),
    ("ber", "", _ANY),
    ("be", "", _ANY),
    ("ter", "", _ANY),
    ("per", "", _ANY),
    ("pel", "", "a"),
    ("me", "", _ANY),
    ("pe", "", _ANY),
    ("di", "", _ANY),
    ("ke", "", _ANY),
    ("se", "", _ANY),
    ("ku", "", _ANY),
    ("kau", "", _ANY),
    ("tak", "", _ANY),
)
_SURE_PREFIXES = ("di", "me", "pe", "ber", "ter", "ke", "se", "nge", "ny")
_SHORTEST_ROOT = 3
_LONGEST_WORD = 40
_EXPAND_FROM = 4
_MEND_FROM = 6
_MEND_SLANG_FROM = 7
_MEND_FRONT_FROM = 8
_MEND_ROOT_FROM = 6
_FORM_FROM = 7
_MISREAD = ("cl", "rn", "vv", "q")
_CACHED = 65_536


class Lexicon:
    """Known words. `vocabulary` are the words of phrases, `roots` the dictionary's, `slang` short →
    standard.
    """

    def __init__(
        self, roots: Iterable[str], slang: Mapping[str, str], vocabulary: Iterable[str]
    ) -> None:
        self.roots = _with_halves(roots)
        self.slang = dict(slang)
        self.vocabulary = _with_halves(vocabulary)
        standard = (word for words in self.slang.values() for word in words.split())
        self._words = self.roots.union(self.vocabulary, standard)
        meant = sorted(self.vocabulary | self.slang.keys())
        spelled = [word for word in meant if word.isalpha()]
        lettered = [word for word in meant if sum(map(str.isalpha, word)) > 1 and word.isalnum()]
        self._shapes = _index(lettered, lambda word: (shape(word),))
        self._skeletons = _index(sorted(self.vocabulary), lambda word: (skeleton(word),))
        mendable = [word for word in spelled if len(word) >= self._mend_from(word)]
        self._slips = _index(mendable, lambda word: _slips_of(shape(word)))
        roots = sorted(self.roots & self.vocabulary)
        long = [root for root in roots if len(root) >= _MEND_ROOT_FROM]
        self._root_slips = _index(long, lambda root: _slips_of(shape(root)))
        self._root_shapes = _index(roots, lambda root: (shape(root),))
        self.roots_of = lru_cache(_CACHED)(self._find_roots)
        self.look_up = lru_cache(_CACHED)(self._look_up)
        self.expand = lru_cache(_CACHED)(self._expand)
        self.mend = lru_cache(_CACHED)(self._mend)

    def knows(self, word: str) -> bool:
        """True when the word is in the dictionary or the vocabulary, or is a form of a known
        root.
        """
        return word in self._words or bool(self.roots_of(word))

    def holds(self, word: str) -> bool:
        """True when the word itself is in the dictionary, the vocabulary or the slang."""
        return word in self._words or word in self.slang

    def without_clitic(self, word: str) -> str:
        """The word without -nya, -ku, -mu, -lah, -kah, -pun where the rest is a known word, else
        itself.
        """
        for base in _without(word, _CLITICS):
            if self.knows(base):
                return base
        return word

    def _find_roots(self, word: str) -> tuple[str, ...]:
        if len(word) > _LONGEST_WORD:
            return ()
        return tuple(stem for stem in _stems(word) if stem in self.roots)

    def _look_up(self, word: str) -> str:
        """The word of phrases or slang that looks the same, or its base, or ""."""
        shortest = 3 if not word.isalpha() or any(pair in word for pair in _MISREAD[1:]) else 4
        if not shortest <= len(word) <= _LONGEST_WORD:
            return ""
        for base in (word, *_without(letters(word), _CLITICS)):
            found = [known for seen in _seen(base) for known in self._shapes.get(seen, ())]
            found = [known for known in found if _may_be(base, known)]
            if found:
                return min(found, key=lambda known: (_distance(word, known), known in self.slang))
        return ""

    def look_up_root(self, word: str) -> str:
        """The root of phrases of which a word that looks the same is a form, or ""."""
        if len(word) > _LONGEST_WORD or word.isalpha() and len(word) < _FORM_FROM:
            return ""
        for stem in (stem for seen in _seen(word) for stem in _stems(seen)):
            if len(stem) > _SHORTEST_ROOT and (found := self._root_shapes.get(stem)):
                return found[0]
        return ""

    def _expand(self, word: str) -> str:
        """The word of phrases that was shortened to this one, or "" when none or several were."""
        if not _EXPAND_FROM <= len(word) <= _LONGEST_WORD or not word.isalpha():
            return ""
        near = [
            (2 * (len(known) - len(word)) + (known not in self.roots), known)
            for known in self._skeletons.get(skeleton(word), ())
            if is_shortened(word, known)
        ]
        return _only_best(near)

    def _mend(self, word: str) -> str:
        """The word of phrases that one slip of the finger made this of, or "" when there is none
        or several are as near.
        """
        if not _MEND_FROM <= len(word) <= _LONGEST_WORD:
            return ""
        if found := self._mend_base(word, self._slips):
            return found
        bases = [base for base in _without_suffixes(word)[1:] if len(base) >= _MEND_FROM]
        return self._mend_inside(bases, self._slips)

    def mend_root(self, word: str) -> str:
        """The root of phrases of which this is a form with one slip inside the root, or ""."""
        if not _MEND_FROM < len(word) <= _LONGEST_WORD or not word.isalpha():
            return ""
        sure = word.startswith(_SURE_PREFIXES)
        bases = [
            stem
            for stem in _stems(word)[1:]
            if len(stem) >= _MEND_ROOT_FROM and (sure or word.startswith(stem))
        ]
        return self._mend_inside(bases, self._root_slips)

    def _mend_inside(self, bases: Iterable[str], slips: Mapping[str, tuple[str, ...]]) -> str:
        """What is mended of the first base of which that leaves the first and the last letter."""
        for base in bases:
            found = self._mend_base(base, slips)
            if found and found[0] == base[0] and found[-1] == base[-1]:
                return found
        return ""

    def _mend_base(self, word: str, slips: Mapping[str, tuple[str, ...]]) -> str:
        seen = shape(word)
        near: set[str] = set()
        for form in _slips_of(seen):
            near.update(slips.get(form, ()))
        if not word.isalpha():
            return _only_best((1, known) for known in near if OSA.distance(seen, shape(known)) == 1)
        return _only_best(
            (rank, known)
            for known in near
            if OSA.distance(word, known) == 1 and (rank := _rank(word, known)) is not None
        )

    def _mend_from(self, word: str) -> int:
        return _MEND_FROM if word in self.vocabulary else _MEND_SLANG_FROM


def _with_halves(words: Iterable[str]) -> frozenset[str]:
    """The words, and "masing" of "masing-masing": messages hold doubled words as one."""
    every = frozenset(words)
    return every | {half for half, _, other in (w.partition("-") for w in every) if half == other}


def _index(
    words: Iterable[str], keys: Callable[[str], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for word in words:
        for key in keys(word):
            index[key] = (*index.get(key, ()), word)
    return index


def _slips_of(word: str) -> tuple[str, ...]:
    """The word and all that is left of it without one letter."""
    return tuple({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def _rank(typed: str, meant: str) -> int | None:
    """How likely a slip is, 0 first; None for a short word with another beginning: "mother"."""
    slip = slip_between(typed, meant)
    if slip == "other" and typed[0] != meant[0] and len(typed) < _MEND_FRONT_FROM:
        return None
    return int(slip == "other")


def _only_best(ranked: Iterable[tuple[int, str]]) -> str:
    """The word with the lowest rank, or "" when there is none or it shares its rank."""
    order = sorted(ranked)
    if not order or (len(order) > 1 and order[0][0] == order[1][0]):
        return ""
    return order[0][1]


def _seen(word: str) -> tuple[str, ...]:
    """The shapes a word may be seen in: a photo reader takes d for cl."""
    return (shape(word), shape(word.replace("cl", "d"))) if "cl" in word else (shape(word),)


def _may_be(word: str, known: str) -> bool:
    """True where letters set twice and letters read as two make up for the difference in length."""
    longest = repeats(word) + sum(word.count(pair) for pair in _MISREAD)
    return -repeats(known) <= len(word) - len(known) <= longest


def _distance(word: str, known: str) -> int:
    return min(OSA.distance(word, known), OSA.distance(letters(word), known))


def _without(word: str, endings: Iterable[str]) -> list[str]:
    return [
        word.removesuffix(ending)
        for ending in endings
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT
    ]


def _stems(word: str) -> list[str]:
    """All that may be the root of a word, each once, the longest affixes last."""
    return list(
        dict.fromkeys(
            stem
            for base in _without_suffixes(word)
            for stem in _without_prefixes(base)
            if len(stem) >= _SHORTEST_ROOT
        )
    )


def _without_suffixes(word: str) -> list[str]:
    forms = [word, *_without(word, _PARTICLES)]
    for form in tuple(forms):
        forms += _without(form, _SUFFIXES)
    return forms


def _without_prefixes(word: str) -> list[str]:
    forms, frontier = [word], [word]
    for _ in range(2):
        shorter: list[str] = []
        for form in frontier:
            for prefix, swallowed, before in _PREFIXES:
                if form.startswith(prefix) and len(form) - len(prefix) >= 2:
                    rest = form[len(prefix) :]
                    shorter += [letter + rest for letter in swallowed]
                    shorter += [rest] if rest[0] in before else []
        forms += shorter
        frontier = shorter
    return forms
