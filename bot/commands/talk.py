"""`chat`, `check`, `ask` and `explain`: Rambu at the terminal."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.commands.console import DONE, calling, read_text, say
from bot.core.message import Message
from bot.core.render import render_html, strip_markup
from bot.evaluation.batch import ask_row, check_row, read_lines, rows
from bot.service import Service
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the commands to the parser."""
    calling(commands.add_parser("chat", help="the chat in this terminal"), chat)
    checking = commands.add_parser("check", help="check one offer, or a file of them")
    asking = commands.add_parser("ask", help="answer one message, or a file of them")
    for parser, command in ((checking, check), (asking, ask)):
        calling(parser, command)
        parser.add_argument("text", nargs="*", help="the text; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--batch", type=Path, metavar="FILE.jsonl", help='lines of {"id","text"}'
        )
    explaining = commands.add_parser("explain", help="what was seen in a text, and why")
    calling(explaining, explain)
    explaining.add_argument("text", nargs="*", help="the text; - reads standard input")


def chat(options: argparse.Namespace, settings: Settings) -> int:
    """The chat in this terminal."""
    asyncio.run(app.chat(settings))
    return DONE


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Checks one offer, or each of a file."""
    return _one_or_batch(options, settings, asking=False)


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answers one message, or each of a file."""
    return _one_or_batch(options, settings, asking=True)


def explain(options: argparse.Namespace, settings: Settings) -> int:
    """Shows what was seen in a text."""
    from bot.evaluation import explanation

    text = read_text(options.text)
    say(explanation.explain(app.build_engine(settings), text))
    return DONE


def _one_or_batch(options: argparse.Namespace, settings: Settings, *, asking: bool) -> int:
    if options.batch is not None:
        lines = list(read_lines(options.batch))
        say(rows(app.build_engine(settings), lines, ask=asking))
        return DONE
    text = read_text(options.text)
    engine = app.build_engine(settings)
    if options.json:
        say([json.dumps((ask_row if asking else check_row)(engine, text), ensure_ascii=False)])
        return DONE
    service = Service(engine, Forgetful())  # type: ignore[arg-type]
    message = Message.of(text)
    answering = service.respond(message) if asking else service.command("cek", text, message)
    say([strip_markup(render_html(asyncio.run(answering), engine.content.texts))])
    return DONE


class Forgetful:
    """A store that keeps nothing, for single answers at the terminal."""

    async def apply(self, changes: Iterable[object]) -> None:
        """Keeps nothing."""

    async def recall(self, owner: str, name: str, now: float) -> None:
        """Knows nothing."""
