"""docs/content.md: everything is on it, and nothing on it depends on the day."""

from __future__ import annotations

import pytest

from bot.core.content import Contact
from bot.core.wording import say_phone
from bot.library import Library
from bot.library.report import write_report
from bot.library.walk import found


@pytest.fixture(scope="module")
def lines(library: Library) -> list[str]:
    return list(write_report(library))


def test_every_number_that_is_shown_is_to_be_phoned(library: Library, lines: list[str]) -> None:
    calls = lines[lines.index("## To be phoned by a human before launch") :]
    numbers = {n for _, each in found(library, Contact) for n in (each.phone, each.whatsapp) if n}

    assert len(numbers) > 100
    for number in numbers:
        assert any(f"| {say_phone(number)} |" in line for line in calls), number


def test_every_topic_is_covered(library: Library, lines: list[str]) -> None:
    for name, topic in library.content.topics.items():
        if not topic.hidden:
            [row] = [line for line in lines if line.startswith(f"| `{name}` |")]
            assert int(row.split("|")[2]) >= 2


def test_what_is_uncertain_is_listed(library: Library, lines: list[str]) -> None:
    low = [each for _, each in found(library, Contact) if each.confidence == "low"]
    start = lines.index("## Of low confidence")
    uncertain = lines[start : lines.index("## To be phoned by a human before launch")]

    assert low
    for contact in low:
        assert any(contact.name in line for line in uncertain)


def test_all_rows_of_a_table_have_as_many_cells(lines: list[str]) -> None:
    for before, line in zip(lines, lines[1:], strict=False):
        if before.startswith("|") and line.startswith("|"):
            assert before.count("|") == line.count("|"), line
