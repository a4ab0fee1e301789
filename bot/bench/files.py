"""Files that want to break who reads them: cut, flipped, lying about their size, overpacked."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

_NOISE = 4_000
_HEADS = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    b"GIF89a",
    b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    b"%PDF-1.7\n",
)
_SIDES = (0, 1, 64, 300, 4_000, 60_000, 2**31 - 1)
_PDF = (
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>"
    b"endobj trailer<</Root 1 0 R/Size 3/Prev 9>>startxref 9 %%EOF"
)


class Files:
    """Draws files by one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._kinds: tuple[Callable[[], bytes], ...] = (
            self._noise,
            self._headed,
            self._png,
            self._pdf,
            self._packed,
            self._text,
        )

    def draw(self) -> bytes:
        """One file, half of them spoiled further."""
        found = self._chance.choice(self._kinds)()
        return self._spoil(found) if self._chance.random() < 0.5 else found

    def _noise(self) -> bytes:
        return self._chance.randbytes(self._chance.randrange(_NOISE))

    def _headed(self) -> bytes:
        return self._chance.choice(_HEADS) + self._noise()

    def _png(self) -> bytes:
        """A picture with a header that may lie about its sides, its depth or its checksum."""
        wide, high = self._chance.choice(_SIDES), self._chance.choice(_SIDES)
        depth, colour = self._chance.choice((1, 8, 16, 77)), self._chance.choice((0, 2, 3, 6, 9))
        header = struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, self._chance.randrange(2))
        pixels = zlib.compress(bytes(self._chance.randrange(60_000)))
        pieces = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in pieces)

    def _pdf(self) -> bytes:
        return b"%PDF-1.4\n" + _PDF * self._chance.randrange(1, 4)

    def _packed(self) -> bytes:
        """A packed document: endless zeros, paths that lead out of it, XML without an end."""
        name = self._chance.choice(("word/document.xml", "../../x", "_chat.txt", "a/" * 500 + "b"))
        inside = self._chance.choice((bytes(3_000_000), b"<w:t>" * 9_000, b"<!ENTITY a '&a;'>"))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            # Without the time of day.
            file.writestr(zipfile.ZipInfo(name), inside, zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _text(self) -> bytes:
        encoding = self._chance.choice(("utf-8", "utf-16", "utf-7", "cp1252"))
        words = "Loker Kamboja gaji 15 juta, paspor dipegang kantor. " * self._chance.randrange(40)
        return words.encode(encoding) + self._chance.choice((b"", b"\x00\xff\xfe", b"\xed\xa0\x80"))

    def _spoil(self, data: bytes) -> bytes:
        """The file cut off, or with some bytes that are others."""
        if not data or self._chance.random() < 0.4:
            return data[: self._chance.randrange(len(data) + 1)]
        spoiled = bytearray(data)
        for _ in range(self._chance.randrange(1, 30)):
            spoiled[self._chance.randrange(len(spoiled))] = self._chance.randrange(256)
        return bytes(spoiled)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
