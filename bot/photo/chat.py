"""Screenshots of chats: bubbles left and right become lines of `[time] speaker: words`. Pure.

That is how messengers copy a chat, and how `bot/core/chatlog.py` reads one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.photo.boxes import Box, join, rows, with_text

# Whoever holds the phone; the other one where the head of the screen does not say who it is.
ME, OTHER = "Aku", "Dia"
# So many signs of a chat there must be: times of bubbles, and what messengers write around them.
_FEWEST_SIGNS = 3
_TIME = r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?:\s?[APap][Mm])?"
# The ticks behind a time are read as all kinds of signs.
_ONLY_TIME = re.compile(
    rf"^\W{{0,3}}(?:diedit|edited)?\s*{_TIME}\W{{0,4}}[A-Za-z/√✓]{{0,3}}\W{{0,2}}$"
)
_TIME_AT_END = re.compile(rf"(?<=\S)\s*(?<![\d.,:]){_TIME}\W{{0,4}}[wWvV/√✓N]{{0,3}}\W{{0,2}}$")
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}")
_TICKS = re.compile(r"^[\WvVwWN]{1,4}$")
_PERCENT = re.compile(r"^\W{0,3}\d{1,3}\s?%?\W{0,2}$")
_MONTHS = "jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec"
_DAY = re.compile(
    r"^\W*(?:hari ini|kemarin|today|yesterday|senin|selasa|rabu|kamis|jumat|sabtu|minggu"
    rf"|\d{{1,2}} (?:{_MONTHS})[a-z]*(?: \d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})\W*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\W*(?:ketik(?: sebuah)? pesan|pesan|tulis pesan|message|type a message)\b.{0,4}$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^\W*(?:diteruskan|forwarded)(?: berkali-kali| many times)?\W*$", re.I)
_PRESENCE = re.compile(
    r"^\W*(?:online|sedang mengetik|mengetik|typing|terakhir dilihat|last seen|ketuk|tap |kamu,"
    r"|anda,|you,|\d+ (?:anggota|peserta|members))",
    re.IGNORECASE,
)
_LONGEST_NAME = 40
# Gaps in heights of a line: between paragraphs, and wider than any within a bubble.
_APART, _FAR = 0.75, 2.2


@dataclass
class Bubble:
    """What was said in one go; `right` reaches as far as its time does."""

    lines: list[Box] = field(default_factory=list)
    right: float = 0.0
    time: str = ""

    @property
    def left(self) -> float:
        """Where its lines begin."""
        return min(box.left for box in self.lines)


def read_chat(boxes: Sequence[Box]) -> str:
    """The chat as text, or an empty one where the boxes do not look like a chat."""
    if not _is_chat(boxes):
        return ""
    head, body = _part(boxes)
    bubbles = _bubbles(body)
    if not any(bubble.time for bubble in bubbles):
        return ""
    title = _title(head)
    reach = (min(box.left for box in boxes), max(box.right for box in boxes))
    lines = []
    time = "0.00"
    for bubble in bubbles:
        mine = _is_mine(bubble, reach)
        speaker, said = (ME, bubble.lines) if mine else _named(bubble, title or OTHER)
        time = bubble.time or time
        lines.append(f"[{time}] {speaker}: {_flow(said)}")
    return "\n".join(lines)


def _is_chat(boxes: Sequence[Box]) -> bool:
    times = sum(_is_time(box) for box in boxes)
    around = (_DAY, _FIELD, _PRESENCE, _PERCENT)
    signs = sum(any(form.match(box.text) for box in boxes) for form in around)
    return times > 0 and times + signs >= _FEWEST_SIGNS


def _flow(lines: Sequence[Box]) -> str:
    """The lines of a bubble: one that ends although the next word has room ends on purpose."""
    edge = max(box.right for box in lines)
    text = lines[0].text
    for above, below in pairwise(lines):
        word = below.text.partition(" ")[0]
        room = (len(word) + 1) * below.width / max(len(below.text), 1)
        ended = edge - above.right > 1.15 * room
        apart = below.top - above.bottom > _APART * below.height
        text += ("\n\n" if apart else "\n" if ended else " ") + below.text
    return text


def _is_time(box: Box) -> bool:
    return bool(_ONLY_TIME.match(box.text) or _TIME_AT_END.search(box.text))


def _part(boxes: Sequence[Box]) -> tuple[list[list[Box]], list[list[Box]]]:
    """The rows of the screen's head and those of its bubbles."""
    lines = rows(boxes)
    for at, row in enumerate(lines):
        if any(_DAY.match(box.text) for box in row):
            return lines[:at], lines[at + 1 :]
    first = next((at for at, row in enumerate(lines) if _is_presence(row)), None)
    if first is not None:
        return lines[: first + 1], lines[first + 1 :]
    bars = [at for at, row in enumerate(lines[:4]) if _is_status(row)]
    start = bars[-1] + 1 if bars else 0
    # Under a status bar stands the title.
    titled = start + 1 if bars and start < len(lines) else start
    return lines[:titled], lines[titled:]


def _is_presence(row: Sequence[Box]) -> bool:
    return any(_PRESENCE.match(box.text) for box in row)


def _is_status(row: Sequence[Box]) -> bool:
    """The phone's own bar: a clock at the left, a battery at the right, nothing that is said."""
    small = all(_ONLY_TIME.match(box.text) or _PERCENT.match(box.text) for box in row)
    return small or (
        len(row) > 1
        and bool(_ONLY_TIME.match(row[0].text) or _PERCENT.match(row[-1].text))
        and sum(len(box.text) for box in row) < 24
    )


def _title(head: Sequence[Sequence[Box]]) -> str:
    """The name in the head: the largest letters that are neither a clock nor a presence."""
    names = [
        box
        for row in head
        if not _is_status(row)
        for box in row
        if len(box.text) > 1 and not _PRESENCE.match(box.text) and not _ONLY_TIME.match(box.text)
    ]
    if not names:
        return ""
    largest = max(names, key=lambda box: (box.height, -box.left))
    return largest.text.strip(" <←:‹")[:_LONGEST_NAME].replace(":", " ")


def _bubbles(lines: Sequence[Sequence[Box]]) -> list[Bubble]:
    """Lines that begin at the same place without a gap are one bubble; its time ends it."""
    found: list[Bubble] = []
    for row in lines:
        words, times = _split_row(row)
        if not words:
            if times and found:
                _close(found[-1], times)
            continue
        box = with_text(_hull(words), join(words))
        if _DAY.match(box.text) or _FIELD.match(box.text) or _FORWARDED.match(box.text):
            continue
        if not found or not _goes_on(found[-1], box):
            found.append(Bubble())
        found[-1].lines.append(box)
        found[-1].right = max(found[-1].right, box.right)
        if times:
            _close(found[-1], times)
    return found


def _close(bubble: Bubble, times: Sequence[Box]) -> None:
    bubble.right = max([bubble.right, *(box.right for box in times)])
    clock = next((found for box in times if (found := _CLOCK.search(box.text))), None)
    bubble.time = clock[0] if clock else "0.00"


def _split_row(row: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """What is said, and the time with its ticks, which may have been read as one with it."""
    words: list[Box] = []
    times: list[Box] = []
    for box in row:
        if _ONLY_TIME.match(box.text) or (times and _TICKS.match(box.text)):
            times.append(box)
        elif ended := _TIME_AT_END.search(box.text):
            words.append(with_text(box, box.text[: ended.start()].rstrip()))
            times.append(with_text(box, ended[0]))
        else:
            words.append(box)
    return words, times


def _hull(words: Sequence[Box]) -> Box:
    return Box(
        "",
        min(box.left for box in words),
        min(box.top for box in words),
        max(box.right for box in words),
        max(box.bottom for box in words),
        all(box.coloured for box in words),
    )


def _goes_on(bubble: Bubble, box: Box) -> bool:
    if bubble.time:
        return False
    last = bubble.lines[-1]
    near = box.top - last.bottom < _FAR * max(box.height, last.height)
    return near and abs(box.left - last.left) < 1.2 * max(box.height, last.height)


def _is_mine(bubble: Bubble, reach: tuple[float, float]) -> bool:
    """True for bubbles at the right: those of the phone's owner."""
    margin = 0.06 * (reach[1] - reach[0])
    return (reach[1] - bubble.right) + margin < bubble.left - reach[0]


def _named(bubble: Bubble, title: str) -> tuple[str, list[Box]]:
    """In groups the first line of a bubble is its speaker's name, in a colour of its own."""
    first, *rest = bubble.lines
    plain = any(not box.coloured for box in rest)
    if rest and first.coloured and plain and len(first.text) <= _LONGEST_NAME:
        return first.text.strip(" ~:").replace(":", " "), rest
    return title, bubble.lines
