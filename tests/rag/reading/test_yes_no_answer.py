import pytest

from index.terms.french_analysis import search_terms
from rag.reading.question_analysis import analyse_question
from rag.reading.yes_no_answer import as_statement, find_verdict


@pytest.mark.parametrize(
    ("question", "statement", "verb"),
    [
        ("La gare est-elle fermée ?", "La gare est fermée.", "La gare est"),
        ("La région va-t-elle payer ?", "La région va payer.", "La région va"),
        ("Le Maroc va t-il ouvrir un institut ?", "Le Maroc va ouvrir un institut.", "Le Maroc va"),
        ("Existe-t-il un centre à Nantes ?", "Il existe un centre à Nantes.", "Il existe"),
        ("Faut-il payer ?", "Il faut payer.", "Il faut"),
        ("Est-ce que la gare est fermée ?", "la gare est fermée.", "la gare est"),
        ("Est-il vrai que la gare ferme ?", "la gare ferme.", ""),
        ("Est-ce qu’elle ferme ?", "elle ferme.", ""),
    ],
)
def test_question_as_the_statement_it_asks_about(question: str, statement: str, verb: str) -> None:
    told = as_statement(question)
    assert (told.text, told.text[: told.verb_end]) == (statement, verb)


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("La ville verse-t-elle de l’argent au festival ?", "La ville verse de l’argent au festival.", "yes"),
        ("La ville verse-t-elle de l’argent au festival ?", "La ville ne verse pas d’argent au festival.", "no"),
        ("Le robot prend-il l’ascenseur seul ?", "Le robot ouvre les portes et prend l’ascenseur seul.", "yes"),
        ("Le trafic a-t-il augmenté en juin ?", "Le trafic a diminué en juin.", "no"),
        ("La gare reste-t-elle fermée ?", "La gare reste ouverte.", "no"),
        ("La ville a-t-elle versé 40 000 euros ?", "La ville a versé 20 000 euros.", "no"),
        ("La ville a-t-elle versé 40 000 euros ?", "La ville a versé plus de 20 000 euros.", None),
        ("La ville a-t-elle versé 40 000 euros ?", "La ville a versé 20 000 euros en mai et 20 000 en juin.", None),
        ("L’usine a-t-elle ouvert en 2019 ?", "L’usine a ouvert en 2021.", "no"),
        ("L’usine a-t-elle ouvert en 2019 ?", "L’usine a ouvert le 3 mai 2019.", "yes"),
        ("L’usine a-t-elle ouvert en 2019 ?", "L’usine devrait ouvrir en 2021.", None),
        ("L’usine a-t-elle ouvert le 3 mai ?", "L’usine a ouvert le 5 mai.", "no"),
        ("Le fonds est-il dirigé par Wu Qing ?", "Le fonds est dirigé par Wu Wei.", "no"),
        ("Le maire a-t-il rencontré Li Na ?", "Le maire a rencontré Wu Wei.", None),
        ("La gare est-elle ouverte ?", "La gare n’est pas fermée.", None),
        ("La ville verse-t-elle de l’argent ?", "La ville verse de l’argent sans condition.", None),
        ("La ville verse-t-elle de l’argent ?", "Le maire qui n’aime pas la ville verse de l’argent.", None),
        ("La région a-t-elle donné de l’argent ?", "La région, sollicitée, n’a toujours rien donné.", "no"),
        ("La ville a-t-elle gagné ?", "La ville n’a pas perdu, mais elle a gagné deux points.", "yes"),
        ("La ville a-t-elle obtenu un report ?", "La ville n’a pas gagné, mais elle a obtenu un report.", "yes"),
        ("La ville a-t-elle créé un fonds ?", "Le fonds de la ville n’investit pas dans les transports.", None),
        ("L’État a-t-il effacé les dettes ?", "Le maire demande à l’État d’effacer les dettes.", None),
        ("Tous les élèves ont-ils réussi ?", "Les élèves ont réussi.", None),
        ("Savent-ils quels élèves ont réussi ?", "Ils ne savent pas quels élèves ont réussi.", "no"),
        ("est ce que la cantine sert du bio", "La cantine sert du bio.", "yes"),
        ("La ville verse-t-elle de l’argent ?", "La ville pourrait verser de l’argent.", None),
        ("Le maire est-il venu à l’inauguration ?", "Le maire n’est venu à l’inauguration qu’à reculons.", None),
        ("Le bilan promis a-t-il été publié ?", "Le directeur promet un bilan public.", None),
        (
            "Bellor fait-il partie des sociétés aidées ?",
            "La liste des sociétés aidées où figure Bellor est longue.",
            "yes",
        ),
        ("Bellor fait-il partie des sociétés aidées ?", "Bellor figure parmi les sociétés aidées.", "yes"),
        ("Le projet est-il terminé ?", "Le projet est au point mort.", None),
        ("Les recherches sont-elles terminées ?", "Les recherches sont closes.", "yes"),
        ("La maire est-elle favorable au barrage ?", "La maire soutient le barrage.", "yes"),
        (
            "La collecte du fonds est-elle terminée ?",
            "Un fonds de dix millions pour commencer : la ville investit.",
            None,
        ),
        ("La collecte du fonds est-elle terminée ?", "Elle ne fait que commencer.", "no"),
        ("Le fonds est-il terminé ?", "Le fonds commence.", "no"),
        ("La piscine est-elle ouverte ?", "Le maire aime la musique.", None),
        ("Qui verse de l’argent au festival ?", "La ville verse de l’argent au festival.", None),
        ("Elles sont combien, les villes ?", "Les villes sont dix.", None),
    ],
)
def test_verdict_of_a_sentence(question: str, sentence: str, verdict: str | None) -> None:
    terms = frozenset(search_terms(sentence))
    assert find_verdict(analyse_question(question), sentence, title_terms=terms, article_terms=terms) == verdict


@pytest.mark.parametrize(
    ("title", "article", "said"),
    [("Nantes", "Nantes", ("yes", "no")), ("", "Nantes", (None, "no")), ("", "", (None, None))],
)
def test_a_name_may_stand_elsewhere_in_the_article(title: str, article: str, said: tuple[str | None, ...]) -> None:
    question = analyse_question("La gare de Nantes est-elle fermée ?")
    sentences = ("La gare est fermée.", "La gare n’est pas fermée.")
    known = {"title_terms": frozenset(search_terms(title)), "article_terms": frozenset(search_terms(article))}
    assert tuple(find_verdict(question, sentence, **known) for sentence in sentences) == said
