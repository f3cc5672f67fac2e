import pytest

from rag.writing.differing_values import says_value


@pytest.mark.parametrize(
    ("sentence", "words", "says"),
    [
        ("L’explosion a fait 6 morts et 9 blessés.", "six morts", True),
        ("Six people died.", "six morts", True),
        ("L’explosion a fait 6 morts et 9 blessés.", "neuf morts", False),
        ("L’explosion a fait 6 morts et 9 blessés.", "cinq morts", False),
        ("La ville a créé un fonds de dix milliards de yuans.", "10 milliards", True),
        ("La ligne ouvre le 3 mai 2021.", "3 mai", True),
        ("La ligne ouvre en mai 2021.", "le 3 mai 2021", False),
        ("La ligne ouvre en 2021.", "2021", True),
        ("La ligne ouvre en 2021.", "2022", False),
        ("Mathilde Oriot préside Grainval.", "Mathilde Oriot", True),
        ("Grainval a une présidente.", "Mathilde Oriot", False),
        ("Le pont est « entièrement fermé ».", "entièrement  fermé", True),
        ("Le pont est ouvert.", "entièrement fermé", False),
    ],
)
def test_a_sentence_says_a_value_in_any_form(sentence: str, words: str, says: bool) -> None:
    assert says_value(sentence, words) is says
