"""Questions for yes or no about the bundled articles, each with the sentence that answers it, and how it does.

They were written to choose the rules on, with those for learning; half of them are answered « non ».
"""

import pytest

from corpus.sentences import split_sentences
from evals.bundled import bundled_articles
from index.terms.french_analysis import search_terms
from rag.answer import Verdict
from rag.reading.question_analysis import analyse_question
from rag.reading.yes_no_answer import find_verdict

# The article, the question, how the sentence that answers begins, and the verdict that a careful reader would give.
QUESTIONS: list[tuple[str, str, str, Verdict | None]] = [
    (
        "impot-entreprises-lingang",
        "Le taux d’imposition à Lingang est-il ramené à 20 % ?",
        "À Lingang, une entreprise d’intelligence",
        "no",
    ),
    (
        "impot-entreprises-lingang",
        "Les experts étrangers de l’IA relèveront-ils de taux d’imposition particuliers à Lingang ?",
        "Les experts étrangers de l’IA qui viendront",
        "yes",
    ),
    (
        "impot-entreprises-lingang",
        "L’avantage de Lingang s’arrête-t-il aux sociétés ?",
        "L’avantage ne s’arrête pas aux sociétés.",
        "no",
    ),
    (
        "impot-entreprises-lingang",
        "Alibaba a-t-il lancé des services de développement en intelligence artificielle ?",
        "Le même forum a vu quinze entreprises, parmi",
        "yes",
    ),
    (
        "impot-entreprises-lingang",
        "Vingt entreprises ont-elles lancé des services locaux de développement en intelligence artificielle ?",
        "Le même forum a vu quinze entreprises, parmi",
        "no",
    ),
    (
        "marche-ia-shanghai",
        "L’intelligence artificielle a-t-elle progressé de 10 % à Shanghai l’an dernier ?",
        "L’intelligence artificielle a progressé de",
        "yes",
    ),
    (
        "marche-ia-shanghai",
        "L’intelligence artificielle a-t-elle reculé l’an dernier à Shanghai ?",
        "L’intelligence artificielle a progressé de",
        "no",
    ),
    (
        "marche-ia-shanghai",
        "L’intelligence artificielle a-t-elle progressé de 25 % l’an dernier à Shanghai ?",
        "L’intelligence artificielle a progressé de",
        "no",
    ),
    (
        "marche-ia-shanghai",
        "Le fonds municipal d’intelligence artificielle a-t-il réuni 10 milliards de yuans ?",
        "Le fonds municipal d’intelligence artificielle",
        "yes",
    ),
    (
        "marche-ia-shanghai",
        "Le fonds municipal d’intelligence artificielle a-t-il réuni 30 milliards de yuans ?",
        "Le fonds municipal d’intelligence artificielle",
        "no",
    ),
    ("marche-ia-shanghai", "À la mairie de Shanghai, le cap change-t-il ?", "À la mairie, le cap ne change pas.", "no"),
    (
        "fonds-municipal-ia-shanghai",
        "La levée du capital initial est-elle terminée ?",
        "Le vice-maire Wu Qing a fait savoir que la",
        "yes",
    ),
    (
        "fonds-municipal-ia-shanghai",
        "YF Capital figure-t-il parmi les souscripteurs du fonds ?",
        "Parmi les souscripteurs figurent deux groupes,",
        "yes",
    ),
    (
        "fonds-municipal-ia-shanghai",
        "Le fonds de Shanghai mise-t-il sur un seul métier ?",
        "Il ne s’agit pas de miser sur un seul métier",
        "no",
    ),
    ("fonds-municipal-ia-shanghai", "Le fonds arrive-t-il seul ?", "Le fonds n’arrive pas seul.", "no"),
    (
        "centre-calcul-qianhai",
        "Quelque 15 000 armoires sont-elles prévues à Qianhai ?",
        "Quelque 15 000 armoires standard sont prévues",
        "yes",
    ),
    (
        "centre-calcul-qianhai",
        "Shenzhen est-elle la seule à s’équiper ?",
        "Shenzhen n’est pas la seule à s’équiper.",
        "no",
    ),
    (
        "centre-calcul-qianhai",
        "Pékin bâtit-elle des infrastructures pour l’intelligence artificielle ?",
        "Pékin et Shanghai bâtissent elles aussi,",
        "yes",
    ),
    ("classements-villes-ia", "Le trio de tête reste-t-il inchangé ?", "Le trio de tête reste inchangé.", "yes"),
    (
        "classements-villes-ia",
        "Pékin l’emporte-t-elle par ses brevets ?",
        "Selon le rapport de recherche, Pékin l’emporte",
        "yes",
    ),
    (
        "course-puissance-de-calcul",
        "La demande de puissance faiblit-elle ?",
        "Dans les trois villes, les entreprises d’intelligence",
        "no",
    ),
    (
        "course-puissance-de-calcul",
        "Le centre SenseTime de Lingang se range-t-il parmi les plus grands d’Asie ?",
        "La ville abrite en outre, à Lingang, le centre",
        "yes",
    ),
    (
        "imagerie-ct-hopitaux",
        "Le fonds municipal a-t-il achevé de lever ses capitaux ?",
        "Un fonds municipal de 10 milliards de yuans",
        "yes",
    ),
    (
        "imagerie-ct-hopitaux",
        "L’intelligence artificielle progresse-t-elle rapidement à Shanghai ?",
        "Elle progresse néanmoins rapidement, et l’on",
        "yes",
    ),
    (
        "imagerie-ct-hopitaux",
        "Le fonds se limite-t-il à une spécialité ?",
        "Il doit investir dans l’ensemble de l’écosystème,",
        "no",
    ),
    (
        "pekin-recherche-fondamentale",
        "Les effectifs pékinois de recherche en IA ont-ils diminué ces trois dernières années ?",
        "Ces trois dernières années, les effectifs",
        "no",
    ),
    (
        "pekin-recherche-fondamentale",
        "Le plan de Pékin a-t-il été publié le 14 juillet ?",
        "Le plan publié le 26 juillet annonce son",
        "no",
    ),
    (
        "pekin-recherche-fondamentale",
        "Une autre ville compte-t-elle autant de licornes que Pékin ?",
        "Aucune autre ville ne compte autant de sociétés",
        "no",
    ),
    (
        "model-speed-space",
        "Shanghai a-t-elle créé Model Speed Space ?",
        "La ville a créé « Model Speed Space », une",
        "yes",
    ),
    (
        "model-speed-space",
        "Shanghai mise-t-elle davantage que Pékin sur la recherche ?",
        "Celle-ci mise moins que Pékin sur la recherche",
        "no",
    ),
    (
        "de-zero-a-cent",
        "L’industrie manufacturière de Shenzhen est-elle développée ?",
        "Quant à Shenzhen, elle vit au rythme du marché",
        "yes",
    ),
    (
        "finance-investisseurs-ia-shanghai",
        "Le fonds de la ville a-t-il bouclé sa collecte ?",
        "Le fonds de la ville pour l’IA a bouclé sa",
        "yes",
    ),
    (
        "finance-investisseurs-ia-shanghai",
        "Le fonds de Shanghai est-il doté de 5 milliards de yuans ?",
        "Son volume d’investissement initial s’élève",
        None,
    ),
    (
        "fonds-municipal-ia-shanghai",
        "Le fonds est-il dirigé par Wu Qing ?",
        "Wu Wei, le directeur général du fonds, en",
        None,
    ),
]


@pytest.fixture(scope="module")
def given() -> list[Verdict | None]:
    """What is said to each question."""
    articles = {article.id: article for article in bundled_articles()}
    verdicts = []
    for article_id, question, beginning, _ in QUESTIONS:
        article = articles[article_id]
        sentences = (article.text[at.start : at.end] for at in split_sentences(article.text))
        (sentence,) = (sentence for sentence in sentences if _plain(sentence).startswith(beginning))
        title = frozenset(search_terms(article.title))
        known = title | frozenset(search_terms(article.text))
        verdicts.append(find_verdict(analyse_question(question), sentence, title_terms=title, article_terms=known))
    return verdicts


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_no_question_gets_the_wrong_verdict(given: list[Verdict | None]) -> None:
    wrong = [
        (question, said)
        for (_, question, _, right), said in zip(QUESTIONS, given, strict=True)
        if said not in (None, right)
    ]
    assert wrong == []


@pytest.mark.parametrize(("right", "least", "count"), [("yes", 13, 16), ("no", 14, 16)])
def test_most_questions_get_theirs(given: list[Verdict | None], right: Verdict, least: int, count: int) -> None:
    said = [verdict for (*_, answer), verdict in zip(QUESTIONS, given, strict=True) if answer == right]
    assert len(said) == count
    assert said.count(right) >= least
