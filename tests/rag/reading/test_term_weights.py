from rag.reading.term_weights import QuestionTerms, rarities, telling

HABITS = QuestionTerms(questions=100, frequencies={"ville": 60}, provenance="test")


class Statistics:
    """Ten chunks, of which two have « pont » and « ville »; counts how often it is asked how many there are."""

    def __init__(self) -> None:
        self.asked = 0

    @property
    def chunk_count(self) -> int:
        self.asked += 1
        return 10

    def document_frequency(self, term: str) -> int:
        return 2 if term in {"pont", "ville"} else 0


def test_a_rare_term_tells_more_and_one_that_questions_are_full_of_less() -> None:
    told = telling(["pont", "ville", "dragon"], Statistics(), HABITS)
    assert told["ville"] < told["pont"] < told["dragon"] == 1.0


def test_how_many_chunks_there_are_is_asked_once_however_many_terms() -> None:
    statistics = Statistics()
    telling(["pont", "ville", "dragon"], statistics, HABITS)
    assert statistics.asked == 1
    rarities(["pont", "ville"], statistics)
    assert statistics.asked == 2
