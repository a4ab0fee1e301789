"""Undoes disguise and slips: a message becomes standard words that know their place in it.

Folding unmasks characters, cutting makes pieces of them, and Normalizer gives each piece its
standard word (leetspeak, stretched letters, reading mistakes of photos, slang, abbreviations, one
slip of the finger). All are linear in the length of the message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.core.folding import Folded, fold
from bot.core.lexicon import Lexicon
from bot.core.pieces import CURRENCY, NUMBER_LIKE, PLAIN_NUMBER, Cutter

Border = Literal[0, 1, 2]
NO_BORDER: Border = 0
LINE_BORDER: Border = 1
SENTENCE_BORDER: Border = 2

_LEET = str.maketrans("013456789@$!|", "oieasgtbgasii")
_LEET_L = str.maketrans("1|!", "lll")
# A reader of photos takes these for each other too; tried only on words nobody knows.
_MISREAD = (("i", "j"), ("c", "e"), ("h", "b"), ("u", "n"))
_DIGIT_MISREAD = str.maketrans("olis", "0115")
_TWICE = re.compile(r"^([^\W\d_]+)2((?:nya|an|in|e|ku|mu)?)$")  # "besar2an"
_STRETCH = re.compile(r"(.)\1{2,}")
_DOUBLE = re.compile(r"(.)\1")
_SENTENCE_END = re.compile(r"[.!?;]+(?=[\s\x1f)\"'”]|$)|\n[ \t]*\n|\n\s*[•·▪◦*✅✔☑➡➤▶👉-]")
_ABBREVIATIONS = frozenset(
    "pt cv rp no jl dr hj h s d sdr bpk min max maks hub wa tlp telp cp kab kec tg tbk "
    "an a n u b".split()
)
_CACHED = 65_536


@dataclass(frozen=True, slots=True)
class Token:
    """One standard word; `start` and `end` are its place in the original message.

    `doubled` is true for "cuma-cuma", which may mean something else than "cuma".
    """

    word: str
    start: int
    end: int
    border: Border = NO_BORDER
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A message as words. `folded` keeps numbers and links as they were written."""

    original: str
    folded: Folded
    tokens: tuple[Token, ...]

    def quote(self, first: int, last: int) -> tuple[str, int, int]:
        """The original characters of tokens first..last (inclusive) with their start and end."""
        start = self.tokens[first].start
        end = max(self.tokens[at].end for at in range(first, last + 1))
        return self.original[start:end], start, end


class Normalizer:
    """Turns messages into standard words with the help of a Lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._cutter = Cutter(lexicon)
        self._repair = lru_cache(_CACHED)(self._find_repair)

    def normalize(self, original: str) -> Text:
        """The message as words; never raises, whatever the characters are."""
        folded = fold(original)
        tokens: list[Token] = []
        previous = 0
        for piece in self._cutter.cut(folded.text):
            border = _border(folded.text, previous, piece.start) if tokens else NO_BORDER
            previous = piece.end
            start, end = folded.places[piece.start], folded.places[piece.end - 1] + 1
            for word in self._standard(piece.word):
                # "jalan-jalan", "jalan jalan": one word that is doubled.
                if border == NO_BORDER and tokens and tokens[-1].word == word and word.isalpha():
                    tokens[-1] = Token(word, tokens[-1].start, end, tokens[-1].border, doubled=True)
                    continue
                tokens.append(Token(word, start, end, border))
                border = NO_BORDER
        return Text(original, folded, tuple(tokens))

    def _standard(self, word: str) -> tuple[str, ...]:
        """The standard word or words for one written word."""
        if PLAIN_NUMBER.match(word) or CURRENCY.match(word) or word.startswith("flag:"):
            return (word,)
        if word in self.lexicon.slang:
            return tuple(self.lexicon.slang[word].split())
        if self.lexicon.knows(word):
            return (word,)
        return self._repair(word)

    def _find_repair(self, word: str) -> tuple[str, ...]:
        word = word.replace("'", "").replace("’", "").replace("`", "")
        if twice := _TWICE.match(word):
            return self._standard(twice[1] + twice[2])
        # "plng" is short for another word before it is "ping" misread.
        found = self.lexicon.expand(word) or self.lexicon.look_up(word)
        if not found and NUMBER_LIKE.match(word):
            return (word.translate(_DIGIT_MISREAD),)
        if not found and word.isalpha():
            found = self._reread(word) or self.lexicon.mend(word)
        found = found or self._unstar(word) or self._read_form(word)
        found = found or self.lexicon.look_up_root(word) or self.lexicon.mend_root(word)
        if found:
            return tuple(self.lexicon.slang.get(found, found).split())
        return (word,) if word else ()

    def _read_form(self, word: str) -> str:
        """A form of a dictionary word behind digits for letters and stretched letters, or ""."""
        if len(word) > 40 or not any(char.isalpha() for char in word):
            return ""
        for table in (_LEET, _LEET_L):
            plain = word.translate(table).translate(_LEET)
            if not plain.isalpha():
                return ""
            for form in (plain, _STRETCH.sub(r"\1", plain), _STRETCH.sub(r"\1\1", plain)):
                if form != word and self.lexicon.knows(form):
                    return form
        form = _DOUBLE.sub(r"\1", word)
        if form != word and self.lexicon.knows(form):
            return form
        return "" if word.isalpha() or word[:-1].isalpha() else self.lexicon.mend(word)

    def _unstar(self, word: str) -> str:
        """The word behind stars for letters, or ""."""
        if "*" not in word or len(word) > 30:
            return ""
        bare = word.replace("*", "")
        if self.lexicon.holds(bare) or self.lexicon.knows(bare):
            return bare
        if word.count("*") == 1:
            plain = word.translate(_LEET)
            for vowel in "aeiou":
                form = plain.replace("*", vowel)
                if self.lexicon.knows(form):
                    return form
        return self.lexicon.mend(bare)

    def _reread(self, word: str) -> str:
        """The word of phrases that a photo reader mistook in one letter, or ""."""
        if not 4 <= len(word) <= 24:
            return ""
        for wrong, right in _MISREAD:
            places = [at for at, char in enumerate(word) if char == wrong]
            for at in places[:6]:
                form = word[:at] + right + word[at + 1 :]
                if form in self.lexicon.vocabulary:
                    return form
        return ""


def _border(text: str, end: int, start: int) -> Border:
    between = text[end - 1 : start] if end else text[:start]
    between = between[1:] if end else between
    if not between or between == " ":
        return NO_BORDER
    if _SENTENCE_END.search(between + " " if not between.endswith("\n") else between):
        before = text[max(0, end - 8) : end].split()
        word = re.split(r"[^a-z]", before[-1])[-1] if before else ""
        if between.strip(" ") == "." and word in _ABBREVIATIONS:
            return NO_BORDER
        return SENTENCE_BORDER
    return LINE_BORDER if "\n" in between else NO_BORDER
