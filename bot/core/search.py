"""Ranks articles for a question: words and letter groups by TF-IDF, against titles, keywords and examples.

A score is a weighted mean of four cosines: the question with the whole article, with the nearest of the
article's example questions, both over words (slang mended, roots) and over letter groups. Weights, floor and
margin were fitted on labelled questions (`python bot.py evaluate`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.content import Article, Content
from bot.core.lexicon import Lexicon
from bot.core.normalize import Normalizer, Token

_STOP = frozenset(
    "yang di ke dari dan atau itu ini untuk dengan pada saya aku kami kita kamu anda dia mereka ya sih kok deh dong nih lah kak mbak mas bang pak bu min "
    "adalah akan juga saja pun lagi sudah apa apakah ada mau bisa jadi kalau karena tapi agar supaya seperti buat sama nya kah mohon tolong terima kasih "
    "the a an of to is in for and i my me do can".split()
)
_GRAMS = (3, 4, 5)
_WEIGHTS = {"doc_words": 0.30, "doc_grams": 0.15, "near_words": 0.35, "near_grams": 0.20}
_FIELDS = {"title": 2.0, "keywords": 2.0, "questions": 1.0, "summary": 0.8, "body": 0.25, "topic": 1.5}
FLOOR = 0.20
MARGIN = 0.05
COUNTRY_BONUS = 0.06
COUNTRY_MALUS = 0.10
CHOICES = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An article and its score in [0, 1]."""

    article: str
    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """`best` is the clear winner or None; `choices` are up to three near ones, empty when nothing is near."""

    best: Hit | None
    choices: tuple[Hit, ...]
    hits: tuple[Hit, ...]


class _Index:
    """TF-IDF vectors of documents, by term; cosine with a query in one walk over its terms."""

    def __init__(self, documents: Sequence[Mapping[str, float]]) -> None:
        frequency = Counter(term for document in documents for term in document)
        size = len(documents)
        self._idf = {term: math.log(1 + size / count) for term, count in frequency.items()}
        self._unknown = math.log(1 + size)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, document in enumerate(documents):
            weights = {term: (1 + math.log(count)) if count >= 1 else count for term, count in document.items()}
            vector = {term: weight * self._idf[term] for term, weight in weights.items()}
            length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            for term, value in vector.items():
                self._postings.setdefault(term, []).append((number, value / length))

    def score(self, query: Mapping[str, float]) -> dict[int, float]:
        """Cosine of every document that shares a term with the query."""
        vector = {term: (1 + math.log(count)) * self._idf.get(term, self._unknown) for term, count in query.items()}
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        scores: dict[int, float] = {}
        for term, value in vector.items():
            for number, weight in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + value * weight / length
        return scores


class Search:
    """The index over all published articles; build it once."""

    def __init__(self, content: Content, normalizer: Normalizer) -> None:
        self._normalizer = normalizer
        self._lexicon: Lexicon = normalizer.lexicon
        self._articles = [article for article in content.articles.values() if article.status == "published"]
        titles = {name: topic.title for name, topic in content.topics.items()}
        documents = [self._document(article, titles.get(article.topic, "")) for article in self._articles]
        self._doc_words = _Index([words for words, _ in documents])
        self._doc_grams = _Index([grams for _, grams in documents])
        self._owner: list[int] = []
        near_words, near_grams = [], []
        for number, article in enumerate(self._articles):
            for question in (article.title, *article.questions.match):
                words = self._terms(self._normalizer.normalize(question).tokens)
                self._owner.append(number)
                near_words.append(Counter(words))
                near_grams.append(_grams(words))
        self._near_words = _Index(near_words)
        self._near_grams = _Index(near_grams)

    def rank(self, tokens: Sequence[Token], countries: Sequence[str] = (), topic: str | None = None) -> Ranking:
        """Articles for the words of a question. `countries` are ISO codes named in it or just before."""
        scores = self._scores(self._terms(tokens))
        hits = [
            Hit(article.id, article.topic, self._adjusted(article, scores.get(number, 0.0), countries, topic))
            for number, article in enumerate(self._articles)
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.article))
        return _decide(hits)

    def _scores(self, terms: Sequence[str]) -> dict[int, float]:
        words, grams = Counter(terms), _grams(terms)
        total: dict[int, float] = {}
        for index, query, weight in (
            (self._doc_words, words, _WEIGHTS["doc_words"]),
            (self._doc_grams, grams, _WEIGHTS["doc_grams"]),
        ):
            for number, score in index.score(query).items():
                total[number] = total.get(number, 0.0) + weight * score
        for index, query, weight in (
            (self._near_words, words, _WEIGHTS["near_words"]),
            (self._near_grams, grams, _WEIGHTS["near_grams"]),
        ):
            best: dict[int, float] = {}
            for near, score in index.score(query).items():
                owner = self._owner[near]
                best[owner] = max(best.get(owner, 0.0), score)
            for number, score in best.items():
                total[number] = total.get(number, 0.0) + weight * score
        return total

    def _adjusted(self, article: Article, score: float, countries: Sequence[str], topic: str | None) -> float:
        if score and article.country is not None and countries:
            score += COUNTRY_BONUS if article.country in countries else -COUNTRY_MALUS
        if score and topic is not None and article.topic == topic:
            score += 0.25
        return min(1.0, max(0.0, score))

    def _document(self, article: Article, topic: str) -> tuple[dict[str, float], dict[str, float]]:
        fields: dict[str, Iterable[str]] = {
            "title": [article.title], "keywords": article.keywords, "questions": article.questions.match,
            "summary": [article.summary], "body": [article.body], "topic": [topic],
        }  # fmt: skip
        words: dict[str, float] = {}
        named: list[str] = []
        for field, texts in fields.items():
            for text in texts:
                terms = self._terms(self._normalizer.normalize(text).tokens)
                if field != "body":
                    named += terms
                for term in terms:
                    words[term] = words.get(term, 0.0) + _FIELDS[field]
        return words, _grams(named)

    def _terms(self, tokens: Iterable[Token]) -> list[str]:
        terms = []
        for token in tokens:
            if token.word not in _STOP and not token.word.startswith("flag:"):
                terms.append(self._root(token.word))
        return terms

    def _root(self, word: str) -> str:
        roots = self._lexicon.roots_of(word)
        return max(roots, key=len) if roots and word not in roots else word


def _grams(words: Sequence[str]) -> dict[str, float]:
    grams: Counter[str] = Counter()
    for word in words:
        padded = f" {word[:30]} "
        for size in _GRAMS:
            grams.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return dict(grams)


def _decide(hits: Sequence[Hit]) -> Ranking:
    """A clear winner, up to three choices of different topics or titles, or nothing."""
    if not hits or hits[0].score < FLOOR:
        return Ranking(None, (), tuple(hits[:10]))
    near = [hit for hit in hits[:8] if hit.score >= max(FLOOR * 0.8, hits[0].score - MARGIN)]
    choices: dict[str, Hit] = {}
    for hit in [*near, *hits[:8]]:
        if len(choices) < CHOICES and hit.score >= FLOOR * 0.6:
            choices.setdefault(hit.topic, hit)
    if len(near) == 1 or hits[0].score - hits[1].score >= MARGIN or near[0].topic == near[-1].topic:
        return Ranking(hits[0], tuple(choices.values()), tuple(hits[:10]))
    return Ranking(None, tuple(choices.values()), tuple(hits[:10]))
