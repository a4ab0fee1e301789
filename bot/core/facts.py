"""What a message states: amounts, phones, links, countries, jobs, companies, ages.

`signals` sums it up as named truths that rules, the guard and verdicts can ask for (SIGNALS).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.contacts import Phone, WebLink, find_handles, find_links, find_phones, linked_phones
from bot.core.content import Content, Country, Role, Wage
from bot.core.matcher import Span
from bot.core.money import Money, MoneyReader
from bot.core.normalize import LINE_BORDER, NO_BORDER, Text, Token

SIGNALS: Mapping[str, str] = {
    "overseas": "a foreign country or place, working abroad, or travel papers are named",
    "abroad_named": "a foreign country or place, or the words for working abroad are named",
    "country_named": "a country or foreign place is named",
    "country_closed": (
        "a country where Indonesia places no workers is named (closed, or no placement agreement)"
    ),
    "country_open": "a country where Indonesia places workers is named",
    "domestic_work_closed": "domestic or care work in a country where domestic work is closed",
    "compound_area": "a place known for scam compounds is named",
    "border_place": "a border town or crossing is named",
    "several_countries": "three or more countries are named",
    "role_any": "a job is named",
    "role_office": "desk or online work is named",
    "role_manual": "factory, building, plantation or farm work is named",
    "role_care": "domestic, care or nursing work is named",
    "role_sea": "work on a ship is named",
    "role_service": "hotel, restaurant, cleaning, driving or shop work is named",
    "role_special": "work that is a danger of its own is named",
    "pay_stated": "an amount of pay is stated",
    "pay_foreign": "pay is stated in a foreign currency",
    "pay_unreal": "the pay is far above what is usual for the stated country and job",
    "pay_high": "the pay is at least 8 million rupiah a month",
    "pay_extreme": "the pay is at least 40 million rupiah a month, more than the country pays",
    "fee_stated": "an amount to be paid by the worker is stated",
    "fee_large": "a sum of 10 million rupiah or more is asked for",
    "fee_huge": "a sum of 40 million rupiah or more is asked for",
    "gift_stated": "an amount of money promised beforehand or to the family is stated",
    "agency_named": "a company is named (PT, CV, LPK, P3MI …)",
    "placement_company": "a limited company (PT) or P3MI is named",
    "licence_named": "a licence number or P3MI status is stated",
    "official_link": "a go.id or school address is given",
    "phone": "a phone number is given",
    "mobile_phone": "an Indonesian mobile number is given",
    "foreign_phone": "a foreign phone number is given",
    "chat_link": "a WhatsApp, Telegram or Messenger link or a handle is given",
    "short_link": "a shortened link is given",
    "free_mail": "a free-mail address is given",
    "form_link": "an online form is given",
    "web_link": "an ordinary web address is given",
    "minor_age": "an age under 18 is named as wanted or accepted",
    "age_stated": "an age or age range is named",
    "domestic_place": "an Indonesian province, city or regency is named",
    "starts_with_role": "a job is named within the first words",
    "asks": "the message ends with a question",
    "has_question": "a question mark stands somewhere",
    "many_questions": "three or more question marks",
    "title_case": "nearly all words begin with a capital, as in a headline",
    "dateline": "the message begins like a news report (PLACE – …)",
    "first_person": "the writer speaks of himself or herself at least twice (saya, aku, kami …)",
    "addresses_reader": "the reader is spoken to (kamu, kak, mbak, bapak …)",
    "quotes_speech": "words stand in quotation marks",
    "forwarded": "the message was forwarded",
    "long": "the message has more than 60 words",
    "short": "the message has fewer than 12 words",
    "list_layout": "the message is laid out as a list of lines",
}

UNREAL_PAY_FACTOR = (
    2.2  # Polri and KP2MI cases: promised pay was two to six times what is usual (F01)
)
# Trained work abroad earns more than a domestic wage, which may be the only one known of a country.
TRAINED_FACTOR = 2.5
_TRAINED = frozenset("restaurant driver construction technical nurse".split())
# Engineers and nurses earn more than the minimum wage that is known of a country.
GRADUATE_FACTOR = 1.5
_GRADUATE = frozenset(("technical", "nurse"))
_LURES = frozenset(("office", "special"))
HIGH_PAY = 8_000_000
# About the highest wage of any scheme for unskilled work (facts 4.4: Australia, Switzerland aside).
EXTREME_PAY = 40_000_000
LARGE_FEE = 10_000_000
# Above every cost table of the ministry that facts 3.4 and 5.3 (F22, M06) know.
HUGE_FEE = 40_000_000
_FIRST_PERSON = frozenset("saya aku kami gue abdi kulo awak beta ane i my".split())
_SECOND_PERSON = frozenset(
    "kamu kakak kak mbak mas abang bang adik dik dek bapak ibu anda kalian bro sis kang "
    "teteh neng nona you your bun bunda".split()
)
_PAY_RANGE = (400_000, 150_000_000)
_COMPANY = frozenset("pt cv ud lpk yayasan p3mi lpks pjtki pptkis bumn koperasi".split())
_LIMITED = frozenset("pt p3mi pjtki pptkis".split())
_NO_NAME = frozenset(
    "menyusul ribet yang resmi mana kami kita nya di ke apa itu ini lain dan atau luar orang "
    "dulu besar asing tidak kerja abal terpercaya legal "
    "langsung bisa buat karena harus dengan saja pun sih lagi sana sini gaji katanya "
    "untuk dari".split()
)
_NOT_BEFORE_COMPANY = frozenset("tanpa bukan usah gak tidak butuh pakai".split())
# "lewat PT Maju Jaya" names a company, "lewat pt susah" and "tidak lewat PT" do not.
_BY_WAY_OF = frozenset("lewat via melalui".split())
# "kirim CV WA": a curriculum vitae, not a commanditaire vennootschap.
_BEFORE_A_RESUME = frozenset(
    "kirim kirimkan email bawa siapkan lampirkan drop send lamaran dan".split()
)
_NAME_END = re.compile(r"[,;:(/|]")  # "PT Maju Jaya, Batam"
_AGE_WORDS = frozenset("usia umur umurnya usianya age aged berusia berumur".split())
_LICENCE_WORDS = frozenset(
    "izin ijin sip3mi sippmi siup siupak siuppak lisensi license nib kep registrasi sk".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A country or place that is named: ISO code and kind (country, city, border, compound_area,
    port, region).
    """

    code: str
    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A job that is named."""

    role: Role
    family: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Company:
    """A company that is named; `name` without its legal form, in the writer's characters."""

    form: str
    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read; `signals` are the names in SIGNALS that hold."""

    money: tuple[Money, ...] = ()
    phones: tuple[Phone, ...] = ()
    links: tuple[WebLink, ...] = ()
    handles: tuple[str, ...] = ()
    countries: tuple[Mention, ...] = ()
    roles: tuple[RoleMention, ...] = ()
    companies: tuple[Company, ...] = ()
    ages: tuple[tuple[int, int], ...] = ()
    signals: frozenset[str] = frozenset()

    @property
    def country_codes(self) -> tuple[str, ...]:
        """The countries named, in order, each once."""
        return tuple(dict.fromkeys(mention.code for mention in self.countries))

    @property
    def pay(self) -> Money | None:
        """The first amount that is pay."""
        return next((money for money in self.money if money.use == "pay"), None)


class FactReader:
    """Reads facts from a normalised message with the countries, wages and rates of content."""

    def __init__(self, content: Content) -> None:
        self._countries = content.countries
        self._money = MoneyReader(content.rates)
        self._rates = {code: rate.rupiah for code, rate in content.rates.items()} | {"IDR": 1.0}
        self._usual: dict[tuple[str, str], float] = {}
        for country in content.countries.values():
            for wage in country.wages:
                key = (country.code, wage.role)
                self._usual[key] = max(self._usual.get(key, 0), self._monthly(wage))

    def read(self, text: Text, spans: Sequence[Span], *, forwarded: bool = False) -> Facts:
        """The facts of a message; `spans` are its word lists, countries, places and roles."""
        countries = tuple(_mentions(text, spans))
        roles = tuple(_roles(spans))
        folded = text.folded.text
        phones, links = find_phones(folded), find_links(folded)
        taken = [_original_place(text, phone) for phone in phones]
        taken += [_original_place(text, link) for link in links]
        found = [
            money
            for money in self._money.read(text)
            if not _inside(text.tokens[money.first], taken)
        ]
        money = tuple(_clear_up(found))
        facts = Facts(
            money=money,
            phones=(*phones, *linked_phones(folded, links)),
            links=links,
            handles=find_handles(folded),
            countries=countries,
            roles=roles,
            companies=tuple(_companies(text)),
            ages=tuple(_ages(text.tokens)),
        )
        signals = {name for name, holds in self._signals(facts, text, spans).items() if holds}
        if forwarded:
            signals.add("forwarded")
        return _with_signals(facts, frozenset(signals))

    def _monthly(self, wage: Wage) -> float:
        factor = {"hour": 208.0, "day": 26.0, "week": 52 / 12, "month": 1.0}[wage.period]
        return (wage.high or wage.low) * self._rates.get(wage.currency, 1.0) * factor

    def _signals(self, facts: Facts, text: Text, spans: Sequence[Span]) -> dict[str, bool]:
        kinds = {mention.kind for mention in facts.countries}
        families = {role.family for role in facts.roles}
        named = {span.symbol for span in spans}
        lines = sum(token.border >= LINE_BORDER for token in text.tokens)
        return {
            "overseas": bool(facts.countries) or bool(named & {"abroad", "travel_papers"}),
            "abroad_named": bool(facts.countries) or "abroad" in named,
            "compound_area": "compound_area" in kinds,
            "border_place": bool(kinds & {"border", "compound_area"}),
            "several_countries": len(facts.country_codes) >= 3,
            "role_any": bool(facts.roles),
            **{
                f"role_{family}": family in families
                for family in ("office", "manual", "care", "sea", "service", "special")
            },
            "domestic_place": "indonesia" in named,
            "starts_with_role": any(
                role.first <= 3 and role.role != "general" for role in facts.roles
            ),
            **_speech_signals(text),
            "long": len(text.tokens) > 60,
            "short": len(text.tokens) < 12,
            "list_layout": lines >= 4 and lines * 14 > len(text.tokens),
            **self._country_signals(facts, text.tokens),
            **self._money_signals(facts),
            **_company_signals(facts, text.tokens),
            **_contact_signals(facts),
            **_age_signals(facts),
        }

    def _country_signals(self, facts: Facts, tokens: Sequence[Token]) -> dict[str, bool]:
        known = [self._countries[code] for code in facts.country_codes if code in self._countries]
        closed = [m for m in facts.countries if self._is_domestic(m, "closed")]
        open_ = [m for m in facts.countries if self._is_domestic(m, "open")]
        care = any(
            role.role in {"domestic", "caregiver"}
            and not _is_denied(tokens, role)
            and not _is_for_another(role, open_, closed)
            for role in facts.roles
        )
        return {
            "country_named": bool(facts.countries),
            "country_closed": any(is_closed(country) for country in known),
            "country_open": any(
                country.placement.status in {"open", "limited"} for country in known
            ),
            "domestic_work_closed": care and bool(closed),
        }

    def _is_domestic(self, mention: Mention, status: str) -> bool:
        """True where domestic work in the country that is named has this placement status."""
        country = self._countries.get(mention.code)
        return country is not None and country.placement.domestic_work == status

    def _money_signals(self, facts: Facts) -> dict[str, bool]:
        pay = [money for money in facts.money if money.use == "pay"]
        fees = [money for money in facts.money if money.use == "fee"]
        monthly = max((money.monthly[0] for money in pay), default=0.0)
        return {
            "pay_stated": bool(pay),
            "pay_foreign": any(money.currency != "IDR" for money in pay),
            "pay_high": monthly >= HIGH_PAY,
            "pay_extreme": monthly >= max(EXTREME_PAY, 1.5 * self._highest_usual(facts)),
            "pay_unreal": any(self._is_unreal(money, facts) for money in pay),
            "fee_stated": bool(fees),
            "fee_large": any(money.rupiah_high >= LARGE_FEE for money in fees),
            "fee_huge": any(money.rupiah_high >= HUGE_FEE for money in fees),
            "gift_stated": any(money.use == "gift" for money in facts.money),
        }

    def _is_unreal(self, money: Money, facts: Facts) -> bool:
        """Far above the highest usual pay of the stated countries for the stated jobs (F01)."""
        highest = self._highest_usual(facts)
        return highest > 0 and money.monthly[0] > UNREAL_PAY_FACTOR * highest

    def _highest_usual(self, facts: Facts) -> float:
        """The highest usual pay of the stated countries, rupiah a month; 0 where none is known."""
        return max((self._usual_pay(code, facts) for code in facts.country_codes), default=0.0)

    def _usual_pay(self, code: str, facts: Facts) -> float:
        by_role = [
            self._usual[code, role.role] for role in facts.roles if (code, role.role) in self._usual
        ]
        if by_role:
            return max(by_role)
        known = {role: pay for (country, role), pay in self._usual.items() if country == code}
        if known.keys() <= {"domestic"} and _is_trained(facts):
            return self._trained_pay(known.get("domestic", 0.0), facts)
        graduate = any(role.role in _GRADUATE for role in facts.roles) and not _is_lure(facts)
        return max(known.values(), default=0.0) * (GRADUATE_FACTOR if graduate else 1)

    @staticmethod
    def _trained_pay(domestic: float, facts: Facts) -> float:
        """A yardstick for trained work by the domestic wage; 0 (none) for nurses."""
        if any(role.role == "nurse" for role in facts.roles):
            return 0.0
        return TRAINED_FACTOR * domestic


def _is_trained(facts: Facts) -> bool:
    """True where trained work is named and none that lures with easy pay (office, special)."""
    return any(role.role in _TRAINED for role in facts.roles) and not _is_lure(facts)


def _is_lure(facts: Facts) -> bool:
    """True where easy work is named, and not as a part of another: "operator" of "operator bus"."""
    return any(
        role.family in _LURES
        and not any(
            other.first <= role.first <= role.last <= other.last and other.family not in _LURES
            for other in facts.roles
        )
        for role in facts.roles
    )


def _is_denied(tokens: Sequence[Token], role: RoleMention) -> bool:
    """True for "bukan ART", not for "bukan ART biasa"."""
    before = [token.word for token in tokens[max(0, role.first - 2) : role.first]]
    after = [token.word for token in tokens[role.last + 1 : role.last + 2]]
    denied = before[-1:] == ["bukan"] or before in (["bukan", "jadi"], ["bukan", "sebagai"])
    return denied and after not in (["biasa"], ["saja"], ["lagi"])


def _is_for_another(role: RoleMention, open_: Sequence[Mention], closed: Sequence[Mention]) -> bool:
    """True for "Taiwan caregiver" in a message that names a closed country far from it."""
    beside = any(m.last == role.first - 1 or m.first == role.last + 1 for m in open_)
    near = any(m.last >= role.first - 7 and m.first <= role.last + 7 for m in closed)
    return beside and not near


def _original_place(text: Text, item: Phone | WebLink) -> tuple[int, int]:
    return text.folded.places[item.start], text.folded.places[item.end - 1]


def _inside(token: Token, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start <= end for start, end in places)


def is_closed(country: Country) -> bool:
    """True where Indonesia places no workers, as far as is surely known."""
    return country.placement.status in {"closed", "none"} and country.placement.confidence != "low"


# "SURABAYA – Polisi …", "JAKARTA, KOMPAS.com - …"
_DATELINE = re.compile(r"^\W{0,4}[A-Z][A-Z ]{3,24}(?:, [\w.]{3,20})? ?[–—-] ?[A-Z][a-z]")


def _is_title_case(text: str) -> bool:
    words = [word for word in text[:600].split() if word[:1].isalpha()]
    capital = sum(word[0].isupper() and not word.isupper() for word in words)
    return len(words) >= 8 and capital >= 0.75 * len(words)


def _speech_signals(text: Text) -> dict[str, bool]:
    words = [token.word for token in text.tokens]
    stripped = text.original.rstrip(" \n\t.)\"'🙏😭😢🥲")
    return {
        "asks": stripped.endswith("?"),
        "has_question": "?" in text.original,
        "many_questions": text.original.count("?") + text.original.count("❓") >= 3,
        "title_case": _is_title_case(text.original),
        "dateline": bool(_DATELINE.match(text.original)),
        "first_person": sum(word in _FIRST_PERSON for word in words) >= 2,
        "addresses_reader": any(word in _SECOND_PERSON for word in words),
        "quotes_speech": text.original.count('"') >= 2 or "“" in text.original,
    }


def _with_signals(facts: Facts, signals: frozenset[str]) -> Facts:
    return Facts(
        facts.money,
        facts.phones,
        facts.links,
        facts.handles,
        facts.countries,
        facts.roles,
        facts.companies,
        facts.ages,
        signals,
    )


def _mentions(text: Text, spans: Sequence[Span]) -> list[Mention]:
    """Countries and places, longest first where names overlap; short names only where they are
    meant.
    """
    found: list[Mention] = []
    taken: set[int] = set()
    at_home = any(span.symbol == "indonesia" for span in spans)
    for span in sorted(spans, key=lambda s: (s.first - s.last, s.first)):
        if span.symbol not in {"country_name", "place_name"} or taken & set(
            range(span.first, span.last + 1)
        ):
            continue
        kind, _, code = span.value.partition(":")
        if _is_meant(text, span) and not (at_home and _is_style(text, span)):
            found.append(Mention(code, kind, span.first, span.last))
            taken.update(range(span.first, span.last + 1))
    return sorted(found, key=lambda mention: mention.first)


_DIRECTIONS = frozenset(
    "ke di dari negara tujuan penempatan lokasi area daerah kerja via lewat ada kantor "
    "cabang nyusul transit masuk in to at".split()
)
_ROUND_TRIP = frozenset("tiket ticket pulang ongkos transport biaya pesawat".split())


_NOT_A_PLACE_AFTER = frozenset("bahasa jl jalan bunga jln gang pohon sastra soto".split())


_STYLED = frozenset(
    "restoran resto makan masakan makanan kuliner salon kafe cafe kedai dapur".split()
)


def _is_style(text: Text, span: Span) -> bool:
    """A kitchen or fashion and not a place: "restoran Jepang", "salon Korea"."""
    return span.first > 0 and text.tokens[span.first - 1].word in _STYLED


def _is_meant(text: Text, span: Span) -> bool:
    """Not after "bahasa" or "jalan"; up to three letters only in capitals or after a word of
    direction.
    """
    token = text.tokens[span.first]
    if span.first and text.tokens[span.first - 1].word in _NOT_A_PLACE_AFTER:
        return False
    if span.last > span.first or len(token.word) > 3 or token.word.startswith("flag:"):
        return True
    before = text.tokens[span.first - 1].word if span.first else ""
    around = (
        text.original[max(0, token.start - 1) : token.start]
        + text.original[token.end : token.end + 1]
    )
    if before in _ROUND_TRIP or any(
        char in "/-_.&" or char.isdigit() for char in around.rstrip(".")
    ):
        return False
    written = text.original[token.start : token.end]
    shouted = text.original.upper() == text.original
    return before in _DIRECTIONS or (written.isupper() and not shouted)


def _roles(spans: Sequence[Span]) -> list[RoleMention]:
    found = []
    for span in spans:
        if span.symbol == "role":
            role, _, family = span.value.partition(":")
            found.append(RoleMention(role, family, span.first, span.last))  # type: ignore[arg-type]
    return found


def _clear_up(found: Sequence[Money]) -> list[Money]:
    """Amounts without a telling word: a monthly or ranged one is pay, when none else is."""
    has_pay = any(money.use == "pay" for money in found)
    cleared = []
    for money in found:
        plausible = _PAY_RANGE[0] <= money.monthly[0] <= _PAY_RANGE[1]
        unknown_pay = (
            money.use == "unknown" and plausible and (money.period is not None or not has_pay)
        )
        cleared.append(_as_pay(money) if unknown_pay else money)
        has_pay = has_pay or unknown_pay
    return cleared


def _as_pay(money: Money) -> Money:
    return Money(
        money.first,
        money.last,
        money.low,
        money.high,
        money.currency,
        money.period,
        "pay",
        money.rupiah_low,
        money.rupiah_high,
    )


def _companies(text: Text) -> list[Company]:
    tokens = text.tokens
    found = []
    for at, token in enumerate(tokens[:-1]):
        if (
            token.word not in _COMPANY
            or tokens[at + 1].border > NO_BORDER
            or tokens[at + 1].word in _NO_NAME
        ):
            continue
        if at and _is_said_of_none(text, at):
            continue
        if token.word == "cv" and at and tokens[at - 1].word in _BEFORE_A_RESUME:
            continue
        last = at + 1
        while (
            last + 1 < len(tokens)
            and last - at < 5
            and tokens[last + 1].border == NO_BORDER
            and _is_name(text, last + 1)
            and not _NAME_END.search(text.original, tokens[last].end, tokens[last + 1].start)
        ):
            last += 1
        name = text.original[tokens[at + 1].start : tokens[last].end]
        if _is_name(text, at + 1) or token.word in {"pt", "cv"}:
            found.append(Company(token.word, name, at, last))
    return found


def _is_said_of_none(text: Text, at: int) -> bool:
    """True where no company is named because of the word before: "tanpa PT", "tidak lewat PT"."""
    before = text.tokens[at - 1].word
    if before not in _BY_WAY_OF:
        return before in _NOT_BEFORE_COMPANY
    if at > 1 and text.tokens[at - 2].word in _NOT_BEFORE_COMPANY:
        return True
    return not text.original[text.tokens[at + 1].start].isupper()


def _is_name(text: Text, at: int) -> bool:
    token = text.tokens[at]
    return (
        text.original[token.start : token.start + 1].isupper()
        or text.original.islower()
        and token.word not in _NO_NAME
    )


def _ages(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Ages and age ranges that stand after "umur" or before "tahun" in a range."""
    found: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if token.word in _AGE_WORDS:
            numbers = [
                int(t.word)
                for t in tokens[at + 1 : at + 6]
                if t.word.isdigit() and len(t.word) == 2
            ]
            numbers = [number for number in numbers if 10 <= number <= 70]
            if numbers:
                found.append((numbers[0], numbers[1] if len(numbers) > 1 else numbers[0]))
    return found


def _company_signals(facts: Facts, tokens: Sequence[Token]) -> dict[str, bool]:
    words = [token.word for token in tokens]
    numbered = any(
        word in _LICENCE_WORDS
        and any(len(re.sub(r"\D", "", w)) >= 6 for w in words[at + 1 : at + 8])
        for at, word in enumerate(words)
    )
    return {
        "agency_named": bool(facts.companies),
        "placement_company": any(company.form in _LIMITED for company in facts.companies),
        "licence_named": numbered,
    }


def _contact_signals(facts: Facts) -> dict[str, bool]:
    kinds = {link.kind for link in facts.links}
    regions = {phone.region for phone in facts.phones}
    mobile = any(
        phone.region == "ID" and (not phone.e164 or phone.e164.startswith("+628"))
        for phone in facts.phones
    )
    return {
        "official_link": "official" in kinds,
        "phone": bool(facts.phones),
        "mobile_phone": mobile,
        "foreign_phone": bool(regions - {"ID", ""}),
        "chat_link": "chat" in kinds or bool(facts.handles),
        "short_link": "short" in kinds,
        "free_mail": "free_mail" in kinds,
        "form_link": "form" in kinds,
        "web_link": "web" in kinds,
    }


def _age_signals(facts: Facts) -> dict[str, bool]:
    return {"age_stated": bool(facts.ages), "minor_age": any(low < 18 for low, _ in facts.ages)}
