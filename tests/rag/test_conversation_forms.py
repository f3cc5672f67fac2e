"""Follow-ups in the forms of everyday French, about anything: each is written out as it would be asked alone."""

import pytest

from rag.conversation import Turn, standalone_question

MUSEUM = ("Quand le musée de Brévan ouvrira-t-il ?", "Le musée de Brévan ouvrira ses portes en mai 2025. [1]")
LINE = ("Combien de stations compte la ligne D du métro de Valmont ?", "Elle compte douze stations. [1]")
MAKER = ("Quelle entreprise a fabriqué les rames de la ligne D ?", "Les rames sortent des ateliers de Clinea. [1]")
PRESIDENT = ("Qui est la présidente de Roc Vivant ?", "Sa présidente, Odile Renard, demande une enquête. [1]")
PREFECT = (
    "Quel préfet a autorisé la retenue de Valmont ?",
    "Le préfet de la Creuse a autorisé la construction de la retenue. [1]",
)
INSTITUTE = (
    "Quel institut a comparé les plans ?",
    "Pour Inês Prado, ils se ressemblent, note une étude de l’Institut Alba. [1]",
)
LAW = ("Quelle loi protège les haies ?", "La loi Besson les protège depuis mai. [1]")
NURSE = ("Combien gagne un infirmier à Valmont ?", "Il gagne 2 100 euros. [1]")
FOUNDER = ("Qui a fondé Nérive ?", "La biologiste Anna Roux et le chimiste Paul Morel l’ont fondée. [1]")
TEAM = ("Qui est le président du club de Brévan ?", "Promu en mai, le club de Brévan entame sa saison contre Roc. [1]")
PUPILS = ("Combien d’élèves la nouvelle école de Brévan compte-t-elle ?", "Elle compte 109 élèves. [1]")
PAUSE = ("Pendant combien de temps la justice a-t-elle interrompu le chantier de Roc ?", "Onze semaines. [1]")
HOURS = ("Entre quelles heures la piscine de Roc sera-t-elle fermée ?", "Entre 22 heures et 7 heures. [1]")
FAIR = ("Dans quelle ville se tiendra la prochaine foire de Roc ?", "Elle se tiendra à Gênes. [1]")
SUMMIT = ("Où se tiendra le sommet des ports ?", "Le sommet se tiendra à Gênes, en novembre. [1]")
SCHOOL = ("Combien d’élèves l’école de Viana do Castelo accueille-t-elle ?", "Elle en accueille 240. [1]")
AID = ("Quelle aide la clinique de Roc recevra-t-elle ?", "Elle recevra 310 000 euros. [1]")
FUND = ("Dans combien de sociétés Alba a-t-elle placé de l’argent ?", "Alba en soutient dix-neuf. [1]")
FINE = ("À combien s’élève l’amende de Nérive ?", "L’amende s’élève à 3 millions d’euros. [1]")
REPROACH = ("Que reproche la maire de Crest au projet de retenue ?", "Elle juge l’étude trop ancienne. [1]")
PROGRAMME = ("Quels pays participent au programme Mistral ?", "La France et le Portugal y participent. [1]")
APPEAL = ("La coopérative Noix de Crest a-t-elle fait appel ?", "La coopérative a renoncé. [1]")
LOSSES = ("Combien de poissons la vidange du lac de Roc avait-elle tués ?", "Neuf tonnes. [1]")


def written_out(before: tuple[str, str], typed: str) -> str:
    return standalone_question(typed, [Turn("user", before[0]), Turn("assistant", before[1])])


@pytest.mark.parametrize(
    ("before", "typed", "alone"),
    [
        # a capital behind a noun and a particle between names belong to the name
        (LINE, "Et sa longueur ?", "Quelle est la longueur de la ligne D du métro de Valmont ?"),
        (LINE, "Elle a coûté combien ?", "La ligne D du métro de Valmont a coûté combien ?"),
        (MAKER, "Où sont-elles assemblées ?", "Où les rames de la ligne D sont-elles assemblées ?"),
        (SCHOOL, "Elle a ouvert quand ?", "L’école de Viana do Castelo a ouvert quand ?"),
        # who was given as an answer, and what is only beside it
        (PRESIDENT, "Quel est son métier ?", "Quel est le métier d’Odile Renard ?"),
        (PREFECT, "Quel volume doit-elle stocker ?", "Quel volume la retenue de Valmont doit-elle stocker ?"),
        (PREFECT, "Et son coût ?", "Quel est le coût de la retenue de Valmont ?"),
        (
            PREFECT,
            "Combien de foyers doivent en profiter ?",
            "Combien de foyers doivent profiter de la retenue de Valmont ?",
        ),
        (INSTITUTE, "Combien de plans a-t-il lus ?", "Combien de plans l’Institut Alba a-t-il lus ?"),
        (LAW, "Qui l’a votée ?", "Qui a voté la loi Besson ?"),
        (NURSE, "Que demande-t-il ?", "Que demande l’infirmier à Valmont ?"),
        (FOUNDER, "Combien de salariés a-t-elle ?", "Combien de salariés Nérive a-t-elle ?"),
        (FINE, "Pourquoi a-t-elle été condamnée ?", "Pourquoi Nérive a-t-elle été condamnée ?"),
        (TEAM, "Qui l’entraîne ?", "Qui entraîne le club de Brévan ?"),
        (REPROACH, "Depuis quand est-elle élue ?", "Depuis quand la maire de Crest est-elle élue ?"),
        # « cela » and « chacun » are subjects themselves; « il y avait » has none
        (LOSSES, "Combien d’euros cela a-t-il coûté ?", "Combien d’euros la vidange du lac de Roc a-t-elle coûté ?"),
        (LINE, "Combien chacun paie-t-il au guichet de Valmont ?", "Combien chacun paie-t-il au guichet de Valmont ?"),
        (MUSEUM, "Il y avait deux projets à Roc ?", "Il y avait deux projets à Roc ?"),
        (PROGRAMME, "Depuis quand existe-t-il ?", "Depuis quand le programme Mistral existe-t-il ?"),
        # a name behind a preposition is not who acts there
        (FUND, "Et dans Clinea, elle a mis combien ?", "Et dans Clinea, Alba a mis combien ?"),
        (MUSEUM, "Et avant, il était où ?", "Et avant, le musée de Brévan était où ?"),
        # a measure is nothing that can be spoken of again
        (PAUSE, "Ont-ils gagné ?", f"Ont-ils gagné ? ({PAUSE[0]})"),
        # question words in the place of those before
        (HOURS, "Jusqu’à quand ?", "Jusqu’à quand la piscine de Roc sera-t-elle fermée ?"),
        (FAIR, "À quelles dates ?", "À quelles dates se tiendra la prochaine foire de Roc ?"),
        (MUSEUM, "À quelle adresse ?", "À quelle adresse le musée de Brévan ouvrira-t-il ?"),
        (SUMMIT, "Pourquoi là ?", f"Pourquoi là ? ({SUMMIT[0]})"),
        (PROGRAMME, "Pourquoi pas l’Espagne ?", f"Pourquoi pas l’Espagne ? ({PROGRAMME[0]})"),
        (FINE, "Devant quel tribunal ?", f"Devant quel tribunal ? ({FINE[0]})"),
        # what says itself what it asks brings along what was spoken of, and not the question
        (HOURS, "Pourquoi manque-t-on de nageurs ?", "Pourquoi manque-t-on de nageurs ? (la piscine de Roc)"),
        (REPROACH, "Qui construit la tribune ?", "Qui construit la tribune ? (la maire de Crest)"),
        (PROGRAMME, "Combien de lits manquera-t-il ?", "Combien de lits manquera-t-il ? (le programme Mistral)"),
        (TEAM, "Et l’entraîneuse ?", "Qui est l’entraîneuse du club de Brévan ?"),
        # a name inside a longer phrase is not who acts there
        (PUPILS, "A-t-elle un gymnase ?", "La nouvelle école de Brévan a-t-elle un gymnase ?"),
        (PREFECT, "Qui pourra s’en servir ?", "Qui pourra se servir de la retenue de Valmont ?"),
        # one thing in the place of another, whole
        (AID, "Et les facultés ?", "Quelle aide les facultés recevront-elles ?"),
        (APPEAL, "Et l’État ?", "L’État a-t-il fait appel ?"),
        (REPROACH, "Et les paysans ?", "Que reprochent les paysans au projet de retenue ?"),
        (PROGRAMME, "Et l’Espagne ?", f"L’Espagne ? ({PROGRAMME[0]})"),
        (PROGRAMME, "objectif ?", "Quel est l’objectif du programme Mistral ?"),
        # what is said, and what one takes part in
        (APPEAL, "Quand l’a-t-elle annoncé ?", "Quand la coopérative Noix de Crest l’a-t-elle annoncé ?"),
        (SUMMIT, "Qui y participera ?", "Qui participera au sommet des ports ?"),
        (SUMMIT, "Quels hôtels y trouve-t-on ?", "Quels hôtels trouve-t-on à Gênes ?"),
        (PUPILS, "Et ça a coûté combien ?", "Et la nouvelle école de Brévan a coûté combien ?"),
    ],
)
def test_a_follow_up_is_written_out(before: tuple[str, str], typed: str, alone: str) -> None:
    assert written_out(before, typed) == alone


def test_a_follow_up_goes_on_from_the_question_with_what_it_was_about() -> None:
    turns = [
        Turn("user", REPROACH[0]), Turn("assistant", REPROACH[1]),
        Turn("user", "Qui construit la tribune ?"), Turn("assistant", "Alba la construit. [1]"),
    ]  # fmt: skip
    assert standalone_question("Et la piscine ?", turns) == "Qui construit la piscine ? (la maire de Crest)"


@pytest.mark.parametrize(
    "question",
    [
        "Où passe la ligne D du métro ?",
        "Combien de foyers doivent en 2026 payer la taxe à Roc ?",
        "Et l’État, que fait-il à Roc ?",
        "Qui participera à la foire de Roc ?",
        "Combien de lits reste-t-il à la clinique de Roc ?",
    ],
)
def test_a_whole_question_stays_as_it_is(question: str) -> None:
    for before in (MUSEUM, PRESIDENT, FUND, SUMMIT):
        assert written_out(before, question) == question
