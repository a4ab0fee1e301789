"""Loading: what is right is all there, and what is wrong is all said at once, in plain words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ContentError
from bot.library import load_corpus, read_content

RULE = "rules/documents/papers_kept.yaml"
ARTICLE = "articles/paspor/paspor_saya.yaml"


def test_a_folder_in_order_loads_with_every_kind(folder: Any) -> None:
    content = folder.content()

    assert content.rules["papers_kept"].detection.facts == {"overseas": True}
    assert content.topics["lain"].hidden is True
    assert content.triage[0].id == "locked_in"
    assert content.agencies[0].list_date == dt.date(2026, 11, 20)
    assert [*content.sources] == ["ministry_s001"]
    assert content.texts == {"start.hello": "Halo <b>{name}</b>"}


def test_optional_folders_may_be_absent(folder: Any) -> None:
    for name in ("agencies/list.yaml", "slang.yaml", "roles.yaml", "triage/distress.yaml"):
        folder.delete(name)

    assert folder.content().agencies == ()


def test_the_files_of_entries_are_known(folder: Any) -> None:
    library = folder.library()

    assert library.file("rules", "papers_kept") == f"content/{RULE}"
    assert library.file("sources", "ministry_s001") == "content/sources/main.yaml"


def test_files_that_are_no_content_are_left_alone(folder: Any) -> None:
    folder.write("LICENSE", "CC BY 4.0")
    folder.write("rules/README.md", "how to")
    folder.write("rules/.draft.yaml", "a: b: c")

    assert folder.content().rules


def test_a_country_called_no_is_not_false(folder: Any) -> None:
    text = (folder.path / "countries/MY.yaml").read_text()
    text = (
        text.replace("MY", "NO").replace("Malaysia", "Norwegia").replace("[malay]", "[NO, on, yes]")
    )
    folder.write("countries/NO.yaml", text)

    country = folder.content().countries["NO"]

    assert country.aliases == ("NO", "on", "yes")


def test_numbers_with_leading_zeros_and_times_are_text(folder: Any) -> None:
    folder.write("lists/papers.yaml", "description: x\nvalues: [0812, 12:30, 1_000]\n")

    assert folder.content().lists["papers"].values == ("0812", "12:30", "1_000")


def test_a_byte_order_mark_is_no_problem(folder: Any) -> None:
    folder.write("slang.yaml", b"\xef\xbb\xbfgpp: tidak apa apa\r\n")

    assert folder.content().slang == {"gpp": "tidak apa apa"}


def test_all_problems_of_all_files_are_said_at_once(folder: Any) -> None:
    folder.change(RULE, "stable", "stabil")
    folder.change(RULE, "level: high", "level: high\nlevel: low")
    folder.change(ARTICLE, "status: published", "status: terbit")
    folder.write("slang.yaml", "\ta: b\n\tc: d\n")
    folder.delete("guard.yaml")

    places = [line.partition(": ")[0] for line in folder.problems()]

    assert places == [
        f"content/{ARTICLE}:3",
        "content/guard.yaml",
        f"content/{RULE}:3",
        f"content/{RULE}:5",
        "content/slang.yaml:1",
        "content/slang.yaml:2",
    ]


def test_a_field_that_is_wrong_twice_is_said_once(folder: Any) -> None:
    folder.change(RULE, "title: Dokumen ditahan", "title: !!binary aGk=")

    assert len(folder.problems()) == 1


@pytest.mark.parametrize("name", ["verdicts.yaml", "guard.yaml", "texts/id.yaml"])
def test_a_file_that_must_exist_is_missed(folder: Any, name: str) -> None:
    folder.delete(name)

    assert folder.problems() == [f"content/{name}: file: is missing: create it"]


def test_a_file_that_cannot_be_read_is_named(folder: Any) -> None:
    folder.delete("slang.yaml")
    (folder.path / "slang.yaml").symlink_to(folder.path / "nowhere")

    assert folder.problems() == [
        "content/slang.yaml: file: cannot be read: check that it exists and may be read"
    ]


def test_a_folder_that_does_not_exist_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="does not exist: set RAMBU_CONTENT_DIR"):
        read_content(tmp_path / "nowhere")


def test_an_empty_folder_misses_only_what_it_must_have(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_content(tmp_path)

    assert [problem.file for problem in caught.value.problems] == [
        f"{tmp_path.name}/guard.yaml",
        f"{tmp_path.name}/texts/id.yaml",
        f"{tmp_path.name}/verdicts.yaml",
    ]


def test_the_corpus_is_loaded_apart(folder: Any) -> None:
    folder.write("corpus/questions.yaml", "questions: [{id: ask-001, text: gimana kak}]")

    corpus = load_corpus(folder.path)

    assert [text.id for text in corpus.texts] == ["clean-001"]
    assert [question.id for question in corpus.questions] == ["ask-001"]


def test_a_broken_corpus_does_not_stop_the_content(folder: Any) -> None:
    folder.write("corpus/clean.yaml", "texts: [{id: clean-001}]")

    assert folder.content().rules
    with pytest.raises(
        ContentError, match=r"content/corpus/clean\.yaml:1: texts\.0\.kind: is missing"
    ):
        load_corpus(folder.path)


def test_an_id_twice_in_the_corpus_is_a_problem(folder: Any) -> None:
    folder.write("corpus/more.yaml", (folder.path / "corpus/clean.yaml").read_text())

    with pytest.raises(ContentError, match="clean-001: is the id of two entries"):
        load_corpus(folder.path)


def test_a_folder_without_corpus_has_an_empty_one(tmp_path: Path) -> None:
    assert load_corpus(tmp_path).texts == ()
