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
    faults = calling(benches.add_parser("faults", help="make everything around fail"), run_faults)
    faults.add_argument("--messages", type=int, default=100, help="for each fault")
    faults.add_argument("--seconds", type=float, default=30.0, help="for each fault")
    faults.add_argument("--disk", help="a small disk for PostgreSQL, which is filled up")
    hostile = calling(benches.add_parser("hostile", help="send it what nobody should"), run_hostile)
    hostile.add_argument("--inputs", type=int, default=200_000)
    hostile.add_argument("--seed", type=int, default=1)
    photo = calling(benches.add_parser("photo", help="read drawn pictures"), run_photo)
    photo.add_argument("--no-queue", action="store_true", help="only read, ask nothing beside")
    cost = calling(benches.add_parser("cost", help="what slow texts cost a character"), run_cost)
    cost.add_argument("--seed", type=int, default=1)
    broadcast = calling(
        benches.add_parser("broadcast", help="interrupt a broadcast again and again"), run_broadcast
    )
    broadcast.add_argument("--chats", type=int, default=10_000)
    broadcast.add_argument("--kills", type=int, default=20)
    load = calling(benches.add_parser("load", help="let everybody write at once"), run_load)
    load.add_argument("--messages", type=int, default=2_000)
    load.add_argument("--texts", choices=("mixed", "commands"), default="mixed")
    seen = calling(benches.add_parser("seen", help="know edited offers again"), run_seen)
    seen.add_argument("--adverts", type=int, default=10_000, help="different ones")
    seen.add_argument("--stored", type=int, default=100_000)
    seen.add_argument("--seed", type=int, default=1)
    card = calling(benches.add_parser("card", help="draw cards"), run_card)
    card.add_argument("--rounds", type=int, default=10)
    calling(benches.add_parser("start", help="how soon the first answer is there"), run_start)
    for each in (crash, faults, broadcast, load):
        each.add_argument("--ingress", choices=("polling", "webhook"), default="polling")
        each.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
        each.add_argument("--replicas", type=int, default=1)
        each.add_argument("--seed", type=int, default=1)


def run_crash(options: argparse.Namespace, settings: Settings) -> int:
    """Kills Rambu while people write; 1 where something was lost."""
    from bot.bench import crash

    outcome = crash.run(options)
    say(outcome.lines())
    return DONE if outcome.good else WRONG


def run_faults(options: argparse.Namespace, settings: Settings) -> int:
    """Makes Telegram and the store fail while people write; 1 where something was lost."""
    from bot.bench import faults

    report = faults.run(options)
    say(report.lines())
    return DONE if report.good else WRONG


def run_hostile(options: argparse.Namespace, settings: Settings) -> int:
    """Sends generated inputs through everything; 1 where something went wrong."""
    from bot.bench import hostile

    found = hostile.run(options, settings)
    say(found.lines())
    return DONE if found.good else WRONG


def run_photo(options: argparse.Namespace, settings: Settings) -> int:
    """Reads forty posters and screenshots; 1 where they are read too badly or too slowly."""
    from bot.bench import photo

    report = photo.run(options, settings)
    say(report.lines())
    return DONE if report.good else WRONG


def run_cost(options: argparse.Namespace, settings: Settings) -> int:
    """Measures what texts cost that want to be slow; 1 where one costs more than allowed."""
    from bot.app import build_engine
    from bot.bench import cost

    costs = cost.run(options, settings, build_engine(settings))
    say(costs.lines())
    return DONE if costs.good else WRONG


def run_broadcast(options: argparse.Namespace, settings: Settings) -> int:
    """Sends a letter to many chats and kills who sends it; 1 where somebody was left out."""
    from bot.bench import broadcast

    sent = broadcast.run(options)
    say(sent.lines())
    return DONE if sent.good else WRONG


def run_load(options: argparse.Namespace, settings: Settings) -> int:
    """Lets many people write at once; 1 where somebody was not answered."""
    from bot.bench import load

    found = load.run(options, settings)
    say(found.lines())
    return DONE if found.good else WRONG


def run_seen(options: argparse.Namespace, settings: Settings) -> int:
    """Edits offers and looks for them; 1 where too few are known again, or others are."""
    from bot.bench import seen

    known = seen.run(options, settings)
    say(known.lines())
    return DONE if known.good else WRONG


def run_card(options: argparse.Namespace, settings: Settings) -> int:
    """Draws every kind of card; 1 where one is too heavy or was not drawn."""
    from bot.app import build_engine, today
    from bot.bench import card

    cards = card.run(build_engine(settings), today(), options.rounds)
    say(cards.lines())
    return DONE if cards.good else WRONG


def run_start(options: argparse.Namespace, settings: Settings) -> int:
    """Measures how soon an offer is answered from the start of the program."""
    from bot.bench import start

    say(start.run().lines())
    return DONE
