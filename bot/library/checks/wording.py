"""Checks of texts: markup, placeholders, questions of two articles, drafts left unfilled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from string import Formatter

from bot.core.content import Article
from bot.errors import Problem
from bot.library.loader import Library
from bot.library.markup import fault
from bot.library.walk import Spot, found

# What `content new` writes where an editor has to write.
UNFILLED = "GANTIINI"

_PLACEHOLDER = re.compile(r"[a-z][a-z0-9_]*")
_BRACES = "write {name} with small letters, and {{ }} for real braces"


def article_markup(library: Library) -> Iterator[Problem]:
    """Every article's body is HTML that Telegram takes."""
    for spot, article in found(library, Article):
        if wrong := fault(article.body):
            yield spot.problem(wrong, "use only balanced b i u s a code blockquote", "body")


def text_markup(library: Library) -> Iterator[Problem]:
    """Every text of texts/id.yaml is HTML that Telegram takes."""
    for spot, text in _texts(library):
        if wrong := fault(text):
            yield spot.problem(wrong, "use only balanced b i u s a code blockquote")


def text_placeholders(library: Library) -> Iterator[Problem]:
    """Every placeholder of texts/id.yaml is a plain name in braces."""
    for spot, text in _texts(library):
        try:
            fields = [*Formatter().parse(text)]
        except ValueError as error:
            yield spot.problem(f"its braces are not in order ({error})", _BRACES)
            continue
        for _, name, form, conversion in fields:
            if name is not None and (form or conversion or not _PLACEHOLDER.fullmatch(name)):
                yield spot.problem(f"`{{{name}}}` is no placeholder", _BRACES)


def repeated_questions(library: Library) -> Iterator[Problem]:
    """No question leads to two articles, or both to and away from one."""
    claims: dict[str, list[tuple[Spot, str]]] = defaultdict(list)
    for spot, article in found(library, Article):
        for question in article.questions.match:
            claims[_bare_words(question)].append((spot, question))
    for claimed in claims.values():
        first, *others = claimed
        for spot, question in others:
            what = f"`{question}` also stands in {first[0].file}"
            yield spot.problem(what, "keep it where it fits better", "questions.match")


def contradicting_questions(library: Library) -> Iterator[Problem]:
    """No article has the same question under match and under no_match."""
    for spot, article in found(library, Article):
        matches = {_bare_words(question) for question in article.questions.match}
        for question in article.questions.no_match:
            if _bare_words(question) in matches:
                what = f"`{question}` also stands under match"
                yield spot.problem(what, "delete one of the two", "questions.no_match")


def unfilled(library: Library) -> Iterator[Problem]:
    """Nothing of a template of `content new` is left to fill in."""
    for spot, text in found(library, str):
        if UNFILLED in text:
            yield spot.problem("is still to be filled in", f"replace `{UNFILLED}` and what follows")


def _texts(library: Library) -> Iterable[tuple[Spot, str]]:
    return ((spot, text) for spot, text in found(library, str) if spot.kind == "texts")


def _bare_words(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.casefold()))
