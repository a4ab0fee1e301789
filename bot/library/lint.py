"""Runs the cross-file checks on a Library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.errors import Problem
from bot.library.checks import campaigns, names, phrases, references, signals, wording
from bot.library.loader import Library

Check = Callable[[Library], Iterable[Problem]]

# What is wrong: the content must not be published like this.
ERRORS: tuple[Check, ...] = (
    references.dead_sources,
    references.dead_laws,
    references.dead_contacts,
    references.dead_see_also,
    references.dead_related,
    references.dead_topics,
    references.dead_countries,
    references.topics_without_article,
    names.shared_names,
    phrases.broken_phrases,
    phrases.dead_lists,
    phrases.dead_roots,
    signals.rules_without_sign,
    signals.dead_signs,
    signals.dead_signals,
    signals.dead_facts,
    signals.silent_missing,
    signals.repeated_ids,
    wording.article_markup,
    wording.text_markup,
    wording.text_placeholders,
    wording.repeated_questions,
    wording.contradicting_questions,
    wording.unfilled,
    campaigns.dead_modes,
    campaigns.repeated_pieces,
    campaigns.dead_piece_articles,
    campaigns.judging_words,
    campaigns.dead_quiz_signs,
)

# What is worth a look, and may be right.
WARNINGS: tuple[Check, ...] = (
    references.unused_sources,
    references.plain_http,
    signals.unused_signs,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found, each in the order of the files."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def lint(library: Library) -> Report:
    """All checks on `library`."""
    return Report(_run(ERRORS, library), _run(WARNINGS, library))


def _run(checks: Iterable[Check], library: Library) -> tuple[Problem, ...]:
    return tuple(sorted({problem for check in checks for problem in check(library)}))
