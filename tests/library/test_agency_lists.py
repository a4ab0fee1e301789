"""Official lists of companies are read as offices write them, and never guessed at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from bot.cli import main
from bot.core.content import Agency
from bot.errors import UsageError
from bot.library.agency_lists import ListInfo, read_list, write_list
from tests.library.conftest import Folder

DAY = dt.date(2026, 11, 1)
INFO = ListInfo(DAY, "ministry_s001")


def read(folder: Path, text: str | bytes, info: ListInfo = INFO) -> list[Agency]:
    file = folder / "list.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_list(file, info)


def wrong(folder: Path, text: str | bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read(folder, text)
    return str(caught.value)


def test_a_table_becomes_companies_with_date_and_source(tmp_path: Path) -> None:
    text = (
        "No;Nama P3MI;No. SIP3MI;Status;Mulai;Berlaku Sampai;Keterangan\n"
        "1;PT  Contoh Satu;123/2024;Aktif;01-02-2024;2029-02-01;\n"
        "2;PT Contoh Dua;;Penghentian sementara;3 Februari 2026;-;Tiga bulan\n"
        "3;PT Contoh Tiga;9/2020;Dicabut;;;\n"
        ";;;;;;\n"
    )
    one, two, three = read(tmp_path, text)
    assert one == Agency(
        name="PT Contoh Satu",
        licence="123/2024",
        status="active",
        list_date=DAY,
        since=dt.date(2024, 2, 1),
        until=dt.date(2029, 2, 1),
        source="ministry_s001",
    )
    assert (two.status, two.since, two.until) == ("sanctioned", dt.date(2026, 2, 3), None)
    assert (two.note, three.status) == ("Tiga bulan", "revoked")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_and_encoding_is_read(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["Nama", "Izin"]) + "\r\n" + delimiter.join(["PT Émas", "1"]) + "\r\n"
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("cp1252")):
        [company] = read(tmp_path, data)
        assert (company.name, company.licence) == ("PT Émas", "1")


def test_a_list_without_a_status_has_one(tmp_path: Path) -> None:
    [company] = read(tmp_path, "nama\nPT Contoh\n", ListInfo(DAY, "ministry_s001", "sanctioned"))
    assert company.status == "sanctioned"


def test_the_same_row_twice_is_one_company_and_ended_licences_are_left_out(tmp_path: Path) -> None:
    rows = "nama,sampai\nPT Satu,2026-10-31\nPT Dua,2026-11-01\nPT Dua,2026-11-01\n"
    assert [company.name for company in read(tmp_path, rows)] == ["PT Dua"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kota,telepon\nJakarta,1\n", "has no column with names of companies"),
        ("", "has no column with names of companies"),
        ("nama\n", "holds no company"),
        ("nama,status\nPT Satu,tidak aktif\n", ":2: the status `tidak aktif` is not known"),
        ("nama,status\nPT Satu,nonaktif\n", ":2: the status `nonaktif` is not known"),
        ("nama,sejak\nPT Satu,kemarin\n", ":2: `kemarin` is not a date"),
        ("nama,sejak\nPT Satu,31-02-2026\n", ":2: `31-02-2026` is not a date"),
        ("nama,izin\n,5\n", ":2: the name is missing"),
        (b"PK\x03\x04\0\0", "is no text: save the table as CSV first"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in wrong(tmp_path, text)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    assert len(wrong(tmp_path, "nama,status\nPT A,x\nPT B,aktif\nPT C,y\n").splitlines()) == 2


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_list(tmp_path / "none.csv", INFO)


def test_an_import_replaces_what_came_from_the_same_source(folder: Folder) -> None:
    def company(name: str, source: str) -> Agency:
        return Agency(name=name, status="active", list_date=DAY, source=source)

    write_list(folder.path, "ministry_s001", [company("PT Lama", "ministry_s001")])
    write_list(folder.path, "other_s002", [company("PT Lain", "other_s002")])
    path = write_list(folder.path, "ministry_s001", [company("PT Baru", "ministry_s001")])
    names = [each["name"] for each in yaml.safe_load(path.read_text())["agencies"]]
    assert names == ["PT Lain", "PT Baru"]


def test_what_is_written_is_content(folder: Folder) -> None:
    rows = "nama,izin,status\nPT NO,007,aktif\nPT ON,008,aktif\n"
    companies = read(folder.path.parent, rows)
    write_list(folder.path, "ministry_s001", companies)
    assert {*companies} <= {*folder.content().agencies}


def test_the_command_imports_a_list(
    folder: Folder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("RAMBU_CONTENT_DIR", str(folder.path))
    (tmp_path / "list.csv").write_text("nama\nPT Baru\n")
    command = ["agencies", "import", str(tmp_path / "list.csv"), "--date"]
    assert main([*command, "2026-11-01", "--source", "ministry_s001"]) == 0
    assert capsys.readouterr().out.startswith("companies: 1 of 2026-11-01 in ")
    assert [each.name for each in folder.content().agencies].count("PT Baru") == 1
    assert main([*command, "1.11.2026", "--source", "ministry_s001"]) == 2
    assert main([*command, "2026-11-01", "--source", "nobody_s999"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "--date: `1.11.2026` is not a date: write YYYY-MM-DD",
        "--source: `nobody_s999` does not exist: add it to content/sources/ first",
    ]
