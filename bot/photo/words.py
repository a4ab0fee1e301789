"""How much a text looks like words: tells which way up a picture is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_WORD = re.compile(r"[a-z]{3,}")
_ENDINGS = ("nya", "kan", "an", "i", "ku", "mu")
_BEGINNINGS = (
    "meng",
    "peng",
    "mem",
    "men",
    "ber",
    "ter",
    "per",
    "pem",
    "pen",
    "di",
    "me",
    "ke",
    "se",
)
# What the dictionary of roots does not hold and job ads and chats are full of.
_MORE = frozenset(
    "dan yang untuk dengan tidak juta jt ribu bulan tahun usia wa hubungi tiket visa paspor loker "
    "lowongan resmi pria wanita tanpa syarat info admin operator email kontrak mess gaji negeri "
    "the and for with job work salary month visa free company contract staff online nomor gratis "
    "udah aja nggak gak dulu kalau kak bang mbak mas itu ini apa ada mau bisa kamu saya aku".split()
)


@cache
def _roots() -> frozenset[str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return frozenset(StemmerFactory().get_words())


def familiarity(texts: Iterable[str]) -> float:
    """The share of letters that stand in known words, between 0 and 1.

    The confidence of a recogniser is no guide: it is high on text that stands on its head.
    """
    words = [word for text in texts for word in _WORD.findall(text.lower())]
    letters = sum(map(len, words))
    return sum(len(word) for word in words if _is_known(word)) / max(letters, 12)


def _is_known(word: str) -> bool:
    if word in _MORE or (len(word) > 3 and word in _roots()):
        return True
    for ending in _ENDINGS:
        if word.endswith(ending) and _has_root(word.removesuffix(ending)):
            return True
    return _has_root(word)


def _has_root(word: str) -> bool:
    if len(word) > 3 and word in _roots():
        return True
    return any(
        word.startswith(begin) and len(word) - len(begin) > 3 and word[len(begin) :] in _roots()
        for begin in _BEGINNINGS
    )
