"""Takes people out of a text before it is kept: numbers of identity, the reporter's own phone and
name, and children. What is left is the offer.

All patterns have bounded repeats: the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

IDENTITY, OWN_NUMBER, OWN_DATA = "[nomor identitas]", "[nomor pelapor]", "[data pribadi]"
CHILD, CONTACT = "[tentang anak]", "[kontak]"
# As many labels of an identity card in one text are a card: nothing of it is kept.
_CARD_LABELS = 3
_ADULT = 18

_I = re.IGNORECASE
# A NIK or family card has 16 digits; OCR and people put blanks, dots and strokes between them.
_NIK = re.compile(r"(?<!\d)(?:\d[ .\-]{0,2}){15,19}\d(?!\d)")
_NAMED_NUMBER = re.compile(
    r"(?P<own>\b(?:nik|no(?:mor)?\.? ?(?:ktp|kk|nik|paspor|passport|induk)|ktp|kk|paspor|passport)"
    r"\b[ \t:=#.\-]{1,6})[A-Z]{0,2}[ .\-]?\d(?:[ .\-]?\d){5,18}(?!\d)",
    _I,
)
_PASSPORT = re.compile(r"\b[A-Z]{1,2} ?\d{6,8}\b")
_PHONE = r"(?:\+|00)?\d(?:[ .\-()]{0,2}\d){7,14}"
_OWN_PHONE = re.compile(
    r"(?P<own>(?:\b(?:no(?:mor|mer)?|hp|wa|whatsapp|telp?|tlp)\b\.?[ \t]{0,2}){1,3}"
    r"(?:saya|aku|sy|gue|gw|pribadi)\b|\b(?:nomor|nomer|hp|wa)ku\b)"
    rf"(?P<between>[ \t:=,]{{0,4}}(?:(?:di|adalah|ini|yaitu)\b[ \t:]{{0,2}})?){_PHONE}",
    _I,
)
# "Minat? Hubungi WA saya 08…" is the recruiter.
_CALLS = re.compile(
    r"(?:hub(?:ungi)?|chat|kontak|japri|minat|call|daftar|info)\W{0,3}(?:ke )?$", _I
)
_NAME = r"(?:[^\W\d_][\w'.]{0,24}[ \t]{0,2}){1,4}(?<![ \t])"
_OWN_NAME = re.compile(
    r"\b(?P<own>nama (?:lengkap )?(?:saya|aku|sy|gue)|namaku|saya bernama|perkenalkan,? saya)"
    rf"(?P<between>[ \t:=,]{{1,3}}(?:adalah[ \t])?){_NAME}",
    _I,
)
_FORM_LINE = re.compile(
    r"(?m)^(?P<own>[ \t•\-*\d.)]{0,6}(?:nama lengkap|nama (?:ibu|ayah|orang ?tua|wali)"
    r"(?: kandung)?|t\.?t\.?l|tempat[ ,/&]{0,3}(?:dan )?(?:tgl|tanggal)?\.? ?lahir"
    r"|(?:tgl|tanggal)\.? ?lahir|alamat (?:rumah|saya|ktp|asal)|agama|gol(?:ongan)?\.? darah))"
    r"(?P<between>[ \t]{0,12}[:=][ \t]{0,6})[^\n]{2,200}",
    _I,
)
_CARD = re.compile(
    r"\b(?:provinsi|nik|tempat/? ?tgl\.? ?lahir|gol\.? ?darah|rt/? ?rw|kel/? ?desa|kecamatan|agama|"
    r"status perkawinan|kewarganegaraan|berlaku hingga|republik indonesia|passport no)\b",
    _I,
)
_SENTENCE = re.compile(r"[^.!?\n]{1,600}[.!?]?")
_KIN = (
    r"(?:anak|adik|adek|keponakan|sepupu|cucu|putri|putra)"
    r"(?: (?:perempuan|laki-?laki|cewek|cowok|kandung|pertama|kedua|bungsu)){0,2}"
    r"(?:ku\b|nya\b| (?:saya|aku|kami|sy|gue|gw|dia|tetangga)\b)"
)
_YOUNG_KIN = re.compile(rf"\b{_KIN}", _I)
_YOUNG_SELF = re.compile(
    r"\b(?:saya|aku|sy|gue|gw)\b(?:[ ,]{1,2}\w{1,12}){0,3}[ ,]{1,2}"
    r"(?=(?:umur|usia|berumur|berusia|\d{1,2} ?(?:tahun|thn|th)\b))",
    _I,
)
_AGE = re.compile(
    r"\b(?:umur|usia)(?:nya|ku)?\b\D{0,12}(\d{1,2})\b|\bber(?:umur|usia) (\d{1,2})\b"
    r"|\b(\d{1,2}) ?(?:tahun|thn|th)\b",
    _I,
)
_SCHOOL = re.compile(r"\b(?:sd|mi|smp|mts|smpn|sma|smk|sman|smkn|kelas \d{1,2})\b", _I)
_ADDRESSES = re.compile(
    r"(?:https?://|hxxps?://|www\.)\S{2,300}"
    r"|[\w.%+\-*]{1,64}@[\w.*\-]{2,80}"
    r"|(?<![\w@])@\w{3,32}"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|id|org|net|me|ly|gle|info|xyz|link|site|online|app)"
    r"\b(?:/\S{0,200})?",
    _I,
)
_DIGITS = re.compile(r"(?:\+|\b)\d(?:[ .\-()]{0,2}[\dx*]){6,17}(?![\d])", _I)
# Sums, years and dates are no way to reach anybody.
_NO_CONTACT = re.compile(
    r"\d{1,3}(?:[.,]\d{3}){1,4}(?:[ \-]{1,3}\d{1,3}(?:[.,]\d{3}){1,4})?"
    r"|(?:19|20)\d\d[ \-]{1,3}(?:19|20)\d\d|\d{1,2}[.\- ]\d{1,2}[.\- ](?:19|20)\d\d"
)


def mask(text: str) -> str:
    """The text without what tells who reports, who has which papers, and about children; empty
    for what was read from an identity card.
    """
    if len({found[0].lower() for found in _CARD.finditer(text)}) >= _CARD_LABELS:
        return ""
    text = _SENTENCE.sub(_without_child, text)
    text = _FORM_LINE.sub(rf"\g<own>\g<between>{OWN_DATA}", text)
    text = _OWN_NAME.sub(rf"\g<own>\g<between>{OWN_DATA}", text)
    text = _NAMED_NUMBER.sub(rf"\g<own>{IDENTITY}", text)
    text = _NIK.sub(IDENTITY, text)
    text = _PASSPORT.sub(IDENTITY, text)
    return _OWN_PHONE.sub(_own_phone(text), text).strip()


def without_contacts(text: str) -> str:
    """The text without phones, accounts, links, mail addresses and names of accounts."""
    return _DIGITS.sub(_contact, _ADDRESSES.sub(CONTACT, text))


def _own_phone(text: str) -> Callable[[re.Match[str]], str]:
    def replace(found: re.Match[str]) -> str:
        if _CALLS.search(text[max(0, found.start() - 24) : found.start()]):
            return found[0]
        return f"{found['own']}{found['between']}{OWN_NUMBER}"

    return replace


def _without_child(found: re.Match[str]) -> str:
    sentence = found[0]
    about_kin = _YOUNG_KIN.search(sentence) and (_young(sentence) or _SCHOOL.search(sentence))
    about_self = _YOUNG_SELF.search(sentence) and _young(sentence)
    return f" {CHILD}. " if about_kin or about_self else sentence


def _young(sentence: str) -> bool:
    ages = (next(filter(None, groups)) for groups in _AGE.findall(sentence))
    return any(int(age) < _ADULT for age in ages)


def _contact(found: re.Match[str]) -> str:
    return found[0] if _NO_CONTACT.fullmatch(found[0].strip()) else CONTACT
