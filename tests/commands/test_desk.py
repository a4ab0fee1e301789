"""`desk`: the first invitation, and examples as files that pass lint."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.desk.roles import Roles
from bot.library import load_corpus, read_library
from bot.library.lint import lint
from bot.storage.cases import Example
from bot.storage.opening import open_storage

Run = Callable[..., tuple[int, str, str]]
RULE = "closed_group"
TEXT = 'Lowongan: gabung grup "kerja" dulu\nNanti dikabari 🙏 [kontak]'


async def keep(database: Path, *examples: Example) -> None:
    store, _ = await open_storage(f"sqlite:///{database}")
    for example in examples:
        await store.add_example(example)
    await store.close()


async def accept(database: Path, payload: str) -> str | None:
    store, _ = await open_storage(f"sqlite:///{database}")
    try:
        code = payload.partition("__")[2]
        await Roles(store, lambda: 1.0).accept(code, "f" * 32)
        return await store.role_of("f" * 32)
    finally:
        await store.close()


@pytest.fixture
def folder(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of content/ that a command may write to."""
    copy = tmp_path / "content"
    shutil.copytree(root / "content", copy)
    monkeypatch.setenv("RAMBU_CONTENT_DIR", str(copy))
    return copy


def test_an_operator_invites_the_first_lead(run: Run, database: Path) -> None:
    code, out, _ = run("desk", "invite")

    assert code == 0
    assert asyncio.run(accept(database, out.split()[1])) == "lead"


def test_examples_are_shown_and_nothing_is_written(run: Run, database: Path, folder: Path) -> None:
    asyncio.run(keep(database, Example("R-1", "", RULE, "no_match", TEXT, 1.0)))

    code, out, _ = run("desk", "examples")

    assert code == 0
    assert yaml.safe_load(out)["examples"]["no_match"][-1] == TEXT
    [file] = folder.glob(f"rules/*/{RULE}.yaml")
    assert TEXT not in yaml.safe_load(file.read_text())["examples"]["no_match"]


def test_written_examples_pass_lint_and_are_written_once(
    run: Run, database: Path, folder: Path
) -> None:
    examples = (
        Example("R-1", "", RULE, "no_match", TEXT, 1.0),
        Example("R-2", "", RULE, "no_match", TEXT + "!", 2.0),
        Example("R-3", "", "", "danger", TEXT + "?", 3.0),
    )
    asyncio.run(keep(database, *examples))

    assert run("desk", "examples", "--write")[0] == 0

    library = read_library(folder)
    assert lint(library).errors == ()
    assert any(each.id == "reported-001" for each in load_corpus(folder).texts)
    assert library.content.rules[RULE].examples.no_match[-2:] == (TEXT, TEXT + "!")
    [text] = yaml.safe_load((folder / "corpus/reported.yaml").read_text())["texts"]
    assert (text["expect"], text["text"]) == ("danger", TEXT + "?")
    assert run("desk", "examples", "--write")[1] == "no new examples\n"


def test_every_rule_file_takes_an_example(run: Run, database: Path, folder: Path) -> None:
    rules = [path.stem for path in folder.glob("rules/*/*.yaml")]
    asyncio.run(
        keep(database, *(Example("R-1", "", rule, "no_match", TEXT, 1.0) for rule in rules))
    )

    run("desk", "examples", "--write")

    content = read_library(folder).content
    assert [rule for rule in rules if TEXT not in content.rules[rule].examples.no_match] == []


def test_a_rule_that_is_gone_is_named(run: Run, database: Path, folder: Path) -> None:
    asyncio.run(keep(database, Example("R-1", "", "gone_rule", "no_match", TEXT, 1.0)))

    code, _, err = run("desk", "examples")

    assert code == 2
    assert "gone_rule" in err
