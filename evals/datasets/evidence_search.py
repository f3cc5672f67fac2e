"""Where in the articles a known answer stands: the sentences that hold it, and quotes as the articles print them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from corpus.article import Article
from corpus.quote_matching import match_quote
from corpus.sentences import split_sentences
from evals.metrics.short_answers import contains, normalize
from evals.question_set import Evidence
from index.terms.french_analysis import search_terms

LONGEST_RUN = 3
"""An answer that no sentence holds alone is looked for over at most so many that follow each other."""

RARE_SHARE, RARE_COUNT = 100, 5
"""A word is rare in at most one sentence of so many, or in no more sentences than this where there are few."""


class EvidenceSearch:
    """The sentences of the articles, by the words in them. Words are compared as `answer_metrics` does."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = {article.id: article for article in articles}
        self._sentences: list[Evidence] = []
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_term: dict[str, set[int]] = defaultdict(set)
        for article in articles:
            self._read(article)

    def holding(self, answer: str, article_ids: Collection[str] | None = None) -> list[Evidence]:
        """The sentences that hold the answer, of these articles or of all, in order.

        Where none does, the shortest runs of sentences that hold it together.
        """
        words = set(normalize(answer))
        if not words:
            return []
        alone = sorted(set[int].intersection(*(self._by_word.get(word, set()) for word in words)))
        wanted = self._articles.keys() if article_ids is None else article_ids
        found = [self._sentences[place] for place in alone if self._sentences[place].article_id in wanted]
        found = [sentence for sentence in found if contains(sentence.quote, [answer])]
        return found or self._runs_holding(answer, [article for article in self._with(words) if article in wanted])

    def about(self, question: str, answer: str, found: Sequence[Evidence]) -> list[Evidence]:
        """Those of the sentences found that have a rare word of the question that is no word of the answer."""
        terms = set(search_terms(question)) - set(search_terms(answer))
        rare = {term for term in terms if 0 < len(self._by_term.get(term, ())) <= self._rare_count}
        return [evidence for evidence in found if rare & set(search_terms(evidence.quote))]

    def quoted(self, quote: str, article_ids: Collection[str] | None = None) -> list[Evidence]:
        """The quote as each of these articles, or of all, prints it: typography, accents and case may differ.

        Raises ValueError for a blank quote or one longer than `corpus.quote_matching` looks up.
        """
        match_quote("", quote)  # refuses what cannot be looked up
        wanted = self._articles.keys() if article_ids is None else article_ids
        holders = [self._articles[article_id] for article_id in self._articles if article_id in wanted]
        exact = [Evidence(article.id, quote.strip()) for article in holders if quote.strip() in article.text]
        if exact:
            return exact
        likely = set(self._with(set(normalize(quote))))
        matches = ((article, match_quote(article.text, quote)) for article in holders if article.id in likely)
        return [
            Evidence(article.id, article.text[match.start : match.end])
            for article, match in matches
            if match is not None and match.similarity == 1.0
        ]

    @property
    def _rare_count(self) -> int:
        return max(RARE_COUNT, len(self._sentences) // RARE_SHARE)

    def _read(self, article: Article) -> None:
        for place, sentence in enumerate(split_sentences(article.text), start=len(self._sentences)):
            quote = article.text[sentence.start : sentence.end]
            self._sentences.append(Evidence(article.id, quote))
            for word in normalize(quote):
                self._by_word[word].add(place)
            for term in search_terms(quote):
                self._by_term[term].add(place)

    def _with(self, words: Collection[str]) -> list[str]:
        """The articles that have all of the words somewhere, in order."""
        if not words:
            return []
        having = [{self._sentences[place].article_id for place in self._by_word.get(word, ())} for word in words]
        common = set[str].intersection(*having)
        return [article_id for article_id in self._articles if article_id in common]

    def _runs_holding(self, answer: str, article_ids: Sequence[str]) -> list[Evidence]:
        for length in range(2, LONGEST_RUN + 1):
            runs = (run for article_id in article_ids for run in self._runs(article_id, length))
            found = [run for run in runs if contains(run.quote, [answer])]
            if found:
                return found
        return []

    def _runs(self, article_id: str, length: int) -> Iterator[Evidence]:
        text = self._articles[article_id].text
        sentences = split_sentences(text)
        for first, last in zip(sentences, sentences[length - 1 :], strict=False):
            yield Evidence(article_id, text[first.start : last.end])
