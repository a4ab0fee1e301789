"""`evaluate`: how well labelled files come out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.commands.console import DONE, WRONG, calling, say
from bot.errors import UsageError
from bot.evaluation.batch import read_lines
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers
    from bot.core.engine import Engine
    from bot.library import Corpus


def add(commands: Subparsers) -> None:
    """Adds the command to the parser."""
    parser = calling(commands.add_parser("evaluate", help="score labelled files"), evaluate)
    parser.add_argument(
        "files", nargs="*", type=Path, help="JSON Lines; none: the project's own corpus"
    )
    flags = {
        "--misses": "list what did not come out as labelled, with what was found",
        "--rules": "precision, recall and noise of each rule",
        "--ablation": "only: how many offers need each rule",
    }
    for name, what in flags.items():
        parser.add_argument(name, action="store_true", help=what)
    parser.add_argument(
        "--recital",
        type=Path,
        action="append",
        nargs="?",
        metavar="FILE.jsonl",
        help="only: where the project's texts recite this file or the files; 1 where they do",
    )
    parser.add_argument("--picture", type=Path, metavar="FILE.svg", help="draw the confusion")
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="write the figures")
    parser.add_argument(
        "--against", type=Path, metavar="FILE.json", help="compare with figures written earlier"
    )


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """Scores the files, or the project's own corpus."""
    from bot.evaluation import picture, report, rules, score
    from bot.library import load_corpus

    if options.recital is not None:
        files = [*options.files, *(file for file in options.recital if file is not None)]
        return _find_recitals(files, settings)
    earlier = None if options.against is None else _read_json(options.against)
    labelled = [row for file in options.files for row in read_lines(file)]
    rows = labelled if options.files else _own_rows(load_corpus(settings.content_dir))
    engine = app.build_engine(settings)
    found = score.evaluate(engine, rows, ablate=options.rules or options.ablation)
    worths = rules.weigh(found.offers, _live_rules(engine))
    if options.ablation:
        say(rules.ablation_table(worths))
        return DONE
    say(report.report(found, misses=options.misses))
    if options.rules:
        say(rules.rule_table(found.offers, worths))
    if earlier is not None:
        say(report.compare(found, earlier))
    if options.picture is not None:
        _write(options.picture, picture.draw(found.tables))
    if options.out is not None:
        _write(options.out, found.to_json())
    return DONE


def _live_rules(engine: Engine) -> list[str]:
    rules = engine.content.rules.values()
    return [rule.id for rule in rules if rule.status != "deprecated"]


def _find_recitals(files: Sequence[Path], settings: Settings) -> int:
    """Lists what recites the files; 1 where something does. Raises UsageError without a file."""
    from bot.evaluation import recital
    from bot.library import load_content, load_corpus, load_examples

    if not files:
        raise UsageError("--recital: name the file that must not be recited")
    rows = [row for file in files for row in read_lines(file)]
    folder = settings.content_dir
    corpus, examples = load_corpus(folder), load_examples(folder)
    own = recital.own_texts(load_content(folder), corpus.texts, corpus.questions, examples)
    found = list(recital.find_recitals(own, rows))
    say([*found, f"{len(found)} recitals"])
    return WRONG if found else DONE


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
