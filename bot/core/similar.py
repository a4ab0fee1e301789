"""Fingerprints of offers: what a text is without disguise, amounts and contacts.

A fingerprint holds keyed hashes only: of words, of neighbouring words, and of what an offer names
(jobs, countries, companies). Nobody without the key can ask it for a word. Two offers are similar
when they share most neighbouring words and nothing they name speaks against it, so that one
template filled with another job is another offer.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

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
SIMILAR = 0.45
SAME = 0.6
# A text that is only a small piece of a stored one is not that offer: a digest of many offers that
# was reported once says nothing about each of them.
SMALLEST_PIECE = 0.4
# What two offers name is at odds where they share no more than this of it.
AT_ODDS = 0.5

_BYTES = 6
_FOLLOW = str.maketrans("jceuqd", "iccncb")
_MONEY = frozenset(
    "rp rm jt juta jutaan rb ribu ribuan usd idr sgd hkd nt yen won ringgit dolar dollar rupiah "
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus "
    "seratus seribu sejuta setengah".split()
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Keyed hashes of an offer: `words`, neighbouring words (`pairs`), and what it names."""

    words: frozenset[int]
    pairs: frozenset[int]
    jobs: frozenset[int] = frozenset()
    countries: frozenset[int] = frozenset()
    companies: frozenset[int] = frozenset()

    @property
    def tells(self) -> bool:
        """True when there is enough to tell the offer from others."""
        return len(self.words) >= FEWEST_WORDS

    def pack(self) -> bytes:
        """All of it as bytes, for the store."""
        parts = [sorted(part) for part in self._parts]
        sizes = struct.pack(f">{len(parts)}H", *map(len, parts))
        return sizes + b"".join(each.to_bytes(_BYTES) for part in parts for each in part)

    @classmethod
    def unpack(cls, packed: bytes) -> Fingerprint:
        """What `pack` made. Raises ValueError where the bytes are no fingerprint."""
        head = struct.calcsize(">5H")
        if len(packed) < head:
            raise ValueError("no fingerprint")
        sizes = struct.unpack(">5H", packed[:head])
        if len(packed) != head + _BYTES * sum(sizes):
            raise ValueError("no fingerprint")
        numbers = (
            int.from_bytes(packed[at : at + _BYTES]) for at in range(head, len(packed), _BYTES)
        )
        return cls(*(frozenset(next(numbers) for _ in range(size)) for size in sizes))

    @property
    def _parts(self) -> tuple[frozenset[int], ...]:
        return self.words, self.pairs, self.jobs, self.countries, self.companies


class Fingerprinter:
    """Makes fingerprints and keys of contacts with one secret key (16 to 64 bytes)."""

    def __init__(self, key: bytes, content: Content) -> None:
        self._key = key
        self._public = public_ties(content)

    def of(self, reading: Reading) -> Fingerprint:
        """The fingerprint of an offer that was read."""
        tokens, facts = reading.text.tokens, reading.facts
        jobs = {token.word for role in facts.roles for token in tokens[role.first : role.last + 1]}
        companies = {
            token.word
            for company in facts.companies
            for token in tokens[company.first + 1 : company.last + 1]
        }
        return self.of_words(_words(reading), jobs, facts.country_codes, companies)

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
            self._hashes("word", worn),
            self._hashes("pair", map(" ".join, zip(worn, worn[1:], strict=False))),
            self._hashes("job", jobs),
            self._hashes("country", countries),
            self._hashes("company", map(_worn, companies)),
        )

    def contacts(self, reading: Reading) -> frozenset[str]:
        """Keys of the phones, handles, links and accounts of an offer; public ones left out."""
        return frozenset(
            self._digest(f"contact:{tie}", 16).hex() for tie in ties(reading) - self._public
        )

    def _hashes(self, kind: str, texts: Iterable[str]) -> frozenset[int]:
        return frozenset(int.from_bytes(self._digest(f"{kind}:{text}", _BYTES)) for text in texts)

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
    return likeness(stored, asked) >= SIMILAR


def is_same(stored: Fingerprint, asked: Fingerprint) -> bool:
    """True when both are one text but for small edits: neither holds much that the other lacks."""
    common, both = len(stored.pairs & asked.pairs), len(stored.pairs | asked.pairs)
    return is_similar(stored, asked) and common >= SAME * both


def are_at_odds(one: Fingerprint, other: Fingerprint) -> bool:
    """True when the two name different jobs, countries or companies."""
    return any(
        bool(mine and theirs) and len(mine & theirs) <= AT_ODDS * min(len(mine), len(theirs))
        for mine, theirs in (
            (one.jobs, other.jobs),
            (one.countries, other.countries),
            (one.companies, other.companies),
        )
    )


def _words(reading: Reading) -> Iterator[str]:
    """The words of a text that stay the same when amounts and contacts change."""
    skipped = list(_skipped(reading))
    at = 0
    for token in reading.text.tokens:
        while at < len(skipped) and skipped[at][1] < token.start:
            at += 1
        if at < len(skipped) and skipped[at][0] <= token.start:
            continue
        if token.word in _MONEY or token.word.startswith("flag:") or len(token.word) < 2:
            continue
        if not any(char.isdigit() for char in token.word):
            yield token.word


def _skipped(reading: Reading) -> Iterator[tuple[int, int]]:
    """Places of phones and links in the original text, in order."""
    places = reading.text.folded.places
    items: list[Phone | WebLink] = [*reading.facts.phones, *reading.facts.links]
    for item in sorted(items, key=lambda each: each.start):
        yield places[item.start], places[item.end - 1]


def _worn(word: str) -> str:
    """The word as the worst reader of photos sees it: letters that are alike become one."""
    return shape(word).replace("h", "b").translate(_FOLLOW)
