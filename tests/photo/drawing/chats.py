"""Screens of phones: chats as WhatsApp and Telegram show them, and a post with its comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from tests.photo.drawing.canvas import (
    Colour,
    Drawn,
    Turn,
    draw_line,
    font,
    plain,
    stack,
    width_of,
    wrap,
)

ME = "me"


@dataclass(frozen=True)
class Look:
    """Colours and sizes of an app on a phone."""

    ground: Colour
    bar: Colour
    bar_ink: Colour
    theirs: Colour
    mine: Colour
    ink: Colour
    faint: Colour
    width: int = 720
    size: int = 30
    body: str = "roboto"


WHATSAPP_LIGHT = Look(
    (236, 229, 221), (0, 128, 105), (255, 255, 255), (255, 255, 255), (217, 253, 211),
    (17, 27, 33), (120, 130, 136),
)  # fmt: skip
WHATSAPP_DARK = Look(
    (11, 20, 26), (32, 44, 51), (233, 237, 239), (32, 44, 51), (0, 92, 75),
    (233, 237, 239), (150, 165, 172),
)  # fmt: skip
TELEGRAM = Look(
    (200, 215, 190), (255, 255, 255), (20, 20, 20), (255, 255, 255), (238, 255, 222),
    (0, 0, 0), (110, 150, 100),
)  # fmt: skip


def chat(
    name: str,
    title: str,
    turns: Sequence[Turn],
    look: Look = WHATSAPP_LIGHT,
    *,
    day: str = "HARI INI",
    under: str = "online",
    height: int = 0,
    group: bool = False,
) -> Drawn:
    """A chat with `title` as the head says: the owner's bubbles right, all others left.

    In a group each bubble of others begins with its speaker's name. The text is as messengers copy
    a chat.
    """
    screen = _Screen(look, title, under, day)
    times = [f"{9 + place // 20}.{10 + place * 2 % 50:02}" for place in range(len(turns))]
    for turn, time in zip(turns, times, strict=True):
        screen.bubble(turn, time, named=group)
    image = screen.finish(height)
    said = [Turn(turn.speaker, " ".join(plain(turn.text).split())) for turn in turns]
    shown = [
        f"[{time}] {'Aku' if each.speaker == ME else each.speaker if group else title}: {each.text}"
        for each, time in zip(said, times, strict=True)
    ]
    return Drawn(name, image, stack(shown), tuple(said))


class _Screen:
    """A phone's screen that is filled from its top."""

    def __init__(self, look: Look, title: str, under: str, day: str) -> None:
        self._look = look
        self._image = Image.new("RGB", (look.width, 6000), look.ground)
        self._draw = ImageDraw.Draw(self._image)
        self._head(title, under)
        self._y = 190.0
        if day:
            self._chip(day)

    def bubble(self, turn: Turn, time: str, *, named: bool) -> None:
        """One message with the time in its corner."""
        look, mine = self._look, turn.speaker == ME
        face, small = font(look.body, look.size), font(look.body, int(look.size * 0.68))
        most = look.width * 0.74 - 40
        lines = [line for each in turn.text.split("\n") for line in wrap(each, face, most)]
        mark = time + (" " * 5 if mine else "")
        wide = max(width_of(line, face) for line in lines)
        beside = width_of(lines[-1], face) + 24 + small.getlength(mark) <= max(wide, most)
        if beside:
            wide = max(wide, width_of(lines[-1], face) + 24 + small.getlength(mark))
        pitch = look.size * 1.32
        head = pitch if named and not mine else 0
        tall = len(lines) * pitch + head + (0 if beside else pitch * 0.8) + 24
        wide = max(
            wide,
            small.getlength(mark) + 20,
            font(look.body, look.size - 4).getlength(turn.speaker) if head else 0,
        )
        left = look.width - wide - 60 if mine else 20
        box = (left, self._y, left + wide + 40, self._y + tall)
        self._draw.rounded_rectangle(box, 16, fill=look.mine if mine else look.theirs)
        y = self._y + 10
        if head:
            tint = (200, 80, 60)
            name = font("roboto medium", look.size - 4)
            draw_line(self._draw, (left + 20, y), turn.speaker, name, tint)
            y += pitch
        for line in lines:
            draw_line(self._draw, (left + 20, y), line, face, look.ink)
            y += pitch
        at = (box[2] - 16 - small.getlength(mark), box[3] - look.size * 0.68 - 12)
        self._draw.text(at, time, font=small, fill=look.faint)
        if mine:
            self._ticks(box[2] - 42, at[1] + 6)
        self._y += tall + 14

    def finish(self, height: int) -> Image.Image:
        """The screen with the field to write in at its foot."""
        look = self._look
        bottom = max(height, int(self._y) + 110)
        face = font(look.body, look.size - 2)
        box = (20, bottom - 86, look.width - 110, bottom - 16)
        self._draw.rounded_rectangle(box, 34, fill=look.theirs)
        self._draw.text((56, bottom - 70), "Ketik pesan", font=face, fill=look.faint)
        self._draw.ellipse(
            (look.width - 94, bottom - 88, look.width - 18, bottom - 12), fill=look.bar
        )
        return self._image.crop((0, 0, look.width, bottom))

    def _head(self, title: str, under: str) -> None:
        look = self._look
        self._draw.rectangle((0, 0, look.width, 160), fill=look.bar)
        small = font("roboto medium", 22)
        self._draw.text((28, 12), "10.42", font=small, fill=look.bar_ink)
        self._draw.text((look.width - 90, 12), "87%", font=small, fill=look.bar_ink)
        self._draw.line((46, 84, 28, 102), fill=look.bar_ink, width=4)
        self._draw.line((28, 102, 46, 120), fill=look.bar_ink, width=4)
        self._draw.ellipse((66, 68, 134, 136), fill=(150, 160, 170))
        draw_line(self._draw, (156, 66), title, font("roboto medium", 32), look.bar_ink)
        self._draw.text((156, 108), under, font=font("roboto", 22), fill=look.bar_ink)
        for dot in range(3):
            y = 84 + dot * 16
            self._draw.ellipse((look.width - 40, y, look.width - 34, y + 6), fill=look.bar_ink)

    def _chip(self, day: str) -> None:
        look, face = self._look, font("roboto medium", 22)
        wide = face.getlength(day) + 40
        left = (look.width - wide) / 2
        box = (left, self._y, left + wide, self._y + 44)
        self._draw.rounded_rectangle(box, 12, fill=look.theirs)
        self._draw.text((left + 20, self._y + 9), day, font=face, fill=look.faint)
        self._y += 66

    def _ticks(self, x: float, y: float) -> None:
        for shift in (0, 8):
            points = [(x + shift, y + 6), (x + shift + 5, y + 12), (x + shift + 16, y)]
            self._draw.line(points, fill=(83, 189, 235), width=3)


def post(name: str, author: str, text: str, width: int = 1080) -> Drawn:
    """A post of a social network as a phone shows it: author, words, a row of buttons."""
    face = font("roboto", 38)
    lines = [line for each in text.split("\n") for line in wrap(each, face, width - 90)]
    image = Image.new("RGB", (width, int(len(lines) * 52) + 420), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 50, 140, 150), fill=(160, 180, 210))
    draw_line(draw, (165, 56), author, font("roboto bold", 38), (10, 10, 10))
    y = 190.0
    for line in lines:
        draw_line(draw, (45, y), line, face, (15, 15, 15))
        y += 52
    draw.line((40, y + 40, width - 40, y + 40), fill=(210, 210, 210), width=2)
    return Drawn(name, image, stack([author, plain(text)]))
