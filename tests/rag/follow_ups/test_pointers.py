"""What points back at the turns before, and what only seems to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.conversation import Turn, standalone_question
from rag.follow_ups.pointers import Pointer, find_pointers


@pytest.mark.parametrize(
    ("question", "pointers"),
    [
        ("Qui le dirige ?", [(Pointer.OBJECT, "le")]),
        ("Qui l’a fondé ?", [(Pointer.OBJECT, "l")]),
        ("Comment l’appelle-t-on ?", [(Pointer.OBJECT, "l")]),
        ("Quand a-t-il été créé ?", [(Pointer.SUBJECT, "il")]),
        ("Quel est son taux ?", [(Pointer.POSSESSIVE, "son taux")]),
        (
            "Que propose cette société à ses clients ?",
            [(Pointer.DEMONSTRATIVE, "cette société"), (Pointer.POSSESSIVE, "ses clients")],
        ),
        ("Combien en compte-t-elle ?", [(Pointer.PARTITIVE, "en"), (Pointer.SUBJECT, "elle")]),
        ("Qui en est le directeur ?", [(Pointer.PARTITIVE, "en")]),
        ("Que s’y passe-t-il ?", [(Pointer.THERE, "y")]),
        ("Combien d’usines là-bas ?", [(Pointer.THERE, "là-bas")]),
        ("Que dit-on de lui ?", [(Pointer.STRESSED, "lui")]),
        ("Et celui de Pékin, que vise-t-il ?", [(Pointer.THAT_OF, "celui")]),
        ("Qui est-ce ?", [(Pointer.IT, "est-ce")]),
        ("Laquelle est la plus grande ?", [(Pointer.IT, "Laquelle")]),
        ("Pourquoi cela ?", [(Pointer.IT, "cela")]),
        # bound inside the question, impersonal, or no pointers at all
        ("Quand Huawei a-t-il publié son rapport ?", []),
        ("Et le métro de Shanghai, il compte combien de lignes ?", []),
        ("À qui le fonds appartient-il ?", []),
        ("Combien d’entreprises y a-t-il à Shanghai ?", []),
        ("Pourquoi faut-il investir ?", []),
        ("Est-ce que le fonds investit ?", []),
        ("Que s’est-il passé cette année ?", []),
        ("Combien d’entreprises en Chine ?", []),
        ("Lesquelles des cinq start-up sont à Pékin ?", []),
    ],
)
def test_pointers_are_told_from_what_only_looks_like_them(question: str, pointers: list[tuple[Pointer, str]]) -> None:
    found = [(pointer.pointer, question[pointer.start : pointer.end]) for pointer in find_pointers(question)]
    assert [pair for pair in found if pair[0] is not Pointer.IT or pair in pointers] == pointers


WORDS = st.sampled_from(
    "Quels quelle combien de d’ le la les l’ des un il elle ils a-t-il sont-elles est-ce y en lui leur son ses ce "
    "cette qui que quoi où quand pourquoi lequel et ou pas plus autres deux Lyon Clinea IA fonds ville villes ouvrent "
    "ouvert sont a ont va dire , ? . ( ) « » - 3 2018 celui ça c’est aussi".split()
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_no_french_is_too_strange(before: str, answer: str, question: str) -> None:
    history = [Turn("user", before), Turn("assistant", answer)]
    assert standalone_question(question, history)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5), st.text(min_size=1, max_size=60))
def test_no_conversation_is_too_strange(said: list[str], question: str) -> None:
    roles = ("user", "assistant")
    history = [Turn(roles[place % 2], text) for place, text in enumerate(said)]
    assert isinstance(standalone_question(question, history), str)
    assert standalone_question(question, []) == question
