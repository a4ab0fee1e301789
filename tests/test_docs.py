"""The documentation names what exists: settings, commands, facts, files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.facts import SIGNALS
from bot.core.reader import BUILT_IN
from bot.library.kinds import CORPUS, KINDS, Kind
from bot.settings import API_URL, STORE_URL, VARIABLES, Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
LANGUAGE = (ROOT / "docs/rules-language.md").read_text()
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def commands() -> Iterator[str]:
    """The commands that bot/commands/ offers, read from its calls of add_parser."""
    files = (ROOT / "bot/commands").glob("*.py")
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text()))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_parser":
            name = node.args[0]
            assert isinstance(name, ast.Constant), "a command's name is written where it is added"
            yield str(name.value)


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_setting_is_in_the_readme_and_the_example(variable: str) -> None:
    assert f"| `{variable}` |" in README
    assert re.search(rf"^#?{variable}=", (ROOT / ".env.example").read_text(), re.MULTILINE)


def test_every_setting_the_code_names_is_a_setting() -> None:
    named = set()
    for file in (ROOT / "bot").rglob("*.py"):
        named.update(re.findall(r"RAMBU_[A-Z_]*[A-Z]", file.read_text()))

    assert named <= {*VARIABLES}


def test_the_defaults_in_the_readme_are_the_defaults() -> None:
    for default in (API_URL, STORE_URL, str(Settings().port), Settings().log_level):
        assert f"| `{default}` |" in README


def test_the_example_of_settings_is_accepted() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if line.startswith("RAMBU_"))

    assert Settings.from_env(values) == Settings()


def test_every_command_is_in_the_readme() -> None:
    table = README.partition("## Commands")[2].partition("##")[0]
    words = set(re.findall(r"[a-z]+", " ".join(re.findall(r"`[^`]+`", table))))

    assert set(commands()) <= words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"(?:bot\.py|sh run\.sh) ([a-z]+)", page.read_text())

    assert set(named) <= set(commands())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_links_to_what_exists(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("fact", SIGNALS)
def test_every_fact_is_in_the_language_page(fact: str) -> None:
    assert f"| `{fact}` |" in LANGUAGE


def test_the_language_page_names_no_fact_that_is_gone() -> None:
    table = LANGUAGE.partition("### Facts")[2].partition("##")[0]

    assert set(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE)) == {*SIGNALS}


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_every_class_is_in_the_language_page(name: str) -> None:
    assert f"`<{name}>`" in LANGUAGE


@pytest.mark.parametrize("kind", [*KINDS, CORPUS], ids=lambda kind: kind.name)
def test_every_kind_of_content_is_in_the_architecture_page(kind: Kind) -> None:
    place = re.sub(r"\*", "[A-Z*]+", re.escape(kind.pattern).replace(r"\*", "*"))

    assert re.search(rf"^\| `{place}` \|", ARCHITECTURE, re.MULTILINE)


def test_every_part_of_the_code_is_in_the_architecture_page() -> None:
    for part in (ROOT / "bot").iterdir():
        if part.suffix == ".py" and part.name != "__init__.py":
            assert f"`bot/{part.name}`" in ARCHITECTURE
        elif (part / "__init__.py").is_file():
            assert f"`bot/{part.name}/`" in ARCHITECTURE
