"""Text of documents, and what a document may not do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import pypdf
import pypdf.annotations
import pytest
from PIL import Image

from bot.core.chatlog import read_turns
from bot.photo.bounds import MAX_PAGES, MAX_SCANNED_PAGES, MAX_TEXT
from bot.photo.documents import read_document
from bot.photo.found import Found
from bot.photo.pictures import PictureError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def see(image: Image.Image) -> Found:
    """Reads a picture's size in the place of its words."""
    return Found(f"gambar {image.width}x{image.height}", ("kode",))


def refuse(image: Image.Image) -> Found:
    raise AssertionError("nothing is to be seen here")


def packed(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def word(body: str, **files: bytes | str) -> bytes:
    document = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    more = {name.replace("__", "/").replace("_DOT_", "."): each for name, each in files.items()}
    return packed({"word/document.xml": document, **more})


def paragraph(*texts: str) -> str:
    runs = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
    return f"<w:p>{runs}</w:p>"


def pdf(pages: Iterable[str], password: str = "") -> bytes:
    """A PDF whose pages hold one line of text each."""
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        names = pypdf.generic.DictionaryObject(
            {pypdf.generic.NameObject(key): pypdf.generic.NameObject(font[key]) for key in font}
        )
        fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): names})
        page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
            {pypdf.generic.NameObject("/Font"): fonts}
        )
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned(count: int) -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.new("RGB", (200 + at, 300), "white") for at in range(count)]
    first.save(out, "PDF", save_all=True, append_images=rest)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_plain_text_is_read(encoding: str) -> None:
    assert (
        read_document("Gaji 12 juta – café".encode(encoding), refuse).text == "Gaji 12 juta – café"
    )


def test_what_is_no_text_is_named_strange() -> None:
    assert read_document(bytes(range(256)), refuse) == Found(problem="strange")


def test_an_empty_text_is_told() -> None:
    assert read_document(b"  \n", refuse) == Found(problem="no_text")


def test_of_a_long_exported_chat_the_newest_lines_are_read() -> None:
    said = "".join(f"12/05/26 10.{at % 60:02} - Budi: pesan {at}\n" for at in range(5_000))

    found = read_document(said.encode(), refuse)

    assert found.cut
    assert len(found.text) <= MAX_TEXT
    assert found.text.endswith("pesan 4999")
    assert {turn.speaker for turn in read_turns(found.text)} == {"Budi"}


def test_a_long_text_is_read_from_its_beginning() -> None:
    found = read_document(("kata " * MAX_TEXT).encode(), refuse)

    assert found.cut
    assert len(found.text) == MAX_TEXT


def test_a_chat_exported_with_its_media_is_read() -> None:
    data = packed({"WhatsApp Chat.txt": "12/05/26 10.00 - Budi: halo", "IMG.jpg": b"x"})

    assert read_document(data, refuse).text == "12/05/26 10.00 - Budi: halo"


def test_other_packed_files_are_strange() -> None:
    assert read_document(packed({"a.txt": "a", "b.txt": "b"}), refuse).problem == "strange"


def test_a_word_document_is_read_in_order() -> None:
    body = paragraph("LOWONGAN KERJA KE ", "KAMBOJA") + paragraph("Gaji 12 juta per bulan")

    assert read_document(word(body), refuse).text == (
        "LOWONGAN KERJA KE KAMBOJA\nGaji 12 juta per bulan"
    )


def test_a_text_box_is_read_once() -> None:
    box = (
        f"<mc:AlternateContent><mc:Choice>{paragraph('kotak tulisan yang cukup panjang')}"
        f"</mc:Choice><mc:Fallback>{paragraph('kotak tulisan yang cukup panjang')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )

    assert read_document(word(f"<w:p><w:r>{box}</w:r></w:p>"), refuse).text.count("kotak") == 1


def test_where_a_words_link_leads_is_read() -> None:
    links = (
        '<Relationships><Relationship TargetMode="External" Target="https://wa.me/855"/>'
        '<Relationship Target="styles.xml"/></Relationships>'
    )
    data = word(paragraph("daftar di sini sebelum tanggal lima"), **{
        "word___rels__document_DOT_xml_DOT_rels": links
    })  # fmt: skip

    assert read_document(data, refuse).text.split("\n")[1:] == ["https://wa.me/855"]


def test_a_word_document_that_is_a_picture_is_seen() -> None:
    out = io.BytesIO()
    Image.new("RGB", (90, 80), "white").save(out, "PNG")
    data = word(paragraph(""), word__media__image1_DOT_png=out.getvalue())

    assert read_document(data, see) == Found("gambar 90x80", ("kode",))


@pytest.mark.parametrize(
    "body",
    ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', "<!ENTITY x>"],
)
def test_a_document_that_declares_entities_is_refused(body: str) -> None:
    with pytest.raises(PictureError) as caught:
        read_document(packed({"word/document.xml": body}), refuse)

    assert caught.value.problem == "strange"


def test_a_document_that_unpacks_too_far_is_refused() -> None:
    with pytest.raises(PictureError) as caught:
        read_document(word(paragraph("a" * 5_000_000)), refuse)

    assert caught.value.problem == "too_large"


def test_the_text_of_a_pdf_is_read() -> None:
    text = "Lowongan kerja ke Kamboja gaji 12 juta"

    assert read_document(pdf([text]), refuse).text == text


def test_a_long_pdf_is_read_in_part() -> None:
    found = read_document(pdf([f"halaman nomor {at} dari buku ini" for at in range(12)]), refuse)

    assert found.cut
    assert f"nomor {MAX_PAGES - 1} " in found.text
    assert f"nomor {MAX_PAGES} " not in found.text


def test_a_pdf_behind_a_password_is_told() -> None:
    assert read_document(pdf(["rahasia"], "kunci"), refuse) == Found(problem="locked")


def test_scanned_pages_are_seen() -> None:
    found = read_document(scanned(2), see)

    assert found.text == "gambar 200x300\n\ngambar 201x300"


def test_only_the_first_scanned_pages_are_seen() -> None:
    found = read_document(scanned(MAX_SCANNED_PAGES + 2), see)

    assert found.cut
    assert found.text.count("gambar") == MAX_SCANNED_PAGES


def test_where_a_marked_place_of_a_pdf_leads_is_read() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(["daftar di sini sebelum tanggal lima"])))
    link: Any = pypdf.annotations.Link(rect=(0, 0, 9, 9), url="https://wa.me/855")
    writer.add_annotation(0, link)
    out = io.BytesIO()
    writer.write(out)

    assert read_document(out.getvalue(), refuse).text.endswith("https://wa.me/855")
