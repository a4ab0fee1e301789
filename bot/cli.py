"""The commands of `python bot.py`: parses, calls, turns errors into a line and an exit code."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from bot import app
from bot.core.message import MAX_CHARACTERS, Message
from bot.core.render import render_html, strip_markup
from bot.errors import BotError, UsageError
from bot.evaluation.batch import ask_row, check_row, read_lines, rows
from bot.logs import set_up_logs
from bot.service import Service
from bot.settings import Settings

DONE, WRONG, BAD_USE = 0, 1, 2

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code: 0 done, 1 a checker found something, 2 bad
    use.
    """
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.from_env(os.environ)
        set_up_logs(settings.log_level if options.command == "run" else "WARNING", settings.secrets)
        command: Command = options.call
        return command(options, settings)
    except BotError as error:
        _print([str(error)], sys.stderr)
        return BAD_USE
    except BrokenPipeError:
        sys.stdout = None
        return DONE
    except KeyboardInterrupt:
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bot.py", description="Rambu: reads signs of trafficking in job offers."
    )
    parser.set_defaults(call=_start, command="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add(commands.add_parser("chat", help="the chat in this terminal"), _chat)
    check = _add(commands.add_parser("check", help="check one offer, or a file of them"), _check)
    ask = _add(commands.add_parser("ask", help="answer one message, or a file of them"), _ask)
    for each in (check, ask):
        each.add_argument("text", nargs="*", help="the text; - reads standard input")
        each.add_argument("--json", action="store_true", help="print JSON")
        each.add_argument("--batch", type=Path, metavar="FILE.jsonl", help='lines of {"id","text"}')
    evaluate = _add(commands.add_parser("evaluate", help="score labelled files"), _evaluate)
    evaluate.add_argument(
        "files", nargs="*", type=Path, help="JSON Lines; none: the project's own corpus"
    )
    evaluate.add_argument(
        "--misses", action="store_true", help="list what did not come out as labelled"
    )
    evaluate.add_argument("--rules", action="store_true", help="where each rule fired")
    evaluate.add_argument(
        "--recital",
        action="store_true",
        help="the project's texts that share five words in a row with the files",
    )
    evaluate.add_argument("--out", type=Path, metavar="FILE.json", help="write the figures")
    evaluate.add_argument(
        "--against", type=Path, metavar="FILE.json", help="compare with figures written earlier"
    )
    explain = _add(
        commands.add_parser("explain", help="what was seen in a text, and why"), _explain
    )
    explain.add_argument("text", nargs="*", help="the text; - reads standard input")
    _add_content(commands.add_parser("content", help="for editors: lint, stale, new"))
    run = _add(commands.add_parser("run", help="run on Telegram"), _run)
    run.add_argument(
        "--webhook", action="store_true", help="take updates by webhook instead of polling"
    )
    return parser


def _add(parser: argparse.ArgumentParser, call: Command) -> argparse.ArgumentParser:
    parser.set_defaults(call=call)
    return parser


def _add_content(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(call=_content)
    parser.add_argument("action", choices=("lint", "stale", "new"))
    parser.add_argument("kind", nargs="?", choices=("rule", "article"))
    parser.add_argument("name", nargs="?", help="ID, or FAMILY/ID, or TOPIC/ID")
    parser.add_argument("--days", type=int, help="stale: older than this many days")


def _start(options: argparse.Namespace, settings: Settings) -> int:
    if settings.token:
        return _run(argparse.Namespace(webhook=False), settings)
    asyncio.run(app.chat(settings, "chat.no_token" if sys.stdin.isatty() else ""))
    return DONE


def _chat(options: argparse.Namespace, settings: Settings) -> int:
    asyncio.run(app.chat(settings))
    return DONE


def _check(options: argparse.Namespace, settings: Settings) -> int:
    return _one_or_batch(options, settings, ask=False)


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    return _one_or_batch(options, settings, ask=True)


def _one_or_batch(options: argparse.Namespace, settings: Settings, *, ask: bool) -> int:
    if options.batch is not None:
        lines = list(read_lines(options.batch))
        _print(rows(app.build_engine(settings), lines, ask=ask))
        return DONE
    text = _text(options.text)
    engine = app.build_engine(settings)
    if options.json:
        _print([json.dumps((ask_row if ask else check_row)(engine, text), ensure_ascii=False)])
        return DONE
    service = Service(engine, _Forgetful())  # type: ignore[arg-type]
    message = Message.of(text)
    reply = asyncio.run(service.respond(message) if ask else service.command("cek", text, message))
    _print([strip_markup(render_html(reply, engine.content.texts))])
    return DONE


class _Forgetful:
    """A store that keeps nothing, for single answers at the terminal."""

    async def apply(self, changes: Iterable[object]) -> None:
        """Keeps nothing."""

    async def recall(self, owner: str, name: str, now: float) -> None:
        """Knows nothing."""


def _text(words: Sequence[str]) -> str:
    text = sys.stdin.read(4 * MAX_CHARACTERS) if list(words) in ([], ["-"]) else " ".join(words)
    if not text.strip():
        raise UsageError(
            "the text is empty: write it behind the command, or pipe it in and write -"
        )
    return text


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation.recital import find_recitals, own_texts
    from bot.evaluation.score import compare, evaluate, report, rule_table
    from bot.library import load_corpus

    labelled = [row for file in options.files for row in read_lines(file)]
    engine = app.build_engine(settings)
    corpus = load_corpus(settings.content_dir)
    if options.recital:
        _print(find_recitals(own_texts(engine.content, corpus.texts, corpus.questions), labelled))
        return DONE
    score = evaluate(engine, labelled if options.files else _own_rows(corpus))
    _print(report(score, misses=options.misses))
    if options.rules:
        _print(rule_table(score, engine.content.rules))
    if options.against is not None:
        _print(compare(score, _read_json(options.against)))
    if options.out is not None:
        _write(options.out, score.to_json())
    return DONE


def _own_rows(corpus: object) -> list[dict[str, object]]:
    from bot.library import Corpus

    assert isinstance(corpus, Corpus)  # noqa: S101 - narrows the type for mypy
    labels = {"unverified": "legit"}
    offers: list[dict[str, object]] = [
        {
            "id": t.id,
            "text": t.text,
            "label": labels.get(t.expect, t.expect),
            "category": t.kind,
            "origin": t.id.rpartition("-")[0],
        }
        for t in corpus.texts
    ]
    for question in corpus.questions:
        distress = "near_miss" if question.id.startswith("calm-") else question.distress
        if question.topic is not None:
            offers.append(
                {
                    "id": question.id,
                    "text": question.text,
                    "topic": question.topic,
                    "also": question.also,
                    "distress": distress,
                }
            )
    return offers


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


def _explain(options: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation.explanation import explain

    text = _text(options.text)
    _print(explain(app.build_engine(settings), text))
    return DONE


def _content(options: argparse.Namespace, settings: Settings) -> int:
    from bot.library import commands

    if options.action == "lint":
        return commands.run_lint(settings)
    if options.action == "stale":
        return commands.run_stale(settings, options.days)
    if not options.kind or not options.name:
        raise UsageError("write `content new rule FAMILY/ID` or `content new article TOPIC/ID`")
    return commands.run_new(settings, options.kind, options.name)


def _run(options: argparse.Namespace, settings: Settings) -> int:
    try:
        import uvloop

        uvloop.install()
    except ImportError:
        pass
    asyncio.run(app.run(settings, webhook=options.webhook))
    return DONE


def _print(lines: Iterable[str], out: TextIO | None = None) -> None:
    for line in lines:
        print(line, file=out or sys.stdout)  # noqa: T201 - the command line speaks here
