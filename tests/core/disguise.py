"""How words get hidden from filters, or distorted on their way: pure functions (text, seed) → text.

They imitate recruiters who dodge filters, photographed adverts and hurried fingers. Links, handles
and words with digits stay as they are where a sender would keep them working; only what reads a
photo touches digits. Written without a look at bot/core/normalize.py; never softened for it.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from tests.core.chat_words import CHAT_WORDS
from tests.core.disguise_tables import (
    ALPHABETS,
    EMOJI,
    FLAGS,
    HOMOGLYPHS,
    KEYS,
    LEET,
    OCR,
    SMALL_CAPITALS,
    ZERO_WIDTH,
)

Disguise = Callable[[str, int], str]

_TOKEN = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-z]+")
_LEFT_ALONE = re.compile(r"\d|@|://|www\.|\.(?:com|me|id|ly|org|net|co)\b", re.IGNORECASE)
_LINK = re.compile(r"@|://|www\.|\.(?:com|me|id|ly|org|net|co)\b", re.IGNORECASE)

_OCR_SEEN = re.compile("rn|" + "|".join(key for key in OCR if len(key) == 1))


def _dice(text: str, seed: int) -> random.Random:
    """Chances that are the same for the same text and seed."""
    return random.Random(f"{seed}:{text}")  # noqa: S311 (no secret is made)


def _words(text: str, change: Callable[[str], str]) -> str:
    """The text with every run of letters changed, links and words with digits left alone."""

    def token(found: re.Match[str]) -> str:
        if _LEFT_ALONE.search(found[0]):
            return found[0]
        return _LETTERS.sub(lambda word: change(word[0]), found[0])

    return _TOKEN.sub(token, text)


def _letters(text: str, seed: int, share: float, table: dict[str, str]) -> str:
    """About `share` of the letters that `table` knows, replaced by one of its choices."""
    dice = _dice(text, seed)

    def letter(char: str) -> str:
        choices = table.get(char) or table.get(char.lower())
        return dice.choice(choices) if choices and dice.random() < share else char

    return _words(text, lambda word: "".join(map(letter, word)))


def _between(text: str, seed: int, share: float, marks: tuple[str, ...] | str) -> str:
    """Marks between about `share` of the letters of every word."""
    dice = _dice(text, seed)

    def word(letters: str) -> str:
        out = letters[0]
        for char in letters[1:]:
            out += (dice.choice(marks) if dice.random() < share else "") + char
        return out

    return _words(text, word)


def write_leetspeak(text: str, seed: int) -> str:
    """G4ji t1ng9i: digits and signs for two in five letters that have one."""
    return _letters(text, seed, 0.4, LEET)


def space_letters(text: str, seed: int) -> str:
    """g a j i  t i n g g i: a blank between letters, two between words."""
    return _words(text.replace(" ", "  "), " ".join)


def dot_letters(text: str, seed: int) -> str:
    """g.a.j.i t.i.n.g.g.i, with one kind of mark for a whole message."""
    return _words(text, _dice(text, seed).choice(".-_*").join)


def stretch_letters(text: str, seed: int) -> str:
    """Gajiii tingggi: one letter of most words three to six times."""
    dice = _dice(text, seed)

    def word(letters: str) -> str:
        if len(letters) < 3 or dice.random() > 0.6:
            return letters
        at = dice.randrange(len(letters))
        return letters[:at] + letters[at] * dice.randint(3, 6) + letters[at + 1 :]

    return _words(text, word)


def hide_zero_width(text: str, seed: int) -> str:
    """Characters without width between half of the letters."""
    return _between(text, seed, 0.5, ZERO_WIDTH)


def swap_homoglyphs(text: str, seed: int) -> str:
    """Cyrillic and Greek letters that look like the Latin ones, for half of them."""
    return _letters(text, seed, 0.5, HOMOGLYPHS)


def write_fullwidth(text: str, seed: int) -> str:
    """Ｇａｊｉ　１５　ｊｔ: what an input method of East Asia writes, digits and signs as well."""

    def token(found: re.Match[str]) -> str:
        if _LINK.search(found[0]):
            return found[0]
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in found[0])

    return _TOKEN.sub(token, text)


def _write_in(alphabet: str) -> Disguise:
    table = ALPHABETS[alphabet]
    return lambda text, seed: _letters(text, seed, 1.1, table)


def write_small_capitals(text: str, seed: int) -> str:
    """ɢᴀᴊɪ ᴛɪɴɢɢɪ."""
    return _letters(text, seed, 1.1, SMALL_CAPITALS)


def write_flag_letters(text: str, seed: int) -> str:
    """🇬 🇦 🇯 🇮: regional indicator letters, apart so that no flag is drawn; two blanks a word."""
    flags = {
        ord(char): chr(0x1F1E6 + at)
        for at, low in enumerate(string.ascii_lowercase)
        for char in (low, low.upper())
    }
    return _words(text.replace(" ", "  "), lambda word: " ".join(word.translate(flags)))


def put_emoji_between(text: str, seed: int) -> str:
    """g🔥a🔥j🔥i: one emoji, the same for a whole message, between all letters."""
    return _words(text, _dice(text, seed).choice(EMOJI).join)


def put_flags_between(text: str, seed: int) -> str:
    """g🇮🇩a🇰🇭j🇮🇩i: flags between half of the letters."""
    return _between(text, seed, 0.5, FLAGS)


def _break(text: str, seed: int, mark: str) -> str:
    dice = _dice(text, seed)

    def word(letters: str) -> str:
        if len(letters) < 5 or dice.random() > 0.4:
            return letters
        at = dice.randint(2, len(letters) - 2)
        return letters[:at] + mark + letters[at:]

    return _words(text, word)


def break_words(text: str, seed: int) -> str:
    """A line ends inside two in five words of five letters or more."""
    return _break(text, seed, "\n")


def hyphenate_words(text: str, seed: int) -> str:
    """The same with a hyphen before the end of the line, as on a printed sheet."""
    return _break(text, seed, "-\n")


def mistype(text: str, seed: int) -> str:
    """One typo in every word of seven letters or more: swapped, dropped, doubled, next key."""
    dice = _dice(text, seed)

    def word(letters: str) -> str:
        if len(letters) < 7:
            return letters
        at = dice.randrange(len(letters) - 1)
        before, char, after = letters[:at], letters[at], letters[at + 1 :]
        kind = dice.choice(("swap", "drop", "double", "neighbour"))
        if kind == "swap":
            return before + after[0] + char + after[1:]
        middle = {"drop": "", "double": char * 2, "neighbour": _neighbour(char, dice)}[kind]
        return before + middle + after

    return _words(text, word)


def _neighbour(char: str, dice: random.Random) -> str:
    row = next(row for row in KEYS if char.lower() in row)
    at = row.index(char.lower())
    return dice.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])


def abbreviate(text: str, seed: int) -> str:
    """Every word that Indonesian chats shorten, shortened."""
    dice = _dice(text, seed)

    def word(letters: str) -> str:
        choices = CHAT_WORDS.get(letters.lower())
        return dice.choice(choices) if choices else letters

    return _words(text, word)


def confuse_as_ocr(text: str, seed: int) -> str:
    """What a reader of photos makes of a quarter of the letters and digits it confuses."""
    dice = _dice(text, seed)

    def sign(found: re.Match[str]) -> str:
        return dice.choice(OCR[found[0]]) if dice.random() < 0.25 else found[0]

    return " ".join(
        part if _LINK.search(part) else _OCR_SEEN.sub(sign, part) for part in text.split(" ")
    )


def shout(text: str, seed: int) -> str:
    """ALL IN CAPITALS, links as they are."""
    return _words(text, str.upper)


def lose_lines(text: str, seed: int) -> str:
    """No line breaks, and no punctuation but inside numbers, links and amounts."""
    flat = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<!\d)[.,;:!?\"'()]+(?=\s|$)|[.,;:!?\"'()]+(?=\s|$)|(?<=\s)[\"'(]", "", flat)


def mark_letters(text: str, seed: int) -> str:
    """Light zalgo: one or two combining marks on half of the letters."""
    dice = _dice(text, seed)
    marks = [chr(code) for code in range(0x300, 0x34E)]

    def letter(char: str) -> str:
        return char + "".join(dice.choices(marks, k=dice.choice((0, 0, 1, 2))))

    return _words(text, lambda word: "".join(map(letter, word)))


def pair(first: Disguise, second: Disguise) -> Disguise:
    """One disguise over another."""
    return lambda text, seed: second(first(text, seed), seed)


DISGUISES: dict[str, Disguise] = {
    "leetspeak": write_leetspeak,
    "spaced": space_letters,
    "dotted": dot_letters,
    "stretched": stretch_letters,
    "zero_width": hide_zero_width,
    "homoglyphs": swap_homoglyphs,
    "fullwidth": write_fullwidth,
    **{name: _write_in(name) for name in ALPHABETS},
    "small_capitals": write_small_capitals,
    "flag_letters": write_flag_letters,
    "emoji_between": put_emoji_between,
    "flags_between": put_flags_between,
    "broken_words": break_words,
    "hyphenated": hyphenate_words,
    "mistyped": mistype,
    "abbreviated": abbreviate,
    "ocr": confuse_as_ocr,
    "shouted": shout,
    "no_lines": lose_lines,
    "combining": mark_letters,
}

PAIRS: dict[str, Disguise] = {
    f"{first}+{second}": pair(DISGUISES[first], DISGUISES[second])
    for first, second in (
        ("homoglyphs", "zero_width"),
        ("shouted", "homoglyphs"),
        ("shouted", "spaced"),
        ("shouted", "leetspeak"),
        ("bold", "spaced"),
        ("stretched", "shouted"),
        ("stretched", "leetspeak"),
        ("abbreviated", "mistyped"),
        ("abbreviated", "stretched"),
        ("abbreviated", "no_lines"),
        ("mistyped", "no_lines"),
        ("mistyped", "shouted"),
        ("mistyped", "homoglyphs"),
        ("emoji_between", "combining"),
        ("dotted", "homoglyphs"),
        ("shouted", "ocr"),
        ("broken_words", "ocr"),
        ("no_lines", "ocr"),
        ("fullwidth", "zero_width"),
        ("combining", "shouted"),
    )
}
