from collections.abc import Sequence

from corpus.page_layout import PrintedLine, flow_text

WORDS = "Le conseil municipal a voté la rénovation du marché"  # 51 characters: a full line of these pages


def page(*texts: str, top: float = 800, leading: float = 12, size: float = 10, x: float = 72) -> list[PrintedLine]:
    return [PrintedLine(text, x, top - leading * number, size) for number, text in enumerate(texts)]


def full(*letters: str) -> list[str]:
    """Full lines, each ending in its own letters, so that none is repeated."""
    return [f"{WORDS} {letter}" for letter in letters]


def numbered(pages: Sequence[Sequence[PrintedLine]], form: str) -> list[list[PrintedLine]]:
    return [[*lines, PrintedLine(form.format(number), 297, 20, 8)] for number, lines in enumerate(pages, start=1)]


def test_no_lines_are_no_text() -> None:
    assert flow_text([]) == ""
    assert flow_text([[], []]) == ""


def test_lines_at_the_usual_distance_are_one_paragraph() -> None:
    assert flow_text([page(WORDS, WORDS, "couvert.")]) == f"{WORDS} {WORDS} couvert."


def test_wider_distance_begins_a_paragraph() -> None:
    lower = page(WORDS, WORDS, top=800 - 3 * 12 - 8)
    assert flow_text([page(WORDS, WORDS, WORDS) + lower]) == f"{WORDS} {WORDS} {WORDS}\n\n{WORDS} {WORDS}"


def test_other_size_begins_a_paragraph_and_large_lines_keep_together() -> None:
    title = page("Le marché couvert sera rénové", "dès 2026", top=850, leading=20, size=18)
    assert flow_text([title + page(WORDS, WORDS)]) == f"Le marché couvert sera rénové dès 2026\n\n{WORDS} {WORDS}"


def test_indented_line_after_a_full_stop_begins_a_paragraph() -> None:
    ended = WORDS[:-1] + "."
    lines = page(WORDS, ended) + page(WORDS, x=90, top=776) + page(WORDS, top=764)
    assert flow_text([lines]) == f"{WORDS} {ended}\n\n{WORDS} {WORDS}"


def test_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    assert (
        flow_text([page(WORDS, "40 étals", "2 restaurants", WORDS)]) == f"{WORDS} 40 étals\n\n2 restaurants\n\n{WORDS}"
    )


def test_bullets_make_a_list_even_when_they_stand_alone() -> None:
    assert flow_text([page(WORDS, "• 40 étals", "• 2 restaurants")]) == f"{WORDS}\n\n• 40 étals\n• 2 restaurants"
    assert flow_text([page(WORDS, "\x7f", "40 étals", "\x7f", "2 cafés")]) == f"{WORDS}\n\n• 40 étals\n• 2 cafés"


def test_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    left, right = page(WORDS, WORDS), page(WORDS, WORDS, x=300)
    assert flow_text([left + right, page("couvert.")]) == f"{WORDS} {WORDS} {WORDS} {WORDS} couvert."


def test_page_numbers_are_dropped_in_their_usual_forms() -> None:
    pages = [page(*full(*"abcdefgh")), page(*full(*"ijklmnop"))]
    text = " ".join(full(*"abcdefghijklmnop"))
    for form in ("{}", "- {} -", "Page {}", "{}/12", "p. {}", "{} sur 12"):
        assert flow_text(numbered(pages, form)) == text


def test_figure_inside_a_page_stays() -> None:
    assert flow_text([page(*[WORDS] * 3, "1903", *[WORDS] * 3)]).count("1903") == 1


def test_running_head_is_dropped_and_the_same_words_inside_the_page_stay() -> None:
    head = PrintedLine("Le Courrier - n° 12", 72, 830, 8)
    pages = [[head, *page(*[WORDS] * 8)], [head, *page(*[WORDS] * 4, "Le Courrier - n° 12", *[WORDS] * 4)]]
    assert flow_text(pages).count("Le Courrier") == 1


def test_heads_of_left_and_right_pages_are_dropped_alike() -> None:
    heads = [PrintedLine(text, 72, 830, 8) for text in ("Le Courrier", "Mardi 14 novembre") * 2]
    pages = [[head, *page(*full(*letters))] for head, letters in zip(heads, ("abc", "def", "ghi", "jkl"), strict=True)]
    assert flow_text(pages) == " ".join(full(*"abcdefghijkl"))


def test_rows_of_figures_that_go_on_over_pages_stay() -> None:
    pages = [page(f"{year} 12 450", *full(*letters)) for year, letters in ((2019, "abc"), (2020, "def"), (2021, "ghi"))]
    text = flow_text(pages)
    assert [year for year in ("2019", "2020", "2021") if f"{year} 12 450" in text] == ["2019", "2020", "2021"]


def test_title_that_is_also_the_running_head_stays_on_its_page() -> None:
    first = [PrintedLine("Le marché renaît", 72, 700, 24), *page(*full(*"abcd"), top=660)]
    heading = PrintedLine("Le marché renaît", 72, 830, 8)
    others = [[heading, *page(*full(*letters))] for letters in ("efgh", "ijkl", "mnop")]
    text = flow_text([first, *others])
    assert text.startswith("Le marché renaît\n\nLe conseil")
    assert text.count("Le marché renaît") == 1
