"""What people do to an offer before it comes again: ten edits, each (text, chance) → text.

Written from the list of what must not hide an offer, before anything was tuned to them. Look-alike
letters, reading mistakes and typing mistakes are those of the tests of disguise.
"""

from __future__ import annotations

import importlib
import random
import re
from collections.abc import Callable
from itertools import combinations

Edit = Callable[[str, random.Random], str]

DROPPED = 0.15
CUT = 0.3
_EMOJI = "🔥 ✅ 💰 ✈️ 🇰🇭 📢 🙏 ⭐ 💯 👉 😊 ❗ 📌 💵".split()
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BEFORE = (
    "Assalamualaikum, maaf ganggu kak, aku dapat ini dari grup sebelah.",
    "Bro ada info nih dari temanku yang di sana, kali aja kamu minat. Baca dulu ya sampai habis:",
    "DITERUSKAN BERKALI-KALI. Tolong dibaca baik-baik, katanya masih banyak yang dicari.",
    "Min izin share ya, semoga bermanfaat buat teman-teman yang sedang cari kerja di sini.",
    "Ini pesan yang kemarin aku ceritakan ke kamu, yang dikirim tetangga lewat WA:",
)
_AFTER = (
    "Menurut kalian ini beneran apa bohong ya? Aku takut ketipu soalnya tetanggaku pernah kena.",
    "Kalau minat japri saja, nanti saya sambungkan ke orangnya langsung.",
    "Sebarkan ke saudara dan teman, siapa tahu rezekinya. Semoga berkah ya.",
    "Gimana kak, aman tidak? Ibuku sudah suruh berangkat minggu depan.",
    "Copas dari grup alumni, cek sendiri ya kebenarannya. Saya hanya meneruskan.",
)


def add_phones(text: str, chance: random.Random) -> str:
    """More numbers to call: in front, behind, on lines of their own."""
    for _ in range(chance.randint(1, 3)):
        number = f"08{chance.randrange(10**9, 10**10)}"
        line = chance.choice((f"WA {number}", f"Hub: {number} (Admin)", f"wa.me/62{number[1:]}"))
        lines = text.split("\n")
        lines.insert(chance.randint(0, len(lines)), line)
        text = "\n".join(lines)
    return text


def add_emojis(text: str, chance: random.Random) -> str:
    """Emojis behind a quarter of the words, glued to half of them."""

    def word(found: re.Match[str]) -> str:
        if chance.random() > 0.25:
            return found[0]
        return found[0] + chance.choice(("", " ")) + chance.choice(_EMOJI)

    return re.sub(r"\S+", word, text)


def change_amounts(text: str, chance: random.Random) -> str:
    """Other digits in every number; some numbers get a digit more."""

    def number(found: re.Match[str]) -> str:
        other = re.sub(r"\d", lambda _: str(chance.randrange(1, 10)), found[0])
        return other + (str(chance.randrange(10)) if chance.random() < 0.2 else "")

    return _NUMBER.sub(number, text)


def drop_words(text: str, chance: random.Random) -> str:
    """One word in seven is gone."""
    return re.sub(r"\S+[ ]?", lambda found: found[0] if chance.random() > DROPPED else "", text)


def wrap(text: str, chance: random.Random) -> str:
    """Somebody's own words before and after."""
    before, after = chance.choice(_BEFORE), chance.choice(_AFTER)
    return chance.choice((f"{before}\n\n{text}\n\n{after}", f"{before} {text}", f"{text}\n{after}"))


def move_lines(text: str, chance: random.Random) -> str:
    """Lines, or sentences where there is one line, in another order."""
    joint = "\n" if text.count("\n") > 1 else " "
    pieces = text.split("\n") if joint == "\n" else re.split(r"(?<=[.!?]) ", text)
    chance.shuffle(pieces)
    return joint.join(pieces)


def cut(text: str, chance: random.Random) -> str:
    """The first or the last three tenths of the words are gone."""
    words = re.findall(r"\S+\s*", text)
    gone = int(len(words) * CUT)
    return "".join(words[gone:] if chance.random() < 0.5 else words[: len(words) - gone])


def _disguise(name: str) -> Edit:
    def edit(text: str, chance: random.Random) -> str:
        tables = importlib.import_module("tests.core.disguise")
        disguised: str = tables.DISGUISES[name](text, chance.randrange(10**6))
        return disguised

    return edit


EDITS: dict[str, Edit] = {
    "phones added": add_phones,
    "emojis": add_emojis,
    "amounts changed": change_amounts,
    "words dropped": drop_words,
    "wrapped": wrap,
    "look-alikes": _disguise("homoglyphs"),
    "reading mistakes": _disguise("ocr"),
    "typing mistakes": _disguise("mistyped"),
    "lines moved": move_lines,
    "cut": cut,
}


def pairs() -> dict[str, tuple[Edit, Edit]]:
    """Every two edits, one over the other; letters are changed last, as a photo does it."""
    last = ("look-alikes", "reading mistakes", "typing mistakes")
    order = sorted(EDITS, key=lambda name: name in last)
    return {f"{a} + {b}": (EDITS[a], EDITS[b]) for a, b in combinations(order, 2)}
