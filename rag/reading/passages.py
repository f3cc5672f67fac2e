"""Retrieved chunks, taken apart into sentences, tokens and typed spans, once for as long as they stay in memory."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from corpus.article import Article, Chunk
from corpus.sentences import split_sentences
from index.hit import Hit
from index.terms.french_analysis import Token, search_terms, tokenize
from rag.reading.typed_spans import SpanKind, TypedSpan, find_typed_spans

_PRONOUN_OPENER = re.compile(
    r"[«“\"\s]*(?:ils?|elles?|ce|cet|cette|ces|celui|celle|ceux|celles|cela|son|sa|ses|leurs?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with what reading needs of it; `start` and `end` refer to the article, all else to `text`.

    `terms` are its search terms in order, `vocabulary` the same without repeats. `typed_terms` holds, beside each
    typed span, the search terms inside it. `leans_back` tells that it opens with a pronoun or possessive.
    """

    start: int
    end: int
    text: str
    terms: tuple[str, ...]
    vocabulary: frozenset[str]
    spans: tuple[TypedSpan, ...]
    typed_terms: tuple[tuple[SpanKind, frozenset[str]], ...]
    leans_back: bool
    paragraph: int

    @property
    def tokens(self) -> list[Token]:
        """Its tokens, made anew each time: few sentences are asked for them, and they would be most of its memory."""
        return tokenize(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A hit with its sentences, in reading order, and the terms of its title, of the chunk with the title, and of the
    whole article with its source and author; `names` are the terms that the chunk writes as proper names.
    """

    hit: Hit
    sentences: tuple[ReadSentence, ...]
    title_terms: frozenset[str]
    vocabulary: frozenset[str]
    article_vocabulary: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _ReadChunk:
    """What a passage has of its chunk alone."""

    sentences: tuple[ReadSentence, ...]
    vocabulary: frozenset[str]
    names: frozenset[str]


def read_passage(hit: Hit) -> Passage:
    """The hit, taken apart."""
    chunk, title_terms = _read_chunk(hit.chunk), _terms(hit.article.title)
    return Passage(
        hit=hit,
        sentences=chunk.sentences,
        title_terms=title_terms,
        vocabulary=title_terms | chunk.vocabulary,
        article_vocabulary=article_vocabulary(hit.article),
        names=chunk.names,
    )


def article_vocabulary(article: Article) -> frozenset[str]:
    """The terms of its title, its text, its source and its author."""
    return _vocabulary(article.text, f"{article.title} {article.source or ''} {article.author or ''}")


@lru_cache(maxsize=1_000)
def _vocabulary(text: str, told_of_it: str) -> frozenset[str]:
    return frozenset(search_terms(text)).union(search_terms(told_of_it))


@lru_cache(maxsize=1_000)
def _terms(title: str) -> frozenset[str]:
    return frozenset(search_terms(title))


# 15 kB a chunk, measured on 400 PIAF paragraphs: at most 60 MB.
@lru_cache(maxsize=4_000)
def _read_chunk(chunk: Chunk) -> _ReadChunk:
    found = split_sentences(chunk.text)
    paragraphs = accumulate(("\n" in chunk.text[one.end : other.start] for one, other in pairwise(found)), initial=0)
    texts = [chunk.text[sentence.start : sentence.end] for sentence in found]
    tokens = [tokenize(text) for text in texts]
    sentences = tuple(
        _sentence(text, words, chunk.start + sentence.start, paragraph)
        for sentence, text, words, paragraph in zip(found, texts, tokens, paragraphs, strict=False)
    )
    vocabulary = frozenset[str]().union(*(sentence.vocabulary for sentence in sentences))
    return _ReadChunk(sentences, vocabulary, _names(sentences, tokens))


def _names(sentences: Sequence[ReadSentence], tokens: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Terms of names, unless the chunk writes them in lowercase too: « Plan » opens a sentence, « plan » is no name."""
    named = frozenset[str]().union(
        *(terms for sentence in sentences for kind, terms in sentence.typed_terms if kind is SpanKind.NAME)
    )
    lowercase = frozenset(
        token.term
        for sentence, words in zip(sentences, tokens, strict=True)
        for token in words
        if token.term in named and sentence.text[token.start].islower()
    )
    return named - lowercase


def read_sentence(text: str, start: int) -> ReadSentence:
    """A sentence that begins at `start` of its article, taken apart."""
    return _sentence(text, tokenize(text), start, paragraph=0)


def _sentence(text: str, tokens: Sequence[Token], start: int, paragraph: int) -> ReadSentence:
    terms = tuple(token.term for token in tokens if not token.is_stop_word)
    spans = tuple(find_typed_spans(text))
    return ReadSentence(
        start=start,
        end=start + len(text),
        text=text,
        terms=terms,
        vocabulary=frozenset(terms),
        spans=spans,
        typed_terms=tuple((span.kind, _terms_inside(tokens, span)) for span in spans),
        leans_back=_PRONOUN_OPENER.match(text) is not None,
        paragraph=paragraph,
    )


def _terms_inside(tokens: Sequence[Token], span: TypedSpan) -> frozenset[str]:
    return frozenset(
        token.term for token in tokens if not token.is_stop_word and span.start <= token.start and token.end <= span.end
    )
