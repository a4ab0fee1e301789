"""A picture card as data, and how a button of 64 bytes names it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Tone = Literal["danger", "caution", "lure", "myth", "honest", "article"]
Size = Literal["feed", "story"]
Theme = Literal["light", "dark"]

MOST_POINTS = 3
# The levels that have a card, as a button names them. There is none for `unverified`: it would be
# shown around as a badge.
LEVELS: dict[str, Tone] = {"d": "danger", "c": "caution"}
_JUDGES = re.compile(r"\bpenipu\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """Which of the four pictures of a card."""

    size: Size = "feed"
    theme: Theme = "light"

    @property
    def letters(self) -> str:
        """The look in two letters, as it stands in a button."""
        return self.size[0] + self.theme[0]


LOOKS = {
    look.letters: look
    for look in (Look(size, theme) for size in get_args(Size) for theme in get_args(Theme))
}


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a card. `says` is the lure that is answered; `scan` stands under the code that
    leads to the bot; `share` goes along in a messenger, without markup but WhatsApp's.
    """

    tone: Tone
    label: str
    headline: str
    points_label: str
    points: tuple[str, ...]
    do_label: str
    do: str
    hotline: str
    source: str
    date: str
    scan: str
    note: str = ""
    says_label: str = ""
    says: str = ""
    share: str = ""


def code(name: str) -> str:
    """Six letters for the name of a rule, an article or a piece: a button holds 64 bytes."""
    return hashlib.blake2s(name.encode(), digest_size=3).hexdigest()


def verdict_action(level: str, rules: Iterable[str]) -> str:
    """What a button does that makes the card of a verdict; empty where there is none."""
    names = [*dict.fromkeys(rules)][:MOST_POINTS]
    if level not in LEVELS.values() or not names:
        return ""
    return f"card:{level[0]}:{'.'.join(map(code, names))}"


def article_action(name: str, *said: str) -> str:
    """What a button does that makes the card of an article; empty where what it says judges people:
    whoever is shown a card does not read what stands around it.
    """
    return "" if any(map(_JUDGES.search, said)) else f"card:a:{code(name)}"


def score_action(score: int, count: int) -> str:
    """What a button does that makes the card of a finished quiz."""
    return f"card:k:{score}-{count}"


def piece_action(name: str) -> str:
    """What a button does that makes the card of a piece of a campaign."""
    return f"card:p:{code(name)}"
