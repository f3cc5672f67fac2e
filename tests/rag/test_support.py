"""The support check: what quotes say supports a sentence, and what they do not say is named."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.sentences import split_sentences
from evals.bundled import bundled_articles
from rag.claims.comparison import contradictions
from rag.claims.statement import read_statement
from rag.reading.linear_model import LinearModel
from rag.support import MissingKind, Support, SupportCheck, check_support

SENTENCES = sorted(
    {article.text[found.start : found.end] for article in bundled_articles() for found in split_sentences(article.text)}
)
WITH_FIGURE = [sentence for sentence in SENTENCES if re.search(r"[0-9]", sentence)]

untimed = settings(deadline=None)  # the first sentence that is ever checked waits for the tables of words

sentences = st.sampled_from(SENTENCES)
hostile = st.text(min_size=1, max_size=200) | st.text(alphabet="aà0159 ,.%-'’«»(\n\u00a0\u0301ſK²€", max_size=60)


@untimed
@given(sentences)
def test_a_sentence_of_an_article_supports_itself(sentence: str) -> None:
    assert check_support(sentence, [sentence]) == Support(True, 1.0, ())


@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_no_sentence_of_an_article_contradicts_itself(sentence: str) -> None:
    statement = read_statement(sentence)
    assert contradictions(statement, statement) == []


@untimed
@given(sentences, sentences)
def test_two_sentences_are_supported_by_both_together(one: str, other: str) -> None:
    assert check_support(f"{one} {other}", [one, other]).supported


@untimed
@given(hostile)
def test_any_text_with_a_letter_or_a_figure_supports_itself(text: str) -> None:
    assert check_support(text, [text]).supported == bool(re.search(r"[^\W_]|[%€$£¥]", text))


@untimed
@given(hostile, hostile)
def test_no_text_breaks_the_check(one: str, other: str) -> None:
    support = check_support(one, [other])
    assert support == check_support(one, [other])
    assert 0 <= support.score <= 1
    assert support.supported == (support.score >= 0.5)


@untimed
@given(sentences, st.lists(sentences, max_size=3))
def test_what_one_quote_supports_stays_supported_beside_others(sentence: str, others: list[str]) -> None:
    shortened = sentence.rsplit(", ", maxsplit=1)[0]
    assume(check_support(shortened, [sentence]).supported)
    assert check_support(shortened, [*others, sentence]).supported


@untimed
@given(sentences, sentences)
def test_typography_case_and_accents_do_not_matter(sentence: str, quote: str) -> None:
    typed = sentence.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ").replace("«", '"').replace("»", '"')
    assert check_support(typed, [quote]).supported == check_support(sentence, [quote]).supported
    assert check_support(f"  {typed}\n", [sentence]).supported
    assert check_support(sentence.lower(), [sentence]).supported


@untimed
@given(st.sampled_from(WITH_FIGURE), st.data())
def test_a_changed_digit_is_never_supported(sentence: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([match.start() for match in re.finditer(r"[0-9]", sentence)]))
    digit = data.draw(st.sampled_from("123456789"))
    changed = sentence[:place] + digit + sentence[place + 1 :]
    known = {figure.value for figure in read_statement(sentence).figures}
    said = {figure.value for figure in read_statement(changed).figures}
    same_days = read_statement(sentence).dates == read_statement(changed).dates
    assume(digit != sentence[place] and not (same_days and said <= known))
    support = check_support(changed, [sentence])
    assert not support.supported
    assert {lack.kind for lack in support.missing} & {MissingKind.FIGURE, MissingKind.DATE}


@pytest.mark.parametrize("quotes", [[], [""], ["..."]])
def test_nothing_is_supported_without_words_to_support_it(quotes: list[str]) -> None:
    assert not check_support("Le maire a signé l’accord.", quotes).supported


@pytest.mark.parametrize("sentence", ["", " ", "…", "« »"])
def test_a_sentence_without_words_is_not_supported(sentence: str) -> None:
    assert check_support(sentence, [sentence]) == Support(False, 0.0, ())


@pytest.mark.parametrize(
    ("sentence", "quote", "kind", "text"),
    [
        ("La taxe atteint 12 %.", "La taxe atteint 10 %.", MissingKind.FIGURE, "12 %"),
        ("La taxe atteint 10 euros.", "La taxe atteint 10 %.", MissingKind.FIGURE, "10 euros"),
        ("La taxe pèse 150 millions.", "La taxe pèse près de 147,7 millions.", MissingKind.FIGURE, "150 millions"),
        ("Le choc a fait 9 morts.", "Le choc a fait 4 morts et 9 blessés.", MissingKind.FIGURE, "9"),
        ("Le prix passe de 9 à 7 euros.", "Le prix passe de 7 à 9 euros.", MissingKind.FIGURE, "9"),
        ("Le vote aura lieu le 3 mai.", "Le vote aura lieu le 3 mars.", MissingKind.DATE, "3 mai"),
        ("Le vote a eu lieu le 3 mai 2019.", "Le vote a eu lieu le 3 mai.", MissingKind.DATE, "3 mai 2019"),
        ("L’usine est à Douai.", "L’usine est à Lens.", MissingKind.NAME, "Douai"),
        ("Lens a battu Douai.", "Douai a battu Lens.", MissingKind.ROLES, "lens"),
        ("Le maire n’a pas signé.", "Le maire a signé.", MissingKind.NEGATION, "n"),
        ("Le maire a signé.", "Le maire n’a pas signé.", MissingKind.NEGATION, "signé"),
        ("Les prix ont baissé.", "Les prix ont augmenté.", MissingKind.OPPOSITE, "baissé"),
        ("Le club vend son stade.", "Le club pourrait vendre son stade.", MissingKind.HEDGE, "vend"),
        ("Le club vend son stade et ses bus.", "Le club vend son stade.", MissingKind.WORDS, "bus"),
    ],
)
def test_what_is_missing_is_named(sentence: str, quote: str, kind: MissingKind, text: str) -> None:
    support = check_support(sentence, [quote])
    assert not support.supported
    assert (kind, text) in {(lack.kind, lack.text) for lack in support.missing}


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("La taxe est de dix pour cent.", "La taxe est de 10 %."),
        ("The fund is worth 1.5 billion euros.", "Le fonds vaut 1,5 milliard d’euros."),
        ("Le vote aura lieu le 3 mai.", "Le vote aura lieu le lundi 3 mai 2027."),
        ("The vote is on May 3.", "Le vote aura lieu le 3 mai."),
        ("Douai a été battu par Lens.", "Lens a battu Douai."),
        ("Le club pourrait vendre son stade.", "Le club envisage de vendre son stade."),
        ("Le maire a signé.", "Le maire a signé l’accord, mais il n’a pas souri."),
    ],
)
def test_the_same_said_otherwise_is_supported(sentence: str, quote: str) -> None:
    assert check_support(sentence, [quote]).supported


def test_a_sentence_inside_a_denial_is_not_taken_from_it() -> None:
    assert not check_support("Il a agi seul.", ["Rien ne prouve qu’il aurait agi seul."]).supported


def test_quotes_support_together_what_neither_does_alone() -> None:
    sentence = "Le stade de Lens a coûté 3 millions d’euros et accueille 900 spectateurs."
    quotes = ["Le stade de Lens a coûté 3 millions d’euros.", "Il accueille 900 spectateurs."]
    assert check_support(sentence, quotes).supported
    assert not any(check_support(sentence, [quote]).supported for quote in quotes)


def test_the_weights_decide_about_words() -> None:
    lenient = SupportCheck(LinearModel({}, bias=1.0, provenance="a test"))
    assert lenient.check("Le chat dort.", ["La pluie tombe."]).supported
    assert not lenient.check("Le chat dort 3 heures.", ["La pluie tombe."]).supported
    assert not check_support("Le chat dort.", ["La pluie tombe."]).supported
