"""How sure a written answer is: that a quote behind it answers, and that the sentence says what the quote says.

Two things have to be so for a written sentence to answer, and each has a model that was fitted to data:

* the quote answers the question: what the reader without a language model holds probable of just this sentence of an
  article (`Draft.chances`). It was fitted on questions with known answers, and holds for the sentences that it would
  not have chosen too: of 689 questions for learning the sentences it ranks first to fourth answer in 43.6, 9.7, 4.9
  and 3.1 % of cases, and it gives them 43.0, 9.4, 4.8 and 3.0 % on average;
* the quotes support the sentence: `Support.probability`, fitted on the support cases.

The confidence is the greatest product of the two among all sentences and what they cite. That a language model has
chosen the sentence is evidence too, and is not counted: how good a model is nobody has measured here. So this errs on
the low side with a good one.
"""

from collections.abc import Sequence

from rag.answer import Chance, Citation

UNREADABLE = 0.5
"""Taken for the reader's part where it cannot read the question, in another language than the articles: no more is
known than that the model found something."""
SET_ASIDE = 0.006
"""Taken for a sentence that the reader sets aside, since it has nothing of the kind that is asked for: of 1,154
questions that were read 7 had an answer there (training, development, and 400 of PIAF's development questions)."""


def written_confidence(citations: Sequence[Citation], chances: Sequence[Chance], *, readable: bool) -> float:
    """The probability that the best of what is cited answers; 0 where nothing is.

    A citation's `score` is the probability that the sentence says what its quotes say.
    """
    return max((citation.score * _chance(citation, chances, readable=readable) for citation in citations), default=0.0)


def _chance(citation: Citation, chances: Sequence[Chance], *, readable: bool) -> float:
    if not readable:
        return UNREADABLE
    read = (chance for chance in chances if chance.version == citation.version)
    overlapping = (chance for chance in read if chance.start < citation.end and citation.start < chance.end)
    return max((chance.probability for chance in overlapping), default=SET_ASIDE)
