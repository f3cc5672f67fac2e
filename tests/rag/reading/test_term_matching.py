import pytest

from index.terms.french_analysis import search_terms
from rag.reading.paraphrases import paraphrases
from rag.reading.term_matching import is_named


def _is_named(name: str, text: str) -> bool:
    (term,) = search_terms(name)
    return is_named(term, frozenset(search_terms(text)), paraphrases)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Chine", "une entreprise chinoise"),
        ("Chine", "en Chine"),
        ("Français", "le budget de la France"),
        ("Pékin", "les usines pékinoises"),
        ("Italie", "un groupe italien"),
        ("Japon", "la monnaie japonaise"),
        ("Gaulle", "les gaullistes"),
    ],
)
def test_a_name_and_its_adjective_name_one_thing(name: str, text: str) -> None:
    assert _is_named(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("France", "la zone franche pilote"),
        ("Marseille", "le marché de mars"),
        ("Chine", "une chimère et un chiffre"),
        ("Canton", "les cantonniers de la voirie"),
        ("Ain", "le département de la Loire"),
    ],
)
def test_a_word_that_begins_alike_is_no_name(name: str, text: str) -> None:
    assert not _is_named(name, text)
