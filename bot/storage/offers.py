"""Reported offers in SQL: a few rare pairs of words find what may be similar, then all of them are
compared.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence

from bot.core.similar import Fingerprint, is_same, is_similar, likeness
from bot.storage.database import Database, Run, Value
from bot.storage.records import Conclusion, Note, Seen, Sighting

# How many pairs of an offer are indexed, and how many offers one pair may find: pairs that many
# offers have find nothing and cost time.
INDEXED = 32
MOST_FOUND = 48
# Pairs that an offer must share with a question to be compared, and how many are.
FEWEST_SHARED = 4
MOST_COMPARED = 24
_ID_BITS = 53

_NEW_REPORT = """
INSERT INTO offer_reports (offer, person, level, at) VALUES (?, ?, ?, ?)
ON CONFLICT (offer, person) DO UPDATE SET level = excluded.level"""

_NEW_CONTACT = """
INSERT INTO offer_contacts (contact, offer, person) VALUES (?, ?, ?)
ON CONFLICT (contact, offer, person) DO NOTHING"""

_PARTS = ("offer_pairs", "offer_reports", "offer_contacts")


class SqlOffers:
    """The Offers protocol over a Database."""

    _database: Database

    async def remember_offer(
        self,
        fingerprint: Fingerprint,
        contacts: Collection[str],
        reporter: str,
        level: str,
        now: float,
    ) -> int:
        """Keeps a report; see Offers.remember_offer."""
        if not reporter:
            raise ValueError("the key of a person is empty")
        async with self._database.transaction() as run:
            offer = await _find_same(run, fingerprint)
            if offer is None:
                offer = await add_offer(run, fingerprint, now)
            await run(_NEW_REPORT, offer, reporter, level, now)
            await run("UPDATE offers SET at = ? WHERE id = ? AND at < ?", now, offer, now)
            for contact in sorted(contacts):
                await run(_NEW_CONTACT, contact, offer, reporter)
        return offer

    async def withdraw_offer(self, offer: int, reporter: str) -> bool:
        """Takes a report back; see Offers.withdraw_offer."""
        async with self._database.transaction() as run:
            await run("DELETE FROM offer_contacts WHERE offer = ? AND person = ?", offer, reporter)
            gone = await run(
                "DELETE FROM offer_reports WHERE offer = ? AND person = ? RETURNING offer",
                offer,
                reporter,
            )
            await drop_orphans(run, [offer])
        return bool(gone)

    async def find_offers(
        self, fingerprint: Fingerprint, contacts: Collection[str], asker: str = ""
    ) -> Seen:
        """Looks for an offer; see Offers.find_offers."""
        async with self._database.transaction() as run:
            similar = await find_similar(run, fingerprint)
            ids = [offer for offer, _ in similar]
            concluded: Conclusion = next((said for _, said in similar if said), "")
            linked, said = await _find_linked(run, contacts, ids)
            return Seen(
                await _sighting(run, ids, concluded, asker),
                await _sighting(run, linked, said, asker, contacts),
            )

    async def conclude_offer(
        self, offer: int, conclusion: Conclusion, now: float, *, contacts: bool = True
    ) -> bool:
        """Keeps the desk's conclusion; see Offers.conclude_offer."""
        async with self._database.transaction() as run:
            found = await run(
                "UPDATE offers SET conclusion = ?, at = ? WHERE id = ? RETURNING id",
                conclusion,
                now,
                offer,
            )
            await run("DELETE FROM offer_contacts WHERE offer = ? AND person = ''", offer)
            if not contacts:
                await run("DELETE FROM offer_contacts WHERE offer = ?", offer)
            elif conclusion:
                await run(
                    "INSERT INTO offer_contacts (contact, offer, person) "
                    "SELECT DISTINCT contact, offer, '' FROM offer_contacts WHERE offer = ?",
                    offer,
                )
            await drop_orphans(run, [offer])
        return bool(found)

    async def add_note(self, kind: str, values: str, now: float) -> int:
        """Keeps a note; see Offers.add_note."""
        note = _new_id()
        async with self._database.transaction() as run:
            await run(
                "INSERT INTO desk_notes (id, kind, said, at) VALUES (?, ?, ?, ?)",
                note,
                kind,
                values,
                now,
            )
        return note

    async def list_notes(self, limit: int = 20) -> list[Note]:
        """The notes; see Offers.list_notes."""
        async with self._database.transaction() as run:
            rows = await run(
                "SELECT id, kind, said, at FROM desk_notes ORDER BY at DESC, id LIMIT ?", limit
            )
        return [Note(*row) for row in rows]

    async def drop_note(self, note: int) -> bool:
        """Forgets a note; see Offers.drop_note."""
        async with self._database.transaction() as run:
            return bool(await run("DELETE FROM desk_notes WHERE id = ? RETURNING id", note))


async def drop_orphans(run: Run, offers: Sequence[int]) -> int:
    """Deletes those of the offers that nobody reports or has concluded about; how many rows."""
    if not offers:
        return 0
    gone = await run(
        f"DELETE FROM offers WHERE id IN ({_marks(offers)}) AND conclusion = '' AND NOT EXISTS "  # noqa: S608
        "(SELECT 1 FROM offer_reports AS r WHERE r.offer = offers.id) RETURNING id",
        *offers,
    )
    return len(gone) + await drop_parts(run, [offer for (offer,) in gone])


async def drop_parts(run: Run, offers: Sequence[int]) -> int:
    """Deletes what is left of deleted offers; how many rows."""
    if not offers:
        return 0
    return sum(
        [
            len(
                await run(
                    f"DELETE FROM {table} WHERE offer IN ({_marks(offers)}) RETURNING offer",  # noqa: S608
                    *offers,
                )
            )
            for table in _PARTS
        ]
    )


async def _find_same(run: Run, fingerprint: Fingerprint) -> int | None:
    compared = await _compare(run, fingerprint)
    return next((offer for offer, stored, _ in compared if is_same(stored, fingerprint)), None)


async def find_similar(run: Run, fingerprint: Fingerprint) -> list[tuple[int, Conclusion]]:
    """The ids of similar offers with what was concluded, the most similar first."""
    compared = await _compare(run, fingerprint)
    return [(offer, said) for offer, stored, said in compared if is_similar(stored, fingerprint)]


async def _compare(run: Run, fingerprint: Fingerprint) -> list[tuple[int, Fingerprint, Conclusion]]:
    """Offers that share some pairs with the fingerprint, the most similar first."""
    if not fingerprint.tells or not fingerprint.pairs:
        return []
    pairs = sorted(fingerprint.pairs)
    rows = await run(
        "SELECT o.id, o.fingerprint, o.conclusion FROM offers AS o JOIN ("  # noqa: S608
        f"SELECT offer, count(*) AS shared FROM offer_pairs WHERE pair IN ({_marks(pairs)}) "
        "GROUP BY offer HAVING count(*) >= ? ORDER BY count(*) DESC, offer LIMIT ?"
        ") AS found ON found.offer = o.id",
        *pairs,
        min(FEWEST_SHARED, len(pairs)),
        MOST_COMPARED,
    )
    found = [(offer, Fingerprint.unpack(bytes(packed)), said) for offer, packed, said in rows]
    return sorted(found, key=lambda each: (-likeness(each[1], fingerprint), each[0]))


async def add_offer(run: Run, fingerprint: Fingerprint, now: float) -> int:
    """Keeps an offer, whether or not there is one like it, and returns its id."""
    offer = _new_id()
    await run(
        "INSERT INTO offers (id, fingerprint, conclusion, at) VALUES (?, ?, '', ?)",
        offer,
        fingerprint.pack(),
        now,
    )
    rare = await _rare(run, sorted(fingerprint.pairs))
    if rare:
        rows = ", ".join("(?, ?)" for _ in rare)
        values = [value for pair in rare for value in (pair, offer)]
        await run(f"INSERT INTO offer_pairs (pair, offer) VALUES {rows}", *values)  # noqa: S608
    return offer


async def _rare(run: Run, pairs: Sequence[int]) -> list[int]:
    """The first INDEXED pairs that do not find MOST_FOUND offers yet."""
    if not pairs:
        return []
    full = await run(
        f"SELECT pair FROM offer_pairs WHERE pair IN ({_marks(pairs)}) "  # noqa: S608
        "GROUP BY pair HAVING count(*) >= ?",
        *pairs,
        MOST_FOUND,
    )
    common = {pair for (pair,) in full}
    return [pair for pair in pairs if pair not in common][:INDEXED]


async def _find_linked(
    run: Run, contacts: Collection[str], similar: Collection[int]
) -> tuple[list[int], Conclusion]:
    """Offers with one of the contacts that are not among the similar ones, and the worst that was
    concluded about one of them.
    """
    if not contacts:
        return [], ""
    rows = await run(
        "SELECT DISTINCT c.offer, o.conclusion FROM offer_contacts AS c "  # noqa: S608
        f"JOIN offers AS o ON o.id = c.offer WHERE c.contact IN ({_marks(contacts)})",
        *contacts,
    )
    others = [(offer, said) for offer, said in rows if offer not in set(similar)]
    worst: Conclusion = "danger" if any(said == "danger" for _, said in others) else ""
    return sorted(offer for offer, _ in others)[:MOST_FOUND], worst


async def _sighting(
    run: Run,
    offers: Sequence[int],
    conclusion: Conclusion,
    asker: str,
    contacts: Collection[str] = (),
) -> Sighting:
    """How many people reported the offers, with one of the contacts where some are given."""
    if not offers:
        return Sighting()
    values: list[Value] = [*offers, asker]
    having = ""
    if contacts:
        having = (
            "AND EXISTS (SELECT 1 FROM offer_contacts AS c WHERE c.offer = r.offer "  # noqa: S608
            f"AND c.person IN (r.person, '') AND c.contact IN ({_marks(contacts)}))"
        )
        values += contacts
    [(people, known, first, last)] = await run(
        "SELECT count(DISTINCT person), count(DISTINCT offer), min(at), max(at) "  # noqa: S608
        f"FROM offer_reports AS r WHERE offer IN ({_marks(offers)}) AND person <> ? {having}",
        *values,
    )
    return Sighting(people, known, first or 0.0, last or 0.0, conclusion)


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def _new_id() -> int:
    return secrets.randbits(_ID_BITS)
