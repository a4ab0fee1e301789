"""`card`: the picture cards that people pass on, written to files."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from bot import app
from bot.commands.console import DONE, calling, read_text, say
from bot.core.engine import Engine
from bot.core.message import Message
from bot.core.poster import LEVELS, Look, Poster, Size, Theme, article_action
from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command to the parser."""
    parser = calling(commands.add_parser("card", help="draw a card to pass on"), card)
    parser.add_argument("kind", choices=("offer", "article", "piece", "list", "sheet"))
    parser.add_argument("words", nargs="*", help="the offer's text (- reads stdin), or an id")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: kartu.png")
    parser.add_argument("--size", choices=get_args(Size), default="feed")
    parser.add_argument("--theme", choices=get_args(Theme), default="light")
    parser.add_argument("--address", default="", metavar="URL", help="where its QR code leads")


def card(options: argparse.Namespace, settings: Settings) -> int:
    """Draws one card, all kinds of them on one sheet, or lists the pieces there are."""
    engine = app.build_engine(settings)
    if options.kind == "list":
        campaigns = engine.content.campaigns.items()
        say(f"{name}/{p.id}: {p.headline}" for name, each in campaigns for p in each.pieces)
        return DONE
    if not all(map(importlib.util.find_spec, ("PIL", "segno", "font_roboto"))):
        raise UsageError("cards need the `card` extra: pip install -e '.[card]'")
    if options.kind == "sheet":
        from bot.poster.sheet import contact_sheet

        file = options.out or Path("kartu-semua.png")
        _write(file, contact_sheet(engine.posters, engine.content, app.today(), options.address))
        return DONE
    from bot.poster.drawing import draw

    poster = _poster(engine, options)
    file = options.out or Path("kartu.png")
    _write(file, draw(poster, Look(options.size, options.theme), options.address).save())
    say(["", poster.share])
    return DONE


def _poster(engine: Engine, options: argparse.Namespace) -> Poster:
    """The card that was asked for. Raises UsageError where there is none."""
    if options.kind == "offer":
        return _of_offer(engine, read_text(options.words))
    name = " ".join(options.words).rpartition("/")[2]
    content, today = engine.content, app.today()
    pieces = {piece.id: piece for each in content.campaigns.values() for piece in each.pieces}
    if options.kind == "piece" and name in pieces:
        return engine.posters.piece(pieces[name], today)
    article = content.articles.get(name)
    if options.kind == "article" and article is not None:
        if not article_action(article.id, article.title, article.summary):
            raise UsageError(f"`{name}` has no card: its words would judge people")
        return engine.posters.article(article, today)
    raise UsageError(f"there is no {options.kind} `{name}`: `card list` names the pieces")


def _of_offer(engine: Engine, text: str) -> Poster:
    verdict = engine.understand(Message.of(text)).verdict
    shown = [finding.rule for finding in engine.verdicts.shown(verdict)]
    tone = next((tone for tone in LEVELS.values() if tone == verdict.level), None)
    poster = engine.posters.verdict(tone, shown, app.today()) if tone else None
    if poster is None:
        raise UsageError(f"the level is {verdict.level}: only danger and caution have cards")
    return poster


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror})") from None
    say([f"{file}: {len(data) / 1000:.0f} kB"])
