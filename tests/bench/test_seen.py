"""The bench of similar offers: its edits, its advertisements, its verdict."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from bot.bench.adverts import adverts
from bot.bench.edits import EDITS, pairs
from bot.bench.seen import Known

OFFER = """Lowongan operator ke Kamboja, gaji 15.000.000 sebulan.
Tiket ditanggung kantor, berangkat minggu depan.
Hubungi 0812-3456-7890 segera."""


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 (no secret is made)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_the_text_and_is_the_same_again(name: str) -> None:
    edited = EDITS[name](OFFER, dice(3))
    assert edited != OFFER
    assert edited == EDITS[name](OFFER, dice(3))


def test_every_two_edits_make_a_pair() -> None:
    assert len(EDITS) == 10
    assert len(pairs()) == 45


def test_no_two_advertisements_are_of_the_same_job_country_and_company() -> None:
    several = list(islice(adverts(1), 2_000))
    named = [(each.job, each.country, each.company) for each in several if each.company]
    assert len(set(named)) == len(named) < len(several)
    assert len({each.text for each in several}) == len(several)
    assert list(islice(adverts(1), 50)) == several[:50]


def known(**changes: object) -> Known:
    """A run in which all is well, but for the changes."""
    run = Known(different=10_000, seconds={1_000: (0.01, 0.002), 100_000: (0.012, 0.004)})
    run.asked.update({"cut": 100})
    run.found_among.update({1_000: 1.0, 100_000: 0.99})
    for name, value in changes.items():
        setattr(run, name, value)
    return run


def test_a_run_within_all_limits_is_good() -> None:
    assert known().good
    assert any("100 of 100 found" in line for line in known().lines())


@pytest.mark.parametrize(
    "changes",
    [
        {"missed": {"cut": 3}},
        {"wrong": ["x"] * 11},
        {"seconds": {1_000: (0.01, 0.002), 100_000: (0.016, 0.008)}},
        {"found_among": {1_000: 1.0, 100_000: 0.97}},
    ],
)
def test_a_run_beyond_one_limit_is_not(changes: dict[str, object]) -> None:
    run = known()
    for name, value in changes.items():
        if name == "missed" and isinstance(value, dict):
            run.missed.update(value)
        else:
            setattr(run, name, value)
    assert not run.good
