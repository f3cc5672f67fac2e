"""All that the reader's weights are learned from, ready to be read, and how much each part of it counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from evals.datasets.squad import Dataset
from evals.learning.examples import Example, Lesson, Prepare, read_examples, without_answer
from evals.learning.lessons import press_articles, press_lesson, squad_lesson
from evals.subjects import temporary_index
from index.article_index import ArticleIndex
from rag.reading.sentence_reader import prepare
from rag.reading.term_weights import QuestionTerms
from rag.settings import Settings

# A question on press articles counts as so many on encyclopedia paragraphs: they are fewer, and what is asked here.
PRESS_COUNTS = 3
# How often a question counts where confidence is learned. Without an answer are 44 % of those on paragraphs and a third
# of those on press articles: at such rates a confidence of 0.7 means seven in ten.
GENERAL_COUNTS_FOR_CONFIDENCE, CUT_COUNTS_FOR_CONFIDENCE, PRESS_COUNTS_FOR_CONFIDENCE = 1, 1, 10


@dataclass(frozen=True, slots=True)
class ReadLessons:
    """The questions as they were read; `general_cut` are those on general knowledge again, without their answers."""

    general: list[Example]
    general_cut: list[Example]
    press: list[Example]

    @property
    def for_sentences(self) -> list[Example]:
        """What sentences and the few words in them are learned from."""
        return self.general + self.press * PRESS_COUNTS

    @property
    def for_confidence(self) -> Iterator[tuple[Example, int]]:
        """What confidence is learned from, each with how often it counts; some of it cannot be answered."""
        for examples, count in (
            (self.general, GENERAL_COUNTS_FOR_CONFIDENCE),
            (self.general_cut, CUT_COUNTS_FOR_CONFIDENCE),
            (self.press, PRESS_COUNTS_FOR_CONFIDENCE),
        ):
            yield from ((example, count) for example in examples)


@dataclass(frozen=True, slots=True)
class Training:
    """Two lessons, each with an index of the articles it is about."""

    general: Lesson
    general_index: ArticleIndex
    press: Lesson
    press_index: ArticleIndex

    def read(self, habits: QuestionTerms, *, read: Prepare = prepare) -> ReadLessons:
        """Every question of both lessons, read in this way."""
        general = read_examples(self.general, self.general_index, habits, read=read)
        cut = [without_answer(example, self.general_index, habits, read=read) for example in general]
        press = read_examples(self.press, self.press_index, habits, read=read)
        return ReadLessons(general, [example for example in cut if example is not None], press)


@contextmanager
def open_training(dataset: Dataset, settings: Settings) -> Iterator[Training]:
    """The data set and the press articles for learning, indexed as the settings say while the block runs."""
    articles = press_articles()
    with temporary_index(dataset.articles, settings) as general, temporary_index(articles, settings) as press:
        yield Training(squad_lesson(dataset), general, press_lesson(articles), press)
