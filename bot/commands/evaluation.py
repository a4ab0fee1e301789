"""`evaluate`: how well labelled files come out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.commands.console import DONE, calling, say
from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers
    from bot.library import Corpus


def add(commands: Subparsers) -> None:
    """Adds the command to the parser."""
    parser = calling(commands.add_parser("evaluate", help="score labelled files"), evaluate)
    parser.add_argument(
        "files", nargs="*", type=Path, help="JSON Lines; none: the project's own corpus"
    )
    flags = {
        "--misses": "list what did not come out as labelled",
        "--rules": "where each rule fired",
        "--recital": "the project's texts that share five words in a row with the files",
    }
    for name, what in flags.items():
        parser.add_argument(name, action="store_true", help=what)
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="write the figures")
    parser.add_argument(
        "--against", type=Path, metavar="FILE.json", help="compare with figures written earlier"
    )


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """Scores the files, or the project's own corpus."""
    from bot.evaluation import recital, score
    from bot.evaluation.batch import read_lines
    from bot.library import load_corpus

    labelled = [row for file in options.files for row in read_lines(file)]
    engine = app.build_engine(settings)
    corpus = load_corpus(settings.content_dir)
    if options.recital:
        own = recital.own_texts(engine.content, corpus.texts, corpus.questions)
        say(recital.find_recitals(own, labelled))
        return DONE
    found = score.evaluate(engine, labelled if options.files else _own_rows(corpus))
    say(score.report(found, misses=options.misses))
    if options.rules:
        say(score.rule_table(found, engine.content.rules))
    if options.against is not None:
        say(score.compare(found, _read_json(options.against)))
    if options.out is not None:
        _write(options.out, found.to_json())
    return DONE


def _own_rows(corpus: Corpus) -> list[dict[str, object]]:
    """The project's own corpus in the fields of labelled files."""
    labels = {"unverified": "legit"}
    found: list[dict[str, object]] = [
        {
            "id": text.id,
            "text": text.text,
            "label": labels.get(text.expect, text.expect),
            "category": text.kind,
            "origin": text.id.rpartition("-")[0],
        }
        for text in corpus.texts
    ]
    found += [
        {
            "id": question.id,
            "text": question.text,
            "topic": question.topic,
            "also": question.also,
            "distress": "near_miss" if question.id.startswith("calm-") else question.distress,
        }
        for question in corpus.questions
        if question.topic is not None
    ]
    return found


def _read_json(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"{path}: cannot be read as the JSON that --out writes") from None
    return found if isinstance(found, dict) else {}


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
