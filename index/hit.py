"""What a search gives back: a chunk, its article, a score, and how the score came about."""

from dataclasses import dataclass
from datetime import date

from corpus.article import Article, Chunk


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a hit was found. Ranks count from 1; None means that side did not return the chunk.

    `dense` is the cosine of question and chunk, `lexical` the BM25 score, `fused` what the hit is ranked by, unless a
    model put the hits in another order: then `reranked` is its score of question and chunk, and None otherwise.
    `spoken_of` says that the answer before was read out of the article, which counts for the hit.
    """

    dense: float | None
    dense_rank: int | None
    lexical: float | None
    lexical_rank: int | None
    fused: float
    reranked: float | None = None
    spoken_of: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a search returned; a higher `score` is better, equal scores are ordered by chunk."""

    chunk: Chunk
    article: Article
    score: float
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be searched; an empty tuple or None lets all pass. Dates are inclusive.

    An article without a date passes only where no date is asked for.
    """

    published_from: date | None = None
    published_to: date | None = None
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True where every article passes."""
        return self == Filters()
