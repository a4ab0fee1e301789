"""`content` and `agencies`: for those who edit content/."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.console import DONE, WRONG, calling, say
from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the commands to the parser."""
    parser = calling(
        commands.add_parser("content", help="for editors: lint, stale, rules, report, new"), content
    )
    parser.add_argument("action", choices=("lint", "stale", "rules", "report", "new"))
    parser.add_argument("kind", nargs="?", choices=("rule", "article"))
    parser.add_argument("name", nargs="?", help="ID, or FAMILY/ID, or TOPIC/ID")
    parser.add_argument("--write", action="store_true", help="rules, report: into docs/")
    parser.add_argument("--days", type=int, help="stale: older than this many days")
    parser = calling(commands.add_parser("agencies", help="lists of licensed companies"), agencies)
    parser.add_argument("action", choices=("import",))
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD", help="the date of the list")
    parser.add_argument("--source", required=True, metavar="KEY", help="its key in sources/")
    parser.add_argument(
        "--status",
        choices=("active", "sanctioned", "revoked"),
        default="active",
        help="what it says of companies where it has no column for that",
    )


def content(options: argparse.Namespace, settings: Settings) -> int:
    """Checks content/, or begins a file in it."""
    from bot.library import commands

    if options.action == "lint":
        code = commands.run_lint(settings)
        return code or _tell_outdated(settings)
    if options.action == "stale":
        return commands.run_stale(settings, options.days)
    if options.action == "rules":
        return commands.run_rules(settings, write=options.write)
    if options.action == "report":
        return commands.run_report(settings, write=options.write)
    if not options.kind or not options.name:
        raise UsageError("write `content new rule FAMILY/ID` or `content new article TOPIC/ID`")
    return commands.run_new(settings, options.kind, options.name)


def _tell_outdated(settings: Settings) -> int:
    from bot.fitting.models import outdated
    from bot.library import load_content

    folder = settings.content_dir
    try:
        names = outdated(load_content(folder), folder)
    except ValueError as error:
        say([f"{folder.name}/models: {error}: run `python bot.py fit`"])
        return WRONG
    say(f"warning: model {name}: its texts have changed: run `python bot.py fit`" for name in names)
    return DONE


def agencies(options: argparse.Namespace, settings: Settings) -> int:
    """Puts a list of companies that an operator downloaded into content/."""
    from bot.library import load_content
    from bot.library.agency_lists import ListInfo, read_list, write_list

    try:
        date = dt.date.fromisoformat(options.date)
    except ValueError:
        raise UsageError(f"--date: `{options.date}` is not a date: write YYYY-MM-DD") from None
    if options.source not in load_content(settings.content_dir).sources:
        raise UsageError(
            f"--source: `{options.source}` does not exist: add it to content/sources/ first"
        )
    companies = read_list(options.file, ListInfo(date, options.source, options.status))
    path = write_list(settings.content_dir, options.source, companies)
    say([f"companies: {len(companies)} of {date} in {path}: now run `content lint`"])
    return DONE
