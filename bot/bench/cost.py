"""What messages that want to be slow cost for each character, beside an ordinary advertisement.

Each kind fills 64 KB and is understood whole: read, checked, triaged. The yardstick is the median
of ordinary advertisements of about 600 characters whose words were seen before, the cheapest that
such a message can be.
"""

from __future__ import annotations

import argparse
import random
import string
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle
from statistics import median

from bot.core.content import Content
from bot.core.engine import Engine
from bot.core.message import MAX_CHARACTERS, Message
from bot.core.template import Choice, Gap, Sequence, Word, parse_phrase
from bot.errors import UsageError
from bot.library import load_corpus
from bot.settings import Settings

LIMIT = 3.0
ORDINARY = range(450, 751)
_ROUNDS = 3
_HIDDEN = "\u200b\u200d\u2060\u00ad"


@dataclass(slots=True)
class Costs:
    """Microseconds for a character: of the yardstick, and of each kind of message."""

    ordinary: float = 0.0
    kinds: dict[str, float] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """True when no kind costs more than LIMIT times the yardstick."""
        return all(cost <= LIMIT * self.ordinary for cost in self.kinds.values())

    def lines(self) -> Iterator[str]:
        """The figures, the dearest first."""
        yield f"an ordinary advertisement: {self.ordinary:.2f} microseconds for a character"
        for name, cost in sorted(self.kinds.items(), key=lambda item: -item[1]):
            yield f"{name:32} {cost:7.2f}  {cost / self.ordinary:5.2f} times"
        worst = max(self.kinds.values(), default=0.0) / self.ordinary
        yield f"the dearest costs {worst:.2f} times an ordinary one; the limit is {LIMIT:g}"


def run(arguments: argparse.Namespace, settings: Settings, engine: Engine) -> Costs:
    """Measures every kind. Raises UsageError where content/ has no ordinary advertisement."""
    corpus = load_corpus(settings.content_dir)
    ordinary = [text.text for text in corpus.texts if len(text.text) in ORDINARY]
    if not ordinary:
        raise UsageError("content/corpus/ holds no text of ordinary length to measure against")
    engine.warm_up()
    costs = Costs(median(measure(engine, text) for text in ordinary))
    for name, build in kinds(engine.content, ordinary, random.Random(arguments.seed)).items():  # noqa: S311
        costs.kinds[name] = measure(engine, fill(build()))
    return costs


def measure(engine: Engine, text: str) -> float:
    """Microseconds for a character, the best of a few rounds: what else ran does not count."""
    best = min(_seconds(engine, text) for _ in range(_ROUNDS))
    return 1e6 * best / len(text)


def _seconds(engine: Engine, text: str) -> float:
    message = Message.of(text)
    begin = time.process_time()
    engine.understand(message)
    return time.process_time() - begin


def fill(pieces: Iterable[str]) -> str:
    """As many pieces as fit into the longest message that is read."""
    text: list[str] = []
    length = 0
    for piece in pieces:
        if length >= MAX_CHARACTERS:
            break
        text.append(piece)
        length += len(piece)
    return "".join(text)[:MAX_CHARACTERS]


def kinds(
    content: Content, ordinary: list[str], chance: random.Random
) -> dict[str, Callable[[], Iterable[str]]]:
    """Every kind of message that is tried, as endless pieces."""
    examples = [text for rule in content.rules.values() for text in rule.examples.match]
    cries = [text for cue in content.triage for text in cue.examples]
    phrases = [p for rule in content.rules.values() for group in rule.detection.all for p in group]
    openings = sorted({word for phrase in phrases for word in _openings(parse_phrase(phrase))})

    def drawn(draw: Callable[[], str]) -> Callable[[], Iterator[str]]:
        return lambda: iter(draw, None)

    def letters(most: int) -> str:
        return "".join(chance.choices(string.ascii_lowercase, k=chance.randrange(3, most)))

    def again(*pieces: str) -> Callable[[], Iterator[str]]:
        return lambda: cycle(pieces)

    return {
        "ordinary texts on end": lambda: cycle(f"{text}\n" for text in ordinary),
        "examples of rules": lambda: cycle(f"{text}. " for text in examples),
        "examples without a full stop": lambda: cycle(f"{text} " for text in examples),
        "cries for help": lambda: cycle(f"{text} " for text in cries),
        "words that begin phrases": drawn(lambda: f"{chance.choice(openings)} "),
        "one phrase": again("paspor ditahan "),
        "gaps left open": again("gaji visa tanpa jangan "),
        "words nobody knows": drawn(lambda: f"{letters(14)} "),
        "long words nobody knows": drawn(lambda: f"{letters(40)} "),
        "words with a slip": drawn(lambda: f"{_slip(chance, chance.choice(openings))} "),
        "offers called off": again("jangan pakai visa turis. ", "bukan visa turis. "),
        "one endless word": again("kerja"),
        "one endless letter": again("a"),
        "letters set apart": lambda: (f"{each} " for each in cycle(chain(*examples))),
        "letters with dots": lambda: (f"{each}." for each in cycle("lowongankerja")),
        "leetspeak": again("g4j1 l0k3r 71k37 v1s4 "),
        "stretched letters": again("gaaaajiiii ", "kerrrrjaaaa "),
        "hidden signs": lambda: (each + _HIDDEN for each in cycle(" ".join(examples))),
        "stacked accents": lambda: (each + "\u0301" * 8 for each in cycle(" ".join(examples))),
        "fullwidth letters": lambda: (_wide(each) for each in cycle(" ".join(examples))),
        "sums of money": again("Rp 15.000.000 ", "gaji 1500 USD/bulan "),
        "digits and dots": again("1.000."),
        "numbers in a row": drawn(lambda: f"{chance.randrange(10**6)} "),
        "phone numbers": drawn(lambda: f"+62 8{chance.randrange(10**9, 10**10)} "),
        "links": drawn(lambda: f"https://{letters(9)}.com/{letters(9)} "),
        "half links": again("wa.me/", "t.me/", "http://"),
        "handles": drawn(lambda: f"@{letters(12)} "),
        "free mail": drawn(lambda: f"{letters(9)}@gmail.com "),
        "countries": again("Kamboja ", "Myanmar ", "Laos ", "Malaysia "),
        "companies": again("PT Maju Jaya ", "CV Karya "),
        "emoji": again("🔥✅👨\u200d👩\u200d👧🇰🇭 "),
        "question marks": again("ya? "),
        "brackets": again("("),
        "quotation marks": again("“a” "),
        "empty lines": again("\n"),
        "lines of one word": again("kerja\n"),
        "blanks": again(" "),
        "a chat of two": again("[12/05 10:33] A: ayo kerja\n", "[12/05 10:34] B: gaji berapa\n"),
        "a chat of thousands": lambda: (
            f"[12/05 10:33] {number}: visa turis dulu\n" for number in range(MAX_CHARACTERS)
        ),
        "heads of chats cut short": again("[12/05 10:33] ", "12/05/24 10.33 - "),
        "letters of other scripts": again("работа 工作 वेतन "),
    }


def _openings(tree: Sequence) -> Iterator[str]:
    """The words that a phrase can begin with."""
    for element in tree.elements:
        if isinstance(element, Word):
            if not element.symbol.startswith("<"):
                yield element.symbol.lstrip("~")
            return
        if isinstance(element, Choice):
            for option in element.options:
                yield from _openings(option)
            if all(option.elements for option in element.options):
                return
        if isinstance(element, Gap):
            return


def _slip(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :]


def _wide(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter
