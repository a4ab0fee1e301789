"""Fingerprints of offers: what a text is without disguise, amounts and contacts.

A fingerprint holds keyed hashes only: of words in their order, and of what an offer names (jobs,
countries, companies). Nobody without the key can ask it for a word. Two offers are similar when
they share many neighbouring words, name nothing that is at odds, and have few words in the place
of others: one template filled with another job is another offer.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice

from rapidfuzz.distance import Levenshtein

from bot.core.contacts import Phone, WebLink
from bot.core.content import Content
from bot.core.reader import Reading
from bot.core.shapes import shape
from bot.core.ties import public_ties, ties

# Longer texts are known by their beginning.
MOST_WORDS = 1000
# Fewer different words than these are no offer that could be told from another one.
FEWEST_WORDS = 6
# Shares of neighbouring words that two texts have in common, of the shorter one and of both.
SIMILAR = 0.4
SAME = 0.6
# A text that is only a small piece of a stored one is not that offer: a digest of many offers that
# was reported once says nothing about each of them.
SMALLEST_PIECE = 0.4
# What two offers name is at odds where they share no more than this of it.
JOBS_AT_ODDS, COUNTRIES_AT_ODDS, COMPANIES_AT_ODDS = 0.34, 0.5, 0.5
# Shares of the shorter text: words that stand in the place of others, and words between common ones
# that the other lacks, on both sides.
MOST_REPLACED, MOST_OWN = 0.07, 0.08

_BYTES = 6
_LOOKS = 3
_HEAD = ">4H"
_MASK = (1 << 8 * _BYTES) - 1
_SPREAD = 0x9E3779B97F4A7C15
# How far from a number or link a job is that of who answers there: "WA 0812… (Admin)".
_BEFORE_CONTACT, _BEHIND_CONTACT = 30, 16
_FOLLOW = str.maketrans("jceuqd", "iccncb")
_MONEY = frozenset(
    "rp rm jt juta jutaan rb ribu ribuan usd idr sgd hkd nt yen won ringgit dolar dollar rupiah "
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus "
    "seratus seribu sejuta setengah".split()
)


@dataclass(frozen=True)
class Fingerprint:
    """Keyed hashes of an offer: `words` in their order, how each looks (`_LOOKS` bytes, the same
    for most misprints of a word), and what it names.
    """

    words: tuple[int, ...]
    looks: tuple[bytes, ...] = ()
    jobs: frozenset[int] = frozenset()
    countries: frozenset[int] = frozenset()
    companies: frozenset[int] = frozenset()

    @cached_property
    def pairs(self) -> frozenset[int]:
        """Hashes of neighbouring words."""
        both = zip(self.words, self.words[1:], strict=False)
        return frozenset((one * _SPREAD ^ other) & _MASK for one, other in both)

    @cached_property
    def different(self) -> frozenset[int]:
        """The words without their order."""
        return frozenset(self.words)

    @property
    def tells(self) -> bool:
        """True when there is enough to tell the offer from others."""
        return len(self.different) >= FEWEST_WORDS

    def look(self, at: int) -> bytes:
        """How the word at a place looks."""
        return self.looks[at] if self.looks else b""

    def pack(self) -> bytes:
        """All of it as bytes, for the store."""
        named = [sorted(part) for part in (self.jobs, self.countries, self.companies)]
        numbers = [each for part in (self.words, *named) for each in part]
        looks = b"".join(self.look(at) or bytes(_LOOKS) for at in range(len(self.words)))
        sizes = struct.pack(_HEAD, len(self.words), *map(len, named))
        return sizes + looks + struct.pack(f">{len(numbers)}Q", *numbers)

    @classmethod
    def unpack(cls, packed: bytes) -> Fingerprint:
        """What `pack` made. Raises ValueError where the bytes are no fingerprint."""
        head = struct.calcsize(_HEAD)
        sizes = struct.unpack(_HEAD, packed[:head]) if len(packed) >= head else (1, 0, 0, 0)
        begin = head + _LOOKS * sizes[0]
        if len(packed) != begin + 8 * sum(sizes):
            raise ValueError("no fingerprint")
        numbers = iter(struct.unpack(f">{sum(sizes)}Q", packed[begin:]))
        words, *named = [tuple(islice(numbers, size)) for size in sizes]
        looks = tuple(packed[at : at + _LOOKS] for at in range(head, begin, _LOOKS))
        return cls(words, looks, *map(frozenset, named))


class Fingerprinter:
    """Makes fingerprints and keys of contacts with one secret key (16 to 64 bytes)."""

    def __init__(self, key: bytes, content: Content) -> None:
        self._key = key
        self._content = content

    @cached_property
    def _public(self) -> frozenset[str]:
        """Contacts of content that lead to help; read at the first offer, not at the start."""
        return public_ties(self._content)

    def of(self, reading: Reading) -> Fingerprint:
        """The fingerprint of an offer that was read."""
        tokens, facts = reading.text.tokens, reading.facts
        contacts = list(_contacts(reading))
        jobs = {
            token.word
            for role in facts.roles
            if role.role != "general" and not _is_near(tokens[role.first].start, contacts)
            for token in tokens[role.first : role.last + 1]
        }
        countries = {
            mention.code
            for mention in facts.countries
            if not tokens[mention.first].word.startswith("flag:")
        }
        companies = {
            token.word
            for company in facts.companies
            for token in tokens[company.first + 1 : company.last + 1]
        }
        return self.of_words(_words(reading, contacts), jobs, countries, companies)

    def of_words(
        self,
        words: Iterable[str],
        jobs: Iterable[str] = (),
        countries: Iterable[str] = (),
        companies: Iterable[str] = (),
    ) -> Fingerprint:
        """The fingerprint of words in their order, and of what they name."""
        worn = [word for word, _ in groupby(map(_worn, islice(words, MOST_WORDS)))]
        return Fingerprint(
            tuple(self._hash("word", word) for word in worn),
            tuple(self._look(word) for word in worn),
            frozenset(self._hash("job", _worn(job)) for job in jobs),
            frozenset(self._hash("country", code) for code in countries),
            frozenset(self._hash("company", two) for name in companies for two in _twos(name)),
        )

    def contacts(self, reading: Reading) -> frozenset[str]:
        """Keys of the phones, handles, links and accounts of an offer; public ones left out."""
        return frozenset(
            self._digest(f"contact:{tie}", 16).hex() for tie in ties(reading) - self._public
        )

    def _hash(self, kind: str, text: str) -> int:
        return int.from_bytes(self._digest(f"{kind}:{text}", _BYTES), "big")

    def _look(self, word: str) -> bytes:
        """A byte each for the outer letters, the beginning and the end: a misprint changes few."""
        looks = (f"outer:{word[0]}{word[-1]}", f"begin:{word[:4]}", f"end:{word[-4:]}")
        return b"".join(self._digest(look, 1) for look in looks)

    def _digest(self, text: str, size: int) -> bytes:
        return hashlib.blake2b(text.encode(), digest_size=size, key=self._key).digest()


def likeness(stored: Fingerprint, asked: Fingerprint) -> float:
    """How much of the shorter text's neighbouring words the other one has too: 0 to 1."""
    smaller = min(len(stored.pairs), len(asked.pairs))
    return len(stored.pairs & asked.pairs) / smaller if smaller else 0.0


def is_similar(stored: Fingerprint, asked: Fingerprint) -> bool:
    """True when `asked` is the stored offer, edited, cut or put into other words."""
    if not (stored.tells and asked.tells) or are_at_odds(stored, asked):
        return False
    if len(asked.pairs) < SMALLEST_PIECE * len(stored.pairs):
        return False
    if likeness(stored, asked) < SIMILAR:
        return False
    replaced, own = _differences(stored, asked)
    smaller = min(len(stored.words), len(asked.words))
    return replaced <= MOST_REPLACED * smaller and own <= MOST_OWN * smaller


def is_same(stored: Fingerprint, asked: Fingerprint) -> bool:
    """True when both are one text but for small edits: neither holds much that the other lacks."""
    common, both = len(stored.pairs & asked.pairs), len(stored.pairs | asked.pairs)
    return common >= SAME * both and is_similar(stored, asked)


def are_at_odds(one: Fingerprint, other: Fingerprint) -> bool:
    """True when the two name different jobs, countries or companies."""
    return any(
        bool(mine and theirs) and len(mine & theirs) <= most * min(len(mine), len(theirs))
        for mine, theirs, most in (
            (one.jobs, other.jobs, JOBS_AT_ODDS),
            (one.countries, other.countries, COUNTRIES_AT_ODDS),
            (one.companies, other.companies, COMPANIES_AT_ODDS),
        )
    )


def _differences(stored: Fingerprint, asked: Fingerprint) -> tuple[int, int]:
    """How many words stand in the place of others, and how many words of its own each text has
    between what both have, of the text with fewer; misprints aside.
    """
    steps = Levenshtein.opcodes(stored.words, asked.words)
    replaced = 0
    for step in steps:
        if step.tag != "replace":
            continue
        for at in range(step.src_end - step.src_start):
            s, a = step.src_start + at, step.dest_start + at
            lost = stored.words[s] not in asked.different
            new = asked.words[a] not in stored.different
            replaced += lost and new and not _alike(stored.look(s), asked.look(a))
    # One common word alone may stand anywhere, also in what was put around an offer.
    common = [step for step in steps if step.tag == "equal" and step.src_end - step.src_start > 1]
    if not common:
        return replaced, 0
    first, last = common[0], common[-1]
    left = [
        stored.look(at)
        for at in range(first.src_start, last.src_end)
        if stored.words[at] not in asked.different
    ]
    new_looks = [
        asked.look(at)
        for at in range(first.dest_start, last.dest_end)
        if asked.words[at] not in stored.different
    ]
    return replaced, _unpaired(left, new_looks)


def _unpaired(left: Sequence[bytes], new: list[bytes]) -> int:
    """How many remain on the shorter side when misprints are paired off."""
    lost = 0
    for look in left:
        partner = next((at for at, other in enumerate(new) if _alike(look, other)), None)
        if partner is None:
            lost += 1
        else:
            del new[partner]
    return min(lost, len(new))


def _alike(one: bytes, other: bytes) -> bool:
    return any(a == b for a, b in zip(one, other, strict=False))


def _words(reading: Reading, contacts: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The words of a text that stay the same when amounts and contacts change."""
    at = 0
    for token in reading.text.tokens:
        while at < len(contacts) and contacts[at][1] < token.start:
            at += 1
        if at < len(contacts) and contacts[at][0] <= token.start:
            continue
        if token.word in _MONEY or token.word.startswith("flag:") or len(token.word) < 2:
            continue
        if not any(char.isdigit() for char in token.word):
            yield token.word


def _contacts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Places of phones and links in the original text, in order."""
    places = reading.text.folded.places
    items: list[Phone | WebLink] = [*reading.facts.phones, *reading.facts.links]
    for item in sorted(items, key=lambda each: each.start):
        yield places[item.start], places[item.end - 1]


def _is_near(start: int, contacts: Sequence[tuple[int, int]]) -> bool:
    return any(end - _BEFORE_CONTACT < start <= end + _BEHIND_CONTACT for _, end in contacts)


def _worn(word: str) -> str:
    """The word as the worst reader of photos sees it: letters that are alike become one."""
    return shape(word).replace("h", "b").translate(_FOLLOW)


def _twos(name: str) -> Iterator[str]:
    """Every two letters of a name, its beginning marked: a misprint leaves most of them."""
    marked = "^" + _worn(name)
    return (marked[at : at + 2] for at in range(len(marked) - 1))
