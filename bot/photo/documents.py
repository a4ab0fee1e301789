"""Text of documents: PDF, Word, plain text, a chat that WhatsApp exported."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from PIL import Image

from bot.photo.bounds import (
    ENOUGH_SECONDS,
    MAX_PAGES,
    MAX_RATIO,
    MAX_SCANNED_PAGES,
    MAX_TEXT,
    MAX_UNPACKED,
)
from bot.photo.exported import newest
from bot.photo.found import Found
from bot.photo.pictures import PictureError, open_picture, prepare

ReadPicture = Callable[[Image.Image], Found]

# A page with less text than this is a picture of a page.
_FEWEST_LETTERS = 30
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORD_TEXT = "word/document.xml"
_WORD_LINKS = "word/_rels/document.xml.rels"
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_MAX_LINKS = 20


def read_document(data: bytes, read_picture: ReadPicture) -> Found:
    """What stands in a file whose kind its first bytes tell."""
    if data.startswith(b"%PDF-"):
        return _read_pdf(data, read_picture)
    if data.startswith(b"PK\x03\x04"):
        return _read_packed(data, read_picture)
    if data.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        return read_picture(open_picture(data))
    return _read_plain(data)


def _read_plain(data: bytes) -> Found:
    text = _decode(data)
    if text is None:
        return Found(problem="strange")
    kept = newest(text)
    return _told(kept, cut=len(kept) < len(text))


def _decode(data: bytes) -> str | None:
    """The characters of a text file, None for what is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        strange = sum(not (each.isprintable() or each.isspace()) for each in text)
        return text if strange * 50 < len(text) else None


def _told(text: str, codes: tuple[str, ...] = (), *, cut: bool = False) -> Found:
    text = text.replace("\x00", " ").strip()
    if not text and not codes:
        return Found(problem="no_text")
    return Found(text[:MAX_TEXT], codes, cut=cut or len(text) > MAX_TEXT)


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text.strip())


# ---- PDF


def _read_pdf(data: bytes, read_picture: ReadPicture) -> Found:
    try:
        import pypdf
    except ImportError:
        return Found(problem="missing")
    reader: Any = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return Found(problem="locked")
    count = len(reader.pages)
    pages = [reader.pages[at] for at in range(min(count, MAX_PAGES))]
    text = "\n\n".join(page.extract_text() for page in pages)
    links = _pdf_links(pages)
    if len(text.strip()) >= _FEWEST_LETTERS:
        return _told(_joined(text, *links), cut=count > MAX_PAGES)
    found = _read_all(_pdf_pictures(pages), read_picture)
    cut = found.cut or count > MAX_PAGES
    return _told(_joined(text, found.text, *links), found.codes, cut=cut)


def _pdf_links(pages: Sequence[Any]) -> list[str]:
    """Where the marked places of the pages lead."""
    found: dict[str, None] = {}
    for page in pages:
        notes: Any = page.get("/Annots") or []
        for note in notes:
            action: Any = note.get_object().get("/A")
            address = action.get_object().get("/URI") if action else None
            if address:
                found[str(address)[:500]] = None
    return list(found)[:_MAX_LINKS]


def _pdf_pictures(pages: Sequence[Any]) -> Iterator[Image.Image]:
    """The largest picture of each page, turned as the page is."""
    for page in pages:
        images = [each.image for each in page.images if each.image]
        if images:
            image = max(images, key=lambda each: each.width * each.height)
            turn = int(page.rotation)
            yield image.rotate(-turn, expand=True) if turn else image


def _read_all(pictures: Iterator[Image.Image], read_picture: ReadPicture) -> Found:
    """The text of several pictures, as many as there is time for."""
    texts: list[str] = []
    codes: list[str] = []
    began = time.monotonic()
    for place, image in enumerate(pictures):
        if place >= MAX_SCANNED_PAGES or time.monotonic() - began > ENOUGH_SECONDS:
            return Found("\n\n".join(texts), tuple(codes), cut=True)
        found = read_picture(prepare(image))
        texts.append(found.text)
        codes += found.codes
    return Found("\n\n".join(texts), tuple(codes))


# ---- packed files


def _read_packed(data: bytes, read_picture: ReadPicture) -> Found:
    """A Word document, or a chat that WhatsApp exported with its media."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        if _WORD_TEXT in names:
            return _read_word(packed, names, read_picture)
        texts = [name for name in names if name.lower().endswith(".txt")]
        if len(texts) == 1:
            return _read_plain(_unpack(packed, texts[0]))
    return Found(problem="strange")


def _unpack(packed: zipfile.ZipFile, name: str) -> bytes:
    """One file of the pack. Raises PictureError where it would become too large."""
    info = packed.getinfo(name)
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > MAX_UNPACKED or ratio > MAX_RATIO:
        raise PictureError("too_large")
    with packed.open(info) as stream:
        data = stream.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise PictureError("too_large")
    return data


def _read_word(packed: zipfile.ZipFile, names: list[str], read_picture: ReadPicture) -> Found:
    text = "\n".join(_paragraphs(_parse(_unpack(packed, _WORD_TEXT))))
    links = _word_links(packed) if _WORD_LINKS in names else []
    found = Found()
    if len(text.strip()) < _FEWEST_LETTERS:
        inside = [name for name in names if name.lower().endswith(_PICTURES)]
        pictures = (open_picture(_unpack(packed, name)) for name in inside)
        found = _read_all(pictures, read_picture)
    return _told(_joined(text, found.text, *links), found.codes, cut=found.cut)


def _parse(data: bytes) -> ElementTree.Element:
    # Documents of Word declare nothing; what declares entities wants to grow.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise PictureError("strange")
    return ElementTree.fromstring(data)  # noqa: S314 - without declarations nothing grows


def _paragraphs(root: ElementTree.Element) -> Iterator[str]:
    """Each paragraph's words; a box of text stands within a paragraph."""
    line: list[str] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_WORD}p" and line:
            yield "".join(line)
            line = []
        if element.tag == f"{_WORD}t":
            line.append(element.text or "")
        elif element.tag == f"{_WORD}tab":
            line.append(" ")
        elif element.tag in (f"{_WORD}br", f"{_WORD}cr"):
            line.append("\n")
        # The fallback says once more what its neighbour says.
        if element.tag != _FALLBACK:
            waiting += reversed(element)
    if line:
        yield "".join(line)


def _word_links(packed: zipfile.ZipFile) -> list[str]:
    root = _parse(_unpack(packed, _WORD_LINKS))
    found = (each.get("Target", "") for each in root if each.get("TargetMode") == "External")
    return [address[:500] for address in dict.fromkeys(found) if address][:_MAX_LINKS]
