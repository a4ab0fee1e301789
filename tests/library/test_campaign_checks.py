"""What is wrong in content/campaigns/ is found and named."""

from __future__ import annotations

from typing import Any

import pytest

from bot.library.checks import campaigns, references
from bot.library.lint import lint

FILE = "campaigns/papers.yaml"
CAMPAIGN = """
id: papers
mode: mode.m99
title: Dokumen
reviewed: 2026-11-20
reviewed_by: source check
pieces:
  - id: keep_papers
    form: myth
    headline: Paspormu kamu yang pegang
    says: Paspor disimpan agen saja
    lines: [Paspor itu milikmu sendiri, Foto dulu halaman depannya]
    do: Minta kembali paspormu
    share: Paspor itu milikmu, jadi simpan sendiri dan foto dulu halamannya.
    article: paspor_saya
    references: [ministry_s001]
"""


@pytest.fixture
def campaign(folder: Any) -> Any:
    """A folder in order that holds a campaign."""
    folder.change("rules/documents/papers_kept.yaml", "[sign.papers]", "[sign.papers, mode.m99]")
    folder.write(FILE, CAMPAIGN)
    return folder


def found(folder: Any, check: Any) -> list[str]:
    """What one check says about a folder."""
    return [str(problem) for problem in check(folder.library())]


def test_a_campaign_in_order_passes(campaign: Any) -> None:
    assert lint(campaign.library()).errors == ()


@pytest.mark.parametrize(
    ("check", "old", "new", "said"),
    [
        (
            campaigns.dead_modes,
            "mode: mode.m99",
            "mode: mode.m98",
            "mode: `mode.m98` is the tag of no rule",
        ),
        (
            campaigns.dead_piece_articles,
            "article: paspor_saya",
            "article: paspor",
            "article: the article `paspor` does not exist",
        ),
        (
            references.dead_sources,
            "[ministry_s001]",
            "[ministry_s002]",
            "references: the source `ministry_s002` does not",
        ),
        (
            campaigns.judging_words,
            "milikmu sendiri",
            "ditahan penipu",
            "pieces.0: says `penipu`",
        ),
        (campaigns.judging_words, "disimpan agen saja", "di agen aman", "pieces.0: says `aman`"),
    ],
)
def test_what_is_wrong_is_said(campaign: Any, check: Any, old: str, new: str, said: str) -> None:
    campaign.change(FILE, old, new)

    problems = found(campaign, check)

    assert len(problems) == 1
    assert said in problems[0]


def test_no_two_pieces_share_an_id(campaign: Any) -> None:
    campaign.write("campaigns/again.yaml", CAMPAIGN.replace("id: papers", "id: again"))

    (problem,) = found(campaign, campaigns.repeated_pieces)

    assert "`keep_papers` also stands in content/campaigns/again.yaml" in problem


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Minta kembali paspormu", "Telepon +6281234567"),
        ("Minta kembali paspormu", "Buka https://x.example"),
        ("Paspor itu milikmu sendiri", "<b>Paspor</b> milikmu"),
        ("    says: Paspor disimpan agen saja\n", ""),
        ("form: myth", "form: honest"),
    ],
)
def test_foreign_marks_and_a_wrong_form_are_refused(campaign: Any, old: str, new: str) -> None:
    campaign.change(FILE, old, new)

    assert len(campaign.problems()) == 1


OFFER = """
trap_01:
  answer: trap
  difficulty: 1
  text: Dicari orang untuk kerja jauh, paspor ditahan kantor sampai kontraknya selesai.
  signs: [papers_kept]
"""


def test_signs_of_the_quiz_are_rules(folder: Any) -> None:
    folder.write("quiz/traps.yaml", OFFER)
    assert found(folder, campaigns.dead_quiz_signs) == []

    folder.change("quiz/traps.yaml", "[papers_kept]", "[papers_lost]")

    (problem,) = found(folder, campaigns.dead_quiz_signs)
    assert "quiz/traps.yaml: trap_01.signs: `papers_lost` does not exist" in problem


@pytest.mark.parametrize(
    ("old", "new"),
    [("answer: trap", "answer: honest"), ("signs: [papers_kept]", "states: [agency, visa]")],
)
def test_an_offer_that_does_not_explain_itself_is_refused(folder: Any, old: str, new: str) -> None:
    folder.write("quiz/traps.yaml", OFFER.replace(old, new))

    assert len(folder.problems()) == 1
