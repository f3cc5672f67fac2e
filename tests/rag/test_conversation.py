"""Follow-ups become questions that can be asked alone, and whole questions stay as they are."""

import pytest

from rag.conversation import MOST_TURNS, Turn, standalone_question

FUND = ("Quel est le montant du fonds municipal de Shanghai ?", "Le fonds aura 10 milliards de yuans. [1]")
HEAD = ("Qui dirige le fonds municipal de Shanghai ?", "Wu Wei, directeur général, a présenté le plan. [1]")
COUNT = ("Combien d’entreprises d’IA Shanghai compte-t-elle ?", "Shanghai compte 1 100 entreprises d’IA. [1]")
TAX = ("Quel taux d’imposition pour une entreprise d’IA à Lingang ?", "Le taux est ramené à 15 %. [1]")
MAYOR = ("Qui est le vice-maire de Shanghai ?", "Chen Jie, vice-maire, a ouvert le forum. [1]")
VENTURE = (
    "Quels groupes ont investi dans le fonds de Lyon ?",
    "Parmi eux figurent deux groupes, Alba et Rona. [1]",
)
ADVICE = (
    "Quels sont les points forts de Lyon d’après Anna Roux ?",
    "À son avis, la ville mène la course dans la chimie. [1]",
)
WARNING = (
    "Qui juge que l’imagerie a servi pendant l’épidémie ?",
    "Elle a aidé à poser plus vite les diagnostics, a souligné Paul Morel, coprésident de Clinea. [1]",
)
BUDGET = ("Quel est le budget de départ de l’école de Lyon ?", "L’école aura 3 millions d’euros. [1]")
PLAN = ("Que fait Lyon pour ses tramways ?", "Lyon avance sur son plan « Lignes vives ». [1]")
PORT = ("Combien de conteneurs de vin y a-t-il à Sète ?", "Le port en compte 300. [1]")
OPENED = ("Lyon a-t-elle ouvert sa maison de la danse ?", "Elle a ouvert ses portes au public. [1]")
STAYED = ("Dans quelle ville Clinea a-t-elle son siège ?", "Le siège est à Vichy. [1]")
RISE = ("Qui devance les autres pour la chimie ?", "D’après un rapport, Grenoble arrive en tête. [1]")
CAUSE = ("Qu’y a-t-il derrière la course au calcul ?", "Derrière ces chantiers se cache un moteur commun. [1]")
LABS = ("Lyon a-t-elle des laboratoires de chimie ?", "Ils y sont trois. [1]")
HALL = ("Quand le musée a-t-il ouvert ?", "Il a ouvert en 2020. [1]")
MAYOR_TOLD = ("Quand le pont rouvrira-t-il ?", "Il rouvrira le 3 mai, a annoncé la maire, Anna Roux. [1]")
OWNER = ("Quelle entreprise exploite le centre de calcul de Qianhai ?", "Il appartient à Boda Data. [1]")


def history(*exchanges: tuple[str, str]) -> list[Turn]:
    return [turn for question, answer in exchanges for turn in (Turn("user", question), Turn("assistant", answer))]


@pytest.mark.parametrize(
    ("before", "typed", "alone"),
    [
        # without a verb: a place for a place, a date for a date, what is asked for what was asked
        (TAX, "Et à Shanghai ?", "Quel taux d’imposition pour une entreprise d’IA à Shanghai ?"),
        (FUND, "Et Pékin ?", "Quel est le montant du fonds municipal de Pékin ?"),
        (COUNT, "Et à Pékin ?", "Combien d’entreprises d’IA Pékin compte-t-elle ?"),
        (COUNT, "Et en 2023 ?", "Combien d’entreprises d’IA Shanghai compte-t-elle en 2023 ?"),
        (FUND, "Le directeur général ?", "Qui est le directeur général du fonds municipal de Shanghai ?"),
        (FUND, "merci, et sa durée ?", "Quelle est la durée du fonds municipal de Shanghai ?"),
        (OWNER, "Et le centre de Lingang ?", "Quelle entreprise exploite le centre de Lingang ?"),
        (TAX, "Et pour les étrangers ?", "Quel taux d’imposition pour les étrangers ?"),
        (FUND, "Pourquoi ?", "Pourquoi ? (Quel est le montant du fonds municipal de Shanghai ?)"),
        (FUND, "À quelle date ?", "À quelle date ? (Quel est le montant du fonds municipal de Shanghai ?)"),
        (TAX, "Et ailleurs ?", "Quel taux d’imposition pour une entreprise d’IA ailleurs ?"),
        (MAYOR, "Et de Pékin ?", "Qui est le vice-maire de Pékin ?"),
        (MAYOR, "Et le maire ?", "Qui est le maire de Shanghai ?"),
        (TAX, "Pourquoi si bas ?", f"Pourquoi si bas ? ({TAX[0]})"),
        (OWNER, "Qui est le patron ?", f"Qui est le patron ? ({OWNER[0]})"),
        # pronouns
        (MAYOR, "Qu’a-t-il annoncé ?", "Qu’a annoncé Chen Jie ?"),
        (
            TAX,
            "De combien a-t-il baissé ?",
            "De combien le taux d’imposition pour une entreprise d’IA à Lingang a-t-il baissé ?",
        ),
        (FUND, "Qui le dirige ?", "Qui dirige le fonds municipal de Shanghai ?"),
        (FUND, "Qui l’a créé ?", "Qui a créé le fonds municipal de Shanghai ?"),
        (FUND, "Quand a-t-il été créé ?", "Quand le fonds municipal de Shanghai a-t-il été créé ?"),
        (FUND, "Que finance-t-il ?", "Que finance le fonds municipal de Shanghai ?"),
        (FUND, "Est-ce qu’il investit ?", "Est-ce que le fonds municipal de Shanghai investit ?"),
        (FUND, "Qui en est le directeur ?", "Qui est le directeur du fonds municipal de Shanghai ?"),
        (
            FUND,
            "Quels investisseurs y participent ?",
            "Quels investisseurs participent au fonds municipal de Shanghai ?",
        ),
        (COUNT, "Combien en compte Shenzhen ?", "Combien d’entreprises d’IA compte Shenzhen ?"),
        (COUNT, "Comment les aide-t-elle ?", "Comment Shanghai aide-t-elle les entreprises d’IA ?"),
        (OWNER, "Qui la dirige ?", "Qui dirige Boda Data ?"),
        # possessives and demonstratives
        (FUND, "Quel est son taux ?", "Quel est le taux du fonds municipal de Shanghai ?"),
        (FUND, "Quelle est son échéance ?", "Quelle est l’échéance du fonds municipal de Shanghai ?"),
        (FUND, "Et ce fonds, qui le dirige ?", "Et le fonds municipal de Shanghai, qui le dirige ?"),
        (FUND, "Ce montant est-il définitif ?", "Le montant du fonds municipal de Shanghai est-il définitif ?"),
        (OWNER, "Où se trouve cette entreprise ?", "Où se trouve Boda Data ?"),
        # what the answer named
        (HEAD, "Qui est-ce ?", "Qui est Wu Wei ?"),
        (HEAD, "Quel est son poste ?", "Quel est le poste de Wu Wei ?"),
        (HEAD, "Quel est son montant ?", "Quel est le montant du fonds municipal de Shanghai ?"),
        # somebody or something that only the answer named
        (WARNING, "Contre quoi met-il en garde ?", "Contre quoi Paul Morel met-il en garde ?"),
        (WARNING, "Que pense-t-il de la suite selon vous ?", "Que pense Paul Morel de la suite selon vous ?"),
        (
            RISE,
            "À quels niveaux de la filière domine-t-elle ?",
            "À quels niveaux de la filière Grenoble domine-t-elle ?",
        ),
        (PLAN, "Ce plan coûte combien ?", "Le plan « Lignes vives » coûte combien ?"),
        (STAYED, "Et quel taux paie-t-on là-bas ?", "Et quel taux paie-t-on à Vichy ?"),
        (STAYED, "Emploie-t-elle des médecins ?", "Clinea emploie-t-elle des médecins ?"),
        # two pronouns of two things, and one object behind the verb
        (ADVICE, "Que lui conseille-t-elle ?", "Que conseille Anna Roux à Lyon ?"),
        (FUND, "Qui l’a annoncé ?", "Qui a annoncé le montant du fonds municipal de Shanghai ?"),
        # several things, and one of them
        (
            VENTURE,
            "Combien ont-ils versé chacun ?",
            "Combien les groupes qui ont investi dans le fonds de Lyon ont-ils versé chacun ?",
        ),
        (VENTURE, "Combien sont-ils au total ?", "Combien de groupes ont investi dans le fonds de Lyon ?"),
        (
            VENTURE,
            "Combien sont de Paris ?",
            "Combien des groupes qui ont investi dans le fonds de Lyon sont de Paris ?",
        ),
        (
            VENTURE,
            "Lequel a versé le plus ?",
            "Lequel des groupes qui ont investi dans le fonds de Lyon a versé le plus ?",
        ),
        (VENTURE, "Et les autres ?", "Quels autres groupes ont investi dans le fonds de Lyon ?"),
        (
            VENTURE,
            "Et les autres souscripteurs ?",
            "Quels autres souscripteurs ont investi dans le fonds de Lyon ?",
        ),
        (PORT, "Combien y en avait-il en 2018 ?", "Combien de conteneurs de vin y avait-il en 2018 à Sète ?"),
        (PORT, "Et de barils ?", "Combien de barils y a-t-il à Sète ?"),
        (CAUSE, "Lequel ?", f"Quel moteur commun ? ({CAUSE[0]})"),
        # what is taken up in short
        (FUND, "Qui dirige le fonds ?", "Qui dirige le fonds municipal de Shanghai ?"),
        (ADVICE, "Quelles aides la ville donne-t-elle ?", "Quelles aides Lyon donne-t-elle ?"),
        (
            BUDGET,
            "Cette somme, ça fait combien en francs ?",
            "Le budget de départ de l’école de Lyon, ça fait combien en francs ?",
        ),
        (MAYOR_TOLD, "Qui est-elle ?", "Qui est Anna Roux ?"),
        (MAYOR_TOLD, "Et pour les moins de 18 ans ?", "Quand le pont rouvrira-t-il pour les moins de 18 ans ?"),
        (STAYED, "Elle emploie des médecins ?", "Est-ce que Clinea emploie des médecins ?"),
        (LABS, "À quoi servent-ils ?", "À quoi les laboratoires de chimie de Lyon servent-ils ?"),
        (HALL, "Et la bibliothèque ?", "Quand la bibliothèque a-t-elle ouvert ?"),
        (HALL, "Et les jardins ?", "Quand les jardins ont-ils ouvert ?"),
        # question words alone, as the question before asked again with them
        (OPENED, "Depuis quand ?", "Depuis quand Lyon a-t-elle ouvert sa maison de la danse ?"),
        (OPENED, "Dans quel but ?", "Dans quel but Lyon a-t-elle ouvert sa maison de la danse ?"),
        (RISE, "Depuis quand ?", "Depuis quand est-ce que Grenoble devance les autres pour la chimie ?"),
        (PORT, "Et quelle superficie ?", "Quelle superficie y a-t-il à Sète ?"),
        (PLAN, "Quels travaux ?", "Quels travaux fait Lyon pour ses tramways ?"),
        # typed in a hurry
        (FUND, "qui le dirige", "qui dirige le fonds municipal de Shanghai"),
        (FUND, "quand a t il été créé", "quand le fonds municipal de Shanghai a-t-il été créé"),
        (FUND, "directeur", "Qui est le directeur du fonds municipal de Shanghai ?"),
    ],
)
def test_a_follow_up_is_written_out(before: tuple[str, str], typed: str, alone: str) -> None:
    assert standalone_question(typed, history(before)) == alone


@pytest.mark.parametrize(
    "question",
    [
        "Quand Huawei a-t-il publié son rapport ?",
        "Et qui dirige Huawei ?",
        "Et quel est le chiffre d’affaires de Huawei ?",
        "fonds IA Shanghai",
        "À qui le centre de Qianhai appartient-il ?",
        "Combien d’entreprises y a-t-il à Shenzhen ?",
        "Quelles aides la ville de Pékin donne-t-elle à ses entreprises ?",
        "Pourquoi faut-il des puces à Shenzhen ?",
        "Qu’est-ce que Model Speed Space ?",
        "Est-ce que Pékin finance la recherche ?",
        "Que s’est-il passé à Shanghai en 2020 ?",
        "Pourquoi SenseTime s’est-elle installée à Singapour cette année ?",
        "Et Boda Data, qui y travaille ?",
        "Et Minimax, c’est où ?",
        "D’accord, et au rythme de quoi vit Shenzhen ?",
        "Quels géants ont leurs quartiers à Shenzhen ?",
        "Les deux listes sont-elles bien différentes l’une de l’autre ?",
    ],
)
def test_a_whole_question_stays_as_it_is(question: str) -> None:
    for before in (FUND, HEAD, COUNT, TAX, OWNER):
        assert standalone_question(question, history(before)) == question


@pytest.mark.parametrize("question", ["Et à Shenzhen ?", "Qui le dirige ?", "Pourquoi ?", "Quel est son taux ?"])
def test_the_first_question_stays_as_it_is(question: str) -> None:
    assert standalone_question(question, []) == question


def test_a_subject_lasts_over_several_turns() -> None:
    turns = history(FUND, ("Qui le dirige ?", "Wu Wei le dirige. [1]"))
    assert standalone_question("Quelle est sa durée ?", turns) == "Quelle est la durée du fonds municipal de Shanghai ?"
    assert standalone_question("Et à Pékin ?", turns) == "Qui dirige le fonds municipal de Pékin ?"


def test_a_follow_up_takes_the_subject_that_was_last_changed_to() -> None:
    turns = history(FUND, ("Combien d’habitants a la ville de Lingang ?", "Les articles ne le disent pas."))
    assert (
        standalone_question("Quelle est sa superficie ?", turns) == "Quelle est la superficie de la ville de Lingang ?"
    )


def test_a_pointer_at_nothing_recalls_the_question_before() -> None:
    turns = history(("Pourquoi investir ?", "Les articles ne le disent pas."))
    assert standalone_question("C’est quand ?", turns) == "C’est quand ? (Pourquoi investir ?)"


def test_what_was_said_long_ago_is_forgotten() -> None:
    filler = [("Où investir ?", "Les articles ne le disent pas.")] * (MOST_TURNS // 2)
    assert "Shanghai" in standalone_question("Qui le dirige ?", history(FUND, *filler[1:]))
    assert "Shanghai" not in standalone_question("Qui le dirige ?", history(FUND, *filler))


def test_a_follow_up_goes_on_from_the_question_that_was_recalled() -> None:
    turns = history(FUND, ("Pourquoi ?", "Les articles ne le disent pas."))
    assert standalone_question("Et à Pékin ?", turns) == "Quel est le montant du fonds municipal de Pékin ?"
    assert standalone_question("Depuis quand ?", turns) == f"Depuis quand ? ({FUND[0]})"
