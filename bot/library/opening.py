"""Opens a content folder for use."""

from __future__ import annotations

import gc
from pathlib import Path

from bot.core.engine import Engine
from bot.library.cache import load_content
from bot.library.dictionary import root_words
from bot.library.models import load_models

# A long message is some hundred thousand objects that all go when it is answered: looking for
# cycles among them every 700 costs as much as reading them.
_YOUNG_OBJECTS = 50_000


def open_engine(folder: Path) -> Engine:
    """The engine over `folder` with its models. Raises ContentError with every problem.

    What is built here lives as long as the process, so the cycle collector rests meanwhile (a
    sixth of the start) and never walks through it again.
    """
    gc.disable()
    try:
        engine = Engine(load_content(folder), root_words(), load_models(folder))
        gc.freeze()
        gc.set_threshold(_YOUNG_OBJECTS, *gc.get_threshold()[1:])
    finally:
        gc.enable()
    return engine
