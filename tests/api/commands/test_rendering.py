from datetime import date

import pytest

from api.commands.french_lines import french_count, french_date
from api.commands.rendering import render_answer, render_hits, render_lookup, render_verification
from api.description.examples import ANSWER, CITATION, SEARCH, VERIFICATION
from api.wire.schemas import AppliedFilters, ConflictingValueObject, NoticeObject, RefusalObject

ALL = AppliedFilters(published_from=None, published_to=None, sources=[], languages=[], article_ids=[])
ONE = ANSWER.model_copy(update={"citations": ANSWER.citations[:1], "conflict": [], "filters": ALL})
"""The example as it would be without the older article."""


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2024, 8, 1), "1er août 2024"),
        (date(2020, 7, 10), "10 juillet 2020"),
        (date(1999, 12, 31), "31 décembre 1999"),
    ],
)
def test_dates_are_french(day: date, printed: str) -> None:
    assert french_date(day) == printed


@pytest.mark.parametrize(
    ("count", "printed"), [(0, "0"), (999, "999"), (1_000, "1\u202f000"), (1_234_567, "1\u202f234\u202f567")]
)
def test_counts_are_french(count: int, printed: str) -> None:
    assert french_count(count) == printed


def test_an_answer_shows_its_short_answer_and_its_sentences_once_each_as_a_quote_with_its_place() -> None:
    assert render_answer(ONE) == (
        "\x1b[1mPlus de 20 000P\x1b[0m\n"
        "\n"
        "[1] «\u00a0Plus de 20 000P : c’est l’échelle totale atteinte par le calcul\n"
        "    intelligent à Pékin.\u00a0»\n"
        "    Puissance de calcul : la course aux machines entre trois métropoles ·\n"
        "    d’après le Securities Times · 2 août 2024\n"
        f"    {ONE.citations[0].id}"
    )


def test_a_written_answer_is_shown_before_its_quotes_each_of_them_once() -> None:
    citations = [ANSWER.citations[0], ANSWER.citations[0]]
    changed = {"text": "Pékin calcule. [1] Beaucoup. [1]", "mode": "generative", "notice": None, "short_answer": None}
    rendered = render_answer(ONE.model_copy(update={**changed, "citations": citations}))
    assert rendered.endswith(ANSWER.citations[0].id)
    assert rendered.startswith("Pékin calcule. [1] Beaucoup. [1]\n\n[1] «\u00a0Plus de 20 000P")
    assert rendered.count("20 000P") == 1


def test_a_notice_stands_below() -> None:
    notice = NoticeObject(code="model_timed_out", message="Le modèle n’a pas répondu à temps.")
    assert render_answer(ONE.model_copy(update={"notice": notice})).endswith("\n\nLe modèle n’a pas répondu à temps.")


@pytest.mark.parametrize(("verdict", "said"), [("yes", "Oui"), ("no", "Non")])
def test_a_verdict_stands_in_the_place_of_the_short_answer(verdict: str, said: str) -> None:
    rendered = render_answer(ONE.model_copy(update={"verdict": verdict, "short_answer": None}))
    assert rendered.startswith(f"\x1b[1m{said}\x1b[0m\n\n[1] «\u00a0Plus de 20 000P")


def test_a_relative_date_stays_as_it_is_with_the_day_of_its_article_beside_it() -> None:
    assert ONE.short_answer is not None
    relative = ONE.short_answer.model_copy(update={"text": "mardi prochain", "relative_to": date(2024, 4, 11)})
    rendered = render_answer(ONE.model_copy(update={"short_answer": relative}))
    assert rendered.startswith("\x1b[1mmardi prochain (article du 11 avril 2024)\x1b[0m\n")


def test_values_that_differ_are_shown_with_their_source_and_day_in_the_place_of_one_short_answer() -> None:
    values = [
        ConflictingValueObject(
            text=text, citation=1, start=0, end=1, published=published, source=source, repeated_by=[]
        )
        for text, published, source in (
            ("six morts", date(2025, 4, 17), "L’Écho"),
            ("trois morts", date(2023, 3, 7), None),
        )
    ]
    rendered = render_answer(ONE.model_copy(update={"conflict": values}))
    assert rendered.startswith(
        "Les articles ne disent pas tous la même chose. Du plus récent au plus ancien :\n"
        "\x1b[1msix morts (L’Écho, 17 avril 2025) [1]\x1b[0m\n"
        "\x1b[1mtrois morts (7 mars 2023) [1]\x1b[0m\n"
    )
    assert "Plus de 20 000P\x1b" not in rendered


@pytest.mark.parametrize(
    ("first", "last", "sources", "said"),
    [
        (date(2024, 3, 1), date(2024, 3, 31), [], "parus du 1er mars 2024 au 31 mars 2024"),
        (date(2024, 3, 5), date(2024, 3, 5), ["Le Jour"], "Le Jour · parus le 5 mars 2024"),
        (None, date(2024, 3, 5), [], "parus jusqu’au 5 mars 2024"),
        (date(2024, 3, 5), None, [], "parus depuis le 5 mars 2024"),
        (None, None, ["Le Jour", "La Nuit"], "Le Jour, La Nuit"),
    ],
)
def test_what_was_searched_is_said_where_it_was_not_all(
    first: date | None, last: date | None, sources: list[str], said: str
) -> None:
    filters = AppliedFilters(published_from=first, published_to=last, sources=sources, languages=[], article_ids=[])
    for answered in (True, False):
        answer = ONE.model_copy(update={"filters": filters, "answered": answered})
        assert render_answer(answer).startswith(f"Cherché dans les articles : {said}\n\n")


def test_a_refusal_shows_the_nearest_passages() -> None:
    refused = ONE.model_copy(
        update={
            "answered": False,
            "citations": [],
            "short_answer": None,
            "refusal": RefusalObject(
                reason="not_in_articles", message="Les articles ne le disent pas.", missing_words=[]
            ),
        }
    )
    rendered = render_answer(refused)
    assert rendered.startswith("Les articles ne le disent pas.\n\nLes passages les plus proches :\n\n1. Puissance")
    assert "2 août 2024" in rendered


def test_a_refusal_without_passages_is_a_sentence() -> None:
    refused = ONE.model_copy(update={"answered": False, "citations": [], "hits": [], "refusal": None})
    assert render_answer(refused) == "Les articles ne le disent pas."


def test_no_hits_are_said_to_be_none() -> None:
    assert render_hits([]) == "Aucun passage ne correspond."


def test_every_line_fits_the_terminal() -> None:
    rendered = [
        render_answer(ANSWER),
        render_answer(ONE),
        render_hits(SEARCH.hits),
        render_lookup(CITATION),
        render_verification(VERIFICATION),
    ]
    assert max(len(line) for text in rendered for line in text.splitlines()) <= 80


def test_a_passage_keeps_its_paragraphs_and_can_be_cited() -> None:
    (hit, *_) = SEARCH.hits
    shown = render_hits([hit.model_copy(update={"text": "Un intertitre\n\nLa suite.", "score": 1.234})])
    assert shown.endswith(f"\n   Un intertitre\n   La suite.\n   {hit.version[:16]}-{hit.start}-{hit.end}, score 1,23")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("elle compte en tout 15 000 armoires", "15 000"),
        ("elle dépasse un total de 20 000P", "20 000P"),
        ("il parle des « choses » anciennes", "« choses »"),
        ("le taux est ramené à moins de 15 %", "15 %"),
        ("est-ce que tout cela est bien vrai ?", "vrai ?"),
    ],
)
def test_no_line_parts_what_french_print_keeps_together(monkeypatch: pytest.MonkeyPatch, words: str, kept: str) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    (hit, *_) = SEARCH.hits
    for length in range(60):
        shown = render_hits([hit.model_copy(update={"text": f"{'x' * length} {words}"})])
        assert kept in shown
        assert shown.split() == shown.replace("\n", " ").split()


def test_a_superseded_citation_tells_its_new_place() -> None:
    moved = CITATION.model_copy(update={"status": "superseded", "new_place": VERIFICATION.place})
    assert render_lookup(moved).endswith(f"La phrase y figure toujours : {CITATION.id}")
    gone = CITATION.model_copy(update={"status": "superseded"})
    assert render_lookup(gone).endswith("La phrase n’y figure plus.")
