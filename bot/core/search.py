"""Ranks topics and articles for a question, by words and letter groups of how people ask.

A topic is as near as the nearest example of its questions, and as likely as its words and as the
model fitted on all examples make it; an article within it is as near as its own text and examples.
Weights, floor and margin were fitted on labelled questions (`python bot.py evaluate`). Examples of
the hidden topics teach what stays unanswered.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.content import Article, Content
from bot.core.lexicon import Lexicon
from bot.core.likeness import Index, Likelihood, Vector, letter_groups
from bot.core.model import Features, Model, letters, words_and_pairs
from bot.core.normalize import Normalizer, Token

_STOP = frozenset(
    "yang di ke dari dan atau itu ini untuk dengan pada saya aku kami kita kamu anda dia mereka "
    "ya sih kok deh dong nih lah kak mbak mas bang pak bu min "
    "adalah akan juga saja pun lagi sudah apakah ada mau jadi kalau karena tapi agar supaya "
    "seperti buat sama nya kah mohon tolong terima kasih "
    "the a an of to is in for and i my me do can admin selamat siang pagi malam sore "
    "halo assalamualaikum".split()
)
# A topic's score: the nearest example, and how much likelier its words are there than elsewhere.
_TOPIC = {"nearest": 0.35, "likely": 0.65}
# How much the model's word weighs against that score; it counts the zeros of the probability.
MODEL_WEIGHT = 0.58
_LEAST_PROBABILITY = 1e-4
_ENTRY = {"words": 0.60, "grams": 0.40}
_ARTICLE = {"words": 0.45, "grams": 0.20, "nearest": 0.35}
_FIELDS = {
    "title": 2.0,
    "keywords": 2.0,
    "questions": 1.0,
    "summary": 0.8,
    "body": 0.25,
    "topic": 1.5,
}
# Letter groups in more than this share of the examples tell nothing and cost most of the time.
COMMON = 0.06
# Below this similarity to every example Rambu does not know what is meant.
NEAR_FLOOR = 0.15
# What lies beside the topics: log ratio of its words plus BESIDE_WEIGHT times its leaning.
BESIDE_WEIGHT = 3.0
BESIDE_FLOOR = -0.8
_BESIDE = "beside"
MARGIN = 0.04
CHOICE_SHARE = 0.5
COUNTRY_BONUS = 0.08
COUNTRY_MALUS = 0.12
TOPIC_BONUS = 0.25
CHOICES = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic with its best article, and the topic's score in [0, 1]."""

    article: str
    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """`best` is the clear winner or None; `choices` are up to three near ones, empty when nothing
    is near.
    """

    best: Hit | None
    choices: tuple[Hit, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One example of a question: its topic, and the number of the article it belongs to, if any."""

    topic: str
    article: int | None
    words: Vector
    grams: Vector


class Search:
    """The index over topics and published articles; build it once."""

    def __init__(
        self, content: Content, normalizer: Normalizer, model: Model | None = None
    ) -> None:
        self._normalizer = normalizer
        self._model = model
        self._hidden = {name for name, topic in content.topics.items() if topic.hidden}
        self._articles = [
            article for article in content.articles.values() if article.status == "published"
        ]
        titles = {name: topic.title for name, topic in content.topics.items()}
        documents = [
            self._document(article, titles.get(article.topic, "")) for article in self._articles
        ]
        self._article_words = Index([words for words, _ in documents])
        self._article_grams = Index([grams for _, grams in documents])
        self._entries = list(self._read_entries(content))
        self._entry_words = Index([entry.words for entry in self._entries])
        self._entry_grams = Index([entry.grams for entry in self._entries], COMMON)
        self._likelihood = Likelihood((entry.topic, entry.words) for entry in self._entries)
        # What an editor wrote down as a question of an article finds that article, whatever else.
        self._known = self._known_questions()
        self._beside = Likelihood(
            (_BESIDE if entry.topic in self._hidden else "", dict.fromkeys(entry.words, 1.0))
            for entry in self._entries
        )

    def rank(
        self, tokens: Sequence[Token], countries: Sequence[str] = (), topic: str | None = None
    ) -> Ranking:
        """Topics and articles for a question. `countries` are ISO codes named in it or just
        before.
        """
        terms = self._terms(tokens)
        words = Counter(terms)
        if not words:
            return Ranking(None, (), ())
        known = self._known.get(tuple(terms))
        if known is not None:
            return _certain(self._articles[known])
        grams = letter_groups(words)
        near = self._near(words, grams)
        articles = self._score_articles(words, grams, near, countries)
        likely = self._ask_model(tokens)
        scores = self._score_topics(words, near, likely)
        if topic is not None and topic in scores:
            scores[topic] = min(1.0, scores[topic] + TOPIC_BONUS)
        return self._decide(words, scores, articles, near)

    def _near(self, words: Vector, grams: Vector) -> dict[int, float]:
        near: dict[int, float] = defaultdict(float)
        for number, score in self._entry_words.score(words).items():
            near[number] += _ENTRY["words"] * score
        for number, score in self._entry_grams.score(grams).items():
            near[number] += _ENTRY["grams"] * score
        return near

    def _score_articles(
        self, words: Vector, grams: Vector, near: Mapping[int, float], countries: Sequence[str]
    ) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        for number, score in self._article_words.score(words).items():
            scores[number] += _ARTICLE["words"] * score
        for number, score in self._article_grams.score(grams).items():
            scores[number] += _ARTICLE["grams"] * score
        nearest: dict[int, float] = {}
        for number, score in near.items():
            owner = self._entries[number].article
            if owner is not None:
                nearest[owner] = max(nearest.get(owner, 0.0), score)
        for number, score in nearest.items():
            scores[number] += _ARTICLE["nearest"] * score
        for number in scores:
            country = self._articles[number].country
            if country is not None:
                scores[number] += COUNTRY_BONUS if country in countries else -COUNTRY_MALUS
        return scores

    def _ask_model(self, tokens: Sequence[Token]) -> Mapping[str, float]:
        if self._model is None:
            return {}
        return self._model.probabilities(topic_features(tokens, self._normalizer.lexicon))

    def _score_topics(
        self, words: Vector, near: Mapping[int, float], likely: Mapping[str, float]
    ) -> dict[str, float]:
        nearest: dict[str, float] = {}
        for number, score in near.items():
            name = self._entries[number].topic
            nearest[name] = max(nearest.get(name, 0.0), score)
        words_say = self._likelihood.score(words)
        scores = {
            name: _TOPIC["nearest"] * score + _TOPIC["likely"] * words_say[name]
            for name, score in nearest.items()
        }
        if not likely:
            return scores
        return {
            name: (1 - MODEL_WEIGHT) * score + MODEL_WEIGHT * _in_zeros(likely.get(name, 0.0))
            for name, score in scores.items()
        }

    def _decide(
        self,
        words: Vector,
        scores: Mapping[str, float],
        articles: Mapping[int, float],
        near: Mapping[int, float],
    ) -> Ranking:
        """A clear winner, up to three choices of different topics, or nothing."""
        ranked = sorted(scores, key=lambda name: (-scores[name], name))
        best_of: dict[str, int] = {}
        for number in sorted(articles, key=lambda n: (-articles[n], n)):
            best_of.setdefault(self._articles[number].topic, number)
        hits = [
            Hit(self._articles[best_of[name]].id, name, scores[name])
            for name in ranked
            if name not in self._hidden and name in best_of
        ]
        if not hits or self._is_beside(words, scores, near, hits[0].score):
            return Ranking(None, (), tuple(hits[:10]))
        choices = tuple(hit for hit in hits[:CHOICES] if hit.score >= CHOICE_SHARE * hits[0].score)
        clear = len(hits) == 1 or hits[0].score - hits[1].score >= MARGIN
        return Ranking(hits[0] if clear else None, choices, tuple(hits[:10]))

    def _is_beside(
        self, words: Vector, scores: Mapping[str, float], near: Mapping[int, float], best: float
    ) -> bool:
        """True for what is nearer to the examples of no topic than to those of a topic."""
        hidden = max((scores[name] for name in scores if name in self._hidden), default=0.0)
        nearest = {True: 0.0, False: 0.0}
        for number, score in near.items():
            kind = self._entries[number].topic in self._hidden
            nearest[kind] = max(nearest[kind], score)
        if nearest[False] < NEAR_FLOOR:
            return True
        beside = self._beside.log_ratio(_BESIDE, words)
        leaning = hidden - best + nearest[True] - nearest[False]
        return beside + BESIDE_WEIGHT * leaning > BESIDE_FLOOR

    def _read_entries(self, content: Content) -> Iterable[_Entry]:
        for number, article in enumerate(self._articles):
            for question in (article.title, *article.questions.match):
                yield self._entry(article.topic, number, question)
        for asked in content.asked.values():
            for question in asked.questions:
                yield self._entry(asked.topic, None, question)

    def _known_questions(self) -> dict[tuple[str, ...], int]:
        """Whose question it is; a single word only where no other article claims it."""
        owners: dict[tuple[str, ...], list[int]] = {}
        for number, article in enumerate(self._articles):
            for question in article.questions.match:
                terms = tuple(self._terms(self._normalizer.normalize(question).tokens))
                owners.setdefault(terms, []).append(number)
        return {
            terms: numbers[0]
            for terms, numbers in owners.items()
            if len(terms) > 1 or (terms and len(set(numbers)) == 1)
        }

    def _entry(self, topic: str, article: int | None, question: str) -> _Entry:
        words = Counter(self._terms(self._normalizer.normalize(question).tokens))
        return _Entry(topic, article, words, letter_groups(words))

    def _document(self, article: Article, topic: str) -> tuple[Vector, Vector]:
        fields: dict[str, Iterable[str]] = {
            "title": [article.title],
            "keywords": article.keywords,
            "questions": article.questions.match,
            "summary": [article.summary],
            "body": [article.body],
            "topic": [topic],
        }
        words: dict[str, float] = defaultdict(float)
        named: Counter[str] = Counter()
        for field, texts in fields.items():
            for text in texts:
                terms = self._terms(self._normalizer.normalize(text).tokens)
                if field != "body":
                    named.update(terms)
                for term in terms:
                    words[term] += _FIELDS[field]
        return words, letter_groups(named)

    def _terms(self, tokens: Iterable[Token]) -> list[str]:
        return [
            self._root(token.word)
            for token in tokens
            if token.word not in _STOP and not token.word.startswith("flag:")
        ]

    def _root(self, word: str) -> str:
        roots = self._normalizer.lexicon.roots_of(word)
        return max(roots, key=len) if roots and word not in roots else word


def topic_features(tokens: Sequence[Token], lexicon: Lexicon) -> Features:
    """What the model of topics looks at: words, pairs, roots and letter groups."""
    roots = {f"~{root}" for token in tokens for root in lexicon.roots_of(token.word)}
    return {"words": words_and_pairs(tokens) | roots, "letters": letters(tokens)}


def _in_zeros(probability: float) -> float:
    """1 for what is certain, 0 for `_LEAST_PROBABILITY` and less, by powers of ten between."""
    return 1 - math.log(max(probability, _LEAST_PROBABILITY)) / math.log(_LEAST_PROBABILITY)


def _certain(article: Article) -> Ranking:
    hit = Hit(article.id, article.topic, 1.0)
    return Ranking(hit, (hit,), (hit,))
