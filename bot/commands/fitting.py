"""`fit`: makes the models of content/models/ again."""

from __future__ import annotations

import argparse
import importlib.util
from typing import TYPE_CHECKING

from bot.commands.console import DONE, calling, say
from bot.core.model import MODEL_NAMES
from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.commands.console import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command to the parser."""
    parser = calling(
        commands.add_parser("fit", help="for editors: fit the models on content/ again"), fit
    )
    parser.add_argument("models", nargs="*", metavar="MODEL", help=f"of {', '.join(MODEL_NAMES)}")
    parser.add_argument(
        "--unseen", action="store_true", help="also judge texts by models that never saw them"
    )


def fit(options: argparse.Namespace, settings: Settings) -> int:
    """Fits the models that were named, or all; tells how many texts each learned from."""
    if unknown := [name for name in options.models if name not in MODEL_NAMES]:
        raise UsageError(f"fit: `{unknown[0]}` is no model: choose of {', '.join(MODEL_NAMES)}")
    if importlib.util.find_spec("sklearn") is None:
        raise UsageError("fit: scikit-learn is missing: pip install -e '.[fit]'")
    from bot.fitting.models import make

    for name in options.models or MODEL_NAMES:
        for line in make(settings.content_dir, name, unseen=options.unseen):
            say([line])
    return DONE
