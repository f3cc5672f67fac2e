from datetime import date

import pytest

from corpus.article_facts import Facts, collect_facts, first_words, stated_date

BODY = "Le conseil municipal a voté mardi soir la rénovation du marché couvert, fermé depuis l'incendie de mars."
DAY = date(2024, 3, 12)


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Par Jeanne Dupont", Facts(author="Jeanne Dupont")),
        ("Par Jeanne DUPONT, à Pont-l’Abbé", Facts(author="Jeanne DUPONT, à Pont-l’Abbé")),
        ("PAR JEANNE DUPONT", Facts(author="JEANNE DUPONT")),
        ("Par Jeanne Dupont et Marc Petit", Facts(author="Jeanne Dupont et Marc Petit")),
        ("Par Maëlle de La Tour d’Auvergne", Facts(author="Maëlle de La Tour d’Auvergne")),
        ("Par Jeanne Dupont (avec AFP)", Facts(author="Jeanne Dupont (avec AFP)")),
        ("Par Jeanne Dupont, publié le 12 mars 2024 à 10h12", Facts(author="Jeanne Dupont", published=DAY)),
        ("Par Jeanne Dupont Publié le 12/03/2024 à 10h12", Facts(author="Jeanne Dupont", published=DAY)),
        ("Par Jeanne Dupont – 12 mars 2024", Facts(author="Jeanne Dupont", published=DAY)),
        ("Par l’AFP", Facts(author="AFP")),
        ("Par la rédaction", Facts(author="la rédaction")),
        ("Auteur : Jeanne Dupont", Facts(author="Jeanne Dupont")),
        ("Propos recueillis par Jeanne Dupont", Facts(author="Jeanne Dupont")),
        ("2024-03-12", Facts(published=DAY)),
        ("Le 12 mars 2024", Facts(published=DAY)),
        ("mardi 12 mars 2024", Facts(published=DAY)),
        ("Publié le 12 mars 2024 à 10h12", Facts(published=DAY)),
        ("Publié le 12/03/2024 à 10h12, mis à jour le 13/03/2024 à 8h", Facts(published=DAY)),
        ("Mis en ligne le 12 mars 2024", Facts(published=DAY)),
        ("Date de publication : 12/03/2024", Facts(published=DAY)),
        ("Mis à jour le 13 mars 2024", Facts()),
        ("Source : Le Courrier armoricain", Facts(source="Le Courrier armoricain")),
        ("Sources : AFP, Reuters", Facts(source="AFP, Reuters")),
        ("Depuis le compte WeChat officiel du Securities Times", Facts(source="Securities Times")),
        ("Avec l'AFP.", Facts(source="AFP")),
    ],
)
def test_line_that_states_a_fact_becomes_metadata(line: str, facts: Facts) -> None:
    assert collect_facts(["Le marché couvert renaît", line, BODY, BODY], Facts(title="Autre")) == (
        Facts("Autre", facts.author, facts.published, facts.source),
        frozenset({1}),
    )


@pytest.mark.parametrize(
    "line",
    [
        "Par exemple",
        "Par temps froid",
        "Par Jean-Luc Martin et ses soutiens",
        "Par Jeanne Dupont, la mairesse",
        "Le 26 juillet 2024, la ville a publié son plan",
        "Publié hier à 10h",
        "Publié le 31 février 2024",
        "Source : Insee, enquête emploi, moyenne annuelle",
        "Source de conflits",
        "Depuis le compte de la mairie, les virements ont cessé",
        "Avec Paul Martin",
        "Mis à jour régulièrement",
    ],
)
def test_line_that_only_resembles_one_stays(line: str) -> None:
    assert collect_facts(["Le marché couvert renaît", line, BODY, BODY], Facts(title="Autre")) == (
        Facts(title="Autre"),
        frozenset(),
    )


def test_line_stays_when_the_metadata_says_otherwise() -> None:
    known = Facts("Autre", "Marc Petit", date(2024, 3, 14), "AFP")
    lines = ["Par Jeanne Dupont", "Publié le 12 mars 2024", "Source : Reuters", BODY, BODY]
    assert collect_facts(lines, known) == (known, frozenset())


def test_line_goes_when_the_metadata_says_the_same() -> None:
    known = Facts("Autre", "Jeanne Dupont, Marc Petit", DAY, None)
    lines = ["Par Jeanne Dupont et Marc Petit", "Publié le 12 mars 2024", BODY, BODY]
    assert collect_facts(lines, known) == (known, frozenset({0, 1}))


def test_dates_of_a_chronology_stay() -> None:
    lines = ["Le marché, d'hier à demain", "12 mars 2019", "Incendie", "4 mai 2021", "Premiers travaux", BODY]
    assert collect_facts(lines, Facts()) == (Facts(title="Le marché, d'hier à demain"), frozenset({0}))


def test_bare_date_below_the_first_paragraph_stays() -> None:
    assert collect_facts(["Un titre court", BODY, "12 mars 2024", BODY], Facts())[0].published is None


@pytest.mark.parametrize("distance", [7, 8])
def test_byline_counts_in_the_first_eight_lines_and_the_last_four(distance: int) -> None:
    lines = [BODY] * distance + ["Par Jeanne Dupont"] + [BODY] * 4
    assert collect_facts(lines, Facts())[0].author == ("Jeanne Dupont" if distance == 7 else None)
    assert collect_facts([BODY] * 20 + ["Par Jeanne Dupont"] + [BODY] * 3, Facts())[0].author == "Jeanne Dupont"


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Le marché couvert renaît", "Le marché couvert renaît"),
        ("Faut-il rouvrir le marché ?", "Faut-il rouvrir le marché ?"),
        ("« Le marché sera prêt »", "« Le marché sera prêt »"),
        ("Enquête | Le marché couvert renaît", "Le marché couvert renaît"),
        ("Profondeur|Pont, quai et digue se disputent les crédits", "Pont, quai et digue se disputent les crédits"),
        ("Le pont | Le quai", "Le pont | Le quai"),
    ],
)
def test_short_first_line_without_full_stop_is_the_title(first: str, title: str) -> None:
    assert collect_facts([first, BODY], Facts()) == (Facts(title=title), frozenset({0}))


@pytest.mark.parametrize("first", [BODY, "Dunkerque", "- 4 piles remplacées", "Voici la liste :", "mot " * 60 + "fin"])
def test_other_first_lines_are_no_title(first: str) -> None:
    assert collect_facts([first, BODY], Facts()) == (Facts(), frozenset())


def test_first_line_that_repeats_the_known_title_leaves_the_text() -> None:
    known = Facts(title="L'été du « marché »")
    assert collect_facts(["L’ÉTÉ du\u00a0« marché »", BODY], known) == (known, frozenset({0}))
    assert collect_facts(["L’été du port", BODY], known) == (known, frozenset())


def test_last_line_stays_in_the_text() -> None:
    assert collect_facts(["Le marché couvert renaît"], Facts()) == (Facts(), frozenset())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{BODY} Les travaux dureront deux ans.", BODY[:-1]),
        (
            "M. Le Goff est élu. Il a obtenu 51 % des voix au second tour.",
            "M. Le Goff est élu. Il a obtenu 51 % des voix au second tour",
        ),
        ("Dunkerque\n\nLe port a fermé.", "Le port a fermé"),
        ("mot " * 40 + "fin.", "mot " * 36 + "mot…"),
    ],
)
def test_text_without_a_title_is_called_by_its_first_sentence(text: str, title: str) -> None:
    assert first_words(text) == title


def test_stated_date_is_found_for_loaders() -> None:
    assert stated_date(f"Le marché couvert renaît\n\nPublié le 12 mars 2024\n\n{BODY}") == DAY
    assert stated_date(BODY) is None
