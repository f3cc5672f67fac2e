"""Parts that any nouns play: who acts, what is acted on, to whom, in French and in English."""

import pytest

from rag.claims.deeds import find_deeds, find_exchanged
from rag.claims.statement import read_statement


@pytest.mark.parametrize(
    ("text", "verb", "parts"),
    [
        ("La ville a créé un fonds.", "créé", {"agent": "ville", "patient": "fonds"}),
        ("Un fonds a été créé par la ville.", "créé", {"agent": "ville", "patient": "fonds"}),
        ("Un fonds a été créé en mai.", "créé", {"patient": "fonds"}),
        ("Le fonds créé en mai a un directeur.", "créé", {"patient": "fonds"}),
        ("La ville finance le festival.", "finance", {"agent": "ville", "patient": "festival"}),
        ("Le maire de la ville a vendu l’usine.", "vendu", {"agent": "maire", "patient": "usine"}),
        ("Le fonds que la ville a créé investit.", "créé", {"agent": "ville", "patient": "fonds"}),
        ("Le fonds que dirige la banquière a investi.", "dirige", {"agent": "banquière", "patient": "fonds"}),
        ("La coopérative, fondée en 1950, a racheté la laiterie.", "racheté",
         {"agent": "coopérative", "patient": "laiterie"}),
        ("Le préfet a remis au maire un rapport.", "remis", {"agent": "préfet", "patient": "rapport", "to": "maire"}),
        ("Le conseil et le maire ont signé la charte.", "signé", {"agent": "conseil maire", "patient": "charte"}),
        ("Des salariés ont bloqué l’usine.", "bloqué", {"agent": "salariés", "patient": "usine"}),
        ("L’usine emploie des salariés.", "emploie", {"agent": "usine", "patient": "salariés"}),
        ("Trois salariés ont bloqué l’usine.", "bloqué", {"agent": "salariés", "patient": "usine"}),
        ("Workers were rescued by the firefighters.", "rescued", {"agent": "firefighters", "patient": "Workers"}),
        ("The city sued the company.", "sued", {"agent": "city", "patient": "company"}),
    ],
)  # fmt: skip
def test_parts_around_a_verb(text: str, verb: str, parts: dict[str, str]) -> None:
    (deed,) = [deed for deed in find_deeds(read_statement(text)) if deed.verb.text == verb]
    assert {role: " ".join(word.text for word in words) for role, words in deed.parts} == parts


@pytest.mark.parametrize(
    ("quote", "sentence", "exchanged"),
    [
        ("Un fonds a été créé par la ville.", "La ville a été créée par un fonds.", ["fonds", "ville"]),
        ("Un fonds a été créé par la ville.", "La ville a été créée.", ["ville"]),
        ("Un fonds a été créé par la ville.", "La ville a créé un fonds.", []),
        ("Danone a été racheté par un fonds.", "Un fonds a été racheté par Danone.", ["Danone", "fonds"]),
        ("La ville aide le club. Le club aide la ville.", "Le club aide la ville.", []),
        ("L’usine a ouvert en mai.", "L’usine a été ouverte en mai.", []),
        ("La crise augmente les prix.", "Les prix augmentent.", []),
        ("Le plan publié en mai annonce un fonds.", "Le plan a été publié en mai.", []),
        ("Le fonds dépend de la ville.", "La ville contrôle le fonds.", []),
        ("Le maire a rencontré le préfet.", "Le préfet a rencontré le maire.", []),
        ("Le préfet a remis au maire un rapport.", "Le maire a remis au préfet un rapport.", ["maire", "préfet"]),
        ("L’entreprise a poursuivi la ville.", "The city sued the company.", ["city", "company"]),
        ("L’entreprise a poursuivi la ville.", "The city was sued by the company.", []),
        ("La grande ville a vendu la petite ville.", "La petite ville a vendu la grande ville.", []),
    ],
)
def test_only_parts_that_have_changed_places_speak_against_a_sentence(
    quote: str, sentence: str, exchanged: list[str]
) -> None:
    assert find_exchanged(read_statement(sentence), read_statement(quote)) == exchanged
