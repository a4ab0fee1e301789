"""QR codes in a picture, as text that is checked like any other."""

from __future__ import annotations

import re

from PIL import Image

from bot.photo.bounds import MAX_CODE_LENGTH, MAX_CODES

_TELEPHONE = re.compile(r"^(?:tel|sms|smsto):", re.IGNORECASE)


def read_codes(image: Image.Image) -> list[str]:
    """What the codes hold, each once. Empty where the library is missing."""
    try:
        import zxingcpp
    except ImportError:
        return []
    found = zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    texts = (_plain(code.text) for code in found if code.valid)
    return list(dict.fromkeys(text for text in texts if text))[:MAX_CODES]


def _plain(text: str) -> str:
    """The content without the words that only telephones need."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return _TELEPHONE.sub("", shown).strip()[:MAX_CODE_LENGTH]
