"""Official lists of companies, as an operator downloads them, turned into content/agencies/.

Offices name the columns of their tables differently from year to year, so each field knows several
names. What cannot be read is told with its line, all of it at once; nothing is guessed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError

from bot.core.content import Agency
from bot.errors import UsageError

FILE = Path("agencies") / "imported.yaml"
LARGEST_FILE = 20 * 2**20
HEAD = "# Written by `agencies import`; each import replaces what came from the same source.\n"

Status = Literal["active", "sanctioned", "revoked"]

# Field → names of its column, in small letters without punctuation.
COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset(
        {"nama", "nama p3mi", "p3mi", "nama perusahaan", "perusahaan", "nama pt", "name"}
    ),
    "licence": frozenset(
        {"sip3mi", "no sip3mi", "nomor sip3mi", "izin", "no izin", "nomor izin", "licence"}
    ),
    "status": frozenset({"status", "status izin", "status p3mi", "status sanksi"}),
    "since": frozenset({"sejak", "mulai", "tanggal mulai", "mulai berlaku", "tmt", "since"}),
    "until": frozenset(
        {"sampai", "sampai dengan", "berlaku sampai", "tanggal berakhir", "masa berlaku", "until"}
    ),
    "note": frozenset({"keterangan", "catatan", "alasan", "note"}),
}
# What a status says, by a piece of a word; the first that fits counts.
STATUSES: tuple[tuple[str, Status], ...] = (
    ("cabut", "revoked"),
    ("revoked", "revoked"),
    ("skors", "sanctioned"),
    ("sanksi", "sanctioned"),
    ("sanction", "sanctioned"),
    ("tunda", "sanctioned"),
    ("henti", "sanctioned"),
)
_ACTIVE = frozenset({"aktif", "active", "berlaku"})
# "tidak aktif" says neither why nor since when: somebody has to look.
_UNCLEAR = frozenset({"tidak", "belum", "non"})
_MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember"
).split()
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]+)\s*[-/. ]\s*(\d{4})")


@dataclass(frozen=True, slots=True)
class ListInfo:
    """What a list itself does not say: its date, its source, and the status where it has none."""

    date: dt.date
    source: str
    status: Status = "active"


def read_list(path: Path, info: ListInfo) -> list[Agency]:
    """The companies of a table with a head (comma, semicolon or tab; UTF-8 or Windows-1252).

    Rows that are the same are one company; a licence that had ended by the list's date is left
    out. Raises UsageError with everything that is wrong.
    """
    table = csv.reader(io.StringIO(text := _read(path)), delimiter=_delimiter(text))
    head = [_plain(name) for name in next(table, [])]
    places = {
        field: place
        for field, names in COLUMNS.items()
        for place in [next((at for at, name in enumerate(head) if name in names), -1)]
        if place >= 0
    }
    if "name" not in places:
        known = ", ".join(sorted(COLUMNS["name"]))
        raise UsageError(f"{path}: has no column with names of companies: call one of them {known}")
    found, problems = [], []
    for row in table:
        values = {f: row[at].strip() for f, at in places.items() if at < len(row) and row[at]}
        if not any(values.values()):
            continue
        try:
            found.append(_company(values, info))
        except ValueError as error:
            problems.append(f"{path}:{table.line_num}: {error}")
    if not (found or problems):
        problems.append(f"{path}: holds no company")
    if problems:
        raise UsageError("\n".join(problems))
    return [one for one in dict.fromkeys(found) if not _ended(one)]


def write_list(content_dir: Path, source: str, companies: Iterable[Agency]) -> Path:
    """Puts the companies in the place of those of the same source; returns the file.

    Raises UsageError when it cannot be written.
    """
    path = content_dir / FILE
    try:
        kept = _others(path, source)
        new = [company.model_dump(exclude_none=True) for company in companies]
        text = yaml.dump(
            {"agencies": kept + new}, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
    except (OSError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be written: {type(error).__name__}") from None
    return path


class _Plain(yaml.SafeDumper):
    """Writes every value out: the date that all companies of a list share is no alias."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True


def _others(path: Path, source: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    before = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return [each for each in before.get("agencies", []) if each.get("source") != source]


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UsageError(f"{path}: is larger than any list of companies")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if b"\0" in data:
        raise UsageError(f"{path}: is no text: save the table as CSV first")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _company(values: Mapping[str, str], info: ListInfo) -> Agency:
    """One row. Raises ValueError with what is wrong in it."""
    if not values.get("name"):
        raise ValueError("the name is missing")
    fields = {
        "name": " ".join(values["name"].split()),
        "licence": values.get("licence") or None,
        "status": _status(values.get("status", ""), info.status),
        "list_date": info.date,
        "since": _date(values.get("since", "")),
        "until": _date(values.get("until", "")),
        "note": values.get("note") or None,
        "source": info.source,
    }
    try:
        return Agency.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _status(text: str, default: Status) -> Status:
    if not text:
        return default
    words = _plain(text).split()
    if not _UNCLEAR.intersection(words):
        for piece, status in STATUSES:
            if any(piece in word for word in words):
                return status
        if _ACTIVE.intersection(words):
            return "active"
    raise ValueError(f"the status `{text}` is not known: write aktif, sanksi or dicabut")


def _date(text: str) -> dt.date | None:
    """A date as ISO writes it or with the day first; None for an empty text or a dash."""
    if text in ("", "-"):
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        pass
    found = _DAY_FIRST.fullmatch(text.lower())
    if found:
        month = _MONTHS.index(found[2]) + 1 if found[2] in _MONTHS else found[2]
        try:
            return dt.date(int(found[3]), int(month), int(found[1]))
        except ValueError:
            pass
    raise ValueError(f"`{text}` is not a date: write YYYY-MM-DD or DD-MM-YYYY")


def _ended(company: Agency) -> bool:
    over = company.until is not None and company.until < company.list_date
    return over and company.status == "active"
