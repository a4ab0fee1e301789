"""The dictionary holds roots, not their forms."""

from __future__ import annotations

from bot.library.dictionary import root_words


def test_the_dictionary_knows_roots_and_no_forms() -> None:
    words = root_words()

    assert {"tahan", "paspor", "kerja", "simpan"} <= words
    assert not {"ditahan", "bekerja", "simpanan", ""} & words
    assert len(words) > 25_000
