"""`run`, and what happens without a command."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import app
from bot.commands.console import DONE, calling
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command to the parser."""
    parser = calling(commands.add_parser("run", help="run on Telegram"), run)
    parser.add_argument(
        "--webhook", action="store_true", help="take updates by webhook instead of polling"
    )


def start(options: argparse.Namespace, settings: Settings) -> int:
    """Runs on Telegram where there is a token, else opens the chat and says so."""
    if settings.token:
        return run(argparse.Namespace(webhook=False), settings)
    asyncio.run(app.chat(settings, "chat.no_token" if sys.stdin.isatty() else ""))
    return DONE


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Runs on Telegram."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(app.run(settings, webhook=options.webhook))
    return DONE


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The faster event loop, where it exists."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
