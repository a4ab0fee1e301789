"""How alike short texts are: TF-IDF cosines over terms, naive Bayes over labelled examples."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

_GRAMS = (3, 4, 5)

Vector = Mapping[str, float]


class Index:
    """TF-IDF vectors of documents, by term; cosines with a query in one walk over its terms."""

    def __init__(self, documents: Sequence[Vector], most: float = 1.0) -> None:
        """Terms that stand in more than the share `most` of the documents are left out."""
        frequency = Counter(term for document in documents for term in document)
        size = len(documents)
        self._idf = {
            term: math.log(1 + size / count) if count <= most * size else 0.0
            for term, count in frequency.items()
        }
        self._unknown = math.log(1 + size)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, document in enumerate(documents):
            vector = {term: _damped(count) * self._idf[term] for term, count in document.items()}
            length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            for term, value in vector.items():
                if value:
                    self._postings.setdefault(term, []).append((number, value / length))

    def score(self, query: Vector) -> dict[int, float]:
        """The cosine of every document that shares a term with the query."""
        vector = {
            term: _damped(count) * self._idf.get(term, self._unknown)
            for term, count in query.items()
        }
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        scores: dict[int, float] = {}
        for term, value in vector.items():
            share = value / length
            for number, weight in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + share * weight
        return scores


class Likelihood:
    """Naive Bayes over words: how much likelier a topic's examples use them than all the others.

    The mean log ratio for each known word, squeezed into (0, 1); half a count for smoothing.
    """

    def __init__(self, examples: Iterable[tuple[str, Vector]]) -> None:
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        for topic, words in examples:
            self._counts[topic].update(words)
        self._all: Counter[str] = Counter()
        for counts in self._counts.values():
            self._all.update(counts)
        self._sizes = {topic: sum(counts.values()) for topic, counts in self._counts.items()}
        self._size = sum(self._sizes.values())

    def score(self, words: Vector) -> dict[str, float]:
        """For every topic a value in (0, 1); 0.5 says nothing."""
        known = {word: count for word, count in words.items() if word in self._all}
        total = sum(words.values()) or 1.0
        return {
            topic: 1 / (1 + math.exp(-self._sum_of_ratios(topic, known) / total))
            for topic in self._counts
        }

    def log_ratio(self, topic: str, words: Vector) -> float:
        """The mean log ratio of the known words, each once; of few words it says less."""
        known = {word: 1.0 for word in words if word in self._all}
        return self._sum_of_ratios(topic, known) / max(3, len(known))

    def _sum_of_ratios(self, topic: str, words: Vector) -> float:
        counts, size, vocabulary = self._counts[topic], self._sizes[topic], len(self._all)
        own, others = size + 0.5 * vocabulary, self._size - size + 0.5 * vocabulary
        return sum(
            count
            * (
                math.log((counts[word] + 0.5) / own)
                - math.log((self._all[word] - counts[word] + 0.5) / others)
            )
            for word, count in words.items()
        )


def _damped(count: float) -> float:
    return 1 + math.log(count) if count >= 1 else count


def letter_groups(words: Mapping[str, float]) -> Vector:
    """The groups of three to five letters of words, borders included, with their counts."""
    grams: dict[str, float] = defaultdict(float)
    for word, count in words.items():
        padded = f" {word[:30]} "
        for size in _GRAMS:
            for at in range(len(padded) - size + 1):
                grams[padded[at : at + size]] += count
    return grams
