"""A few pictures read for real, by the real process. `bench photo` reads forty."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.bench.photo import _letters, _speakers
from bot.core.engine import Engine
from bot.core.message import Message, Part
from bot.library import Corpus
from bot.photo.reader import Patience, PhotoReader
from tests.photo.drawing.canvas import Drawn
from tests.photo.drawing.chats import WHATSAPP_DARK, chat
from tests.photo.drawing.posters import Style, poster, with_code
from tests.photo.drawing.talks import TALKS
from tests.photo.drawing.wear import pressed, turned

pytestmark = pytest.mark.asyncio(loop_scope="module")

# A machine that does much else reads slowly.
PATIENT = Patience(read=60.0)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[PhotoReader]:
    reader = PhotoReader(patience=PATIENT)
    yield reader
    await reader.close()


def close(drawn: Drawn, text: str) -> bool:
    """True where at most two letters in a hundred are wrong."""
    from rapidfuzz.distance import Levenshtein

    chatty = bool(drawn.turns)
    right, got = _letters(drawn.text, chat=chatty), _letters(text, chat=chatty)
    return Levenshtein.distance(right, got) <= 0.02 * len(right)


async def test_a_poster_is_read_with_its_code(reader: PhotoReader, corpus: Corpus) -> None:
    texts = {text.id: text.text for text in corpus.texts}
    link = "https://wa.me/85512345678"
    drawn = pressed(with_code(poster("p", texts["recruit-049"], Style()), link))

    found = await reader.read(drawn.jpeg())

    assert close(drawn, found.text), found.text
    assert found.codes == (link,)


async def test_a_poster_that_stands_on_its_head_is_read(
    reader: PhotoReader, corpus: Corpus
) -> None:
    texts = {text.id: text.text for text in corpus.texts}
    drawn = turned(poster("p", texts["recruit-046"], Style()), 180)

    found = await reader.read(drawn.jpeg())

    assert close(drawn, found.text), found.text


async def test_a_chat_tells_who_cries_for_help(reader: PhotoReader, engine: Engine) -> None:
    drawn = chat("c", "Kak Nia", TALKS["cry"], WHATSAPP_DARK)

    found = await reader.read(drawn.jpeg())

    assert close(drawn, found.text), found.text
    assert _speakers(drawn, found) == (5, 5)
    assert engine.understand(Message((Part(found.text, "photo"),))).triage.road == "emergency"


async def test_a_broken_file_is_told_and_nothing_is_left_of_it(reader: PhotoReader) -> None:
    assert (await reader.read(b"\xff\xd8 no picture")).problem == "strange"
    assert (await reader.read(b"%PDF-1.7 no document")).problem == "strange"
    assert (await reader.read(b"PK\x03\x04 nothing")).problem == "strange"
