"""Loads all of content/ into one immutable Content, or reports every problem of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from bot.core.content import Content, CorpusQuestion, CorpusText, VerdictLevel
from bot.errors import ContentError, Problem

_CORPUS = "corpus"
_EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class File:
    """One file of content/ as it was found: `raw` is None where it could not be read."""

    path: PurePosixPath
    shown: str
    raw: bytes | None


@dataclass(frozen=True, eq=False)
class Library:
    """The content together with the file each entry came from (`rules.no_contract` → its file)."""

    content: Content
    files: Mapping[str, str]

    def file(self, kind: str, name: str = "") -> str:
        """The file of an entry as it is shown to people."""
        return self.files[f"{kind}.{name}"]

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all entries of a kind, in the order of the content."""
        begin = f"{kind}."
        return tuple(key.removeprefix(begin) for key in self.files if key.startswith(begin))


@dataclass(frozen=True, slots=True)
class Corpus:
    """The project's own labelled texts and questions, for tests and evaluation."""

    texts: tuple[CorpusText, ...]
    questions: tuple[CorpusQuestion, ...]


@dataclass(slots=True)
class _Shelves:
    """What was read so far, by kind and name, and all that was wrong."""

    entries: dict[str, dict[str, object]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: str, named: Iterable[tuple[str, object]], file: str) -> None:
        """Puts the entries of one file on their shelf; a name that is taken is a problem."""
        shelf = self.entries.setdefault(kind, {})
        for name, entry in named:
            if name in shelf:
                taken = self.files[f"{kind}.{name}"]
                what = f"is already a name in {taken}"
                self.problems.append(Problem(file, 0, name, what, "choose another name"))
                continue
            shelf[name] = entry
            self.files[f"{kind}.{name}"] = file


def read_content(folder: Path) -> Content:
    """Everything in `folder` except its corpus; raises ContentError with all problems."""
    return read_library(folder).content


def read_library(folder: Path) -> Library:
    """As read_content, with the file of every entry."""
    return build_library(scan(folder), folder.name)


def load_corpus(folder: Path) -> Corpus:
    """The texts and questions in `folder`/corpus; raises ContentError with all their problems."""
    shelves, files = _read_apart(folder, _CORPUS)
    texts = tuple(text for each in files for text in each.texts)
    questions = tuple(question for each in files for question in each.questions)
    shelves.problems += _repeated(entry.id for entry in (*texts, *questions))
    if shelves.problems:
        raise ContentError(shelves.problems)
    return Corpus(texts, questions)


def load_examples(folder: Path) -> dict[VerdictLevel, tuple[str, ...]]:
    """The texts in `folder`/examples by level; raises ContentError with all their problems."""
    shelves, files = _read_apart(folder, _EXAMPLES)
    if shelves.problems:
        raise ContentError(shelves.problems)
    return {examples.level: examples.texts for examples in files}


def scan(folder: Path) -> tuple[File, ...]:
    """The files of `folder` except its corpus and examples, in the order of their paths.

    Raises ContentError where the folder does not exist.
    """
    if not folder.is_dir():
        mend = "set RAMBU_CONTENT_DIR to a folder with content, or leave it out"
        raise ContentError([Problem(str(folder), 0, "folder", "does not exist", mend)])
    apart = {_CORPUS, _EXAMPLES}
    return tuple(file for file in _walk(folder, folder) if file.path.parts[0] not in apart)


def _read_apart(folder: Path, part: str) -> tuple[_Shelves, list[Any]]:
    """The files of `folder`/`part`, which the content itself does not hold."""
    shelves = _Shelves()
    for file in _walk(folder, folder / part) if (folder / part).is_dir() else ():
        _shelve(file, shelves)
    return shelves, [*shelves.entries.get(part, {}).values()]


def digest(files: Iterable[File]) -> str:
    """A digest of the paths and bytes of `files`."""
    whole = hashlib.sha256()
    for file in files:
        raw = file.raw or b""
        whole.update(f"{file.path}\0{len(raw)}\0".encode())
        whole.update(raw)
    return whole.hexdigest()


def build_library(files: tuple[File, ...], shown: str) -> Library:
    """The Library made of `files` of the folder called `shown`.

    Raises ContentError with all problems of all files.
    """
    shelves = _Shelves()
    for file in files:
        _shelve(file, shelves)
    shelves.problems += _absent(files, shown)
    if shelves.problems:
        raise ContentError(shelves.problems)
    return Library(_content(shelves.entries, digest(files)), shelves.files)


def _walk(folder: Path, part: Path) -> Iterator[File]:
    """Every YAML file under `part`; other files (licences, notes) and hidden ones are left."""
    for path in sorted(part.rglob("*.y*ml")):
        relative = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_dir() or any(step.startswith(".") for step in relative.parts):
            continue
        yield File(relative, f"{folder.name}/{relative}", _bytes(path))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _shelve(file: File, shelves: _Shelves) -> None:
    """Reads one file onto its shelf, or notes what is wrong with it."""
    # The YAML parser takes long to import; a start from the cache does not need it.
    from bot.library.kinds import kind_of
    from bot.library.reading import read_value

    kind = kind_of(file.path)
    if kind is None or file.raw is None:
        shelves.problems.append(_misplaced(file) if file.raw is not None else _unreadable(file))
        return
    try:
        value = read_value(file.raw, file.shown, kind)
    except ContentError as error:
        shelves.problems += error.problems
        return
    shelves.problems += _misnamed(file, value, kind.named, kind.foldered)
    shelves.add(kind.name, kind.entries(value, file.path.stem), file.shown)


def _unreadable(file: File) -> Problem:
    return Problem(file.shown, 0, "file", "cannot be read", "check that it exists and may be read")


def _misplaced(file: File) -> Problem:
    if file.path.suffix != ".yaml":
        return Problem(file.shown, 0, "file", "its name does not end in .yaml", "rename it")
    mend = "move it to a folder that docs/architecture.md lists (rules/FAMILY/, articles/TOPIC/, …)"
    return Problem(file.shown, 0, "file", "is in a folder where no content belongs", mend)


def _misnamed(file: File, value: object, named: str, foldered: str) -> Iterator[Problem]:
    """The field that names the file must agree with its name, and that of its folder too."""
    if named and (name := getattr(value, named)) != file.path.stem:
        what = f"`{name}` is not the file's name `{file.path.stem}`"
        yield Problem(file.shown, 0, named, what, "make the two equal")
    folder = file.path.parent.name
    if foldered and (name := getattr(value, foldered)) != folder:
        what = f"`{name}` is not the folder's name `{folder}`"
        yield Problem(
            file.shown, 0, foldered, what, f"move the file to {name}/, or correct the field"
        )


def _absent(files: tuple[File, ...], shown: str) -> Iterator[Problem]:
    """The files that Rambu cannot do without."""
    from bot.library.kinds import KINDS

    present = {str(file.path) for file in files}
    for kind in KINDS:
        if kind.required and kind.pattern not in present:
            yield Problem(f"{shown}/{kind.pattern}", 0, "file", "is missing", "create it")


def _repeated(ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            yield Problem(
                "content/corpus", 0, name, "is the id of two entries", "choose another id"
            )
        seen.add(name)


def _content(entries: dict[str, dict[str, object]], key: str) -> Content:
    shelf = {name: entries.get(name, {}) for name in Content.model_fields}
    return Content.model_validate(
        {
            **shelf,
            "digest": key,
            "verdicts": shelf["verdicts"]["verdicts"],
            "guard": shelf["guard"]["guard"],
            **{name: tuple(shelf[name].values()) for name in ("roles", "triage", "agencies")},
        }
    )
