"""`chat`, `check`, `ask` and `explain`: Rambu at the terminal."""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app
from bot.commands.console import DONE, calling, read_text, say
from bot.core.engine import Engine
from bot.core.message import Message, Part
from bot.core.render import render_html, strip_markup
from bot.errors import UsageError
from bot.evaluation.batch import ask_row, check_row, read_lines, rows
from bot.logs import MaskFilter
from bot.photo.attachments import read_files
from bot.photo.paths import file_part, find_path, path_like
from bot.photo.reader import PhotoReader
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
        parser.add_argument(
            "text", nargs="*", help="the text, or paths of pictures and documents; - reads stdin"
        )
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
    mask = MaskFilter(settings.secrets).mask
    say(map(mask, explanation.explain(app.build_engine(settings), text)))
    return DONE


def _one_or_batch(options: argparse.Namespace, settings: Settings, *, asking: bool) -> int:
    if options.batch is not None:
        lines = list(read_lines(options.batch))
        say(rows(app.build_engine(settings), lines, ask=asking))
        return DONE
    message = _read_message(options.text)
    engine = app.build_engine(settings)
    say([asyncio.run(_answer(engine, message, asking=asking, as_json=options.json))])
    return DONE


def _read_message(words: Sequence[str]) -> Message:
    """The words and the files they name. Raises UsageError for a file that is not there."""
    paths = [find_path(word) for word in words]
    lost = [word for word in words if path_like(word) and not find_path(word)]
    if lost and len(words) == len(lost) + sum(map(bool, paths)):
        raise UsageError(f"{lost[0]}: there is no such file")
    if not any(paths):
        return Message.of(read_text(words))
    if importlib.util.find_spec("rapidocr") is None:
        raise UsageError("pictures and documents need the `photo` extra: pip install -e '.[photo]'")
    text = " ".join(word for word, path in zip(words, paths, strict=True) if path is None)
    files = [file_part(path) for path in paths if path is not None]
    return Message((*files, *([Part(text)] if text.strip() else [])), chat_kind="terminal")


async def _answer(engine: Engine, message: Message, *, asking: bool, as_json: bool) -> str:
    """One message answered as text or JSON, its files read first."""
    reader = PhotoReader()
    try:
        if as_json:
            return await _row(engine, message, reader, asking=asking)
        service = Service(engine, Forgetful(), reader=reader)  # type: ignore[arg-type]
        text = message.text
        answer = service.respond(message) if asking else service.command("cek", text, message)
        return strip_markup(render_html(await answer, engine.content.texts))
    finally:
        await reader.close()


async def _row(engine: Engine, message: Message, reader: PhotoReader, *, asking: bool) -> str:
    """The fields of a batch; of files also what was `read`, and the `problems` with them."""
    shown: dict[str, list[str]] = {}
    if message.files:
        message, notes = await read_files(message, reader)
        problems = [note.key for note in notes if note.key.startswith("photo.")]
        shown = {
            "read": [part.text for part in message.parts if part.kind != "authored"],
            "problems": [key.removeprefix("photo.") for key in problems if key != "photo.codes"],
        }
    row = (ask_row if asking else check_row)(engine, message.text)
    return json.dumps({**row, **shown}, ensure_ascii=False)


class Forgetful:
    """A store that keeps nothing, for single answers at the terminal."""

    async def apply(self, changes: Iterable[object]) -> None:
        """Keeps nothing."""

    async def take(self, *given: object) -> bool:
        """Allows everything."""
        return True

    async def recall(self, owner: str, name: str, now: float) -> None:
        """Knows nothing."""
