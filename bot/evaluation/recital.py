"""Finds where the project recites a file: five words or more in a row alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.core.content import Content, CorpusQuestion, CorpusText

RUN = 5
_WORDS = re.compile(r"[^\W_]+")


def own_texts(
    content: Content, texts: Iterable[CorpusText], questions: Iterable[CorpusQuestion]
) -> Iterator[tuple[str, str]]:
    """Every phrase, example, question and corpus text of the project, with where it stands."""
    for rule in content.rules.values():
        for phrase in [p for group in rule.detection.all for p in group] + list(
            rule.detection.unless
        ):
            yield f"rule {rule.id}", re.sub(r"[()\[\]|~<>]|\.\.", " ", phrase)
        for example in (*rule.examples.match, *rule.examples.no_match):
            yield f"rule {rule.id}", example
    for cue in content.triage:
        for text in (*cue.examples, *cue.near_misses):
            yield f"triage {cue.id}", text
    for article in content.articles.values():
        for question in (*article.questions.match, *article.questions.no_match):
            yield f"article {article.id}", question
    for text_entry in texts:
        yield f"corpus {text_entry.id}", text_entry.text
    for asked in questions:
        yield f"corpus {asked.id}", asked.text


def find_recitals(
    owned: Iterable[tuple[str, str]], rows: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """Lines `where: row: words`, one for each place and row that share RUN words in a row."""
    index: dict[tuple[str, ...], str] = {}
    for row in rows:
        for run in _runs(row["text"]):
            index.setdefault(run, str(row["id"]))
    for where, text in owned:
        shared = {index[run]: " ".join(run) for run in _runs(text) if run in index}
        for row_id, words in sorted(shared.items()):
            yield f"{where}: {row_id}: {words}"


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORDS.findall(text.lower())
    for at in range(len(words) - RUN + 1):
        yield tuple(words[at : at + RUN])
