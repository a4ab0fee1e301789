"""Fields that are wrong: each is named with its line and its cure."""

from __future__ import annotations

from typing import Any

import pytest

CONTACTS = "contacts/national.yaml"
RULE = "rules/documents/papers_kept.yaml"
ARTICLE = "articles/paspor/paspor_saya.yaml"

# A file, words in it, what stands there instead, and the one line that must be said.
CHANGED = {
    "unknown field": (
        RULE,
        "title:",
        "titel: x\ntitle:",
        "2: titel: is not a field that is known here: did you mean `title`?",
    ),
    "unknown field inside": (
        RULE,
        "  do:",
        "  Do: x\n  do:",
        "17: advice.Do: is not a field that is known here: did you mean `do`?",
    ),
    "missing field": (RULE, "level: high\n", "", "1: level: is missing: add it"),
    "missing source": (
        CONTACTS,
        "source: ministry_s001, ",
        "",
        "1: hotline.source: is missing: add it",
    ),
    "empty field": (
        RULE,
        "title: Dokumen ditahan",
        "title:",
        "2: title: is empty: write a value, or remove the line where it is not needed",
    ),
    "not one of": (
        RULE,
        "stable",
        "stabil",
        "3: status: `stabil` is not allowed: write 'experimental', 'stable' or 'deprecated'",
    ),
    "number for text": (
        RULE,
        "[paspor ditahan,",
        "[2026,",
        "19: examples.match.0: `2026` was read as a number or date: put it in quotes",
    ),
    "list for text": (
        RULE,
        "title: Dokumen ditahan",
        "title: [Dokumen]",
        "2: title: is a list where text belongs: write text",
    ),
    "text for list": (
        RULE,
        "[A warning about it]",
        "A warning",
        "14: falsepositives: is a single value where a list belongs: begin each item with `- `",
    ),
    "text for mapping": (
        ARTICLE,
        "  - {label: Biaya, value: Rp350.000, source: ministry_s001, checked: 2026-11-20}",
        "  - Biaya",
        "10: facts.0: is a single value where a mapping belongs: write `name: value` lines",
    ),
    "wrong form": (
        RULE,
        "[sign.papers]",
        "[papers]",
        "6: tags.0: `papers` has the wrong form: write a namespace, a point and a name, as in"
        " sign.upfront_fee",
    ),
    "too short": (
        RULE,
        "Simpan sendiri dokumen aslimu.",
        "Simpan.",
        "17: advice.do: has 7 characters: write at least 10",
    ),
    "too long": (
        ARTICLE,
        "title: Paspor ditahan",
        f"title: {'a' * 81}",
        "2: title: has 81 characters: shorten it to 80",
    ),
    "too few": (
        RULE,
        "[bawa fotokopi, paspor dibuat di imigrasi]",
        "[bawa fotokopi]",
        "20: examples.no_match: has 1 items: give at least 2",
    ),
    "not a date": (
        RULE,
        "date: 2026-11-23",
        "date: kemarin",
        "9: date: `kemarin` is not a date: write it as YYYY-MM-DD",
    ),
    "neither true nor false": (
        RULE,
        "{overseas: true}",
        "{overseas: mungkin}",
        "13: detection.facts.overseas: `mungkin` is neither true nor false: write true or false",
    ),
    "not a number": (
        "rates.yaml",
        "3900",
        "banyak",
        "1: MYR.rupiah: `banyak` is not a number: write a number without quotes or separators",
    ),
    "phone": (
        CONTACTS,
        '"110"',
        '"0812-3456"',
        "2: hotline.phone: `0812-3456` has the wrong form: write a phone as +CountryNumber without"
        " spaces, or a short number, in quotes",
    ),
    "phone without quotes": (
        CONTACTS,
        '"110"',
        "110",
        "2: hotline.phone: `110` was read as a number or date: put it in quotes",
    ),
    "unreachable contact": (
        CONTACTS,
        'phone: "110", ',
        "",
        "1: hotline: is incomplete: give at least one of phone, whatsapp, email, url",
    ),
    "key of wrong form": (
        CONTACTS,
        "hotline:\n",
        "Hot line:\n",
        "1: Hot line: `Hot line` has the wrong form: write small letters, digits and _,"
        " beginning with a letter",
    ),
    "id is not the file's name": (
        RULE,
        "id: papers_kept",
        "id: papers",
        " id: `papers` is not the file's name `papers_kept`: make the two equal",
    ),
    "code is not the file's name": (
        "countries/MY.yaml",
        "code: MY",
        "code: SG",
        " code: `SG` is not the file's name `MY`: make the two equal",
    ),
    "topic is not the folder's name": (
        ARTICLE,
        "topic: paspor",
        "topic: lain",
        " topic: `lain` is not the folder's name `paspor`: move the file to lain/, or"
        " correct the field",
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_wrong_field_is_named_with_its_cure(folder: Any, case: str) -> None:
    name, old, new, said = CHANGED[case]
    folder.change(name, old, new)

    assert folder.problems() == [f"content/{name}:{said}"]
