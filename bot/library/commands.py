"""What stands behind `content lint`, `content stale`, `rules`, `report` and `new`."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Sized
from pathlib import Path

from bot.errors import ContentError, Problem, SettingsError, UsageError
from bot.library.catalogue import write_catalogue
from bot.library.checks.wording import UNFILLED
from bot.library.drafts import new_article, new_rule, split_name
from bot.library.lint import lint
from bot.library.loader import load_corpus, read_library
from bot.library.report import write_report
from bot.library.stale import stale
from bot.settings import Settings

# The catalogue of a clone, beside its content folder.
CATALOGUE = Path("docs") / "rules.md"
REPORT = Path("docs") / "content.md"
# Where a rule goes whose family was not said.
_NEW_FAMILY = "new"


def run_lint(settings: Settings) -> int:
    """Prints what is wrong in content/ and what is worth a look; 1 where something is wrong.

    Raises SettingsError where there is no content folder.
    """
    folder = _folder(settings)
    errors: list[Problem] = []
    warnings: tuple[Problem, ...] = ()
    try:
        report = lint(read_library(folder))
        errors += report.errors
        warnings = report.warnings
    except ContentError as error:
        errors += error.problems
    try:
        load_corpus(folder)
    except ContentError as error:
        errors += error.problems
    _print(f"warning: {problem}" for problem in warnings)
    _print(errors)
    _print([f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"])
    return 1 if errors else 0


def run_stale(settings: Settings, days: int | None = None, today: dt.date | None = None) -> int:
    """Prints what wants another look, the oldest first; returns 0 whatever it found.

    `days` replaces the limit of every kind of statement. Raises SettingsError and ContentError.
    """
    library = read_library(_folder(settings))
    found = stale(library, today or _today(), days)
    _print(found)
    _print([_count(found, "statement") + (" to look at again" if found else "")])
    return 0


def run_rules(settings: Settings, *, write: bool = False) -> int:
    """Prints the catalogue of the rules, or writes it to docs/rules.md; returns 0.

    Raises SettingsError and ContentError, UsageError where it cannot be written.
    """
    folder = _folder(settings)
    return _page(write_catalogue(read_library(folder)), folder.parent / CATALOGUE, write=write)


def run_report(settings: Settings, *, write: bool = False) -> int:
    """Prints the state of the content, or writes it to docs/content.md; returns 0.

    Raises SettingsError and ContentError, UsageError where it cannot be written.
    """
    folder = _folder(settings)
    return _page(write_report(read_library(folder)), folder.parent / REPORT, write=write)


def _page(lines: Iterable[str], path: Path, *, write: bool) -> int:
    if not write:
        _print(lines)
        return 0
    try:
        path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{_shown(path)} cannot be written: {error.strerror}") from error
    _print([f"wrote {_shown(path)}"])
    return 0


def run_new(settings: Settings, kind: str, name: str, today: dt.date | None = None) -> int:
    """Writes the draft of a `rule` or an `article` and prints its path; returns 0.

    `name` is an id, or FOLDER/ID with the rule's family or the article's topic. Raises UsageError
    where the name is wrong or taken, SettingsError where there is no content folder.
    """
    folder = _folder(settings)
    family, stem = split_name(name)
    if kind == "rule":
        family = family or _NEW_FAMILY
        text = new_rule(stem, today or _today())
    else:
        family = family or _topic(folder, stem)
        text = new_article(stem, family, today or _today())
    path = folder / f"{kind}s" / family / f"{stem}.yaml"
    _create(path, text, folder)
    todo = f"Replace every `{UNFILLED}`, then run: python bot.py content lint"
    _print([f"created {_shown(path)}", todo])
    return 0


def _folder(settings: Settings) -> Path:
    folder = settings.content_dir
    if not folder.is_dir():
        raise SettingsError(
            [f"RAMBU_CONTENT_DIR: `{folder}` is not a folder: name one with content"]
        )
    return folder


def _topic(folder: Path, stem: str) -> str:
    """The topic an article's id begins with, or one that is to be filled in."""
    try:
        topics = read_library(folder).content.topics
    except ContentError:
        return UNFILLED.lower()  # A draft can be begun while another file is broken.
    fitting = [topic for topic in topics if stem == topic or stem.startswith(f"{topic}_")]
    return max(fitting, key=len, default=UNFILLED.lower())


def _create(path: Path, text: str, folder: Path) -> None:
    """Writes a new file; raises UsageError where its name is taken or it cannot be written."""
    taken = sorted((folder / path.relative_to(folder).parts[0]).rglob(path.name))
    if taken:
        raise UsageError(f"`{path.stem}` exists already: {_shown(taken[0])}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{_shown(path)} cannot be written: {error.strerror}") from error


def _shown(path: Path) -> str:
    return os.path.relpath(path)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _count(found: Sized, noun: str) -> str:
    number = len(found)
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print(lines: Iterable[object]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
