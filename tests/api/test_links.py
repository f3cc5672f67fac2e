import pytest

from api.links import article_link, deep_link, lookup_link, page_link

TEXT = "Shanghai compte 1 100 entreprises. Un fonds - à lui seul - pèse 10 milliards. Shanghai compte."
URL = "https://presse.example/a"


def span(quote: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def test_page_link_encodes_what_an_address_cannot_hold() -> None:
    assert page_link("l’été/à 100 %?", "9f2c4a7be01d83aa-0-5") == (
        "/articles/l%E2%80%99%C3%A9t%C3%A9%2F%C3%A0%20100%20%25%3F?cite=9f2c4a7be01d83aa-0-5"
    )
    assert article_link("a") == "/articles/a"
    assert lookup_link("9f2c4a7be01d83aa-0-5") == "/v1/citations/9f2c4a7be01d83aa-0-5"


def test_deep_link_holds_the_whole_quote_and_escapes_the_hyphens_of_the_syntax() -> None:
    start, end = span("Un fonds - à lui seul - pèse 10 milliards.")
    assert deep_link(URL, TEXT, start, end) == (
        f"{URL}#:~:text=Un%20fonds%20%2D%20%C3%A0%20lui%20seul%20%2D%20p%C3%A8se%2010%20milliards."
    )


def test_deep_link_keeps_a_fragment_that_the_address_has() -> None:
    assert deep_link(URL + "#suite", TEXT, *span("pèse 10 milliards")) == (
        f"{URL}#suite:~:text=p%C3%A8se%2010%20milliards"
    )


@pytest.mark.parametrize(
    ("url", "quote"),
    [
        (None, "pèse 10 milliards"),
        ("javascript:alert(1)", "pèse 10 milliards"),
        ("file:///etc/passwd", "pèse 10 milliards"),
        (URL, "Shanghai compte"),
        (URL, "compte"),
    ],
)
def test_no_deep_link_without_a_web_address_or_where_the_words_stand_twice(url: str | None, quote: str) -> None:
    assert deep_link(url, TEXT, *span(quote)) is None


def test_words_that_differ_in_case_alone_are_not_unique_either() -> None:
    text = "Le Fonds investit. On dit que le fonds investit. Fin."
    assert deep_link(URL, text, 0, len("Le Fonds investit")) is None


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    words = [f"mot{number}" for number in range(100)]
    text = "Avant. " + " ".join(words) + ". Après."
    start, end = span(" ".join(words), text)
    assert deep_link(URL, text, start, end) == (
        f"{URL}#:~:text=mot0%20mot1%20mot2%20mot3%20mot4%20mot5,mot94%20mot95%20mot96%20mot97%20mot98%20mot99"
    )


def test_a_long_quote_whose_beginning_stands_elsewhere_gets_no_deep_link() -> None:
    words = " ".join(f"mot{number}" for number in range(100))
    text = f"{words} et encore mot0 mot1 mot2 mot3 mot4 mot5."
    assert deep_link(URL, text, 0, len(words)) is None
