"""The text of a poster or page in the order in which people read it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from bot.photo.boxes import Box, join, rows
from bot.photo.chat import read_chat

# A gap between two pieces of a line that may be the gap between two columns, in heights of letters.
_GUTTER = 1.0
_FEWEST_ROWS = 3
# Lines further apart than usual by so many heights are paragraphs.
_PARAGRAPH = 0.75
_LABELS = frozenset(
    "negara jabatan posisi gaji lembur usia umur pendidikan status kontrak p3mi alamat bahasa "
    "biaya lokasi penempatan nama tanggal perusahaan pekerjaan kota libur visa telp telepon wa "
    "hp email syarat fasilitas kuota deadline jam tinggi".split()
)
_VALUE = re.compile(r"^[:=]")


def read_boxes(boxes: Sequence[Box]) -> str:
    """The text of a picture: a chat as lines of `[time] speaker: words`, else line by line."""
    return read_chat(boxes) or "\n".join(_lines(boxes))


def _lines(boxes: Sequence[Box]) -> Iterator[str]:
    """Each line in reading order, an empty one between paragraphs."""
    before: Box | None = None
    usual = _usual_gap(boxes)
    for row in _ordered(boxes):
        first = row[0]
        if before and _is_apart(before, first, usual):
            yield ""
        yield join(row)
        before = max(row, key=lambda box: box.bottom)


def _is_apart(before: Box, first: Box, usual: float) -> bool:
    gap = first.top - before.bottom
    height = min(before.height, first.height)
    return gap < -height or gap > usual + _PARAGRAPH * height


def _usual_gap(boxes: Sequence[Box]) -> float:
    lines = rows(boxes)
    gaps = [below[0].top - above[0].bottom for above, below in zip(lines, lines[1:], strict=False)]
    return median(gaps) if gaps else 0.0


def _ordered(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """The rows of the picture; where it has two columns, the left one first."""
    lines = rows(boxes)
    at = 0
    while at < len(lines):
        stop, cut = _columns(lines, at)
        if cut is None:
            yield lines[at]
            at += 1
            continue
        inside = [box for row in lines[at:stop] for box in row]
        yield from rows([box for box in inside if box.left < cut])
        yield from rows([box for box in inside if box.left >= cut])
        at = stop


def _columns(lines: Sequence[Sequence[Box]], start: int) -> tuple[int, float | None]:
    """Where the columns that begin at row `start` end, and the place between them; else None."""
    gap = _gap(lines[start])
    if gap is None:
        return start, None
    left, right = gap
    stop, parted = start, 0
    for row in lines[start:]:
        inside = [box for box in row if box.left < right and box.right > left]
        shared = _gap(row)
        if inside and shared is None:
            break
        if shared is not None:
            low, high = max(left, shared[0]), min(right, shared[1])
            if high - low < 0.5 * row[0].height:
                break
            left, right, parted = low, high, parted + 1
        stop += 1
    # A last line that stands on one side only may as well be what follows the columns.
    while stop > start and _gap(lines[stop - 1]) is None and lines[stop - 1][0].left < left:
        if _belongs_above(lines, stop - 1):
            break
        stop -= 1
    cut = (left + right) / 2
    if parted < _FEWEST_ROWS or _is_table(lines[start:stop], cut):
        return start, None
    return stop, cut


def _belongs_above(lines: Sequence[Sequence[Box]], at: int) -> bool:
    box, above = lines[at][0], lines[at - 1][0]
    return box.top - above.bottom < 0.6 * box.height


def _gap(row: Sequence[Box]) -> tuple[float, float] | None:
    """The one wide gap in a row."""
    gaps = [
        (one.right, two.left)
        for one, two in zip(row, row[1:], strict=False)
        if two.left - one.right > _GUTTER * min(one.height, two.height)
    ]
    return gaps[0] if len(gaps) == 1 else None


def _is_table(lines: Sequence[Sequence[Box]], cut: float) -> bool:
    """True where each row is a name and its value: then rows are read across."""
    pairs = [
        (join([box for box in row if box.left < cut]), join([b for b in row if b.left >= cut]))
        for row in lines
    ]
    whole = [(name, value) for name, value in pairs if name and value]
    named = sum(
        name.endswith(":") or bool(_VALUE.match(value)) or _first_word(name) in _LABELS
        for name, value in whole
    )
    return 2 * named > len(whole)


def _first_word(text: str) -> str:
    found = re.match(r"\w+", text.lower())
    return found[0] if found else ""
