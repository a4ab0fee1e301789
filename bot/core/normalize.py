"""Undoes disguise and slips: a message becomes standard words that know their place in it.

Two steps. `fold` works on characters (Unicode forms, look-alike letters, zero-width characters,
emoji between letters) and keeps for every folded character the place it came from. `Normalizer`
works on words (leetspeak, spaced and stretched letters, reading mistakes of photos, slang, one slip
per word). Both are linear in the length of the message.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.core.lexicon import Lexicon
from bot.core.lookalikes import LOOKALIKES

Border = Literal[0, 1, 2]
NO_BORDER: Border = 0
LINE_BORDER: Border = 1
SENTENCE_BORDER: Border = 2

_JOINT = "\x1f"  # something that is no letter stood directly between two letters
_DROPPED = {"Cf", "Mn", "Me", "Cs", "Co", "Cn"}
_INVERTED = {"¡": "i", "¿": "?"}
_FLAG_A = 0x1F1E6
_LEET = str.maketrans(
    {
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "6": "g",
        "7": "t",
        "8": "b",
        "9": "g",
        "@": "a",
        "$": "s",
        "!": "i",
        "|": "i",
    }
)
_LEET_L = str.maketrans({"1": "l", "|": "l", "!": "l"})
# A reader of photos takes these for each other; tried only on words nobody knows.
_MISREAD = (
    ("l", "i"),
    ("i", "l"),
    ("i", "j"),
    ("q", "g"),
    ("rn", "m"),
    ("vv", "w"),
    ("c", "e"),
    ("h", "b"),
    ("u", "n"),
)
_DIGIT_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5"})

_CHUNK = re.compile(r"flag:[a-z]{2}|[^\W_](?:[^\W_]|[\x1f'’`@$!|*](?=[^\W_])|[.,](?=\d)(?<=\d.))*")
_NUMBER_LIKE = re.compile(r"^(?=.*\d)[\doils]+(?:[.,][\doils]+)*$")
_PLAIN_NUMBER = re.compile(r"^\d+(?:[.,]\d+)*$")
_NUMBER_UNIT = re.compile(r"^(\d+(?:[.,]\d+)*)([a-z]{1,12})$")
_UNIT_NUMBER = re.compile(r"^([a-z]{1,12}\$?)(\d+(?:[.,]\d+)*)([a-z]{0,8})$")
_STRETCH = re.compile(r"(.)\1{2,}")
_DOUBLE = re.compile(r"(.)\1")
_SENTENCE_END = re.compile(r"[.!?;]+(?=[\s\x1f)\"'”]|$)|\n[ \t]*\n|\n\s*[•·▪◦*✅✔☑➡➤▶👉-]")
_ABBREVIATIONS = frozenset(
    "pt cv rp no jl dr hj h s d sdr bpk min max maks hub wa tlp telp cp kab kec tg tbk "
    "an a n u b".split()
)
_UNITS = frozenset(
    "jt juta jutaan rb ribu rban ribuan k thn th tahun tahunan bln bulan bl hr hari jam org "
    "orang x kali kg cm m mnt menit "
    "an usd idr rm rp sgd hkd nt yen baht won ringgit dolar dollar persen am pm wib lt "
    "lantai s d sd pcs lot slot".split()
)
_CODES = re.compile(r"^(?:[a-z]\d{1,2}|\d[a-z]|[a-z]{2}\d|g2g|p2p|b2b|[a-z]\d[a-z]|s1|d3|d4)$")
_SPACED_GAP = re.compile(r"^[ .\-_*|·~\x1f/]{1,4}$")


@dataclass(frozen=True, slots=True)
class Token:
    """One standard word; `start` and `end` are its place in the original message."""

    word: str
    start: int
    end: int
    border: Border = NO_BORDER


@dataclass(frozen=True, slots=True)
class Folded:
    """Lower-case, unmasked characters; `places[i]` is where the i-th came from in the original."""

    text: str
    places: tuple[int, ...]


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


def fold(text: str) -> Folded:
    """Every character in its plain lower-case form; look-alikes read as the letters they
    imitate.
    """
    if text.isascii():
        return Folded(_fix_triangles(text), tuple(range(len(text))))
    out: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        piece, width = _fold_one(text, at)
        out.extend(piece)
        places.extend([at] * len(piece))
        at += width
    folded = _mark_joints("".join(out))
    return Folded(_fix_triangles(folded), tuple(places))


def _fix_triangles(text: str) -> str:
    # "T/\NPA": the two strokes are one letter; the second place becomes a joint so that lengths
    # agree.
    return text.lower().replace("/\\", "a" + _JOINT)


def _fold_one(text: str, at: int) -> tuple[str, int]:
    char = text[at]
    if char.isascii():
        return char.lower(), 1
    code = ord(char)
    if _FLAG_A <= code < _FLAG_A + 26:
        return _fold_flag(text, at)
    if char in LOOKALIKES:
        return LOOKALIKES[char], 1
    if char in _INVERTED:
        return _INVERTED[char], 1
    plain = unicodedata.normalize("NFKD", char).lower()
    kept = [LOOKALIKES.get(c, c) for c in plain if unicodedata.category(c) not in _DROPPED]
    category = unicodedata.category(char)
    if category in {"So", "Sk"} and not any(c.isalnum() for c in kept):
        return "\x00", 1
    return "".join(kept), 1


def _fold_flag(text: str, at: int) -> tuple[str, int]:
    if at + 1 < len(text) and _FLAG_A <= ord(text[at + 1]) < _FLAG_A + 26:
        code = "".join(chr(ord("a") + ord(c) - _FLAG_A) for c in text[at : at + 2])
        inside = at > 0 and text[at - 1].isalpha() and text[at + 2 : at + 3].isalpha()
        return ("\x00" if inside else f" flag:{code} "), 2
    return "\x00", 1


def _mark_joints(text: str) -> str:
    """A symbol directly between letters becomes a joint, any other a blank."""
    if "\x00" not in text:
        return text
    chars = list(text)
    at = 0
    while at < len(chars):
        if chars[at] != "\x00":
            at += 1
            continue
        stop = at
        while stop < len(chars) and chars[stop] == "\x00":
            stop += 1
        inside = at > 0 and stop < len(chars) and chars[at - 1].isalnum() and chars[stop].isalnum()
        chars[at:stop] = [_JOINT if inside else " "] * (stop - at)
        at = stop
    return "".join(chars)


@dataclass(slots=True)
class _Piece:
    """A chunk of folded text on its way to become tokens."""

    word: str
    start: int
    end: int


class Normalizer:
    """Turns messages into standard words with the help of a Lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def normalize(self, original: str) -> Text:
        """The message as words; never raises, whatever the characters are."""
        folded = fold(original)
        pieces = self._join_spaced(folded.text, self._cut(folded.text))
        tokens: list[Token] = []
        previous = 0
        for piece in pieces:
            border = _border(folded.text, previous, piece.start) if tokens else NO_BORDER
            previous = piece.end
            start, end = folded.places[piece.start], folded.places[piece.end - 1] + 1
            for word in self._standard(piece.word):
                # "jalan-jalan", "jalan jalan": a doubled word is one, in phrases as here.
                if border == NO_BORDER and tokens and tokens[-1].word == word and word.isalpha():
                    continue
                tokens.append(Token(word, start, end, border))
                border = NO_BORDER
        return Text(original, folded, tuple(tokens))

    def _cut(self, text: str) -> list[_Piece]:
        pieces: list[_Piece] = []
        for match in _CHUNK.finditer(text):
            pieces.extend(self._cut_chunk(match[0], match.start()))
        return pieces

    def _cut_chunk(self, chunk: str, start: int) -> list[_Piece]:
        if chunk.isalpha() or _PLAIN_NUMBER.match(chunk):
            return [_Piece(chunk, start, start + len(chunk))]
        if _JOINT in chunk:
            return self._cut_joints(chunk, start)
        if (match := _NUMBER_UNIT.match(chunk)) and (match[2] in _UNITS or len(match[1]) > 2):
            return _split(match, start)
        if (match := _UNIT_NUMBER.match(chunk)) and not _CODES.match(chunk):
            known = match[1].rstrip("$") in _UNITS or len(match[2]) > 2
            if known and not self._unleet(chunk):
                return _split(match, start)
        return [_Piece(chunk, start, start + len(chunk))]

    def _cut_joints(self, chunk: str, start: int) -> list[_Piece]:
        joined = chunk.replace(_JOINT, "")
        parts = [part for part in chunk.split(_JOINT) if part]
        short = sum(len(part) <= 2 for part in parts)
        if self._recognise(joined) or short * 2 >= len(parts):
            return [_Piece(joined, start, start + len(chunk))]
        pieces: list[_Piece] = []
        at = start
        for part in chunk.split(_JOINT):
            if part:
                pieces.append(_Piece(part, at, at + len(part)))
            at += len(part) + 1
        return pieces

    def _join_spaced(self, text: str, pieces: list[_Piece]) -> list[_Piece]:
        out: list[_Piece] = []
        at = 0
        while at < len(pieces):
            stop = at
            while (
                stop < len(pieces)
                and _is_letter(pieces[stop])
                and (
                    stop == at or _SPACED_GAP.match(text[pieces[stop - 1].end : pieces[stop].start])
                )
            ):
                stop += 1
            if stop - at >= 3:
                out.extend(self._join_run(text, pieces[at:stop]))
                at = stop
            else:
                out.append(pieces[at])
                at += 1
        return out

    def _join_run(self, text: str, run: list[_Piece]) -> list[_Piece]:
        """Letters that were set apart, put together again; wider gaps part the words."""
        gaps = [b.start - a.end for a, b in zip(run, run[1:], strict=False)]
        narrow = min(gaps)
        groups: list[list[_Piece]] = [[run[0]]]
        for gap, piece in zip(gaps, run[1:], strict=True):
            if gap > narrow:
                groups.append([piece])
            else:
                groups[-1].append(piece)
        joined: list[_Piece] = []
        for group in groups:
            word = "".join(piece.word for piece in group)
            if len(group) == 1 or len(group) == 2 and len(groups) == 1:
                joined.extend(group)
            elif self._recognise(word) or len(group) < 4:
                whole = self._recognise(word) or len(run) >= 4
                joined.extend([_Piece(word, group[0].start, group[-1].end)] if whole else group)
            else:
                joined.extend(self._segment(word, group))
        return joined

    def _segment(self, word: str, group: list[_Piece]) -> list[_Piece]:
        """Cuts letters without any word gap into the fewest known words."""
        size = len(word)
        if size > 120:
            return [_Piece(word, group[0].start, group[-1].end)]
        best: list[tuple[int, int]] = [(0, 0)] + [(10_000, 0)] * size
        for end in range(1, size + 1):
            for begin in range(max(0, end - 18), end):
                known = end - begin >= 2 and self._recognise(word[begin:end])
                cost = best[begin][0] + (10 if known else 12 * (end - begin))
                best[end] = min(best[end], (cost, begin))
        cuts = [size]
        while cuts[-1] > 0:
            cuts.append(best[cuts[-1]][1])
        cuts.reverse()
        return [
            _Piece(word[a:b], group[a].start, group[b - 1].end)
            for a, b in zip(cuts, cuts[1:], strict=False)
        ]

    def _recognise(self, word: str) -> bool:
        return word in self.lexicon.slang or self.lexicon.knows(word) or bool(self._unleet(word))

    def _standard(self, word: str) -> list[str]:
        """The standard word or words for one written word."""
        if _PLAIN_NUMBER.match(word) or word.startswith("flag:"):
            return [word]
        if word in self.lexicon.slang:
            return self.lexicon.slang[word].split()
        if self.lexicon.knows(word):
            return [word]
        if _NUMBER_LIKE.match(word):
            return [word.translate(_DIGIT_MISREAD)]
        return self._repair(word)

    def _repair(self, word: str) -> list[str]:
        word = word.replace("'", "").replace("’", "").replace("`", "")
        if word.endswith("2") and word[:-1].isalpha():
            return self._standard(word[:-1])
        for candidate in (self._unleet(word), self._unstretch(word), self._unstar(word)):
            if candidate:
                return self.lexicon.slang.get(candidate, candidate).split()
        if word.isalpha():
            mended = self._reread(word) or self.lexicon.mend(word)
            if mended:
                return [mended]
        return [word] if word else []

    def _unleet(self, word: str) -> str:
        """The known word behind digits for letters, or ""."""
        if word.isalpha() or not any(c.isalpha() for c in word) or len(word) > 40:
            return ""
        for table in (_LEET, _LEET_L):
            plain = word.translate(table).translate(_LEET)
            if not plain.isalpha():
                continue
            for form in (plain, _STRETCH.sub(r"\1", plain)):
                if form in self.lexicon.slang or self.lexicon.knows(form):
                    return form
                if len(form) >= 6 and (mended := self.lexicon.mend(form)):
                    return mended
        return ""

    def _unstretch(self, word: str) -> str:
        for form in (
            _STRETCH.sub(r"\1", word),
            _STRETCH.sub(r"\1\1", word),
            _DOUBLE.sub(r"\1", word),
        ):
            if form != word and (form in self.lexicon.slang or self.lexicon.knows(form)):
                return form
        return ""

    def _unstar(self, word: str) -> str:
        if "*" not in word or len(word) > 30:
            return ""
        bare = word.replace("*", "")
        if bare in self.lexicon.slang or self.lexicon.knows(bare):
            return bare
        if word.count("*") == 1:
            plain = word.translate(_LEET)
            for vowel in "aeiou":
                form = plain.replace("*", vowel)
                if self.lexicon.knows(form):
                    return form
        return self.lexicon.mend(bare)

    def _reread(self, word: str) -> str:
        """The vocabulary word a photo reader mistook, or ""."""
        if not 4 <= len(word) <= 24:
            return ""
        for wrong, right in _MISREAD:
            at = word.find(wrong)
            tried = 0
            while at >= 0 and tried < 6:
                form = word[:at] + right + word[at + len(wrong) :]
                if form in self.lexicon.vocabulary:
                    return form
                at = word.find(wrong, at + 1)
                tried += 1
            form = word.replace(wrong, right)
            if form in self.lexicon.vocabulary:
                return form
        return ""


def _split(match: re.Match[str], start: int) -> list[_Piece]:
    return [
        _Piece(match[at], start + match.start(at), start + match.end(at))
        for at in range(1, (match.lastindex or 0) + 1)
        if match[at]
    ]


def _is_letter(piece: _Piece) -> bool:
    return len(piece.word) == 1


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
