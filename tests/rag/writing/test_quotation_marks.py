import pytest

from rag.writing.quotation_marks import with_true_quotations

QUOTES = ["Le maire a dit : « C’est l’œuvre d’une vie », selon l’AFP.", "Le vin « Château de l’Aube » a gagné."]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Il a dit « C’est l’œuvre d’une vie ».", "Il a dit « C’est l’œuvre d’une vie »."),
        ("Il a dit “C'est l'oeuvre d'une vie”.", "Il a dit “C’est l’œuvre d’une vie”."),
        ("Il a dit \"l'œuvre d'une vie\" hier.", 'Il a dit "l’œuvre d’une vie" hier.'),
        ("Il a dit « C’est l’œuvre d’une vie. »", "Il a dit « C’est l’œuvre d’une vie »"),
        ("Le « Château de l’Aube » gagne.", "Le « Château de l’Aube » gagne."),
        ("Il a dit « C’est une vie ratée ».", "Il a dit C’est une vie ratée."),
        ("Il a dit « c’est l’œuvre d’une vie ».", "Il a dit c’est l’œuvre d’une vie."),
        ("Un « grand » jour.", "Un grand jour."),
        ("Une « vi » brève.", "Une vi brève."),
        ("Rien « ».", "Rien."),
        ("Rien « … ».", "Rien …."),
        ("Un signe » seul.", "Un signe seul."),
        ("Il dit « faux “Château de l’Aube” faux ».", "Il dit faux “Château de l’Aube” faux."),
        ("Sans guillemets.", "Sans guillemets."),
        ("« " + "long " * 3_000 + "»", ("long " * 3_000).strip()),
    ],
)
def test_marks_stay_around_the_words_of_a_quote_alone(written: str, said: str) -> None:
    assert with_true_quotations(written, QUOTES) == said


def test_without_quotes_no_marks_stay() -> None:
    assert with_true_quotations("Il a dit « Oui ».", []) == "Il a dit Oui."
