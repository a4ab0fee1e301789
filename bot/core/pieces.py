"""Cuts folded text into pieces that become words, and joins what was set apart.

"500rb" becomes two pieces; "g.a.j.i" and a word that a line's end cut in two become one. Linear in
the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.folding import JOINT
from bot.core.lexicon import Lexicon
from bot.core.shapes import letters

PLAIN_NUMBER = re.compile(r"^\d+(?:[.,]\d+)*$")
CURRENCY = re.compile(r"^(?:us|nt|hk|sg|s|au|aus|a|nz|ca|c|r)\$$")
NUMBER_LIKE = re.compile(r"^(?!s\d$)(?=.*\d)[\doils]+(?:[.,][\doils]+)*$")

_CHUNK = re.compile(
    r"flag:[a-z]{2}|[@$!|]?[^\W_](?:[^\W_]|\x1f+(?=[^\W_])|['’`@$!|*]{1,6}(?=[^\W_])"
    r"|[.,](?=\d)(?<=\d.))*[@$!|]{0,2}"
)
_NUMBER_UNIT = re.compile(r"^(\d+(?:[.,]\d+)*)([a-z]{1,12})$")
_UNIT_NUMBER = re.compile(r"^([a-z]{1,12}\$?)(\d+(?:[.,]\d+)*)([a-z]{0,8})$")
_UNITS = frozenset(
    "jt juta jutaan rb ribu rban ribuan k thn th tahun tahunan bln bulan bl hr hari jam org "
    "orang x kali kg cm m mnt menit "
    "an usd idr rm rp sgd hkd nt yen baht won ringgit dolar dollar persen am pm wib lt "
    "lantai s d sd pcs lot slot".split()
)
_CODES = re.compile(
    r"^(?:[a-z]\d{1,2}|\d[a-z]|(?!rp|rm)[a-z]{2}\d|g2g|p2p|b2b|[a-z]\d[a-z]|s1|d3|d4)$"
)
_AMOUNT = re.compile(r"^\d+(?:[.,]\d+)*[a-z]{0,4}$")
_SPACED_GAP = re.compile(r"^[ .\-_*|·~\x1f/]{1,4}$")
_BROKEN_GAP = re.compile(r"^[-\xad]? ?\n ?$")
_ENDINGS = frozenset({"an", "kan", "nya"})
_SHORTEST_BROKEN = 5
_LONGEST_RUN = 120
_LONGEST_WORD = 18


@dataclass(slots=True)
class Piece:
    """A chunk of folded text on its way to become words."""

    word: str
    start: int
    end: int


class Cutter:
    """Cuts with the help of a Lexicon: what is a word is not cut."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a folded text, in order."""
        pieces: list[Piece] = []
        for match in _CHUNK.finditer(text):
            pieces += self._cut_chunk(match[0], match.start())
        return self._join_broken(text, self._join_spaced(text, pieces))

    def _cut_chunk(self, chunk: str, start: int) -> list[Piece]:
        if chunk.isalpha() or PLAIN_NUMBER.match(chunk):
            return [Piece(chunk, start, start + len(chunk))]
        if not chunk[0].isalnum() and not self._begins_with_letter(chunk):
            chunk, start = chunk[1:], start + 1
        while not chunk[-1].isalnum() and not self._ends_with_letter(chunk):
            chunk = chunk[:-1]
        if JOINT in chunk:
            return self._cut_joints(chunk, start)
        if self._is_code(chunk) or not self._lexicon.look_up(chunk):
            return self._cut_number(chunk, start)
        return [Piece(chunk, start, start + len(chunk))]

    def _is_code(self, chunk: str) -> bool:
        """True for "g2g", and for a number with its unit, whatever word they look like."""
        match = _NUMBER_UNIT.match(chunk)
        return bool(_CODES.match(chunk)) or (match is not None and match[2] in _UNITS)

    def _begins_with_letter(self, chunk: str) -> bool:
        """True where the sign in front is a letter in disguise: "$aya", not "$400" or "@nama"."""
        return not _AMOUNT.match(chunk[1:]) and bool(self._lexicon.look_up(chunk))

    def _ends_with_letter(self, chunk: str) -> bool:
        """True where the sign at the end is a letter in disguise: "gaj!", not "kerja!"."""
        bare = chunk[:-1]
        if chunk.endswith("!!") or CURRENCY.match(chunk) or PLAIN_NUMBER.match(bare):
            return False
        if chunk[-1] == "!" and "!" not in bare and self._recognise(bare):
            return False
        return self._is_disguised(chunk)

    def _is_disguised(self, chunk: str) -> bool:
        return bool(self._lexicon.look_up(chunk)) or self._lexicon.knows(letters(chunk))

    def _cut_number(self, chunk: str, start: int) -> list[Piece]:
        if (match := _NUMBER_UNIT.match(chunk)) and (match[2] in _UNITS or len(match[1]) > 2):
            return _split(match, start)
        match = None if self._is_code(chunk) else _UNIT_NUMBER.match(chunk)
        if match and self._is_number_in_words(match):
            return _split(match, start)
        if ("!" in chunk or "|" in chunk) and not self._lexicon.knows(letters(chunk)):
            return [
                Piece(part[0], start + part.start(), start + part.end())
                for part in re.finditer(r"[^!|]+", chunk)
            ]
        return [Piece(chunk, start, start + len(chunk))]

    def _is_number_in_words(self, match: re.Match[str]) -> bool:
        """True for "rp750", "nt$29500", "gaji15jt" and "umur20"."""
        unit, number, behind = match[1].rstrip("$"), match[2], match[3]
        if unit in _UNITS or (behind in _UNITS and behind != "an") or len(number) > 2:
            return True
        return len(number) > 1 and len(unit) > 3 and self._lexicon.holds(unit)

    def _cut_joints(self, chunk: str, start: int) -> list[Piece]:
        joined = chunk.replace(JOINT, "")
        parts = [part for part in chunk.split(JOINT) if part]
        short = sum(len(part) <= 2 for part in parts)
        if self._recognise(joined) or short * 2 >= len(parts):
            return [Piece(joined, start, start + len(chunk))]
        return [
            Piece(part[0], start + part.start(), start + part.end())
            for part in re.finditer(f"[^{JOINT}]+", chunk)
        ]

    def _recognise(self, word: str) -> bool:
        lexicon = self._lexicon
        return lexicon.holds(word) or lexicon.knows(word) or bool(lexicon.look_up(word))

    def _join_spaced(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Runs of three single letters or more, put together."""
        out: list[Piece] = []
        at = 0
        while at < len(pieces):
            stop = at + 1
            while (
                stop < len(pieces)
                and len(pieces[stop - 1].word) == len(pieces[stop].word) == 1
                and _SPACED_GAP.match(text[pieces[stop - 1].end : pieces[stop].start])
            ):
                stop += 1
            run = pieces[at:stop]
            out += self._join_run(text, run) if len(run) >= 3 else run
            at = stop
        return out

    def _join_run(self, text: str, run: list[Piece]) -> list[Piece]:
        """Letters that were set apart, put together again; wider gaps part the words."""
        joined: list[Piece] = []
        groups = _groups(text, run)
        for group in groups:
            word = "".join(piece.word for piece in group)
            whole = Piece(word, group[0].start, group[-1].end)
            if len(group) == 1 or len(group) == 2 and len(groups) == 1:
                joined += group
            elif len(group) < 4 and len(run) < 4:
                joined += [whole] if self._recognise(word) else group
            elif len(group) < 4 or self._recognise(word):
                joined.append(whole)
            else:
                joined += self._segment(word, group)
        return joined

    def _segment(self, word: str, group: list[Piece]) -> list[Piece]:
        """Cuts letters without any word gap into the fewest and best known words."""
        size = len(word)
        if size > _LONGEST_RUN:
            return [Piece(word, group[0].start, group[-1].end)]
        best: list[tuple[int, int]] = [(0, 0)] + [(10_000, 0)] * size
        for end in range(1, size + 1):
            for begin in range(max(0, end - _LONGEST_WORD), end):
                cost = best[begin][0] + self._cost(word[begin:end])
                best[end] = min(best[end], (cost, begin))
        cuts = [size]
        while cuts[-1] > 0:
            cuts.append(best[cuts[-1]][1])
        cuts.reverse()
        return [
            Piece(word[a:b], group[a].start, group[b - 1].end)
            for a, b in zip(cuts, cuts[1:], strict=False)
        ]

    def _cost(self, word: str) -> int:
        """How unlikely a word is in the middle of letters: phrase words first, unknown last."""
        if len(word) >= 2 and word in self._lexicon.vocabulary:
            return 20
        if len(word) >= 3 and self._lexicon.holds(word):
            return 24
        if len(word) >= 4 and self._recognise(word):
            return 30
        return 24 * len(word)

    def _join_broken(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Joins the halves of a word that the end of a line cut in two."""
        out: list[Piece] = []
        for piece in pieces:
            if out and _BROKEN_GAP.match(text[out[-1].end : piece.start]):
                word = out[-1].word + piece.word
                if self._is_broken(out[-1].word, piece.word, word):
                    out[-1] = Piece(word, out[-1].start, piece.end)
                    continue
            out.append(piece)
        return out

    def _is_broken(self, first: str, second: str, word: str) -> bool:
        """True where the halves make a better word than they are."""
        lexicon = self._lexicon
        halves = (first, second)
        meant = word in lexicon.vocabulary or word in lexicon.slang
        if all(half in lexicon.vocabulary for half in halves):
            return meant and second in _ENDINGS
        if meant or (len(word) >= _SHORTEST_BROKEN and lexicon.look_up(word)):
            return True
        known = all(lexicon.holds(half) or lexicon.knows(half) for half in halves)
        return word.isalpha() and lexicon.knows(word) and (not known or second in _ENDINGS)


def _groups(text: str, run: list[Piece]) -> list[list[Piece]]:
    """A run of letters in words: apart where the gap is wider, or a blank among other signs."""
    gaps = [text[a.end : b.start] for a, b in zip(run, run[1:], strict=False)]
    marked = 2 * sum(" " not in gap for gap in gaps) > len(gaps)
    narrow = min(map(len, gaps))
    groups = [[run[0]]]
    for gap, piece in zip(gaps, run[1:], strict=True):
        if " " in gap if marked else len(gap) > narrow:
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return groups


def _split(match: re.Match[str], start: int) -> list[Piece]:
    return [
        Piece(match[at], start + match.start(at), start + match.end(at))
        for at in range(1, (match.lastindex or 0) + 1)
        if match[at]
    ]
