"""The cross-file checks: content in order passes all, and each check finds what it is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.library.checks import names, phrases, signals, wording
from bot.library.lint import ERRORS, WARNINGS, lint

RULE = "rules/documents/papers_kept.yaml"
ARTICLE = "articles/paspor/paspor_saya.yaml"
COUNTRY = "countries/MY.yaml"
TEXTS = "texts/id.yaml"
VERDICTS = "verdicts.yaml"

Case = tuple[Callable[..., Any], str, str, str, str]


def said(folder: Any, check: Callable[..., Any]) -> list[str]:
    """What one check says about a folder."""
    return [str(problem) for problem in check(folder.library())]


def test_content_in_order_passes_every_check(folder: Any) -> None:
    report = lint(folder.library())

    assert report.errors == ()
    assert report.warnings == ()


# The check; a file, words in it, what stands there instead; the line the check must say.
CASES: dict[str, Case] = {
    "unreadable phrase": (
        phrases.broken_phrases,
        RULE,
        "(ditahan|disimpan)",
        "(ditahan|disimpan",
        f"content/{RULE}: detection.all.0.0: '<papers> .. (ditahan|disimpan': ')' is missing:"
        " see docs/rules-language.md",
    ),
    "unreadable phrase of a cue": (
        phrases.broken_phrases,
        "guard.yaml",
        "[hati hati]",
        "[.. hati]",
        "content/guard.yaml: cues.0.phrases.0: '.. hati': a phrase neither begins nor ends with ..:"
        " see docs/rules-language.md",
    ),
    "list": (
        phrases.dead_lists,
        RULE,
        "<papers>",
        "<paper>",
        f"content/{RULE}: detection.all.0.0: <paper> is no list and no class:"
        " add lists/NAME.yaml, or correct the name",
    ),
    "root": (
        phrases.dead_roots,
        RULE,
        "(ditahan|disimpan)",
        "(~tahan|~disimpan)",
        f"content/{RULE}: detection.all.0.0: ~disimpan is no root of the dictionary:"
        " write the root as the dictionary has it, or the forms as (a|b)",
    ),
    "stable rule without sign": (
        signals.rules_without_sign,
        RULE,
        "[sign.papers]",
        "[ilo.debt_bondage]",
        f"content/{RULE}: tags: has no sign: add a sign.NAME of verdicts.yaml",
    ),
    "sign": (
        signals.dead_signs,
        RULE,
        "[sign.papers]",
        "[sign.paper]",
        f"content/{RULE}: tags: `sign.paper` is unknown: use a sign of verdicts.yaml",
    ),
    "sign without rule": (
        signals.unused_signs,
        VERDICTS,
        "{papers: Dokumen ditahan}",
        "{papers: Dokumen ditahan, fee: Biaya}",
        "content/verdicts.yaml: signs.fee: no rule carries it: write one or delete it",
    ),
    "signal": (
        signals.dead_signals,
        VERDICTS,
        "none: [papers_kept]",
        "none: [papers_gone]",
        "content/verdicts.yaml: combinations.0.when.none: the signal `papers_gone` cannot occur:"
        " use a rule's id, a tag, fact.NAME, states.NAME or level.NAME",
    ),
    "signal of a rule that does not run": (
        signals.dead_signals,
        RULE,
        "status: stable",
        "status: deprecated",
        "content/verdicts.yaml: combinations.0.when.none: the signal `papers_kept` cannot occur:"
        " use a rule's id, a tag, fact.NAME, states.NAME or level.NAME",
    ),
    "signal of a missing thing": (
        signals.dead_signals,
        VERDICTS,
        "signs:",
        "missing: [{id: licence, stated_by: [fact.licence_given]}]\nsigns:",
        "content/verdicts.yaml: missing.0.stated_by: the signal `fact.licence_given` cannot occur:"
        " use a rule's id, a tag, fact.NAME, states.NAME or level.NAME",
    ),
    "fact": (
        signals.dead_facts,
        RULE,
        "{overseas: true}",
        "{abroad: true}",
        f"content/{RULE}: detection.facts: the fact `abroad` is unknown:"
        " use one of the facts in docs/rules-language.md",
    ),
    "cue twice": (
        signals.repeated_ids,
        "guard.yaml",
        "cues:",
        "cues:\n  - {id: warns, speech: news, weight: 1, phrases: [kabar]}",
        "content/guard.yaml: cues.1.id: `warns` is the id of another one: choose another id",
    ),
    "markup of an article": (
        wording.article_markup,
        ARTICLE,
        "&amp;",
        "&",
        f"content/{ARTICLE}: body: a bare & (write &amp;):"
        " use only balanced b i u s a code blockquote",
    ),
    "markup of a text": (
        wording.text_markup,
        TEXTS,
        "</b>",
        "",
        f"content/{TEXTS}: start.hello: <b> is not closed:"
        " use only balanced b i u s a code blockquote",
    ),
    "placeholder": (
        wording.text_placeholders,
        TEXTS,
        "{name}",
        "{name!r}",
        f"content/{TEXTS}: start.hello: `{{name}}` is no placeholder:"
        " write {name} with small letters, and {{ }} for real braces",
    ),
    "placeholder without name": (
        wording.text_placeholders,
        TEXTS,
        "{name}",
        "{}",
        f"content/{TEXTS}: start.hello: `{{}}` is no placeholder:"
        " write {name} with small letters, and {{ }} for real braces",
    ),
    "brace": (
        wording.text_placeholders,
        TEXTS,
        "{name}",
        "{name",
        f"content/{TEXTS}: start.hello: its braces are not in order (expected '}}' before end of"
        " string): write {name} with small letters, and {{ }} for real braces",
    ),
    "question for and against": (
        wording.contradicting_questions,
        ARTICLE,
        "[cara perpanjang paspor]",
        "['Paspor disita?']",
        f"content/{ARTICLE}: questions.no_match: `Paspor disita?` also stands under match:"
        " delete one of the two",
    ),
    "unfilled draft": (
        wording.unfilled,
        ARTICLE,
        "title: Paspor ditahan",
        "title: 'GANTIINI: judul'",
        f"content/{ARTICLE}: title: is still to be filled in: replace `GANTIINI` and what follows",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_check_finds_what_it_is_for(folder: Any, case: str) -> None:
    check, name, old, new, line = CASES[case]
    folder.change(name, old, new)

    assert said(folder, check) == [line]


def test_what_an_offer_may_lack_needs_its_words(folder: Any) -> None:
    folder.change(VERDICTS, "signs:", "missing: [{id: licence}]\nsigns:")
    folder.change(TEXTS, "start.hello", "missing.licence: Izin\nstart.hello")

    assert said(folder, signals.silent_missing) == [
        "content/verdicts.yaml: missing.0: the text `ask.licence` is missing:"
        " add it to texts/id.yaml"
    ]


def test_a_name_leads_to_one_country(folder: Any) -> None:
    text = (folder.path / COUNTRY).read_text()
    other = (
        text.replace("MY", "SG").replace("Malaysia", "Singapura").replace("malay", "Johor  bahru")
    )
    folder.write("countries/SG.yaml", other.replace("name: Johor Bahru", "name: Woodlands"))

    assert said(folder, names.shared_names) == [
        "content/countries/SG.yaml: aliases: `johor bahru` also stands in"
        " content/countries/MY.yaml: keep it in one of the two",
        "content/countries/SG.yaml: aliases: `jb` also stands in"
        " content/countries/MY.yaml: keep it in one of the two",
    ]


def test_a_question_leads_to_one_article(folder: Any) -> None:
    text = (folder.path / ARTICLE).read_text()
    other = text.replace("id: paspor_saya", "id: paspor_lain").replace("paspor disita,", "lain,")
    folder.write(
        "articles/paspor/paspor_lain.yaml", other.replace("dipegang bos", "dipegang  BOS?")
    )

    assert said(folder, wording.repeated_questions) == [
        f"content/{ARTICLE}: questions.match: `paspor dipegang bos` also stands in"
        " content/articles/paspor/paspor_lain.yaml: keep it where it fits better",
        f"content/{ARTICLE}: questions.match: `paspor diambil agen` also stands in"
        " content/articles/paspor/paspor_lain.yaml: keep it where it fits better",
    ]


@pytest.mark.parametrize("check", [*ERRORS, *WARNINGS])
def test_every_check_has_a_test(check: Callable[..., Any], root: Path) -> None:
    name = f"{check.__module__.rpartition('.')[2]}.{check.__name__}"
    tests = (root / "tests/library").glob("test_*.py")

    assert any(f"{name}," in file.read_text() or f"{name})" in file.read_text() for file in tests)


def test_errors_and_warnings_are_told_apart(folder: Any) -> None:
    folder.change(RULE, "[law_a]", "[law_b]")
    folder.change("sources/main.yaml", "https://", "http://")

    report = lint(folder.library())

    assert [problem.field for problem in report.errors] == ["law"]
    assert [problem.field for problem in report.warnings] == ["ministry_s001.url"]
