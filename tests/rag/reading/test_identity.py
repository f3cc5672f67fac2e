import pytest

from rag.reading.identity import describe
from rag.reading.passages import read_sentence
from rag.reading.question_analysis import analyse_question
from rag.reading.span_pieces import sentence_pieces
from rag.reading.term_weights import WeighedQuestion


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Wu Wei, directeur général du fonds, a présenté son plan.", "directeur général du fonds"),
        ("Le directeur général du fonds, Wu Wei, a présenté son plan.", "Le directeur général du fonds"),
        ("« C’est fait », a dit le directeur du fonds, Wu Wei.", "le directeur du fonds"),
        ("Wu Wei était un écrivain chinois, né à Pékin.", "un écrivain chinois"),
        ("Wu Wei est l’homme qui dirige le fonds.", "l’homme"),
        ("Wu Wei, qui dirige le fonds, s’en réjouit.", "qui dirige le fonds"),
        ("La sociologue Wu Wei mène le débat.", "La sociologue"),
        ("Ainsi parle Wu Wei (maire de Pékin).", "maire de Pékin"),
        ("Selon Wu Wei, le fonds grandit.", None),
        ("Le fonds de Wu Wei grandit.", None),
        ("Le fonds grandit.", None),
    ],
)
def test_description_beside_the_name(text: str, description: str | None) -> None:
    analysed = analyse_question("Qui est Wu Wei ?")
    question = WeighedQuestion(analysed, dict.fromkeys(analysed.terms, 0.5), analysed.names, 2.0)
    pieces = sentence_pieces(question, read_sentence(text, 0))
    found = describe(pieces)
    assert (found and text[pieces[found[0]].start : pieces[found[1]].end]) == description
