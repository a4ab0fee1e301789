"""`desk`: how the first person gets to the review desk, and what editors get out of it."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import time
from typing import TYPE_CHECKING

from bot.commands.console import DONE, calling, say
from bot.desk.roles import Roles
from bot.library import load_content
from bot.library.reported import Reported, changed_files
from bot.settings import Settings
from bot.storage.cases import Example
from bot.storage.opening import open_storage

if TYPE_CHECKING:
    from bot.commands.console import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the commands to the parser."""
    parser = calling(commands.add_parser("desk", help="the review desk: invite, examples"), desk)
    parser.add_argument("action", choices=("invite", "examples"))
    parser.add_argument("--write", action="store_true", help="examples: into content/")


def desk(options: argparse.Namespace, settings: Settings) -> int:
    """Invites a lead, or turns what the desk kept into examples for editors."""
    if options.action == "invite":
        return asyncio.run(_invite(settings))
    return asyncio.run(_examples(settings, write=options.write))


async def _invite(settings: Settings) -> int:
    """Prints what the first lead sends to Rambu in a private chat."""
    store, _ = await open_storage(settings.store_url, settings.secret)
    try:
        payload = await Roles(store, time.time).invite("lead", "")
    finally:
        await store.close()
    say([f"/start {payload}", "send this line to the bot within 24 hours; it works once"])
    return DONE


async def _examples(settings: Settings, *, write: bool) -> int:
    """Prints the changed files of content/, or writes them."""
    store, _ = await open_storage(settings.store_url, settings.secret)
    try:
        kept = await store.desk_examples()
    finally:
        await store.close()
    content = load_content(settings.content_dir)
    files = changed_files(settings.content_dir, content, map(_reported, kept))
    for path, text in files.items():
        if write:
            path.write_text(text, encoding="utf-8")
            say([f"{path}: written: now run `content lint` and mend the rule"])
        else:
            say(["---", f"# {path}", text.rstrip("\n")])
    if not files:
        say(["no new examples"])
    return DONE


def _reported(example: Example) -> Reported:
    date = dt.datetime.fromtimestamp(example.at, dt.UTC).date()
    if example.rule:
        return Reported(example.text, rule=example.rule, date=date)
    return Reported(example.text, level=example.kind, date=date)
