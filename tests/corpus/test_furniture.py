import pytest

from corpus.furniture import RULES, is_furniture, is_section_label

FURNITURE = [
    ("language bar", "한어Русский языкEnglishFrançaisDeutschPortuguêsΕλληνικάespañolItaliano"),
    ("language bar", "English | Français | Español | Kurdî"),
    ("share bar", "Partager sur Facebook Partager sur Twitter Partager sur LinkedIn"),
    ("share bar", "Partager cet article"),
    ("share bar", "Partager"),
    ("share bar", "Partager l’article sur WhatsApp"),
    ("share bar", "Facebook Twitter WhatsApp E-mail"),
    ("share bar", "Imprimer | Envoyer par mail"),
    ("share bar", "12 partages Facebook · Twitter"),
    ("read also", "Lire aussi : Le port de Brest change de cap"),
    ("read also", "À lire également\u00a0: les huîtres en crise."),
    ("read also", "A lire aussi Notre dossier sur l’eau"),
    ("read also", "> Lire aussi « La mer monte, le port recule »"),
    ("read also", "Voir aussi – Les images du chantier"),
    ("read also", "Lire aussi"),
    ("read also", "Sur le même sujet"),
    ("subscription call", "Abonnez-vous"),
    ("subscription call", "Abonnez-vous pour lire la suite, à partir de 1 € le premier mois"),
    ("subscription call", "Cet article est réservé aux abonnés."),
    ("subscription call", "Inscrivez-vous à notre newsletter"),
    ("subscription call", "Déjà abonné ? Connectez-vous"),
    ("advertisement", "PUBLICITÉ"),
    ("advertisement", "La suite après cette publicité"),
    ("copyright", "© 2024 Le Courrier. Tous droits réservés."),
    ("copyright", "Copyright 2024 Le Courrier"),
    ("copyright", "Le Courrier, tous droits de reproduction réservés"),
    ("copyright", "Reproduction interdite sans accord de la rédaction."),
    ("reading time", "Temps de lecture : 4 min"),
    ("reading time", "Lecture 3 min."),
    ("reading time", "5 minutes de lecture"),
    ("comments", "Commentaires (12)"),
    ("comments", "Laisser un commentaire"),
    ("cookie notice", "Nous utilisons des cookies pour mesurer l'audience de nos pages."),
    ("cookie notice", "Tout accepter"),
    ("breadcrumb", "Accueil > Économie > Industrie & services"),
    ("breadcrumb", "Accueil / Pays d’Auge"),
    ("page link", "Retour en haut de page"),
    ("credit", "Editeur : Peng Bo"),
    ("credit", "Éditrice\u00a0: Claire Le Goff"),
    ("credit", "Relecture : Peng Qihua"),
    ("credit", "Traduction : Anne-Marie d’Estaing"),
    ("credit", "Photo : Jeanne Dupont / AFP"),
    ("credit", "Crédit photo : © Reuters"),
]

CONTENT = [
    "Français, anglais et allemand sont enseignés dès la sixième.",
    "Le site parle English, Français, Deutsch et quelques autres langues encore.",
    "English, Français",
    "Partager l'eau, un défi pour la vallée",
    "Partager sur Facebook est devenu un réflexe pour les élus.",
    "Facebook",
    "Facebook et Twitter",
    "Facebook, Twitter, Instagram : la justice enquête",
    "Imprimer moins",
    "Lire aussi bien Proust que Céline demande du temps.",
    "Lire aussi souvent que possible, conseille l’institutrice.",
    "« À lire aussi vite qu'on peut », sourit le libraire.",
    "Sur le même sujet, la ministre est restée muette.",
    "Voir encore la mer",
    "Abonnez-vous : le mot d'ordre du maire",
    "« Abonnez-vous ! », criait le vendeur de journaux.",
    "Publicité mensongère : ce que dit la loi",
    "La publicité a rapporté 4 millions d'euros.",
    "Annonce surprise au conseil municipal",
    "Copyright : la bataille des éditeurs",
    "Tous les droits des salariés sont préservés, assure la direction.",
    "Le temps de lecture moyen a reculé de 4 minutes par jour.",
    "4 minutes de silence",
    "Commentaires acerbes à l'Assemblée",
    "Nous utilisons des cookies depuis 1996, raconte l'ingénieur.",
    "Accueil des réfugiés : la ville s'organise",
    "Accepter la défaite",
    "Traduction : un métier menacé par l'IA",
    "Photo : le maire devant l’usine, mardi",
    "L'éditeur Peng Bo a relu le texte.",
    "Relecture : Peng Qihua a corrigé la page.",
    "Menu unique à la cantine",
]


@pytest.mark.parametrize(("name", "line"), FURNITURE)
def test_furniture_is_known_by_its_rule(name: str, line: str) -> None:
    assert [rule.name for rule in RULES if rule.matches(line)] == [name]


@pytest.mark.parametrize("line", CONTENT)
def test_line_that_a_journalist_could_have_written_is_no_furniture(line: str) -> None:
    assert [rule.name for rule in RULES if rule.matches(line)] == []


def test_every_rule_has_an_example() -> None:
    assert {rule.name for rule in RULES} == {name for name, _ in FURNITURE}


def test_credit_counts_only_at_the_edges_of_an_article() -> None:
    assert is_furniture("Editeur : Peng Bo", at_edge=True)
    assert not is_furniture("Editeur : Peng Bo", at_edge=False)


def test_section_labels_are_whole_lines() -> None:
    assert is_section_label("nouvelles")
    assert is_section_label("ÉCONOMIE")
    assert is_section_label("À la une")
    assert not is_section_label("Économie bleue")


@pytest.mark.parametrize(
    "unit", ["Jean ", "A-", "Par A. B. ", "Français ", "12 ", "Lire aussi ", "« ", "e", "Facebook,"]
)
def test_rules_stay_fast_on_long_lines(unit: str) -> None:
    line = "Photo : " + unit * 20_000
    assert not is_furniture(line, at_edge=True) or len(line) > 0
