"""The letters and signs of the disguises: what each writes instead of what."""

from __future__ import annotations

import string
import unicodedata

LEET = {
    "a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!", "l": "1", "o": "0", "s": "5$", "t": "7",
    "z": "2",
}  # fmt: skip
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
HOMOGLYPHS = {
    "a": "аα", "c": "с", "d": "ԁ", "e": "еε", "h": "һ", "i": "іι", "j": "ј", "k": "кκ", "l": "ӏ",
    "m": "м", "n": "пη", "o": "оο", "p": "рρ", "r": "г", "s": "ѕ", "t": "тτ", "u": "υ", "v": "ν",
    "w": "ԝω", "x": "х", "y": "уγ", "A": "АΑ", "B": "ВΒ", "C": "С", "E": "ЕΕ", "H": "НΗ",
    "I": "ІΙ", "J": "Ј", "K": "КΚ", "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ",
    "T": "ТΤ", "X": "ХΧ", "Y": "УΥ", "Z": "Ζ",
}  # fmt: skip
SMALL_CAPITALS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ", strict=True))
EMOJI = ("🔥", "⭐", "❤️", "💰", "✨", "👉🏻", "✅", "🙏")
FLAGS = ("🇮🇩", "🇰🇭", "🇲🇲", "🇹🇭", "🇹🇼")
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# What a reader of photos takes for another: letters and digits that look alike in small print.
OCR = {
    "l": ("I", "1", "|"), "I": ("l", "1", "|"), "rn": ("m",), "m": ("rn",), "O": ("0",),
    "0": ("O", "o"), "S": ("5",), "5": ("S",), "g": ("q",), "q": ("g",), "o": ("0",), "1": ("l",),
    "i": ("l",), "B": ("8",), "w": ("vv",), "d": ("cl",),
}  # fmt: skip


def _alphabet(upper: int, lower: int) -> dict[str, str]:
    """A mathematical alphabet; the holes that Unicode fills elsewhere stay plain."""
    table = {}
    for start, plain in ((upper, string.ascii_uppercase), (lower, string.ascii_lowercase)):
        for at, char in enumerate(plain):
            if unicodedata.category(chr(start + at)) != "Cn":
                table[char] = chr(start + at)
    return table


ALPHABETS = {
    "bold": _alphabet(0x1D400, 0x1D41A),
    "italic": _alphabet(0x1D434, 0x1D44E),
    "script": _alphabet(0x1D4D0, 0x1D4EA),
    "fraktur": _alphabet(0x1D56C, 0x1D586),
    "sans": _alphabet(0x1D5D4, 0x1D5EE),
    "sans_italic": _alphabet(0x1D63C, 0x1D656),
    "mono": _alphabet(0x1D670, 0x1D68A),
    "circled": _alphabet(0x24B6, 0x24D0),
    "squared": _alphabet(0x1F170, 0x1F170),
}
