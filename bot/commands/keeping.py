"""`inbox` and `export`: what an operator does with the store."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime as dt
import json
import re
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.commands.console import DONE, calling, say
from bot.errors import UsageError
from bot.settings import Settings
from bot.storage.keys import Keys
from bot.storage.opening import SqlStore, open_storage
from bot.storage.store import Parked
from bot.storage.urls import sqlite_path

if TYPE_CHECKING:
    from bot.commands.console import Subparsers

_KEY = re.compile(r"[0-9a-f]{32}")
_TELEGRAM_ID = re.compile(r"-?[0-9]{1,19}")


def add(commands: Subparsers) -> None:
    """Adds the commands to the parser."""
    parser = calling(commands.add_parser("inbox", help="updates that could not be handled"), inbox)
    parser.add_argument("action", choices=("list", "retry", "drop"))
    parser.add_argument("update", nargs="?", type=int, metavar="ID", help="one; else all of them")
    parser = calling(commands.add_parser("export", help="everything about one person"), export)
    parser.add_argument("who", metavar="KEY", help="a key of the store, or a Telegram id")


def inbox(options: argparse.Namespace, settings: Settings) -> int:
    """Lists parked updates, makes them due again, or wipes them."""
    return asyncio.run(_inbox(options.action, options.update, settings))


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Prints what is kept of one person or chat as JSON."""
    return asyncio.run(_export(options.who, settings))


async def _inbox(action: str, update: int | None, settings: Settings) -> int:
    async with _open(settings) as (store, _):
        if action == "list":
            say(_shown(await store.list_parked()))
            return DONE
        act = store.retry_parked if action == "retry" else store.drop_parked
        count = await act(time.time(), update)
    if update is not None and not count:
        raise UsageError(f"update {update} is not parked: `inbox list` shows those that are")
    say([f"{count} {'due again' if action == 'retry' else 'wiped'}"])
    return DONE


def _shown(parked: list[Parked]) -> list[str]:
    """A line for each, and never what it says."""
    lines = [
        f"{each.update_id}  {each.error}  {each.attempts} attempts  "
        f"since {dt.datetime.fromtimestamp(each.arrived_at, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
        for each in parked
    ]
    return lines or ["nothing is parked"]


async def _export(who: str, settings: Settings) -> int:
    async with _open(settings) as (store, keys):
        found = await store.export_person(_key(who, keys))
    say([json.dumps(found, ensure_ascii=False, indent=2, default=_readable)])
    return DONE


def _key(who: str, keys: Keys) -> str:
    if _KEY.fullmatch(who):
        return who
    if _TELEGRAM_ID.fullmatch(who):
        return keys.of(int(who))
    raise UsageError("write the number of a Telegram account or chat, or a key of 32 hex digits")


def _readable(value: object) -> object:
    """Kept bytes as what they say."""
    if not isinstance(value, bytes | memoryview):
        return str(value)
    text = bytes(value).decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


@contextlib.asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[tuple[SqlStore, Keys]]:
    """The store, which must be there already. Raises UsageError and StoreError."""
    file = sqlite_path(settings.store_url)
    if file is not None and not file.exists():
        raise UsageError(f"there is no store in {file}: set RAMBU_STORE_URL to the one you mean")
    store, keys = await open_storage(settings.store_url, settings.secret)
    try:
        yield store, keys
    finally:
        await store.close()
