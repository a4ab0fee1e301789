"""All kinds of cards on one sheet, to look at."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from PIL import Image

from bot.core.content import Content
from bot.core.poster import Look, Poster, Tone
from bot.core.posters import Posters
from bot.poster.drawing import draw

# One example of each kind: signs of a verdict, pieces and an article that content/ has.
VERDICTS: dict[Tone, tuple[str, ...]] = {
    "danger": ("passport_held", "visa_tourist_for_work", "pay_unreal"),
    "caution": ("company_hidden", "telegram_contact"),
}
PIECES = ("high_pay_easy_job", "passport_kept", "honest_offer_marks")
ARTICLE = "work_on_tourist_visa"
_LOOKS = (
    Look("feed", "light"),
    Look("feed", "dark"),
    Look("story", "light"),
    Look("story", "dark"),
)
_SCALE = 4
_GAP = 16


def examples(posters: Posters, content: Content, today: dt.date) -> Iterator[Poster]:
    """One card of every kind, as far as the content has its example."""
    for level, rules in VERDICTS.items():
        poster = posters.verdict(level, rules, today)
        if poster is not None:
            yield poster
    pieces = {piece.id: piece for each in content.campaigns.values() for piece in each.pieces}
    yield from (posters.piece(pieces[name], today) for name in PIECES if name in pieces)
    if ARTICLE in content.articles:
        yield posters.article(content.articles[ARTICLE], today)


def contact_sheet(posters: Posters, content: Content, today: dt.date, address: str) -> bytes:
    """A PNG file with a column for each kind: every size and theme of it, a quarter as large."""
    columns = [
        [_small(poster, look, address) for look in _LOOKS]
        for poster in examples(posters, content, today)
    ]
    width = sum(column[0].width + _GAP for column in columns) + _GAP
    height = max(sum(each.height + _GAP for each in column) for column in columns) + _GAP
    sheet = Image.new("RGB", (width, height), "#8A8A8A")
    for number, column in enumerate(columns):
        top = _GAP
        for each in column:
            sheet.paste(each, (_GAP + number * (each.width + _GAP), top))
            top += each.height + _GAP
    file = io.BytesIO()
    sheet.quantize(128, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _small(poster: Poster, look: Look, address: str) -> Image.Image:
    whole = Image.open(io.BytesIO(draw(poster, look, address).save()))
    return whole.reduce(_SCALE)
