"""Chats copied or exported from a messenger, taken apart by who speaks.

"[12/05 10:33] +62 812…: halo", "12/05/24 10.33 - Nama: halo", "Nama, [12/05/2024 10:33]" and LINE's
table of time, name and words. What belongs to no speaker (the messenger's own notes) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK = " \t\r\n\u200e\u200f\u202a\u202b\u202c\u2068\u2069"
_BEYOND = 1 << 62
# Beyond the wordiest, nobody is read alone: a flood of names costs no more than a chat.
MOST_SPEAKERS = 6
# Longer questions bring doubts of their own; a "ya" does not make them the recruiter's words.
LONGEST_ADOPTED = 12

_DATE = r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_TIME = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:[ \u202f\u00a0]?[AaPp]\.?[Mm]\b\.?)?"
_JOIN = r"(?:,|\.)?[ \u202f](?:pukul |jam |at )?"
_MARKS = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]{0,4}"
_NAME = r"(?P<name>[^:\n\t\[\]]{1,60}?)"
_BRACKET = re.compile(
    rf"{_MARKS}\[(?:{_DATE}{_JOIN})?{_TIME}(?:,? {_DATE})?\] ?{_MARKS}(?:{_NAME}:(?: |$)|(?=\S))"
)
_DASH = re.compile(rf"{_MARKS}{_DATE}{_JOIN}{_TIME} [-\u2013] {_MARKS}(?:{_NAME}:(?: |$)|(?=\S))")
_BEHIND = re.compile(
    rf"{_MARKS}{_NAME}, ?\[(?:{_DATE}|\d{{1,2}} [^\W\d_]{{3,12}} \d{{4}}){_JOIN}{_TIME}\]:?[ \t]*$"
)
_TABLE = re.compile(rf"{_MARKS}{_TIME}\t{_MARKS}(?P<name>[^\t\n]{{1,60}})\t")
# These alone make a log; of the others it takes two lines ("12/05/24 10.00 - Interview: …").
_CERTAIN = (_BRACKET, _BEHIND)
_FORMS = (_BRACKET, _DASH, _BEHIND, _TABLE)
_NOTE = re.compile(
    r"<?(?:media|gambar|foto|stiker|video|gif|audio|dokumen|kartu kontak|pesan suara|image|sticker|"
    r"document|contact card|pesan|messages|anda|you|this message|panggilan|missed)\b[^\n]{0,60}"
    r"(?:tidak disertakan|omitted|dihapus|menghapus|deleted|dienkripsi|encrypted|tak terjawab|call)"
    r"[^\n]{0,200}|null",
    re.IGNORECASE,
)
_AFFIRMED = re.compile(
    r"\W*(?:iya+|ya+|yes|yoi|yup|yap|betul|bener|benar|inggih|nggih|muhun|leres|he ?eh|ho ?oh)\b",
    re.IGNORECASE,
)
_FOREIGN_NUMBER = re.compile(r"[~\s]*\+(?!62)\d[\d\s().-]{6,20}")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said at one time: `start` and `end` are its place in the chat.

    `speaker` is the name or number as written; empty for what stands before the chat.
    """

    speaker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Pieces of a chat as one text; `places` are (place here, place in the chat) of each piece."""

    text: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where start..end stands in the chat; of words over several pieces, the longest run."""
        first = max(0, bisect_right(self.places, (start, _BEYOND)) - 1)
        last = max(first, bisect_left(self.places, (end, 0)) - 1)
        inner = [here for here, _ in self.places[first + 1 : last + 1]]
        runs = zip([start, *inner], [*inner, end], self.places[first : last + 1], strict=True)
        at, to, (here, there) = max(runs, key=lambda run: run[1] - run[0])
        # What stands between two pieces is in neither.
        length = len(self.text[at:to].rstrip())
        return there + at - here, there + at - here + length


def read_turns(chat: str) -> tuple[Turn, ...]:
    """The turns of a chat in order; none where the text is no chat."""
    turns: list[Turn] = []
    heads, certain, at = 0, False, 0
    speaker, goes_on = "", False
    for line in chat.splitlines(keepends=True):
        start, at = at, at + len(line)
        head = _head(line.rstrip("\r\n"))
        if head is not None:
            heads, goes_on = heads + 1, False
            certain = certain or head.re in _CERTAIN
            # The messenger's own notes have no name, and nothing follows them.
            speaker = " ".join((head["name"] or "").split())
            start += head.end()
        words = chat[start:at].strip(_BLANK)
        end = start + len(chat[start:at].rstrip())
        if goes_on and words:
            turns[-1] = Turn(speaker, turns[-1].start, end)
        elif words and (speaker or not heads) and not _NOTE.fullmatch(words):
            turns.append(Turn(speaker, start, end))
            goes_on = True
    is_chat = any(turn.speaker for turn in turns) and (certain or heads > 1)
    return tuple(turns) if is_chat else ()


def _head(line: str) -> re.Match[str] | None:
    return next((found for form in _FORMS if (found := form.match(line))), None)


def everything(chat: str, turns: Sequence[Turn]) -> Excerpt:
    """All that was said, without dates and names."""
    # Nothing is read across two speakers.
    return _excerpt((chat[turn.start : turn.end], turn.start, "\n\n") for turn in turns)


def by_speaker(chat: str, turns: Sequence[Turn]) -> list[Excerpt]:
    """Each speaker's own words, of those who wrote most.

    A short question that a speaker answers with "iya" is among them; so is a foreign number that
    stands for the name.
    """
    pieces: dict[str, list[tuple[str, int, str]]] = {}
    for before, turn in pairwise((None, *turns)):
        if turn is None:
            continue
        own = pieces.setdefault(turn.speaker, [])
        words = chat[turn.start : turn.end]
        alone = before is not None and before.speaker == turn.speaker
        if before is not None and not alone and (asked := _adopted(chat, before, words)):
            own.append((asked, before.start, "\n\n"))
        own.append((words, turn.start, "\n" if alone or not own else "\n\n"))
    chosen = sorted(pieces, key=lambda name: -sum(len(piece[0]) for piece in pieces[name]))
    return [
        _excerpt([*pieces[name], *_number(name, pieces[name])]) for name in chosen[:MOST_SPEAKERS]
    ]


def _adopted(chat: str, asked: Turn, answer: str) -> str:
    """The question as a statement of the same length, where the answer affirms it."""
    question = chat[asked.start : asked.end]
    if not question.endswith("?") or len(question.split()) > LONGEST_ADOPTED:
        return ""
    return question.replace("?", ".") if _AFFIRMED.match(answer) else ""


def _number(name: str, pieces: Sequence[tuple[str, int, str]]) -> Iterator[tuple[str, int, str]]:
    if _FOREIGN_NUMBER.fullmatch(name):
        yield name, pieces[-1][1], "\n\n"


def _excerpt(pieces: Iterable[tuple[str, int, str]]) -> Excerpt:
    """Pieces as (words, place in the chat, what stands before them)."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for words, start, gap in pieces:
        if text:
            text.append(gap)
            length += len(gap)
        places.append((length, start))
        text.append(words)
        length += len(words)
    return Excerpt("".join(text), tuple(places))
