"""Thousands of different questions over a made-up store, the same in every run.

The committed questions, which people wrote, come first, each once; the others are put to sentences of the store's own
articles: « La ville a ouvert un musée. » is asked when, why, where, how, by whom it is said, and whether it is true,
its first word in lowercase even where it is a name, as people type.
"""

import random
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from corpus.article import Article
from corpus.sentences import split_sentences
from evals.benchmark.corpus import varied_articles
from evals.benchmark.filled_store import SEED
from evals.bundled import bundled_articles
from evals.committed_questions import QUESTIONS
from evals.question_set import load_questions

LONGEST = 18  # words of a sentence that is asked about: questions are seldom longer
FORMS = (
    "Quand est-ce {} ?",
    "Pourquoi est-ce {} ?",
    "Où est-ce {} ?",
    "Comment est-ce {} ?",
    "Qui a dit {} ?",
    "Est-ce {} ?",
)
_ASKED = ("development", "test", "training/part-a", "training/part-b")
_MADE_FROM = 1_700  # articles: those of a store of 10,000 chunks


def different_questions(count: int) -> list[str]:
    """So many different questions, those that people wrote among the others, shuffled; fewer where there are no more.

    A service that is asked each of them once can answer none from memory.
    """
    choose = random.Random(SEED)
    made = questions_about(islice(varied_articles(bundled_articles(), seed=SEED), _MADE_FROM))
    choose.shuffle(made)
    questions = list(dict.fromkeys([*_written(), *made]))[:count]
    choose.shuffle(questions)
    return questions


def questions_about(articles: Iterable[Article]) -> list[str]:
    """Every form of question for each sentence that can be asked about, in order, repeats included."""
    return [form.format(statement) for article in articles for statement in _statements(article) for form in FORMS]


def _written() -> list[str]:
    files = (QUESTIONS / f"{name}.jsonl" for name in _ASKED)
    return [question.asked_alone for file in files for question in load_questions(file).questions]


def _statements(article: Article) -> Iterator[str]:
    """Its short sentences, each as it stands behind « est-ce »: « qu’il dort », « que la ville dort »."""
    for sentence in split_sentences(article.text):
        text = article.text[sentence.start : sentence.end]
        if text.endswith(".") and text[0].isupper() and text.count(" ") < LONGEST and text[0] != "H":
            said = text[0].lower() + text[1:-1]
            yield f"qu’{said}" if _is_vowel(said[0]) else f"que {said}"


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0] in "aeiouyœæ"
