"""Finds the fitted models of content/models/, and tells when they want fitting again."""

from __future__ import annotations

from pathlib import Path

from bot.core.model import MODEL_NAMES, Models
from bot.errors import ContentError, Problem

FOLDER = "models"
_MEND = "fit it again: python bot.py fit"


def model_path(folder: Path, name: str) -> Path:
    """Where the model called `name` stands in the content `folder`."""
    return folder / FOLDER / f"{name}.json"


def load_models(folder: Path) -> Models:
    """The models there are. Raises ContentError for those that cannot be read."""
    written: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in MODEL_NAMES:
        path = model_path(folder, name)
        try:
            written[name] = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(_broken(folder, path, error))
    if problems:
        raise ContentError(problems)
    return Models(written)


def _broken(folder: Path, path: Path, error: Exception) -> Problem:
    shown = f"{folder.name}/{FOLDER}/{path.name}"
    return Problem(shown, 0, "file", f"cannot be read: {error}", _MEND)
