"""A small content folder that is in order, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.content import Content
from bot.errors import ContentError
from bot.library import Library, read_content, read_library

FILES = {
    "sources/main.yaml": """
ministry_s001:
  {title: Daftar, publisher: Kementerian, url: "https://a.example/x", checked: 2026-11-20}
""",
    "laws.yaml": """
law_a: {cite: Pasal 1, says: Dilarang memungut biaya, source: ministry_s001, checked: 2026-11-20}
""",
    "contacts/national.yaml": """
hotline:
  {name: Hotline, kind: hotline, phone: "110", source: ministry_s001, checked: 2026-11-20}
""",
    "lists/papers.yaml": """
description: Dokumen asli
values: [paspor, ijazah asli]
""",
    "slang.yaml": """
gpp: tidak apa apa
""",
    "rates.yaml": """
MYR: {rupiah: 3900, names: [ringgit], symbols: [RM], source: ministry_s001, checked: 2026-11-20}
""",
    "roles.yaml": """
- {role: domestic, family: care, values: [prt]}
""",
    "topics.yaml": """
- {name: paspor, title: Paspor, group: dokumen}
- {name: lain, title: Lain, group: dokumen, hidden: true}
""",
    "verdicts.yaml": """
signs: {papers: Dokumen ditahan}
combinations:
  - id: papers_and_overseas
    level: danger
    why: Dokumen ditahan di luar negeri
    when: {all: [sign.papers, fact.overseas], none: [papers_kept]}
""",
    "guard.yaml": """
description: Jenis tulisan
threshold: 2
cues:
  - {id: warns, speech: warning, weight: 3, phrases: [hati hati]}
""",
    "triage/distress.yaml": """
description: Minta tolong
cues:
  - {id: locked_in, road: explicit, all: [[tidak boleh keluar]]}
""",
    "rules/documents/papers_kept.yaml": """
id: papers_kept
title: Dokumen ditahan
status: stable
level: high
description: Detects an agent who keeps original papers
tags: [sign.papers]
references: [ministry_s001]
law: [law_a]
date: 2026-11-23
detection:
  all:
    - - <papers> .. (ditahan|disimpan)
  facts: {overseas: true}
falsepositives: [A warning about it]
advice:
  finding: Pesan ini menahan dokumenmu.
  do: Simpan sendiri dokumen aslimu.
examples:
  match: [paspor ditahan, ijazah asli disimpan]
  no_match: [bawa fotokopi, paspor dibuat di imigrasi]
""",
    "articles/paspor/paspor_saya.yaml": """
id: paspor_saya
title: Paspor ditahan
status: published
topic: paspor
country: MY
summary: Paspor itu milikmu, bukan milik majikan.
body: |-
  <b>Paspor</b> itu milikmu &amp; hanya kamu yang menyimpannya.
facts:
  - {label: Biaya, value: Rp350.000, source: ministry_s001, checked: 2026-11-20}
contacts: [hotline]
see_also: [paspor_saya]
references: [ministry_s001]
reviewed: 2026-11-20
reviewed_by: source check
questions:
  match: [paspor dipegang bos, paspor disita, paspor diambil agen]
  no_match: [cara perpanjang paspor]
""",
    "countries/MY.yaml": """
code: MY
name: Malaysia
aliases: [malay]
status: published
places:
  - {name: Johor Bahru, aliases: [jb]}
placement: {status: open, note: Dibuka, source: ministry_s001, checked: 2026-11-20}
emergency:
  - {name: Polisi, kind: police, phone: "999", source: ministry_s001, checked: 2026-11-20}
notes: [paspor_saya]
reviewed: 2026-11-20
""",
    "agencies/list.yaml": """
agencies:
  - {name: PT Contoh, status: active, list_date: 2026-11-20, source: ministry_s001}
""",
    "texts/id.yaml": """
start.hello: "Halo <b>{name}</b>"
""",
    "corpus/clean.yaml": """
texts:
  - {id: clean-001, kind: honest, expect: unverified, text: Dicari perawat}
""",
}


class Folder:
    """A content folder whose files a test changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        """Writes one file."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.lstrip("\n").encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces words that stand exactly once in a file."""
        text = (self.path / name).read_text()
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def delete(self, name: str) -> None:
        """Deletes one file."""
        (self.path / name).unlink()

    def library(self) -> Library:
        """What the folder holds."""
        return read_library(self.path)

    def content(self) -> Content:
        """What the folder holds, without where it came from."""
        return read_content(self.path)

    def problems(self) -> list[str]:
        """What is wrong in the folder: it must not load."""
        with pytest.raises(ContentError) as caught:
            read_content(self.path)
        return str(caught.value).splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A content folder in order."""
    return Folder(tmp_path / "content")
