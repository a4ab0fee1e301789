"""Confusion matrices drawn as SVG, without any library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from bot.evaluation.outcome import LEVELS, RIGHT

_CELL, _HEIGHT, _LEFT, _TOP, _GAP = 120, 64, 130, 92, 40
_DISTRESS = ("explicit", "veiled", "none")
_RIGHT_DISTRESS = {"explicit": "explicit", "veiled": "veiled", "near_miss": "none", "none": "none"}
# Strongest colour of a cell: green where the row came out right, red where not.
_GOOD, _POOR, _PAPER = (22, 122, 74), (190, 44, 44), (255, 255, 255)


def draw(tables: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
    """The matrices of a score's tables as one SVG: levels by label, distress heard by labelled."""
    wanted = (
        ("level by label", "Level by label", LEVELS, dict(RIGHT)),
        ("distress", "Distress heard by distress labelled", _DISTRESS, _RIGHT_DISTRESS),
    )
    parts: list[str] = []
    height = 0
    for name, title, columns, right in wanted:
        if name in tables:
            parts += _matrix(title, tables[name], columns, right, height)
            height += _TOP + _HEIGHT * len([row for row in right if row in tables[name]]) + _GAP
    width = _LEFT + _CELL * len(LEVELS) + _GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="sans-serif">',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _matrix(
    title: str,
    table: Mapping[str, Mapping[str, int]],
    columns: Sequence[str],
    right: Mapping[str, str],
    top: int,
) -> Iterator[str]:
    yield _text(_LEFT, top + 32, title, size=17, weight="bold", anchor="start")
    yield _text(_LEFT, top + 54, "rows: labelled, columns: came out", size=12, anchor="start")
    for at, column in enumerate(columns):
        yield _text(_LEFT + _CELL * at + _CELL // 2, top + _TOP - 10, column)
    for line, row in enumerate(row for row in right if row in table):
        middle = top + _TOP + _HEIGHT * line + _HEIGHT // 2
        total = sum(table[row].values())
        yield _text(_LEFT - 12, middle - 2, row, anchor="end")
        yield _text(_LEFT - 12, middle + 16, f"n = {total}", size=12, anchor="end")
        for at, column in enumerate(columns):
            count = table[row].get(column, 0)
            yield from _cell(_LEFT + _CELL * at, middle, count, total, column == right[row])


def _cell(left: int, middle: int, count: int, total: int, is_right: bool) -> Iterator[str]:
    share = count / total if total else 0.0
    strong = _GOOD if is_right else _POOR
    colour = "#" + "".join(
        f"{round(paper + (full - paper) * share):02x}"
        for full, paper in zip(strong, _PAPER, strict=True)
    )
    ink = "#fff" if share > 0.55 else "#111"
    border = 'stroke="#111" stroke-width="2"' if is_right else 'stroke="#bbb"'
    yield (
        f'<rect x="{left + 2}" y="{middle - _HEIGHT // 2 + 2}" width="{_CELL - 4}" '
        f'height="{_HEIGHT - 4}" fill="{colour}" {border}/>'
    )
    yield _text(left + _CELL // 2, middle, str(count), size=18, colour=ink)
    yield _text(left + _CELL // 2, middle + 19, f"{100 * share:.1f} %", size=12, colour=ink)


def _text(
    x: int,
    y: int,
    words: str,
    *,
    size: int = 14,
    weight: str = "normal",
    anchor: str = "middle",
    colour: str = "#111",
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
