from collections.abc import Callable

import pytest

from index.hit import Hit
from rag.passages import read_passage
from rag.question_analysis import analyse_question
from rag.surroundings import SURROUNDINGS, surroundings
from rag.term_weights import QuestionTerms, weigh_question
from sample_articles import RAIL

NO_HABITS = QuestionTerms(questions=1_000, frequencies={}, provenance="test")
MIDDLE = 1  # « Elle coûte 400 millions d’euros. », the second of three sentences


class EvenStatistics:
    """Every term stands in one chunk of ten."""

    @property
    def chunk_count(self) -> int:
        return 10

    def document_frequency(self, term: str) -> int:
        return 1


def _surroundings(question: str, hit: Hit, at: int = MIDDLE) -> dict[str, float]:
    passage = read_passage(hit)
    weighed = weigh_question(analyse_question(question), [passage], EvenStatistics(), NO_HABITS)
    return surroundings(weighed, passage, passage.sentences[at])


@pytest.mark.parametrize(
    ("question", "unmet"),
    [
        ("Combien coûte la ligne ?", {}),
        ("Quel est le prix de la ligne ?", {}),  # « coûte » says « prix » otherwise
        ("Quand la ligne ouvre-t-elle ?", {}),  # in the sentence before
        ("Où roulent les trains ?", {}),  # in the sentence after
        ("Combien coûte la ligne des vallées ?", {}),  # in the title
        (
            "Quel loyer coûte la ligne ?",
            {"words_unmet": 1, "share_of_words_unmet": 1 / 3, "heaviest_word_unmet": 1 / 3, "focus_unmet": 1},
        ),
        ("Combien coûtait la ligne en 1998 ?", {"figure_unmet": 1}),
        ("Combien la ligne coûte-t-elle à Varsovie ?", {}),  # a name is neither a word nor a figure
        (
            "Qui dessine les affiches ?",
            {"words_unmet": 2, "share_of_words_unmet": 1, "heaviest_word_unmet": 1 / 2},
        ),
    ],
)
def test_tells_what_of_a_question_is_not_around(
    make_hit: Callable[..., Hit], question: str, unmet: dict[str, float]
) -> None:
    found = _surroundings(question, make_hit(RAIL))
    expected = dict.fromkeys(SURROUNDINGS[1:], 0.0) | unmet
    assert {name: found[name] for name in SURROUNDINGS[1:]} == pytest.approx(expected)
    assert found["all_met"] == float(not unmet and "Varsovie" not in question)


def test_a_sentence_two_places_away_is_not_around(make_hit: Callable[..., Hit]) -> None:
    assert _surroundings("Où roulent les trains ?", make_hit(RAIL), at=0)["all_met"] == 0
    assert _surroundings("Où roulent les trains ?", make_hit(RAIL), at=1)["all_met"] == 1


def test_the_sentence_is_found_where_the_chunk_begins_inside_the_article(make_hit: Callable[..., Hit]) -> None:
    start = RAIL.text.index("Elle coûte")
    assert _surroundings("Combien coûte la ligne ?", make_hit(RAIL, start), at=0)["all_met"] == 1


def test_a_question_of_names_alone_has_no_words_to_miss(make_hit: Callable[..., Hit]) -> None:
    found = _surroundings("À Varsovie ?", make_hit(RAIL))
    assert (found["words_unmet"], found["share_of_words_unmet"]) == (0, 0)
