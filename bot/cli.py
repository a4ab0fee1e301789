"""The command line of `python bot.py`: parses, calls, turns errors into a line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence

from bot.commands import (
    desk,
    editing,
    evaluation,
    fitting,
    keeping,
    measuring,
    picturing,
    running,
    talk,
)
from bot.commands.console import BAD_USE, DONE, WRONG, Command, say
from bot.errors import BotError
from bot.logs import MaskFilter, set_up_logs
from bot.settings import Settings

GROUPS = (talk, picturing, running, editing, evaluation, fitting, keeping, desk, measuring)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code: 0 done, 1 a checker found something, 2 bad
    use.
    """
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    mask = MaskFilter(()).mask
    try:
        settings = Settings.from_env(os.environ)
        mask = MaskFilter(settings.secrets).mask
        # Without a command Rambu runs too, where there is a token.
        runs = options.command in ("run", "") and settings.token
        set_up_logs(settings.log_level if runs else "WARNING", settings.secrets)
        command: Command = options.call
        return command(options, settings)
    except BotError as error:
        say([mask(str(error))], sys.stderr)
        return BAD_USE
    except BrokenPipeError:
        sys.stdout = None
        return DONE
    except KeyboardInterrupt:
        return DONE
    except Exception:  # noqa: BLE001 - Python would print it without the mask
        say([mask(traceback.format_exc())], sys.stderr)
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bot.py", description="Rambu: reads signs of trafficking in job offers."
    )
    parser.set_defaults(call=running.start, command="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for group in GROUPS:
        group.add(commands)
    return parser
