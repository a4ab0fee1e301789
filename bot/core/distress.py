"""How much distress a message holds where no cue names it: likeness to labelled examples.

Two views are added: how much likelier the words and word pairs of a message are in examples with
distress than in calm ones (naive Bayes), and whether its nearest examples (words and letter groups)
hold distress. The floors were fitted on labelled messages (`python bot.py evaluate`) so that calm
ones stay calm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.content import Content, Distress
from bot.core.likeness import Index, Likelihood, Vector, letter_groups
from bot.core.normalize import Normalizer, Token

EXPLICIT_FLOOR = -0.3
CERTAIN_FLOOR = 1.1
VEILED_FLOOR = 0.7
# Topics whose questions may themselves hold distress; those of all others are calm.
_DISTRESS_TOPICS = frozenset(
    "darurat_disekap kekerasan_pelecehan kesehatan_mental keluarga_hilang_kontak paspor_ditahan "
    "gaji_tidak_dibayar jeratan_utang pulang_repatriasi pindah_majikan_kabur abk_kapal "
    "pengantin_pesanan overstay_amnesti magang_ferienjob hotline_bantuan".split()
)
# Every second calm question is enough, and keeps the judgement quick.
_CALM_STEP = 2
NEAREST_WEIGHT = 3.0
_NEAREST = 3
_WORDS = 0.6
_GRAMS = 0.4
_COMMON = 0.06
_CALM = "none"


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far a message leans to distress at all, and to explicit rather than veiled distress."""

    distress: float
    explicit: float


class DistressReader:
    """Judges messages by the examples of content/distress/; silent where there are none."""

    def __init__(self, content: Content, normalizer: Normalizer) -> None:
        labelled = list(_labelled(content)) if content.cries else []
        self._labels = [name for name, _ in labelled]
        vectors = [_words(normalizer.normalize(text).tokens) for _, text in labelled]
        self._words = Index(vectors)
        self._grams = Index([letter_groups(_single(vector)) for vector in vectors], _COMMON)
        pairs = list(zip(self._labels, vectors, strict=True))
        self._any = Likelihood((_CALM if name == _CALM else "distress", v) for name, v in pairs)
        self._kind = Likelihood((name, v) for name, v in pairs if name != _CALM)

    def read(self, tokens: Sequence[Token], *, hinted: bool = False) -> Distress:
        """The distress of a message; `hinted` when a cue for veiled distress was found in it."""
        leaning = self.leaning(tokens)
        if leaning is None or leaning.distress < VEILED_FLOOR:
            return "none"
        certain = hinted or leaning.distress >= CERTAIN_FLOOR
        return "explicit" if certain and leaning.explicit >= EXPLICIT_FLOOR else "veiled"

    def leaning(self, tokens: Sequence[Token]) -> Leaning | None:
        """The two leanings; None where nothing can be said."""
        words = _words(tokens)
        if not words or not self._labels:
            return None
        near = self._nearest(words)
        distress = self._any.log_ratio("distress", words)
        distress += NEAREST_WEIGHT * (max(near["explicit"], near["veiled"]) - near[_CALM])
        explicit = self._kind.log_ratio("explicit", words)
        explicit += NEAREST_WEIGHT * (near["explicit"] - max(near["veiled"], near[_CALM]))
        return Leaning(distress, explicit)

    def _nearest(self, words: Vector) -> Mapping[str, float]:
        """For each label the mean likeness of its nearest examples."""
        scores: dict[int, float] = {}
        for number, score in self._words.score(words).items():
            scores[number] = _WORDS * score
        for number, score in self._grams.score(letter_groups(_single(words))).items():
            scores[number] = scores.get(number, 0.0) + _GRAMS * score
        best: dict[str, list[float]] = {"explicit": [], "veiled": [], _CALM: []}
        for number, score in scores.items():
            best[self._labels[number]].append(score)
        return {
            label: sum(sorted(found, reverse=True)[:_NEAREST]) / _NEAREST
            for label, found in best.items()
        }


def _labelled(content: Content) -> Iterator[tuple[str, str]]:
    """Examples with their distress: written as such, those of cues, and calm questions."""
    for name, cries in content.cries.items():
        for text in cries.texts:
            yield name, text
    for cue in content.triage:
        if cue.road in {"explicit", "veiled"}:
            yield from ((cue.road, text) for text in cue.examples)
            yield from ((_CALM, text) for text in cue.near_misses)
    for asked in content.asked.values():
        if asked.topic not in _DISTRESS_TOPICS:
            yield from ((_CALM, text) for text in asked.questions[::_CALM_STEP])


def _words(tokens: Sequence[Token]) -> Vector:
    """Words and word pairs; pairs are joined by a blank."""
    words = [token.word for token in tokens]
    vector: dict[str, float] = {}
    for term in (*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))):
        vector[term] = vector.get(term, 0.0) + 1.0
    return vector


def _single(vector: Vector) -> Vector:
    return {term: count for term, count in vector.items() if " " not in term}
