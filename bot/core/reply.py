"""What goes out, as data: keys of content/texts/id.yaml with values, never sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.poster import Look, Poster


class Markup(str):
    """Text from content/ that is already Telegram HTML and is put in without escaping."""

    __slots__ = ()


Value = str | int


@dataclass(frozen=True, slots=True)
class Line:
    """One text of content/texts/id.yaml: its key, and the values for its {placeholders}."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Button:
    """A button: the key of its label, and either what it does (`action`) or where it leads (`url`).

    `action` is at most 64 bytes: a verb and its arguments joined by colons, e.g.
    `article:cek_p3mi_siskop`.
    """

    key: str
    action: str = ""
    url: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: lines in order, and rows of buttons under the last of them.

    `road` and `level` are for counting; `country` is what the conversation should remember;
    `handover`: the case it answers goes to the people on duty, as its sender agreed. `more` is the
    action that tells the whole of it where it is told in short; with `menu` the channel's own menu
    is offered in the place of the buttons, where it has one. `poster` is the card to draw in this
    `look`; once drawn, `picture` holds it as a PNG file, which goes out before the lines.
    """

    lines: tuple[Line, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    road: str = ""
    level: str = ""
    country: str | None = None
    handover: bool = False
    more: str = ""
    menu: bool = False
    poster: Poster | None = None
    look: Look = Look()
    picture: bytes = field(default=b"", repr=False)
