"""Amounts of money in a message: "15-20jt", "Rp 7.500.000", "NT$29,500", "gaji dua puluh juta".

Reads tokens from left to right, so it is linear. What an amount is for (pay or fee) is told by the
words before it, its period by the words after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.amounts import Amount, is_written_out, read_amount
from bot.core.content import Rate
from bot.core.normalize import NO_BORDER, SENTENCE_BORDER, Text, Token
from bot.core.periods import A_MONTH, Period, is_said_yearly, period_after

Use = Literal["pay", "fee", "gift", "unknown"]

_RANGE_WORDS = frozenset("sampai hingga sd to sampe smpai".split())
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
# "gaji total 20 juta" is pay, "total 20 juta" alone is what is to be paid.
_TOTAL = frozenset(["total", "totalnya"])
_LOOK_BACK = 7
_SURELY_MONEY = 100_000
# Salaries of these countries are stated for a year: "salary AUD 73,000 + super".
_YEARLY_PAY = frozenset(("AUD", "NZD", "CAD", "GBP"))
_SURELY_A_YEAR = 30_000


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
        factor = A_MONTH[self.period or "month"]
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
                words = tuple(name.lower().split())
                self._names[words] = code
                self._names.setdefault((*words[:-1], f"{words[-1]}s"), code)  # "dollars"
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
        currency, number_at = self._currency_at(tokens, at)
        low = read_amount(tokens, number_at, spaced=currency is not None)
        if low is None:
            return None
        currency = currency or self._symbol_before(text, number_at)
        high, other = self._read_high(text, low.after, spaced=currency is not None)
        currency = currency or other
        span, end = _span(low, high)
        suffix, behind = self._currency_at(tokens, end)
        currency = currency or suffix or self._symbol_behind(text, end - 1)
        use = _use_of(tokens, at)
        scaled = low.scale or (high is not None and high.scale)
        if currency is None and not scaled and not _is_money(tokens[number_at].word, use, low):
            return None
        return self._money(tokens, (at, behind - 1), span, currency or "IDR", use)

    def _money(
        self,
        tokens: Sequence[Token],
        place: tuple[int, int],
        span: tuple[float, float],
        currency: str,
        use: Use,
    ) -> Money:
        rate = self._rupiah.get(currency, 1.0)
        period, last = period_after(tokens, place[1])
        if period is None and (
            is_said_yearly(tokens, place[0])
            or use == "pay"
            and currency in _YEARLY_PAY
            and span[0] >= _SURELY_A_YEAR
        ):
            period = "year"
        return Money(
            place[0], last, span[0], span[1], currency, period, use, span[0] * rate, span[1] * rate
        )

    def _read_high(self, text: Text, at: int, *, spaced: bool) -> tuple[Amount | None, str | None]:
        """The upper number of a range and its currency, where a range sign stands at a place."""
        start = _range_start(text, at)
        if start is None:
            return None, None
        currency, number_at = self._currency_at(text.tokens, start)
        high = read_amount(text.tokens, number_at, spaced=spaced or currency is not None)
        if high is None:
            return None, None
        return high, currency or self._symbol_before(text, number_at)

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
        """The currency of a sign in front of a number, which is not the end of a word ("bo$")."""
        if at >= len(text.tokens):
            return None
        start = text.tokens[at].start
        before = text.original[max(0, start - 5) : start].rstrip().lower()
        return next(
            (
                self._symbols[before[-n:]]
                for n in (3, 2, 1)
                if before[-n:] in self._symbols and not before[:-n][-1:].isalnum()
            ),
            None,
        )

    def _symbol_behind(self, text: Text, at: int) -> str | None:
        """The currency of a sign behind a number, which does not begin a word ("$emua")."""
        if not 0 <= at < len(text.tokens):
            return None
        end = text.tokens[at].end
        behind = text.original[end : end + 4].lstrip().lower()
        return next(
            (
                self._symbols[behind[:n]]
                for n in (3, 2, 1)
                if behind[:n] in self._symbols and not behind[n : n + 1].isalnum()
            ),
            None,
        )


def _span(low: Amount, high: Amount | None) -> tuple[tuple[float, float], int]:
    """Both ends of a range, each with the multiple that only one may have, and the place behind."""
    if high is None:
        return (low.value, low.value), low.after
    first, second = low.value, high.value
    if high.scale and not low.scale:
        first *= high.scale
    if low.scale and not high.scale and second < first <= second * low.scale:
        second *= low.scale
    return (min(first, second), max(first, second)), high.after


def _is_money(word: str, use: Use, amount: Amount) -> bool:
    """True for a number without currency that is written as money is."""
    return is_written_out(word) and (use != "unknown" or amount.value >= _SURELY_MONEY)


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


def _is_received(tokens: Sequence[Token], at: int) -> bool:
    return any(token.word in _RECEIVED for token in tokens[max(0, at - 4) : at])


def _use_of(tokens: Sequence[Token], first: int) -> Use:
    """What the amount is for, by the nearest word before it that tells."""
    for at in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        word = tokens[at].word
        if word in _TOTAL and at and _USES.get(tokens[at - 1].word) == "pay":
            return "pay"
        if word in _USES:
            return _USES[word]
        if word in _MONEY_WORDS:
            return "gift" if _is_received(tokens, at) else "fee"
        if tokens[at + 1].border == SENTENCE_BORDER:
            break
    return "unknown"
