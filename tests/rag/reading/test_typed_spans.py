import pytest

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
