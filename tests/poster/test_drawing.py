"""Every card that can be made is looked at: contrast, size, place, weight, what it says."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import zxingcpp
from PIL import Image

from bot.core.poster import LOOKS, Look, Poster, Tone, article_action
from bot.core.posters import Posters
from bot.library import read_content
from bot.poster.blocks import LEAST_SIZE, WIDTH
from bot.poster.canvas import Canvas
from bot.poster.colours import ACCENTS, LEAST_CONTRAST, PAPERS, contrast
from bot.poster.drawing import SHEETS, draw
from bot.poster.typeset import has_sign

CONTENT = read_content(Path(__file__).resolve().parents[2] / "content")
POSTERS = Posters(CONTENT)
TODAY = dt.date(2026, 12, 1)
ADDRESS = "https://t.me/contoh_bot"
MOST_BYTES = 300_000
PHONE = re.compile(r"\+\d[\d -]{7,}\d|\b08\d{2}[-\d]{3,}")


def longest(level: Tone) -> Poster:
    """A verdict's card with the three longest findings there are."""
    rules = sorted(CONTENT.rules, key=lambda name: -len(CONTENT.rules[name].advice.finding))
    poster = POSTERS.verdict(level, rules[:3], TODAY)
    assert poster is not None
    return poster


def posters() -> Iterator[Poster]:
    """One card for every sign, article and piece, and the longest of verdicts."""
    yield from (longest("danger"), longest("caution"))
    for name in CONTENT.rules:
        found = POSTERS.verdict("danger", [name], TODAY)
        assert found is not None
        yield found
    for article in CONTENT.articles.values():
        if article_action(article.id, article.title, article.summary):
            yield POSTERS.article(article, TODAY)
    yield POSTERS.score(7, 8, TODAY)
    for campaign in CONTENT.campaigns.values():
        yield from (POSTERS.piece(piece, TODAY) for piece in campaign.pieces)


ALL = list(posters())
# Every content once, in the looks by turns; the longest of each tone in every look.
DRAWN = [*zip(ALL, itertools.cycle(LOOKS.values()))]
LARGE = [
    (max((each for each in ALL if each.tone == tone), key=lambda each: len(str(each))), look)
    for tone in get_args(Tone)
    for look in LOOKS.values()
]


def words_of(poster: Poster) -> str:
    """What stands on a card."""
    said = (poster.headline, poster.says, *poster.points, poster.do, poster.note, poster.share)
    return "\n".join(said)


@pytest.mark.parametrize(("paper", "tone"), [*itertools.product(PAPERS.values(), ACCENTS)])
def test_colours_of_words_stand_out(paper: object, tone: Tone) -> None:
    colours = ACCENTS[tone]
    pairs = [(colours.ink, colours.ground)]
    pairs += [(paper.ink, paper.ground), (paper.soft, paper.ground), (paper.ink, paper.box)]  # type: ignore[attr-defined]

    assert min(contrast(*pair) for pair in pairs) >= LEAST_CONTRAST


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.01)


def faults(canvas: Canvas, look: Look) -> list[str]:
    """What makes a card hard to read, in words."""
    found = []
    sheet = SHEETS[look.size]
    for run in canvas.runs:
        left, top, right, bottom = run.box
        if contrast(run.ink, run.ground) < LEAST_CONTRAST:
            found.append(f"pale: {run.text}")
        if run.size < LEAST_SIZE:
            found.append(f"small: {run.text}")
        if left < 40 or right > WIDTH - 40 or top < sheet.above or bottom > sheet.height - 30:
            found.append(f"outside: {run.text}")
        if not all(map(has_sign, run.text)):
            found.append(f"without a glyph: {run.text}")
    for one, other in itertools.combinations(canvas.runs, 2):
        if overlaps(one.box, other.box):
            found.append(f"over each other: {one.text} / {other.text}")
    return found


def overlaps(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """True where two boxes share more than a pixel."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 1


def test_every_card_can_be_read() -> None:
    wrong = {}
    for poster, look in (*DRAWN, *LARGE):
        if found := faults(draw(poster, look, ADDRESS), look):
            wrong[poster.headline, look.letters] = found

    assert wrong == {}


def test_nothing_of_a_card_is_left_out() -> None:
    for poster, look in LARGE:
        drawn = " ".join(run.text for run in draw(poster, look, ADDRESS).runs)

        for said in (poster.label, poster.headline, poster.do, poster.hotline, *poster.points):
            assert " ".join(said.split()) in drawn, (poster.headline, look)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_file_has_its_size_and_is_light(look: Look) -> None:
    for poster, _ in LARGE[:: len(LOOKS)]:
        data = draw(poster, look, ADDRESS).save()
        image = Image.open(io.BytesIO(data))

        assert (image.format, image.size) == ("PNG", (1080, SHEETS[look.size].height))
        assert len(data) < MOST_BYTES


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_code_leads_to_the_bot_even_on_a_small_picture(look: Look) -> None:
    image = Image.open(io.BytesIO(draw(longest("danger"), look, ADDRESS).save()))
    small = image.resize((image.width // 2, image.height // 2))

    assert [code.text for code in zxingcpp.read_barcodes(small)] == [ADDRESS]


def test_without_an_address_there_is_no_code() -> None:
    image = Image.open(io.BytesIO(draw(longest("danger"), Look()).save()))

    assert zxingcpp.read_barcodes(image) == []


def test_no_card_judges_a_person_or_calls_anything_safe() -> None:
    wrong = [poster.headline for poster in ALL if re.search(r"\bpenipu\b", words_of(poster), re.I)]

    assert wrong == []


def test_a_verdicts_card_names_no_phone_but_the_hotline() -> None:
    for poster in ALL:
        if poster.tone in ("danger", "caution"):
            said = words_of(poster).replace(poster.hotline, "")
            assert not PHONE.search(said), poster.points
