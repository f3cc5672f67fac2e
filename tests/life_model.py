"""What a store must say, in plain dictionaries: the articles, their past and their files, without any index."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import PurePath

import numpy as np

from corpus.article import Article, Chunk
from corpus.chunker import chunk_article
from corpus.deduplication import NEAR_COPY, shingle, similarity
from doubles import HashEmbedder
from index.preparation import embedded_text
from index.storage.text_history import hidden_id
from index.terms.french_analysis import search_terms
from rag.citation_lookup import CitationStatus
from sample_articles import WORDS

ENDINGS = ("zaza", "momo")
TITLES = ("Le marché couvert", "Une gare nouvelle")


def _text(number: int) -> str:
    """Five sentences of words of its own, none of which the search would take for a slip in one of another text."""
    dice = random.Random(number)
    words = [f"{word}{ENDINGS[number]}" for word in dice.sample(WORDS, 30)]
    return " ".join(f"Le {' '.join(words[first : first + 6])} revient." for first in range(0, 30, 6))


BASES = tuple(_text(number) for number in range(2))
TEXTS = (*BASES, *(f"{text} Une dépêche de plus." for text in BASES))
"""Texts that have nothing in common but a verb, and a near copy of each."""
for _one, _other in combinations(TEXTS, 2):
    assert not 0.1 < similarity(shingle(_one), shingle(_other)) < 0.7  # far from where MinHash may miss a pair
QUESTIONS = (" ".join(BASES[0].split()[1:4]), "marché revient")


@dataclass(frozen=True, slots=True)
class Fate:
    """What a citation must say."""

    status: CitationStatus
    article_id: str | None = None
    new_place: tuple[str, int, int] | None = None


@dataclass
class LifeModel:
    """The store as dictionaries: articles by id, the texts that each carried, its file, and who was deleted with it."""

    articles: dict[str, Article] = field(default_factory=dict)
    carried: dict[str, set[str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    graves: dict[str, set[str]] = field(default_factory=dict)
    former_ids: dict[str, str] = field(default_factory=dict)

    def put(self, article: Article, file: str | None = None) -> None:
        self.texts[article.version] = article.text
        self.articles[article.id] = article
        self.carried.setdefault(article.id, set()).add(article.version)
        self.former_ids.pop(article.id, None)
        self.files.pop(article.id, None)
        if file is not None:
            self.files[article.id] = file

    def delete(self, article_id: str) -> None:
        del self.articles[article_id]
        self.files.pop(article_id, None)
        for version in self.carried.pop(article_id):
            self.graves.setdefault(version, set()).add(article_id)
        self.former_ids = {old: new for old, new in self.former_ids.items() if new != article_id}

    def move(self, former_id: str, article_id: str) -> None:
        self.articles[article_id] = replace(self.articles.pop(former_id), id=article_id)
        self.carried[article_id] = self.carried.pop(former_id)
        self.files.pop(former_id, None)
        self.former_ids = {old: article_id if new == former_id else new for old, new in self.former_ids.items()}
        self.former_ids.pop(article_id, None)
        self.former_ids[former_id] = article_id

    def sync(self, folder: Mapping[str, Article]) -> tuple[dict[str, str], set[str]]:
        """Files by path with their articles become the store's; says which ids moved to which, and which went."""
        read = {article.id: file for file, article in folder.items()}
        gone = sorted(set(self.files) - set(read))
        moved: dict[str, str] = {}
        for former_id in gone:
            twins = [
                new
                for new in sorted(set(read) - set(self.articles) - set(moved.values()))
                if folder[read[new]].version == self.articles[former_id].version
            ]
            same_name = [new for new in twins if PurePath(read[new]).name == PurePath(self.files[former_id]).name]
            if twins:
                moved[former_id] = (same_name or twins)[0]
        for former_id, article_id in moved.items():
            self.move(former_id, article_id)
        for file, article in folder.items():
            self.put(article, file)
        withdrawn = set(gone) - set(moved)
        for article_id in withdrawn:
            self.delete(article_id)
        return moved, withdrawn

    def hide_deleted_ids(self) -> None:
        self.graves = {
            version: {each if each.startswith("sha256:") else hidden_id(each) for each in ids}
            for version, ids in self.graves.items()
        }

    # What must be found

    def chunks(self, embedder: HashEmbedder, max_tokens: int) -> list[tuple[Article, Chunk]]:
        return [
            (article, chunk)
            for article in self.articles.values()
            for chunk in chunk_article(article, count_tokens=embedder.count_tokens, max_tokens=max_tokens, overlap=0)
        ]

    def cosines(self, question: str, embedder: HashEmbedder, max_tokens: int) -> dict[tuple[str, int], float]:
        query = embedder.embed_queries([question])[0]
        return {
            (article.id, chunk.start): float(
                np.dot(embedder.embed_documents([embedded_text(article, chunk)])[0], query)
            )
            for article, chunk in self.chunks(embedder, max_tokens)
        }

    def holding(self, question: str, embedder: HashEmbedder, max_tokens: int) -> set[tuple[str, int]]:
        terms = set(search_terms(question))
        return {
            (article.id, chunk.start)
            for article, chunk in self.chunks(embedder, max_tokens)
            if terms & {*search_terms(article.title), *search_terms(chunk.text)}
        }

    def near_copies(self) -> dict[str, set[str]]:
        versions = {article.version for article in self.articles.values()}
        alike: dict[str, set[str]] = {}
        for one, other in combinations(sorted(versions), 2):
            if similarity(shingle(self.texts[one]), shingle(self.texts[other])) >= NEAR_COPY:
                alike.setdefault(one, set()).add(other)
                alike.setdefault(other, set()).add(one)
        return alike

    # What citations must say

    def present(self, version: str) -> list[str]:
        return sorted(a.id for a in self.articles.values() if a.version == version)

    def past(self, version: str) -> list[tuple[str, str]]:
        ids = (each for each, versions in self.carried.items() if version in versions)
        return sorted((each, self.articles[each].version) for each in ids if self.articles[each].version != version)

    def fate(self, version: str, start: int, end: int) -> Fate:
        if self.present(version):
            return Fate(CitationStatus.CURRENT, self.present(version)[0])
        if not self.past(version):
            return Fate(CitationStatus.WITHDRAWN)
        article = self.articles[self.past(version)[0][0]]
        place = article.text.find(self.texts[version][start:end])  # no sentence stands twice in a text
        new_place = (article.version, place, place + end - start) if place >= 0 else None
        return Fate(CitationStatus.SUPERSEDED, article.id, new_place)


def by_place(hits: Iterable[tuple[str, int, float]]) -> dict[tuple[str, int], float]:
    return {(article_id, start): score for article_id, start, score in hits}
