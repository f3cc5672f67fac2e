import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.characters import clean_characters, one_line

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("eE éaà'’«»\u00a0\u202f\u2009 \t\n\r\x0b\x0c\u2028\u2029\x85\x00\x1b"),
        st.sampled_from(
            "\ufeff\u200b\u200c\u200d\u00ad\u202a\u202e\u2066\u2069\u0301\u0327\u0334\ufe0f\ufffe\ue000\ud800\udfff"
        ),
        st.sampled_from("👨👩👧🇫🇷❤שלוםمرحباक्षि한국ﬁﬀ"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("e\u0301te\u0301", "été"),
        ("un\r\ndeux\rtrois\x85quatre\u2028cinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("un\n\n\n\n deux \x0ctrois\u2029quatre", "un\n\ndeux\n\ntrois\n\nquatre"),
        ("\ufeffintel\u00adli\u200bgence\u2060", "intelligence"),
        ("trois\t  blancs ", "trois blancs"),
        ("Pourquoi\u00a0? « Oui\u202f»", "Pourquoi\u00a0? « Oui\u202f»"),
        ("Pourquoi \u00a0 ?", "Pourquoi\u00a0?"),
        ("20\u2009000 habitants", "20\u202f000 habitants"),
        ("mot\u3000mot\u2003mot", "mot mot mot"),
        ("abc\u202eדבר\u202c", "abcדבר"),
        ("\x1b[31mrouge\x00", "[31mrouge"),
        ("famille 👨\u200d👩\u200d👧 et mot\u200dmot", "famille 👨\u200d👩\u200d👧 et motmot"),
        ("cœur ❤\ufe0f", "cœur ❤\ufe0f"),
        ("seul \ud83d là", "seul là"),
        ("puce \uf0b7 perdue", "puce perdue"),
        ("la \ufb01n de l'a\ufb00aire", "la fin de l'affaire"),
        ("\u00a0\n \n", ""),
    ],
)
def test_characters_become_what_a_reader_sees(raw: str, clean: str) -> None:
    assert clean_characters(raw) == clean


def test_title_is_put_on_one_line() -> None:
    assert one_line("  Le pont\nde Keravel\n\n rouvre ") == "Le pont de Keravel rouvre"


@given(HOSTILE)
def test_clean_text_is_composed_printable_and_stays_as_it_is(raw: str) -> None:
    text = clean_characters(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert clean_characters(text) == text
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Co") for character in text if character != "\n")
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert text.encode("utf-8").decode("utf-8") == text
