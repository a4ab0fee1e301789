"""`bench`: what docs/reliability.md reports, measured again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.commands.console import DONE, WRONG, calling, say
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("bench", help="measure reliability (in a clone)")
    benches = parser.add_subparsers(dest="bench", metavar="WHICH", required=True)
    crash = calling(benches.add_parser("crash", help="kill it again and again"), run_crash)
    crash.add_argument("--updates", type=int, default=5_000)
    crash.add_argument("--kills", type=int, default=100)
    crash.add_argument("--ingress", choices=("polling", "webhook"), default="polling")
    crash.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    crash.add_argument("--replicas", type=int, default=1)
    crash.add_argument("--seed", type=int, default=1)


def run_crash(options: argparse.Namespace, settings: Settings) -> int:
    """Kills Rambu while people write; 1 where something was lost."""
    from bot.bench import crash

    outcome = crash.run(options)
    say(outcome.lines())
    return DONE if outcome.good else WRONG
