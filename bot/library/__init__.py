"""Loads content/ into one immutable Content, and checks it for editors."""

from bot.library.cache import load_content
from bot.library.loader import (
    Corpus,
    Library,
    load_corpus,
    load_examples,
    read_content,
    read_library,
)

__all__ = [
    "Corpus",
    "Library",
    "load_content",
    "load_corpus",
    "load_examples",
    "read_content",
    "read_library",
]
