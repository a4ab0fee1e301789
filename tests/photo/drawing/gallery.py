"""The forty pictures of the benchmark; each time the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tests.photo.drawing.canvas import Drawn, Turn
from tests.photo.drawing.chats import TELEGRAM, WHATSAPP_DARK, WHATSAPP_LIGHT, Look, chat, post
from tests.photo.drawing.posters import Style, columns, poster, status, table, with_code
from tests.photo.drawing.talks import GROUP, TALKS
from tests.photo.drawing.wear import (
    faded,
    noisy,
    photographed,
    pressed,
    scaled,
    shot_again,
    turned,
)

Draw = Callable[[], Drawn]

WHITE = (255, 255, 255)
BLUE = Style(
    "gradient", (10, 60, 130), (40, 140, 200), WHITE, (255, 230, 80), None, "lato black", "lato"
)
RED = Style(first=(250, 245, 235), ink=(40, 20, 10), title_ink=WHITE, band=(190, 20, 20))
GREEN = Style(
    "stripes", (225, 245, 225), (205, 232, 205), (10, 60, 20), (0, 90, 30), None, "fredoka", "lato"
)
PHOTO = Style("photo", (60, 70, 90), (30, 35, 50), WHITE, (255, 210, 60), None, "fjalla", "manrope")
SERIF = Style(first=(252, 250, 243), title="serif bold", body="serif", title_ink=(30, 30, 90))
BLACK = Style(first=(15, 15, 18), ink=(235, 235, 235), title_ink=(255, 90, 60), title="fjalla")
CENTRED = Style(
    "gradient", (255, 214, 0), (255, 150, 0), (40, 20, 0), (150, 0, 0), None, "fredoka",
    "roboto bold", 64, 34, centred=True,
)  # fmt: skip
SMALL = Style(first=WHITE, title="lato bold", body="lato", title_size=30, size=17, width=720)
CARD = Style(first=(240, 246, 255), title_ink=(20, 70, 160), title="manrope bold", body="manrope")
PURPLE = Style(first=(120, 40, 160), last=(230, 60, 120), ink=WHITE, body="roboto medium", size=46)
TEAL = Style(first=(0, 110, 110), last=(0, 60, 90), ink=WHITE, body="manrope bold", size=44)


def gallery(corpus: Mapping[str, str]) -> Iterator[Draw]:
    """The pictures, each drawn when it is called; `corpus` holds the project's texts by id.

    They are drawn one at a time because forty at once would fill the memory that is measured.
    """
    yield from _plain_posters(corpus)
    yield from _worn_posters(corpus)
    yield from _laid_out_posters(corpus)
    yield from _whatsapp()
    yield from _other_screens(corpus)
    yield from _photographed(corpus)


def _plain_posters(corpus: Mapping[str, str]) -> Iterator[Draw]:
    for name, text, style in (
        ("poster blue", "recruit-006", BLUE),
        ("poster red band", "clean-001", RED),
        ("poster stripes", "clean-021", GREEN),
        ("poster on a photo", "recruit-126", PHOTO),
        ("poster serif", "nonoffer-003", SERIF),
        ("poster black", "recruit-012", BLACK),
        ("poster centred", "recruit-046", CENTRED),
        ("poster with ticks", "nonoffer-015", CARD),
        ("poster small letters", "clean-015", SMALL),
    ):
        yield partial(poster, name, corpus[text], style)


def _worn_posters(corpus: Mapping[str, str]) -> Iterator[Draw]:
    def worn(name: str, text: str, style: Style, wear: Callable[[Drawn], Drawn]) -> Draw:
        return lambda: wear(poster(name, corpus[text], style))

    yield worn("poster jpeg 40", "recruit-136", RED, lambda it: pressed(it, 40))
    yield worn("poster half size jpeg 40", "clean-003", BLUE, lambda it: pressed(scaled(it, 0.5)))
    yield worn("poster turned 3", "recruit-100", SERIF, lambda it: turned(it, 3))
    yield worn("poster turned -5", "recruit-116", CENTRED, lambda it: turned(it, -5))
    yield worn("poster lying left", "recruit-049", BLACK, lambda it: turned(it, 90))
    yield worn("poster upside down", "recruit-050", GREEN, lambda it: turned(it, 180))
    yield worn("poster lying right", "clean-082", CARD, lambda it: pressed(turned(it, 270), 60))
    yield worn("poster faded", "clean-002", SERIF, faded)
    yield worn("poster grainy", "recruit-012", RED, lambda it: pressed(noisy(it), 50))


def _laid_out_posters(corpus: Mapping[str, str]) -> Iterator[Draw]:
    left = ["SYARAT", "Pria dan wanita", "Usia 18-35 tahun", "Tidak perlu ijazah", "Bisa mengetik"]
    right = [
        "FASILITAS",
        "Gaji USD 1.000",
        "Mess dan makan",
        "Tiket ditanggung",
        "Paspor dibuatkan",
    ]
    foot = ["Kontrak 1 tahun, mundur ganti rugi 35 juta", "Telegram @contoh_opjob"]
    yield partial(columns, "columns danger", "OPERATOR KOMPUTER KAMBOJA", left, right, foot, BLUE)
    left = ["SYARAT", "Wanita 21-45 tahun", "Sehat, ada izin keluarga", "Pelatihan BLK 3 bulan"]
    right = ["HAK PEKERJA", "Gaji HK$5.220 per bulan", "Libur 1 hari tiap minggu", "Tiket pulang"]
    foot = ["PT Lentera Kerja Samudra, Jl. Teratai Barat 9, Malang", "SIP3MI aktif, cek SISKOP2MI"]
    title = "PEKERJA RUMAH TANGGA HONG KONG"
    yield partial(columns, "columns honest", title, left, right, foot, RED)
    head, *lines = corpus["clean-039"].split("\n")
    rows = [(name.strip(), f": {value.strip()}") for name, _, value in _parted(lines)]
    yield partial(table, "table", head, rows, CARD)
    code = "https://wa.me/85512345678?text=minat"
    yield lambda: with_code(poster("poster with a code", corpus["recruit-049"], BLACK), code)
    yield lambda: pressed(
        with_code(poster("honest with a code", corpus["clean-012"], SERIF), "https://kp2mi.go.id/"),
        40,
    )


def _parted(lines: list[str]) -> list[tuple[str, str, str]]:
    return [line.partition(":") for line in lines]


def _whatsapp() -> Iterator[Draw]:
    def drawn(name: str, talk: str, look: Look, title: str = "") -> Draw:
        turns = TALKS[talk]
        head = title or next(turn.speaker for turn in turns if turn.speaker != "me")
        return partial(chat, name, head, turns, look)

    yield drawn("whatsapp light", "admin", WHATSAPP_LIGHT)
    yield drawn("whatsapp dark", "phone", WHATSAPP_DARK)
    yield drawn("whatsapp light aunt", "aunt", WHATSAPP_LIGHT)
    yield drawn("whatsapp dark honest", "agency", WHATSAPP_DARK)
    yield drawn("whatsapp dark cry", "cry", WHATSAPP_DARK)
    yield lambda: pressed(drawn("whatsapp jpeg 40", "loan", WHATSAPP_LIGHT)(), 40)
    yield lambda: pressed(shot_again(drawn("screenshot of a screenshot", "debt", WHATSAPP_DARK)()))
    yield lambda: shot_again(pressed(drawn("shot again light", "local", WHATSAPP_LIGHT)(), 50))
    yield partial(
        chat, "whatsapp group", "Loker Luar Negeri", GROUP, under="kamu, Dina", group=True
    )


def _other_screens(corpus: Mapping[str, str]) -> Iterator[Draw]:
    yield partial(chat, "telegram", "Admin Kanada Jaya", TALKS["loan"], TELEGRAM, day="Kemarin")
    yield partial(post, "post danger", "Info Loker Asia", corpus["recruit-016"])
    yield lambda: pressed(post("post warning", "Relawan Desa", corpus["nonoffer-001"]), 40)
    yield partial(status, "status", corpus["recruit-116"], PURPLE)
    yield lambda: pressed(status("status honest", corpus["clean-100"], TEAL), 50)


def _photographed(corpus: Mapping[str, str]) -> Iterator[Draw]:
    def turns(talk: str) -> tuple[str, tuple[Turn, ...]]:
        said = TALKS[talk]
        return next(turn.speaker for turn in said if turn.speaker != "me"), said

    yield lambda: photographed(poster("photo of a poster", corpus["recruit-136"], RED), 1)
    yield lambda: photographed(chat("photo of a chat", *turns("admin"), WHATSAPP_LIGHT), 2)
    yield lambda: pressed(photographed(poster("photo pressed", corpus["clean-012"], CARD), 3), 50)
