"""What people and readers see, as it stands in docs/desk.md, made by the real parts.

`python -m tests.desk.page` writes it anew; tests/desk/test_page.py keeps it true.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bot.core.engine import Engine
from bot.core.message import Message, Part
from bot.core.render import render_html, render_label, strip_markup
from bot.core.reply import Reply
from bot.core.similar import Fingerprinter
from bot.desk.cards import Cards
from bot.desk.telling import Telling
from bot.library.opening import open_engine
from bot.outbox.letter import unseal
from bot.outbox.outbox import Outbox
from bot.reports.reports import Place, Reports
from bot.reports.sharing import read_shared
from bot.storage.cases import Act, Case, Decision, Report, Watch

PAGE = Path(__file__).resolve().parents[2] / "docs/desk.md"
NOW = 1_795_410_000.0
AD = (
    "LOKER KAMBOJA operator situs judi online, gaji 12-15 juta, tiket ditanggung agen, berangkat"
    " pakai visa turis, paspor dipegang kantor selama kontrak. WA +855 12 345 678\n"
    "nama saya Contoh, NIK 3201010101010001, nomor saya 0812-0000-0000"
)


def render(engine: Engine) -> dict[str, str]:
    """The pieces of the page by their name."""
    asked, told = _reporting(engine), _telling(engine)
    return {
        "report": _shown(asked, engine),
        "card": _shown(_card(engine), engine),
        "correction": _shown(told, engine),
    }


def place(text: str, pieces: dict[str, str]) -> str:
    """The page with the pieces between their marks."""
    for name, piece in pieces.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n```text\n{piece}\n```\n{end}{after}"
    return text


def _outbox() -> Outbox:
    return Outbox(None, 1, str, lambda: NOW)  # type: ignore[arg-type]  # It stores nothing here.


def _reporting(engine: Engine) -> Reply:
    """The page that asks for consent."""
    fingerprinter = Fingerprinter(bytes(16), engine.content)
    desk = Place(-1, _outbox())
    reports = Reports(engine, None, fingerprinter, lambda: NOW, desk)  # type: ignore[arg-type]
    message = Message((Part(AD),), sender="p", chat="p")
    reply = asyncio.run(reports.press("report", "", message))
    assert reply is not None
    return reply


def _case(engine: Engine) -> tuple[Case, Report]:
    shared = read_shared(engine, Message((Part(AD),)))
    assert shared is not None
    told = shared.verdict.level
    report = Report(
        "R-7KMQ2X9P", "report", "offer:1", "p", told, shared.rules, shared.text, "", NOW
    )
    case = Case(
        "4f2a91c0", "report", "offer:1", told, shared.rules, NOW, "r", NOW + 60, reporters=3
    )
    return case, report


def _card(engine: Engine) -> Reply:
    """A case that one reader has decided and another one has taken."""
    case, report = _case(engine)
    votes = [Decision(case.id, "q", "danger", NOW)]
    trail = [Act("q", "note", case.id, "Nomornya sama dengan kasus minggu lalu.", NOW)]
    return Cards(engine.content).card(case, [report], votes, trail, NOW)


def _telling(engine: Engine) -> Reply:
    """The letter to somebody who had been told less."""
    case, _ = _case(engine)
    done = Case(**{**_fields(case), "verdict": "danger", "decided_at": NOW})
    watch = Watch(case.mark, "p", 1, "unverified", NOW)
    [outgoing] = Telling(_outbox(), engine.content.texts).letters(done, [watch])
    return unseal(outgoing.payload).reply


def _fields(case: Case) -> dict[str, object]:
    return {name: getattr(case, name) for name in case.__slots__}


def _shown(reply: Reply, engine: Engine) -> str:
    """The reply as plain text, with its buttons in brackets."""
    texts = engine.content.texts
    return "\n\n".join(
        [strip_markup(render_html(reply, texts)), "\n".join(_rows(reply, engine))]
        if reply.buttons
        else [strip_markup(render_html(reply, texts))]
    )


def _rows(reply: Reply, engine: Engine) -> Iterator[str]:
    for row in reply.buttons:
        yield " ".join(f"[{render_label(button, engine.content.texts)}]" for button in row)


def main() -> None:
    """Writes the pieces into docs/desk.md."""
    engine = open_engine(PAGE.parents[1] / "content")
    PAGE.write_text(place(PAGE.read_text("utf-8"), render(engine)), "utf-8")


if __name__ == "__main__":
    main()
