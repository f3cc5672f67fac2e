import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.reading.typed_spans import SpanKind, find_typed_spans


def _found(text: str, kind: SpanKind) -> list[str]:
    return [text[span.start : span.end] for span in find_typed_spans(text) if span.kind is kind]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("un taux de 15 % contre 25% ailleurs", ["15 %", "25%"]),
        ("un fonds de 10 milliards de yuans (1,43 milliard de dollars)", ["10 milliards", "1,43 milliard"]),
        ("une capacité de 40\u202f000P", ["40\u202f000P"]),
        ("quelque 1 100 entreprises", ["1 100"]),
        ("de 3 à 6 en 10 h", ["3", "6", "10"]),
        ("plus de dix-huit équipes, soit la moitié", ["dix-huit", "la moitié"]),
        ("dix pour cent des talents", ["dix pour cent"]),
        ("le 26 juillet 2024", []),
    ],
)
def test_figures(text: str, figures: list[str]) -> None:
    assert _found(text, SpanKind.FIGURE) == figures


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("publié le 26 juillet 2024 à Pékin", ["26 juillet 2024"]),
        ("dès le 1er août, puis en septembre 2025", ["1er août", "septembre 2025"]),
        ("en 1968 lors d'un vernissage", ["1968"]),
        ("1968 habitants", []),
        ("au XIXe siècle, vers 335 av. J.-C.", ["XIXe siècle", "335 av. J.-C."]),
        ("le rapport 2022-2023", ["2022-2023"]),
        ("mardi 2 mai", ["mardi 2 mai"]),
        ("annoncé samedi, voté lundi dernier", ["samedi", "lundi dernier"]),
        ("en hausse l’an dernier, puis cette année", ["l’an dernier", "cette année"]),
        ("repérée il y a un mois, vue l’été dernier", ["il y a un mois", "l’été dernier"]),
        ("reprise la semaine prochaine, ou après-demain", ["la semaine prochaine", "après-demain"]),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert _found(text, SpanKind.DATE) == dates


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le directeur, Wu Wei, vise Shanghai", ["Wu Wei", "Shanghai"]),
        ("L'invasion de l’Espagne", ["Espagne"]),
        ("selon Conan O’Brien et J. K. Rowling", ["Conan O’Brien", "J. K. Rowling"]),
        ("l'Académie des Sciences de Pékin", ["Académie des Sciences de Pékin"]),
        ("Elle est à Huawei", ["Huawei"]),
        ("aucun nom ici", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert _found(text, SpanKind.NAME) == names


def test_spans_come_by_start_and_lie_inside_the_text() -> None:
    text = "Le 2 mai 2024, Li Ya a cité 15 000 armoires à Shenzhen."
    spans = find_typed_spans(text)
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in spans)


DATED = (
    "lundi Mars mai FÉVRIER fevr. janv. sept août mi- début années siècle SIECLE hier avant-hier Après-demain "
    "aujourd'hui aujourd’hui ce cette cet matin mois-ci printemps nuit semaine année été automne l'été l’ le la an "
    "saison week-end dernier dernière prochaine passé passe il y a environ dimanche XIXe Ie av. J.-C. deux Dix sept "
    "cent mille une la dizaine moitié tiers quarts double pour millions milliard et Jean ſix maı demaİn \u212a"
).split()


@given(st.lists(st.sampled_from([*DATED, " ", "\u00a0", "\u202f", "-", ".", ",", "\n", "_", "e\u0301"]), max_size=12))
@example(["le", " ", "la", " ", "semaine", " ", "passé"])
def test_what_is_looked_for_only_where_words_tell_of_it_is_all_there_is(parts: list[str]) -> None:
    text = "".join(parts)
    # A figure makes every pattern be tried, and on a line of its own it is part of nothing else.
    assert find_typed_spans(text + "\n\n7")[:-1] == find_typed_spans(text)


@pytest.mark.parametrize("word", DATED)
def test_a_word_alone_is_found_as_it_is_beside_a_figure(word: str) -> None:
    assert find_typed_spans(word + "\n\n7")[:-1] == find_typed_spans(word)
