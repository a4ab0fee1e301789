"""Reported offers: known again, counted by people, concluded about, forgotten."""

from __future__ import annotations

import pytest

from bot.core.similar import Fingerprint
from bot.storage.opening import SqlStore
from bot.storage.store import DAY, Seen, Sighting

NOW = 1_000_000.0
ANA, BUDI, CITRA = "a" * 32, "b" * 32, "c" * 32


def offer(first: int, *, pairs: int = 40, job: int = 1) -> Fingerprint:
    """An offer of words first, first + 1 …; two overlap where their ranges do."""
    return Fingerprint(tuple(range(first, first + pairs)), jobs=frozenset({job}))


async def test_an_offer_nobody_reported_is_unknown(store: SqlStore) -> None:
    await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    assert await store.find_offers(offer(1000), ["y"]) == Seen()
    assert await store.find_offers(offer(1000), []) == Seen()


async def test_different_people_count_once_each(store: SqlStore) -> None:
    first = await store.remember_offer(offer(0), [], ANA, "danger", NOW)
    again = await store.remember_offer(offer(2), [], ANA, "danger", NOW + 5)
    other = await store.remember_offer(offer(1), [], BUDI, "caution", NOW + 9)
    assert first == again == other
    seen = await store.find_offers(offer(3), [])
    assert seen.similar == Sighting(2, 1, NOW, NOW + 9)
    assert (await store.find_offers(offer(3), [], asker=BUDI)).similar.people == 1


async def test_a_looser_version_is_kept_apart_and_counted_together(store: SqlStore) -> None:
    first = await store.remember_offer(offer(0), [], ANA, "danger", NOW)
    looser = await store.remember_offer(offer(20), [], BUDI, "danger", NOW)
    assert first != looser
    assert (await store.find_offers(offer(10), [])).similar == Sighting(2, 2, NOW, NOW)


async def test_another_job_in_the_same_words_is_another_offer(store: SqlStore) -> None:
    await store.remember_offer(offer(0), [], ANA, "danger", NOW)
    assert await store.find_offers(offer(0, job=2), []) == Seen()


async def test_a_stored_offer_is_found_in_a_long_text(store: SqlStore) -> None:
    await store.remember_offer(offer(0), [], ANA, "danger", NOW)
    assert (await store.find_offers(offer(0, pairs=400), [])).similar.people == 1


async def test_one_of_many_offers_in_a_digest_is_not_that_digest(store: SqlStore) -> None:
    await store.remember_offer(offer(0, pairs=400), [], ANA, "danger", NOW)
    assert await store.find_offers(offer(0), []) == Seen()


async def test_the_same_contact_links_different_offers(store: SqlStore) -> None:
    await store.remember_offer(offer(0), ["x", "y"], ANA, "danger", NOW)
    await store.remember_offer(offer(500, job=2), ["y"], BUDI, "danger", NOW + 1)
    seen = await store.find_offers(offer(900), ["y"])
    assert seen.similar == Sighting()
    assert seen.linked == Sighting(2, 2, NOW, NOW + 1)
    assert (await store.find_offers(offer(0), ["y"])).linked.offers == 1


async def test_a_contact_counts_by_those_who_reported_it(store: SqlStore) -> None:
    known = await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    assert await store.remember_offer(offer(0), ["z"], BUDI, "danger", NOW) == known
    assert (await store.find_offers(offer(900), ["z"])).linked.people == 1


async def test_what_the_desk_concluded_is_told(store: SqlStore) -> None:
    known = await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    assert await store.conclude_offer(known, "danger", NOW + 1)
    assert (await store.find_offers(offer(0), [])).similar.conclusion == "danger"
    assert (await store.find_offers(offer(900), ["x"])).linked.conclusion == "danger"
    assert not await store.conclude_offer(known + 1, "danger", NOW)


async def test_the_desk_can_part_contacts_from_an_offer(store: SqlStore) -> None:
    known = await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    await store.conclude_offer(known, "danger", NOW, contacts=False)
    assert (await store.find_offers(offer(900), ["x"])).linked == Sighting()


async def test_a_report_that_is_taken_back_is_gone(store: SqlStore) -> None:
    known = await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    assert await store.withdraw_offer(known, ANA)
    assert not await store.withdraw_offer(known, ANA)
    assert await store.find_offers(offer(0), ["x"]) == Seen()


async def test_a_conclusion_outlives_its_reporter_without_a_trace_of_them(store: SqlStore) -> None:
    known = await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    await store.conclude_offer(known, "danger", NOW)
    await store.forget_person(ANA, NOW)
    assert await store.export_person(ANA) == {}
    seen = await store.find_offers(offer(0), ["x"])
    assert seen.similar == Sighting(0, 0, 0.0, 0.0, "danger")
    assert (await store.find_offers(offer(900), ["x"])).linked.conclusion == "danger"


async def test_an_unconcluded_offer_goes_with_its_only_reporter(store: SqlStore) -> None:
    await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    await store.remember_offer(offer(500), [], ANA, "danger", NOW)
    await store.remember_offer(offer(500), [], BUDI, "danger", NOW)
    await store.forget_person(ANA, NOW)
    assert await store.find_offers(offer(0), ["x"]) == Seen()
    assert (await store.find_offers(offer(500), [])).similar.people == 1


async def test_offers_end(store: SqlStore) -> None:
    await store.remember_offer(offer(0), ["x"], ANA, "danger", NOW)
    kept = await store.remember_offer(offer(500), ["y"], ANA, "danger", NOW)
    await store.conclude_offer(kept, "caution", NOW)
    await store.retention(NOW + 366 * DAY)
    assert await store.find_offers(offer(0), ["x"]) == Seen()
    assert (await store.find_offers(offer(500), ["y"])).similar.conclusion == "caution"
    await store.retention(NOW + 3 * 366 * DAY)
    assert await store.find_offers(offer(500), ["y"]) == Seen()
    assert await store.export_person(ANA) == {}


async def test_words_that_many_offers_share_still_find_each(store: SqlStore) -> None:
    common = tuple(range(30))
    for number in range(60):
        own = tuple(range(1000 + 40 * number, 1030 + 40 * number))
        one = Fingerprint(common + own, jobs=frozenset({number}))
        await store.remember_offer(one, [], ANA, "danger", NOW)
    last = Fingerprint(own, jobs=frozenset({59}))
    assert (await store.find_offers(last, [])).similar.offers == 1


async def test_nobody_reports_without_a_key(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="empty"):
        await store.remember_offer(offer(0), [], "", "danger", NOW)


async def test_a_short_text_is_never_similar(store: SqlStore) -> None:
    await store.remember_offer(offer(0, pairs=5), [], ANA, "danger", NOW)
    assert await store.find_offers(offer(0, pairs=5), []) == Seen()


async def test_notes_for_the_desk_are_kept_until_dropped_or_over(store: SqlStore) -> None:
    first = await store.add_note("tuning", '{"versions":4}', NOW)
    await store.add_note("tuning", "{}", NOW + 1)
    assert [note.values for note in await store.list_notes()] == ["{}", '{"versions":4}']
    assert await store.drop_note(first)
    assert not await store.drop_note(first)
    await store.retention(NOW + 91 * DAY)
    assert await store.list_notes() == []
