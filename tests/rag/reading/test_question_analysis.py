import pytest

from rag.reading.question_analysis import AnswerKind, analyse_question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Combien d'entreprises d'IA compte Shanghai ?", AnswerKind.NUMBER),
        ("Quel est le taux d’imposition à Lingang ?", AnswerKind.NUMBER),
        ("quel montant le fonds vise-t-il ?", AnswerKind.NUMBER),
        ("Quand le plan a-t-il été publié ?", AnswerKind.DATE),
        ("En quelle année la ligne ouvre-t-elle ?", AnswerKind.DATE),
        ("A quelle date Pekin a publie son plan", AnswerKind.DATE),
        ("Qui dirige le fonds ?", AnswerKind.PERSON),
        ("Quel chercheur parle de densité ?", AnswerKind.PERSON),
        ("Par qui le forum a-t-il été ouvert ?", AnswerKind.PERSON),
        ("Où se tient le forum ?", AnswerKind.PLACE),
        ("D'où vient Zhou Xiang ?", AnswerKind.PLACE),
        ("Dans quelle ville se trouve le centre ?", AnswerKind.PLACE),
        ("Pourquoi Shenzhen n'a-t-elle pas de grand modèle ?", AnswerKind.REASON),
        ("Quelle est la principale raison de ce retard ?", AnswerKind.REASON),
        ("Comment Pékin veut-elle devancer ses rivales ?", AnswerKind.MANNER),
        ("Quels investisseurs ont participé ?", AnswerKind.LIST),
        ("Citez deux entreprises installées à Lingang.", AnswerKind.LIST),
        ("Quelle entreprise a ouvert un aéroport ?", AnswerKind.ORGANISATION),
        ("Qu'est-ce que le Model Speed Space ?", AnswerKind.THING),
        ("Est-ce que le fonds a fini sa collecte ?", AnswerKind.YES_NO),
        ("Le fonds a-t-il fini sa collecte ?", AnswerKind.YES_NO),
        ("Quels types de projets qui durent sont financés ?", AnswerKind.LIST),
        ("taux imposition lingang", AnswerKind.THING),
    ],
)
def test_kind_of_answer(question: str, kind: AnswerKind) -> None:
    assert analyse_question(question).kind is kind


def test_terms_come_once_in_order_without_words_of_grammar() -> None:
    analysed = analyse_question("Le fonds de Shanghai : combien vaut le fonds ?")
    assert analysed.terms == ("fond", "shangh", "vaut")


def test_names_and_figures_are_told_apart() -> None:
    analysed = analyse_question("Combien Zhu Zhisong attend-il en 2024 pour SENSETIME ?")
    assert analysed.names == {"zhu", "zhisong", "sensetim"}
    assert analysed.figures == {"2024"}


def test_capital_of_the_first_word_is_no_name() -> None:
    assert analyse_question("Taux appliqué à Lingang ?").names == {"lingang"}


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("Quel est le taux d'imposition ?", "taux"),
        ("Quelle entreprise dirige-t-il ?", "entrepris"),
        ("Combien de laboratoires compte Pékin ?", "laboratoir"),
        ("Quelle était l’échelle du plan ?", "echel"),
        ("Qui dirige le fonds ?", None),
    ],
)
def test_focus_is_the_noun_that_is_asked_for(question: str, focus: str | None) -> None:
    assert analyse_question(question).focus == focus
