"""Reads one YAML file into plain values with the line of every field, or says what is wrong.

The YAML that editors write is kept plain: text, numbers, dates, lists and mappings. `NO`, `ON` and
`yes` are text (else Norway's code would be read as "false"), and so are `0812` and `12:30` (else
an octal number and 750); anchors, tags and tabs are refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.errors import ContentError, Problem

# The parser in C is about ten times faster; builds of PyYAML without it still work.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TEXT = "tag:yaml.org,2002:str"
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"
_PLAIN = {_INT, _FLOAT, "tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp"}
_NUMBERS = {_INT: re.compile(r"^[-+]?(0|[1-9]\d*)$"), _FLOAT: re.compile(r"^[-+]?\d+\.\d+$")}
_QUOTE = "put it in quotes"

_HINTS = {
    "found character '\\t'": "use two spaces instead of a tab",
    "mapping values are not allowed": "put the text in quotes, or check the spaces in front",
    "could not find expected ':'": "write `name: value`, and check the spaces before this line",
    "found unexpected end of stream": "close the quotes that are open",
    "expected a single document": "remove the line with three dashes",
    "found undefined alias": "put the text that begins with * in quotes",
    "that cannot start any token": "put the text in quotes",
    "while scanning an alias": "put the text that begins with * in quotes",
    "while scanning an anchor": "put the text that begins with & in quotes",
    "characters are not allowed": "remove the invisible control character",
}


class _Loader(_Parser):  # type: ignore[misc]  # the base is chosen at run time
    """The safe loader with only the plain types."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, _NUMBERS.get(tag, form)) for tag, form in resolvers if tag in _PLAIN]
    for first, resolvers in _Parser.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Document:
    """One file's values; `file` is its name as it is shown to people.

    `problems` is what was wrong with single fields; their values are None.
    """

    file: str
    data: object
    root: yaml.Node
    problems: tuple[Problem, ...] = ()

    def line(self, place: Sequence[str | int]) -> int:
        """The line of a field, or of the nearest thing around it that exists."""
        node = self.root
        line = node.start_mark.line + 1
        for step in place:
            entry = _entry(node, step)
            if entry is None:
                break
            line, node = entry
        return line


@dataclass(slots=True)
class _Builder:
    """Turns the parser's nodes into values and collects every problem on the way."""

    file: str
    loader: Any
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, place: str) -> object:
        """The node as text, number, date, list or mapping; None where it is wrong."""
        if id(node) in self.seen:
            self._wrong(node, place, "an alias (*name) is not used here", "write it out again")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            items = enumerate(node.value)
            return [self.value(item, _join(place, str(number))) for number, item in items]
        return self._scalar(node, place)

    def _scalar(self, node: yaml.Node, place: str) -> object:
        if node.tag == _TEXT:
            return node.value
        if node.tag not in _PLAIN:
            self._wrong(node, place, f"`{node.tag}` is not a plain value", _QUOTE)
            return None
        try:
            return self.loader.construct_object(node)
        except ValueError:
            self._wrong(node, place, f"`{node.value[:40]}` is no date or number", _QUOTE)
            return None

    def _mapping(self, node: yaml.MappingNode, place: str) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != _TEXT:
                self._wrong(key_node, place, "the name of a field is not text", _QUOTE)
                continue
            key = key_node.value
            if key in result:
                self._wrong(key_node, _join(place, key), "is there twice", "keep one of the two")
            result[key] = self.value(value_node, _join(place, key))
        return result

    def _wrong(self, node: yaml.Node, place: str, what: str, mend: str) -> None:
        line = node.start_mark.line + 1
        self.problems.append(Problem(self.file, line, place or "file", what, mend))


def parse(raw: bytes, file: str) -> Document:
    """The document in `raw`; raises ContentError where the file as a whole cannot be read."""
    text = _decode(raw, file)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise ContentError([Problem(file, 0, "file", "is empty", "fill it in or delete it")])
        builder = _Builder(file, loader)
        data = builder.value(root, "")
    except yaml.YAMLError as error:
        raise ContentError([_syntax_problem(error, file)]) from error
    except RecursionError as error:
        problem = Problem(file, 0, "file", "is nested too deep", "check the brackets and spaces")
        raise ContentError([problem]) from error
    finally:
        loader.dispose()
    return Document(file, data, root, tuple(builder.problems))


def _decode(raw: bytes, file: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(file, line, "file", "is not text in UTF-8", "save it as UTF-8 text")
        raise ContentError([problem]) from error
    tabs = [number for number, line in enumerate(text.split("\n"), 1) if "\t" in line]
    if tabs:
        mend = "use two spaces instead"
        raise ContentError(Problem(file, line, "syntax", "a tab", mend) for line in tabs)
    return text


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    """The parser's complaint in one line, with what usually mends it."""
    said = " ".join(str(part) for part in (_context(error), _said(error)) if part)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    mend = next(
        (mend for words, mend in _HINTS.items() if words in said), "check the spaces and quotes"
    )
    return Problem(file, mark.line + 1 if mark else 0, "syntax", said.replace("\n", " "), mend)


def _context(error: yaml.YAMLError) -> str:
    return str(getattr(error, "context", None) or "")


def _said(error: yaml.YAMLError) -> str:
    return str(
        getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    )


def _entry(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    """The line and the node of one field of a mapping or one item of a list."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    return None


def _join(place: str, step: str) -> str:
    return f"{place}.{step}" if place else step
