"""docs/rules.md says what content/ says, about every rule, in Markdown that shows it as it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.core.content import Content
from bot.errors import UsageError
from bot.library import Library, read_library
from bot.library.catalogue import write_catalogue
from bot.library.commands import run_rules
from bot.settings import Settings

RULE = "rules/documents/papers_kept.yaml"


def test_the_page_is_current(library: Library, root: Path) -> None:
    page = (root / "docs" / "rules.md").read_text()

    assert page == "\n".join(write_catalogue(library)) + "\n", (
        "run `python bot.py content rules --write`"
    )


def test_every_live_rule_has_its_entry_once(library: Library, content: Content) -> None:
    lines = list(write_catalogue(library))
    live = {rule.id for rule in content.rules.values() if rule.status != "deprecated"}

    headings = [line.removeprefix("### ") for line in lines if line.startswith("### ")]

    assert len(headings) == len(live)
    assert {*headings} == live


def test_every_link_within_the_page_leads_somewhere(library: Library) -> None:
    page = "\n".join(write_catalogue(library))
    headings = re.findall(r"^##+ (.+)$", page, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}

    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= anchors


def test_markup_in_an_example_is_shown_as_written(folder: Any) -> None:
    folder.change(RULE, "[paspor ditahan,", "['*paspor* <b>ditahan</b> [bos](x)',")

    page = "\n".join(write_catalogue(read_library(folder.path)))

    assert r"“\*paspor\* \<b\>ditahan\</b\> \[bos\](x)”" in page


def test_a_rule_that_went_is_named_with_where_it_went(folder: Any) -> None:
    folder.change(RULE, "status: stable", "status: deprecated")

    lines = list(write_catalogue(read_library(folder.path)))

    assert "0 rules:" in lines
    assert lines[-2:] == ["", "- papers_kept"]


def test_the_page_is_printed_or_written_beside_the_content(
    folder: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(content_dir=folder.path)
    docs = folder.path.parent / "docs"

    with pytest.raises(UsageError, match="cannot be written"):
        run_rules(settings, write=True)
    docs.mkdir()
    assert run_rules(settings) == 0
    printed = capsys.readouterr().out
    assert run_rules(settings, write=True) == 0

    assert (docs / "rules.md").read_text() == printed
    assert "### papers_kept" in printed
