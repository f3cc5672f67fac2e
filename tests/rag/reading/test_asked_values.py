import pytest

from rag.reading.asked_values import AskedValue, asked_value, comparable_value, differ
from rag.reading.passages import ReadSentence, read_sentence
from rag.reading.question_analysis import analyse_question
from rag.reading.term_weights import WeighedQuestion


def _weighed(text: str) -> WeighedQuestion:
    analysed = analyse_question(text)
    return WeighedQuestion(analysed, dict.fromkeys(analysed.terms, 0.1), analysed.names, 1.0)


def _span(sentence: ReadSentence, words: str | None) -> tuple[int, int] | None:
    if words is None:
        return None
    start = sentence.text.index(words)
    return start, start + len(words)


def _value(question: str, text: str, short: str | None = None) -> AskedValue | None:
    sentence = read_sentence(text, 0)
    return asked_value(_weighed(question), sentence, _span(sentence, short))


@pytest.mark.parametrize(
    ("question", "text", "short", "words"),
    [
        # What is counted decides, whichever figure was chosen as the few words.
        ("Combien de morts ?", "L’explosion a fait trois morts et onze blessés.", "onze blessés", "trois morts"),
        ("Combien y a-t-il de blessés ?", "Elle a fait trois morts et onze blessés.", "trois morts", "onze blessés"),
        ("Combien coûte le silo ?", "Deux ans après, le silo a coûté 11,2 millions d’euros.", "Deux ans",
         "11,2 millions d’euros"),
        ("Quel est le taux ?", "Le taux est de 3,5 % en 2024.", None, "3,5 %"),
        ("De combien de mètres ?", "Un périmètre de 600 mètres a été tracé.", None, "600 mètres"),
        ("Combien de spectateurs ?", "Ils étaient 41 000.", "41 000", "41 000"),
        ("Quand ouvre le musée ?", "Il ouvrira au printemps 2027, a dit la maire en 2024.", "2027", "2027"),
        ("Quelles dates ?", "Le festival aura lieu du 19 au 21 juillet 2024.", "21 juillet 2024",
         "19 au 21 juillet 2024"),
        ("Qui préside la coopérative ?", "La présidente, Mathilde Oriot, l’a dit.", "Mathilde Oriot", "Mathilde Oriot"),
    ],
)  # fmt: skip
def test_the_value_is_what_the_question_asks_for(question: str, text: str, short: str | None, words: str) -> None:
    value = _value(question, text, short)
    assert value is not None
    assert text[value.start : value.end] == words


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("Combien de morts ?", "Il y a beaucoup de morts.", None),
        ("Quand part la marche ?", "La marche partira dimanche prochain.", "dimanche prochain"),  # which day is that?
        ("Qui préside ?", "Le maire, Wu, préside.", "Wu"),  # a full name is needed to tell people apart
        ("Pourquoi ?", "Parce que 12 tonnes sont tombées.", "12 tonnes"),
        ("Où ?", "À Nantes.", "Nantes"),
    ],
)
def test_what_cannot_be_compared_is_no_value(question: str, text: str, short: str | None) -> None:
    assert _value(question, text, short) is None


@pytest.mark.parametrize(
    ("question", "one", "other", "are_different"),
    [
        ("Combien de morts ?", "Elle a fait trois morts.", "Elle a fait six morts.", True),
        ("Combien de morts ?", "Elle a fait trois morts.", "Elle a fait 3 morts.", False),
        ("Combien d'habitants ?", "Il y a 300 habitants.", "Il y a environ 300 habitants.", False),
        ("Combien d'habitants ?", "Il y a environ 300 habitants.", "Il y a 312 habitants.", False),
        ("Combien d'habitants ?", "Il y a environ 300 habitants.", "Il y a 380 habitants.", True),
        ("Combien d'habitants ?", "Il y a plus de 300 habitants.", "Il y a 390 habitants.", False),
        ("Combien d'habitants ?", "Il y a plus de 300 habitants.", "Il y a 290 habitants.", True),
        ("Combien d'habitants ?", "Il y a près de 300 habitants.", "Il y a 290 habitants.", False),
        ("Combien coûte le pont ?", "Il coûte 1,5 million d’euros.", "Il coûte 1 500 000 euros.", False),
        ("Combien coûte le pont ?", "Il coûte 1,5 million d’euros.", "Il coûte 1,6 million d’euros.", True),
        (
            "Combien coûte le pont ?",
            "Il coûte près de 150 milliards d’euros.",
            "Il coûte 147,7 milliards d’euros.",
            False,
        ),
        ("Quelle part ?", "Soit 25 % du budget.", "Soit un quart du budget.", False),
        ("Quand ouvre le musée ?", "Il ouvrira en 2025.", "Il ouvrira en 2027.", True),
        ("Quand ouvre le musée ?", "Il ouvrira en 2025.", "Il ouvrira le 3 mai 2025.", False),
        ("Quand ouvre le musée ?", "Il ouvrira le 3 mai.", "Il ouvrira le 4 mai.", True),
        ("Qui préside ?", "Mathilde Oriot préside.", "Roland Tournadre préside.", True),
        ("Qui préside ?", "Mathilde Oriot préside.", "Mathilde Anne Oriot préside.", False),
    ],
)
def test_values_are_compared_after_normalisation(question: str, one: str, other: str, are_different: bool) -> None:
    def value(text: str) -> AskedValue:
        digits = [place for place, character in enumerate(text) if character.isdigit()]
        whole = text.removesuffix(" préside.") if "préside" in text else text[digits[0] if digits else 0 : -1]
        found = _value(question, text, whole)
        assert found is not None, text
        return found

    assert differ(value(one), value(other)) is are_different
    assert differ(value(other), value(one)) is are_different


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’explosion a donc tué cinq personnes.", "cinq personnes"),  # « personnes » who died
        ("Les morts sont au nombre de neuf, dit l’hôpital.", "neuf"),
        ("Une cellule accueille cinq personnes.", None),
        ("Le silo contenait 12 000 tonnes.", None),
        ("Le drame a coûté trois millions d’euros.", None),
        ("On compte dix morts lundi et douze morts mardi.", None),  # which of the two?
    ],
)
def test_another_sentence_must_count_the_same(text: str, words: str | None) -> None:
    question = _weighed("Combien de morts l'explosion a-t-elle faits ?")
    reference = asked_value(question, read_sentence("L’explosion a fait trois morts.", 0), None)
    assert reference is not None
    value = comparable_value(question, read_sentence(text, 0), None, reference)
    assert (None if value is None else text[value.start : value.end]) == words


def test_a_year_and_a_day_without_a_year_cannot_be_compared() -> None:
    question = _weighed("Quand ouvre le musée ?")
    year = asked_value(question, read_sentence("Il ouvre en 2027.", 0), (12, 16))
    assert year is not None
    sentence = read_sentence("Il ouvre le 3 mai.", 0)
    assert comparable_value(question, sentence, _span(sentence, "3 mai"), year) is None
