"""The articles that ship, read from their files as an ingestion reads them."""

from pathlib import Path

from corpus.article import Article
from corpus.reading import read_articles
from evals.question_set import QuestionSetError

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"


def bundled_articles(folder: Path = ARTICLES) -> tuple[Article, ...]:
    """All articles of the folder, in the order of their files. Raises QuestionSetError where one cannot be read."""
    read = list(read_articles([folder]))
    failures = [str(item) for item in read if not isinstance(item, Article)]
    articles = tuple(item for item in read if isinstance(item, Article))
    if failures or not articles:
        raise QuestionSetError(f"{folder}: {len(articles)} articles read, failures: {'; '.join(failures) or 'none'}.")
    return articles
