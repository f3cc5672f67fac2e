import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.terms.french_analysis import Token, analyse_whole, fold, search_terms, tokenize

# What breaks an analysis that is careless: letters without case or of two cases, signs that decompose to blanks or to
# nothing, letters that ignoring case confuses, marks on their own, figures of other scripts, halves of pairs.
HOSTILE = "aÉé\u0301 ’ʼ‘'-\u2011.,%0193\u00a0\u202f\u2009½²٣２ﬁœÆßſıİKℍ\u037aﷺ\uff9e\u0345日😀\u200d\ud800\udc00\x00\n_"
FRENCH = "un une dix vingt et cent mille quatre er e ère aujourd hui quelqu presqu île l d qu jusqu".split()
hostile_texts = st.one_of(
    st.text(),
    st.text(alphabet=HOSTILE),
    st.lists(st.sampled_from([*FRENCH, *HOSTILE])).map("".join),
)


def surfaces_and_terms(text: str) -> list[tuple[str, str]]:
    return [(text[token.start : token.end], token.term) for token in tokenize(text)]


def test_tokens_know_where_they_stand_and_whether_they_are_grammar() -> None:
    assert tokenize("L’école a 1,5 %.") == [
        Token(0, 1, "l", True),
        Token(2, 7, "ecol", False),
        Token(8, 9, "a", True),
        Token(10, 13, "1,5", False),
        Token(14, 15, "%", False),
    ]


@pytest.mark.parametrize("apostrophe", "'’ʼ‘")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’intérêt", [("l", "l"), ("intérêt", "interet")]),
        ("L’INTÉRÊT", [("L", "l"), ("INTÉRÊT", "interet")]),
        ("d’onze", [("d", "d"), ("onze", "11")]),
        ("S’il", [("S", "s"), ("il", "il")]),
        ("jusqu’à", [("jusqu", "jusqu"), ("à", "a")]),
        ("lorsqu’elle", [("lorsqu", "lorsqu"), ("elle", "elle")]),
        ("prud’homme", [("prud", "prud"), ("homme", "homm")]),
        ("aujourd’hui", [("aujourd’hui", "aujourd'hui")]),
        ("Aujourd’hui", [("Aujourd’hui", "aujourd'hui")]),
        ("quelqu’un", [("quelqu’un", "quelqu'un")]),
        ("quelqu’une", [("quelqu’une", "quelqu'un")]),
        ("presqu’île", [("presqu’île", "presqu'il")]),
        ("presqu’iles", [("presqu’iles", "presqu'il")]),
        ("d’aujourd’hui", [("d", "d"), ("aujourd’hui", "aujourd'hui")]),
        ("qu’", [("qu", "qu")]),
        ("’", []),
    ],
)
def test_elision(text: str, expected: list[tuple[str, str]], apostrophe: str) -> None:
    text = text.replace("’", apostrophe)
    assert surfaces_and_terms(text) == [(surface.replace("’", apostrophe), term) for surface, term in expected]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("20000", ["20000"]),
        ("20 000", ["20000"]),
        ("20\u00a0000", ["20000"]),
        ("20\u202f000", ["20000"]),
        ("20\u2009000", ["20000"]),
        ("20.000", ["20000"]),
        ("20 000P", ["20000", "p"]),
        ("1 234 567,89", ["1234567,89"]),
        ("1.234.567", ["1234567"]),
        ("1.234,5", ["1234,5"]),
        ("100 000 000", ["100000000"]),
        ("147,7", ["147,7"]),
        ("147.7", ["147,7"]),
        ("1.5", ["1,5"]),
        ("0,5", ["0,5"]),
        ("3,5,6", ["3,5", "6"]),
        ("2020 2021", ["2020", "2021"]),
        ("2021 100", ["2021", "100"]),
        ("12 000 3", ["12000", "3"]),
        ("1 000 0000", ["1000", "0000"]),
        ("10 milliards", ["10", "milliard"]),
        ("15 %", ["15", "%"]),
        ("15%", ["15", "%"]),
        ("15\u202f%", ["15", "%"]),
        ("1er", ["1"]),
        ("1re", ["1"]),
        ("1ère", ["1"]),
        ("1ere", ["1"]),
        ("2e", ["2"]),
        ("2nde", ["2"]),
        ("2ème", ["2"]),
        ("3ièmes", ["3"]),
        ("20es", ["20"]),
        ("5G", ["5", "g"]),
        ("1er janvier 2020", ["1", "janvi", "2020"]),
        ("vingt-deux", ["22"]),
        ("Quatre-vingt-dix-sept", ["97"]),
        ("entre dix et vingt", ["10", "20"]),
        ("trois millions", ["3", "million"]),
    ],
)
def test_figures(text: str, terms: list[str]) -> None:
    assert search_terms(text) == terms


@pytest.mark.parametrize("ordinal", ["1er", "1ers", "1re", "1ère", "2e", "2è", "2ème", "2eme", "2ième", "2nd", "2ndes"])
def test_the_end_of_an_ordinal_is_a_word_of_grammar(ordinal: str) -> None:
    figure, end = tokenize(ordinal)
    assert (figure.start, figure.end, figure.is_stop_word) == (0, 1, False)
    assert (end.start, end.end, end.is_stop_word) == (1, len(ordinal), True)


@pytest.mark.parametrize(
    "words",
    [
        "intérêt intérêts interet INTERET INTÉRÊTS",
        "école ecole École ÉCOLES",
        "cœur coeur CŒUR cœurs",
        "œuvre oeuvre Œuvres",
        "ægosome aegosome Ægosome",
        "finance ﬁnance FINANCES",
        "financer financé financement",
        "ﬂeuve fleuve",
        "garçon garcon Garçons",
        "naïf naif",
        "20.000 20000",
        "22 vingt-deux",
    ],
)
def test_spellings_of_a_word_are_one_term(words: str) -> None:
    assert len(set(search_terms(words))) == 1
    assert len(search_terms(words)) == len(words.split())


@pytest.mark.parametrize(
    "words", ["147,7 1477", "10, 100", "20 000; 20", "1er 10", "ville village", "public République"]
)
def test_other_words_are_other_terms(words: str) -> None:
    assert len(set(search_terms(words))) == len(search_terms(words)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "le la les l’ un une des du de d’",
        "A À a à",
        "où ou Où OÙ",
        "été ete ÉTÉ était etait étaient ETAIENT être etre",
        "même meme mêmes memes très tres",
        "quel quelle QUELS quelles combien comment pourquoi",
        "qu’il n’y s’en c’est",
        "lorsque lorsqu’ puisqu’ quoiqu’",
        "quelqu’un quelqu'une quelques",
        "",
        "… — « »",
    ],
)
def test_words_of_grammar_are_no_search_terms(text: str) -> None:
    assert search_terms(text) == []


@pytest.mark.parametrize("text", ["ville", "Paris", "nouveau", "sûr", "dès", "prés"])
def test_other_words_are_search_terms(text: str) -> None:
    assert len(search_terms(text)) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Éléphant", "elephant"),
        ("ŒUVRE Æquo", "oeuvre aequo"),
        ("ﬁn ﬂot", "fin flot"),
        ("ÇÀ ET LÀ", "ca et la"),
        ("e\u0301te\u0301", "ete"),
        ("İstanbul", "istanbul"),
        ("ℍ ᴭ", "h ae"),
        ("½", "1⁄2"),
        ("日本", "日本"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(hostile_texts)
@example("dıx ſept cınq")
@example("ℍ")
@example("\u037a")
@example("a\uff9e")
@example("aujourd’huiʼ")
def test_offsets_are_exact_whatever_the_text(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end].strip()
        assert token.term
        assert len(token.term.split()) == 1, "the index of terms splits at blanks"
        end = token.end


@given(hostile_texts)
def test_no_letter_or_figure_is_left_out(text: str) -> None:
    covered = {place for token in tokenize(text) for place in range(token.start, token.end)}
    for place, character in enumerate(text):
        if unicodedata.category(character) in ("Lu", "Ll", "Lo", "Nd"):
            assert place in covered


@given(hostile_texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûüÿœæ", min_size=1, max_size=12))
def test_a_word_has_one_term_with_accents_or_without(word: str) -> None:
    assert [token.term for token in tokenize(word)] == [token.term for token in tokenize(fold(word))]


@given(hostile_texts, hostile_texts)
def test_lines_are_analysed_apart(one: str, other: str) -> None:
    assert search_terms(f"{one}\n{other}") == search_terms(one) + search_terms(other)


number_texts = st.lists(
    st.one_of(
        st.sampled_from(
            "un une deux vingt cent cents mille et dix quatre soixante onze zéro Vingts ET commun 20 000 9,5".split()
        ),
        st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "\u2003", "\n", "-", "\u2011", "  ", "."]),
    )
).map("".join)


@given(st.one_of(number_texts, hostile_texts))
@example("vingt et un mille trois cents")
@example("vingt-et un, vingt et une fois 20 000")
@example("un deux cents 20 cents 1\u2009000 000 et et un")
@example("x" * 50 + " 20 000")
def test_pieces_that_are_known_give_what_the_whole_text_does(text: str) -> None:
    assert tokenize(text) == analyse_whole(text)
    assert search_terms(text) == [token.term for token in analyse_whole(text) if not token.is_stop_word]
