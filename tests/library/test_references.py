"""The checks that what a file names exists: each finds what it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.library.checks import references

RULE = "rules/documents/papers_kept.yaml"
ARTICLE = "articles/paspor/paspor_saya.yaml"
COUNTRY = "countries/MY.yaml"

Case = tuple[Callable[..., Any], str, str, str, str]


def said(folder: Any, check: Callable[..., Any]) -> list[str]:
    """What one check says about a folder."""
    return [str(problem) for problem in check(folder.library())]


# The check; a file, words in it, what stands there instead; the line the check must say.
CASES: dict[str, Case] = {
    "source of a rule": (
        references.dead_sources,
        RULE,
        "[ministry_s001]",
        "[nobody]",
        f"content/{RULE}: references: the source `nobody` does not exist: add it to sources/",
    ),
    "source of a law": (
        references.dead_sources,
        "laws.yaml",
        "ministry_s001",
        "nobody",
        "content/laws.yaml: law_a.source: the source `nobody` does not exist: add it to sources/",
    ),
    "source of a fact": (
        references.dead_sources,
        ARTICLE,
        "source: ministry_s001",
        "source: nobody",
        f"content/{ARTICLE}: facts.0.source: the source `nobody` does not exist:"
        " add it to sources/",
    ),
    "source of an agency": (
        references.dead_sources,
        "agencies/list.yaml",
        "ministry_s001",
        "nobody",
        "content/agencies/list.yaml: list.0.source: the source `nobody` does not exist:"
        " add it to sources/",
    ),
    "source of a country's placement": (
        references.dead_sources,
        COUNTRY,
        "note: Dibuka, source: ministry_s001",
        "note: Dibuka, source: nobody",
        f"content/{COUNTRY}: placement.source: the source `nobody` does not exist:"
        " add it to sources/",
    ),
    "law": (
        references.dead_laws,
        RULE,
        "[law_a]",
        "[law_b]",
        f"content/{RULE}: law: the law `law_b` does not exist: add it to laws.yaml",
    ),
    "contact": (
        references.dead_contacts,
        ARTICLE,
        "[hotline]",
        "[kbri]",
        f"content/{ARTICLE}: contacts: the contact `kbri` does not exist: add it to contacts/",
    ),
    "see also": (
        references.dead_see_also,
        ARTICLE,
        "see_also: [paspor_saya]",
        "see_also: [gone]",
        f"content/{ARTICLE}: see_also: the article `gone` does not exist: correct its id",
    ),
    "notes of a country": (
        references.dead_see_also,
        COUNTRY,
        "[paspor_saya]",
        "[gone]",
        f"content/{COUNTRY}: notes: the article `gone` does not exist: correct its id",
    ),
    "related rule": (
        references.dead_related,
        RULE,
        "date: 2026-11-23",
        "date: 2026-11-23\nrelated: [{id: gone, type: similar}]",
        f"content/{RULE}: related: the rule `gone` does not exist: correct its id",
    ),
    "topic": (
        references.dead_topics,
        "topics.yaml",
        "name: paspor",
        "name: dokumen",
        f"content/{ARTICLE}: topic: the topic `paspor` does not exist: use one of topics.yaml",
    ),
    "country": (
        references.dead_countries,
        ARTICLE,
        "country: MY",
        "country: SG",
        f"content/{ARTICLE}: country: the country `SG` does not exist:"
        " add countries/CODE.yaml, or correct the code",
    ),
    "source over http": (
        references.plain_http,
        "sources/main.yaml",
        "https://",
        "http://",
        "content/sources/main.yaml: ministry_s001.url: its address is http:"
        " use https if the site has it",
    ),
    "topic without article": (
        references.topics_without_article,
        ARTICLE,
        "status: published",
        "status: draft",
        "content/topics.yaml: paspor: has no published article: write one, or hide the topic",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_check_finds_what_it_is_for(folder: Any, case: str) -> None:
    check, name, old, new, line = CASES[case]
    folder.change(name, old, new)

    assert said(folder, check) == [line]


def test_sources_that_are_cited_nowhere_share_a_line(folder: Any) -> None:
    known = "{title: a, publisher: b, checked: 2026-11-20}"
    folder.write("sources/more.yaml", f"one_s002: {known}\ntwo_s003: {known}\n")

    assert said(folder, references.unused_sources) == [
        "content/sources/more.yaml: one_s002, two_s003: cited nowhere (2): cite or delete it"
    ]
