"""What `content lint`, `content stale` and `content new` print, and their exit codes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError, UsageError
from bot.library.commands import run_lint, run_new, run_stale
from bot.settings import Settings

RULE = "rules/documents/papers_kept.yaml"
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def settings(folder: Any) -> Settings:
    """Settings for the small content folder."""
    return Settings(content_dir=folder.path)


def test_lint_of_content_in_order_returns_0(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_lint(settings) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"


def test_lint_prints_errors_after_warnings_and_returns_1(
    folder: Any, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.change(RULE, "[law_a]", "[law_b]")
    folder.change("sources/main.yaml", "https://", "http://")

    assert run_lint(settings) == 1
    assert capsys.readouterr().out.splitlines() == [
        "warning: content/sources/main.yaml: ministry_s001.url: its address is http:"
        " use https if the site has it",
        f"content/{RULE}: law: the law `law_b` does not exist: add it to laws.yaml",
        "1 error, 1 warning",
    ]


def test_warnings_alone_return_0(folder: Any, settings: Settings) -> None:
    folder.change("sources/main.yaml", "https://", "http://")

    assert run_lint(settings) == 0


def test_lint_prints_what_does_not_load_with_the_corpus(
    folder: Any, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.change(RULE, "level: high\n", "")
    folder.write("corpus/clean.yaml", "texts: 3")

    assert run_lint(settings) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"content/{RULE}:1: level: is missing: add it",
        "content/corpus/clean.yaml:1: texts: is a single value where a list belongs:"
        " begin each item with `- `",
        "2 errors, 0 warnings",
    ]


def test_stale_prints_what_wants_a_look_and_returns_0(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_stale(settings, today=dt.date(2027, 2, 20)) == 0

    assert capsys.readouterr().out.splitlines() == [
        "content/agencies/list.yaml: list.0: listed 2026-11-20, 92 days ago (limit 90)",
        "content/rates.yaml: MYR: checked 2026-11-20, 92 days ago (limit 90)",
        "2 statements to look at again",
    ]


def test_stale_takes_a_limit(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_stale(settings, days=1000, today=TODAY) == 0
    assert capsys.readouterr().out == "0 statements\n"


@pytest.mark.parametrize(
    ("kind", "name", "made"),
    [
        ("rule", "fees/training_fee", "rules/fees/training_fee.yaml"),
        ("rule", "training_fee", "rules/new/training_fee.yaml"),
        ("article", "lain/biaya", "articles/lain/biaya.yaml"),
        ("article", "paspor_hilang", "articles/paspor/paspor_hilang.yaml"),
        ("article", "biaya", "articles/gantiini/biaya.yaml"),
    ],
)
def test_new_writes_a_draft_that_loads(
    folder: Any,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    name: str,
    made: str,
) -> None:
    assert run_new(settings, kind, name, TODAY) == 0

    assert (folder.path / made).is_file()
    assert Path(made).name in capsys.readouterr().out
    folder.library()


def test_new_refuses_a_name_that_is_taken_anywhere(folder: Any, settings: Settings) -> None:
    before = (folder.path / RULE).read_text()

    with pytest.raises(UsageError, match="`papers_kept` exists already"):
        run_new(settings, "rule", "other/papers_kept", TODAY)
    assert (folder.path / RULE).read_text() == before


@pytest.mark.parametrize("name", ["../../evil/name_x", "/name_x", "a/b/name_x"])
def test_new_never_writes_outside_its_folder(folder: Any, settings: Settings, name: str) -> None:
    before = sorted(folder.path.parent.rglob("*"))

    with pytest.raises(UsageError):
        run_new(settings, "rule", name, TODAY)
    assert sorted(folder.path.parent.rglob("*")) == before


def test_new_works_while_another_file_is_broken(folder: Any, settings: Settings) -> None:
    folder.write("slang.yaml", "a: b: c")

    assert run_new(settings, "article", "paspor_hilang", TODAY) == 0


def test_new_says_so_where_it_cannot_write(folder: Any, settings: Settings) -> None:
    (folder.path / "rules/fees").write_text("a file in the way")

    with pytest.raises(UsageError, match="cannot be written"):
        run_new(settings, "rule", "fees/training_fee", TODAY)


def test_without_a_content_folder_every_command_says_so(tmp_path: Path) -> None:
    settings = Settings(content_dir=tmp_path / "nowhere")

    for run in (run_lint, run_stale, lambda s: run_new(s, "rule", "training_fee")):
        with pytest.raises(SettingsError, match="RAMBU_CONTENT_DIR: .* is not a folder"):
            run(settings)
