"""Amounts of money in a message: "15-20jt", "Rp 7.500.000", "NT$29,500", "gaji dua puluh juta".

Reads tokens from left to right, so it is linear. What an amount is for (pay or fee) is told by the
words before it, its period by the words after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.content import Rate
from bot.core.normalize import NO_BORDER, SENTENCE_BORDER, Text, Token

Use = Literal["pay", "fee", "gift", "unknown"]
Period = Literal["hour", "day", "week", "month", "year"]

# Usual working time: 8 hours, 26 days (six-day week), 52 weeks a year.
HOURS_A_MONTH = 208
DAYS_A_MONTH = 26
WEEKS_A_MONTH = 52 / 12
_A_MONTH: dict[Period, float] = {
    "hour": HOURS_A_MONTH,
    "day": DAYS_A_MONTH,
    "week": WEEKS_A_MONTH,
    "month": 1,
    "year": 1 / 12,
}

_DIGITS = {
    w: n for n, w in enumerate("nol satu dua tiga empat lima enam tujuh delapan sembilan".split())
}
_MULTIPLES = {
    "ribu": 1e3,
    "ribuan": 1e3,
    "rb": 1e3,
    "k": 1e3,
    "jt": 1e6,
    "juta": 1e6,
    "jutaan": 1e6,
    "milyar": 1e9,
    "miliar": 1e9,
    "million": 1e6,
    "thousand": 1e3,
    "man": 1e4,
}
_RANGE_WORDS = frozenset("sampai hingga sd to sampe smpai".split())
_PERIODS: dict[str, Period] = {
    "jam": "hour",
    "hour": "hour",
    "perjam": "hour",
    "hr": "day",
    "hari": "day",
    "day": "day",
    "perhari": "day",
    "sehari": "day",
    "harian": "day",
    "minggu": "week",
    "week": "week",
    "seminggu": "week",
    "perminggu": "week",
    "mingguan": "week",
    "bulan": "month",
    "bln": "month",
    "month": "month",
    "monthly": "month",
    "perbulan": "month",
    "sebulan": "month",
    "bl": "month",
    "bulanan": "month",
    "mo": "month",
    "tahun": "year",
    "year": "year",
    "setahun": "year",
    "pertahun": "year",
}
_USES: dict[str, Use] = {
    **dict.fromkeys(
        "gaji gajinya upah upahnya salary sallary honor penghasilan pendapatan income "
        "gajian pokok basic bersih bayaran digaji dibayar wage thp pay earn".split(),
        "pay",
    ),
    **dict.fromkeys(
        "biaya biayanya bayar dp muka administrasi daftar pendaftaran transfer tarif "
        "ongkos lunasi pelunasan proses pemberkasan cicil talangan modal setor "
        "menyetor membayar menyerahkan tebusan denda ganti rugi penalti potongan "
        "dipotong pinjaman utang hutang pinjam deposit jaminan iuran administration "
        "fee minta meminta diminta dimintai mintai total "
        "totalnya setoran disetor setorkan sewa".split(),
        "fee",
    ),
    **dict.fromkeys(
        "saku fit pesangon mahar bonus komisi hadiah kompensasi tips tunjangan "
        "insentif lembur makan pegangan keluarga ortu suami istri tanda".split(),
        "gift",
    ),
}
# "uang 5 juta" is given or paid, as the words before it say.
_MONEY_WORDS = frozenset(["uang", "dana", "duit"])
_RECEIVED = frozenset(
    "dapat mendapat mendapatkan menerima terima diberi dikasih kasih dijanjikan cair memperoleh "
    "memberi memberikan menjanjikan transferkan ditransfer".split()
)
_PLAIN = re.compile(r"^\d+(?:[.,]\d+)*$")
_GROUPED = re.compile(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?$")
_LOOK_BACK = 7


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a range: `first` and `last` are tokens, `low` and `high` in `currency` (ISO
    4217).
    """

    first: int
    last: int
    low: float
    high: float
    currency: str
    period: Period | None
    use: Use
    rupiah_low: float
    rupiah_high: float

    @property
    def monthly(self) -> tuple[float, float]:
        """Rupiah a month, low and high, where no period is given as if it were a month."""
        factor = _A_MONTH[self.period or "month"]
        return self.rupiah_low * factor, self.rupiah_high * factor


class MoneyReader:
    """Reads amounts with the dated rates of content/rates.yaml."""

    def __init__(self, rates: Mapping[str, Rate]) -> None:
        self._rupiah = {code: rate.rupiah for code, rate in rates.items()} | {"IDR": 1.0}
        self._names: dict[tuple[str, ...], str] = {
            ("rp",): "IDR",
            ("rupiah",): "IDR",
            ("idr",): "IDR",
        }
        self._symbols: dict[str, str] = {}
        for code, rate in rates.items():
            for name in (code, *rate.names):
                self._names[tuple(name.lower().split())] = code
            for symbol in rate.symbols:
                self._symbols[symbol.lower()] = code

    def read(self, text: Text) -> tuple[Money, ...]:
        """All amounts in order."""
        found: list[Money] = []
        at = 0
        while at < len(text.tokens):
            money = self._read_at(text, at)
            if money is None:
                at += 1
            else:
                found.append(money)
                at = money.last + 1
        return tuple(found)

    def _read_at(self, text: Text, at: int) -> Money | None:
        tokens = text.tokens
        currency, first_number = self._currency_at(tokens, at)
        amount = _number_at(tokens, first_number, spaced=currency is not None)
        if amount is None:
            return None
        low, after = amount
        currency = currency or self._symbol_before(text, first_number)
        low, after, scaled = _scale(tokens, low, after)
        high, end, currency, scaled_high = self._read_high(text, after, currency)
        if high is not None and scaled_high and not scaled:
            low *= scaled_high
        if high is not None and scaled and not scaled_high and high < low and high * scaled >= low:
            high *= scaled
        if high is None:
            high, end = low, after
        suffix, behind = self._currency_at(tokens, end)
        if currency is None:
            currency = suffix or self._symbol_behind(text, end - 1)
        if suffix is not None:
            end = behind
        certain = currency is not None or scaled or scaled_high
        use = _use_of(tokens, at)
        if not certain and not (
            _is_written_out(tokens, first_number) and (use != "unknown" or low >= 100_000)
        ):
            return None
        return self._money(
            tokens, (at, end - 1), (min(low, high), max(low, high)), currency or "IDR", use
        )

    def _money(
        self,
        tokens: Sequence[Token],
        place: tuple[int, int],
        span: tuple[float, float],
        currency: str,
        use: Use,
    ) -> Money:
        rate = self._rupiah.get(currency, 1.0)
        period, last = _period_after(tokens, place[1])
        return Money(
            place[0], last, span[0], span[1], currency, period, use, span[0] * rate, span[1] * rate
        )

    def _read_high(
        self, text: Text, at: int, currency: str | None
    ) -> tuple[float | None, int, str | None, float]:
        tokens = text.tokens
        start = _range_start(text, at)
        if start is None:
            return None, at, currency, 0
        other, number_at = self._currency_at(tokens, start)
        amount = _number_at(tokens, number_at, spaced=other is not None)
        if amount is None:
            return None, at, currency, 0
        high, after, scaled = _scale(tokens, *amount)
        return high, after, currency or other or self._symbol_before(text, number_at), scaled

    def _currency_at(self, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
        for size in (3, 2, 1):
            words = tuple(token.word for token in tokens[at : at + size])
            if len(words) == size and words in self._names:
                return self._names[words], at + size
        return (
            (self._symbols[tokens[at].word], at + 1)
            if at < len(tokens) and tokens[at].word in self._symbols
            else (None, at)
        )

    def _symbol_before(self, text: Text, at: int) -> str | None:
        if at >= len(text.tokens):
            return None
        start = text.tokens[at].start
        before = text.original[max(0, start - 5) : start].rstrip().lower()
        return next(
            (self._symbols[before[-n:]] for n in (3, 2, 1) if before[-n:] in self._symbols), None
        )

    def _symbol_behind(self, text: Text, at: int) -> str | None:
        if not 0 <= at < len(text.tokens):
            return None
        end = text.tokens[at].end
        behind = text.original[end : end + 4].lstrip().lower()
        return next(
            (self._symbols[behind[:n]] for n in (3, 2, 1) if behind[:n] in self._symbols), None
        )


def _is_written_out(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and bool(
        _GROUPED.match(tokens[at].word) or (tokens[at].word.isdigit() and len(tokens[at].word) >= 6)
    )


def _number_at(tokens: Sequence[Token], at: int, *, spaced: bool) -> tuple[float, int] | None:
    """The number that begins at a token, and the place after it."""
    if at >= len(tokens):
        return None
    if _PLAIN.match(tokens[at].word):
        if len(tokens[at].word) > 15:
            return None
        value, after = _value_of(tokens[at].word), at + 1
        if spaced and tokens[at].word.isdigit() and len(tokens[at].word) <= 3:
            while (
                after < len(tokens)
                and re.fullmatch(r"\d{3}", tokens[after].word)
                and after - at < 5
            ):
                value, after = value * 1000 + int(tokens[after].word), after + 1
        return value, after
    return _spelled_at(tokens, at)


def _value_of(word: str) -> float:
    if _GROUPED.match(word):
        mark = next(c for c in word if c in ".,")
        other = "," if mark == "." else "."
        whole, _, fraction = word.partition(other)
        return float(whole.replace(mark, "") + (f".{fraction}" if fraction else ""))
    return (
        float(word.replace(",", "."))
        if word.count(".") + word.count(",") <= 1
        else float(re.sub(r"\D", "", word))
    )


def _spelled_at(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """A number in words, only where a multiple follows: "dua puluh juta", "satu setengah juta"."""
    total = current = 0.0
    end = at
    while end < len(tokens) and end - at < 8:
        word = tokens[end].word
        if word in _DIGITS:
            current += _DIGITS[word]
        elif word in {"sepuluh", "sebelas"}:
            current += 10 if word == "sepuluh" else 11
        elif word == "belas":
            current += 10
        elif word == "puluh":
            total, current = total + current * 10, 0
        elif word in {"ratus", "seratus"}:
            total, current = total + (current * 100 if word == "ratus" else 100), 0
        elif word == "setengah":
            current += 0.5
        elif word in {"sejuta", "seribu"} and end == at:
            return (1e6 if word == "sejuta" else 1e3), end + 1
        else:
            break
        end += 1
    if end == at or end >= len(tokens) or tokens[end].word not in _MULTIPLES:
        return None
    return total + current, end


def _scale(tokens: Sequence[Token], value: float, at: int) -> tuple[float, int, float]:
    """The value times the multiple that follows ("juta"), the place after it, and the multiple or
    0.
    """
    if at < len(tokens) and tokens[at].word in _MULTIPLES and tokens[at].border == NO_BORDER:
        factor = _MULTIPLES[tokens[at].word]
        half = at + 1 < len(tokens) and tokens[at + 1].word == "setengah"
        return (value + 0.5 * half) * factor, at + 1 + half, factor
    if at and tokens[at - 1].word in {"sejuta", "seribu"}:
        return value, at, 1.0
    return value, at, 0.0


def _range_start(text: Text, at: int) -> int | None:
    """The place of the upper number when a range sign stands at `at`."""
    tokens = text.tokens
    if at >= len(tokens) or at == 0 or tokens[at].border != NO_BORDER:
        return None
    between = text.original[tokens[at - 1].end : tokens[at].start].strip()
    if between and between[-1] in "-–—~" and len(between) <= 3:
        return at
    if tokens[at].word in _RANGE_WORDS:
        return at + 1
    if [token.word for token in tokens[at : at + 2]] == ["s", "d"]:
        return at + 2
    return None


def _period_after(tokens: Sequence[Token], last: int) -> tuple[Period | None, int]:
    for at in range(last + 1, min(last + 4, len(tokens))):
        token = tokens[at]
        if token.border == SENTENCE_BORDER:
            break
        if token.word in _PERIODS:
            if (
                at > last + 1
                and tokens[at - 1].word in {"kontrak", "selama"}
                or _PLAIN.match(tokens[at - 1].word)
                and at > last + 1
            ):
                return None, last
            return _PERIODS[token.word], at
        if token.word not in {
            "per",
            "tiap",
            "setiap",
            "a",
            "each",
            "se",
            "bersih",
            "net",
            "gross",
            "rupiah",
            "an",
        }:
            break
    return None, last


def _is_received(tokens: Sequence[Token], at: int) -> bool:
    return any(token.word in _RECEIVED for token in tokens[max(0, at - 4) : at])


def _use_of(tokens: Sequence[Token], first: int) -> Use:
    """What the amount is for, by the nearest word before it that tells."""
    for at in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        word = tokens[at].word
        if word in _USES:
            return _USES[word]
        if word in _MONEY_WORDS:
            return "gift" if _is_received(tokens, at) else "fee"
        if tokens[at + 1].border == SENTENCE_BORDER:
            break
    return "unknown"
