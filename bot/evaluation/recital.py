"""Finds where the project recites a file: several words in a row alike, or a short text as a whole.

Numbers (also in words) and single letters are no words here: sums and l-e-t-t-e-r-s set apart are
everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from bot.core.content import Content, CorpusQuestion, CorpusText, VerdictLevel
from bot.core.template import Choice, Gap, Sequence, Word, parse_phrase

RUN = 6
# Shorter texts than this are what everybody writes ("halo kak", "apa itu P3MI").
SHORTEST_WHOLE = 4
# Of a phrase with many choices only so many wordings are looked at.
MOST_WORDINGS = 400
_WORDS = re.compile(r"[^\W\d_]{2,}")
_BREAK = "\0"
_NUMBERS = frozenset(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus "
    "ratus seribu ribu sejuta juta miliar rp rupiah".split()
)


def own_texts(
    content: Content,
    texts: Iterable[CorpusText],
    questions: Iterable[CorpusQuestion],
    examples: Mapping[VerdictLevel, Iterable[str]],
) -> Iterator[tuple[str, str]]:
    """Every phrase, example, question and corpus text of the project, with where it stands."""
    yield from _phrases(content)
    for rule in content.rules.values():
        for example in (*rule.examples.match, *rule.examples.no_match):
            yield f"rule {rule.id}", example
    for sign in content.triage:
        for text in (*sign.examples, *sign.near_misses):
            yield f"triage {sign.id}", text
    for article in content.articles.values():
        for question in (*article.questions.match, *article.questions.no_match):
            yield f"article {article.id}", question
    for topic, group in content.asked.items():
        for question in group.questions:
            yield f"questions {topic}", question
    for distress, cries in content.cries.items():
        for text in cries.texts:
            yield f"distress {distress}", text
    for level, shown in examples.items():
        for text in shown:
            yield f"examples {level}", text
    for text_entry in texts:
        yield f"corpus {text_entry.id}", text_entry.text
    for asked in questions:
        yield f"corpus {asked.id}", asked.text


def _phrases(content: Content) -> Iterator[tuple[str, str]]:
    phrases: list[tuple[str, Iterable[str]]] = []
    for rule in content.rules.values():
        phrases += [(f"rule {rule.id}", group) for group in rule.detection.all]
        phrases.append((f"rule {rule.id}", rule.detection.unless))
    for sign in content.triage:
        phrases += [(f"triage {sign.id}", group) for group in sign.all]
        phrases.append((f"triage {sign.id}", (*sign.unless, *sign.unless_anywhere)))
    phrases += [(f"guard {cue.id}", (*cue.phrases, *cue.unless)) for cue in content.guard.cues]
    phrases += [(f"missing {item.id}", item.phrases) for item in content.verdicts.missing]
    phrases += [(f"list {name}", words.values) for name, words in content.lists.items()]
    for where, group in phrases:
        for phrase in group:
            for wording in wordings(phrase):
                yield where, wording


def wordings(phrase: str) -> Iterator[str]:
    """The ways a phrase can be written; gaps and lists are breaks that no run goes across."""
    for at, words in enumerate(_ways(parse_phrase(phrase))):
        if at == MOST_WORDINGS:
            return
        yield " ".join(words)


def _ways(tree: Sequence) -> Iterator[tuple[str, ...]]:
    ways = product(*(list(_element_ways(element)) for element in tree.elements))
    return (tuple(word for part in way for word in part) for way in ways)


def _element_ways(element: Word | Gap | Choice) -> Iterator[tuple[str, ...]]:
    if isinstance(element, Gap) or (isinstance(element, Word) and element.symbol[0] == "<"):
        yield (_BREAK,)
    elif isinstance(element, Word):
        yield (element.symbol.lstrip("~"),)
    else:
        for option in element.options:
            yield from _ways(option)


def find_recitals(
    owned: Iterable[tuple[str, str]], rows: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """Lines `where: row: words`, one for each place and row that share RUN words or a whole."""
    runs: dict[tuple[str, ...], str] = {}
    wholes: dict[tuple[str, ...], str] = {}
    for row in rows:
        for run in _runs(row["text"]):
            runs.setdefault(run, str(row["id"]))
        wholes.setdefault(_whole(row["text"]), str(row["id"]))
    told: set[tuple[str, str]] = set()
    for where, text in owned:
        shared: dict[str, str] = {}
        for run in _runs(text):
            if run in runs:
                shared.setdefault(runs[run], " ".join(run))
        whole = _whole(text)
        if len(whole) >= SHORTEST_WHOLE and whole in wholes:
            shared[wholes[whole]] = " ".join(whole)
        for row_id, words in sorted(shared.items()):
            if (where, row_id) not in told:
                told.add((where, row_id))
                yield f"{where}: {row_id}: {words}"


def _whole(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORDS.findall(text.lower()) if word not in _NUMBERS)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    for part in text.split(_BREAK):
        words = _whole(part)
        for at in range(len(words) - RUN + 1):
            yield words[at : at + RUN]
