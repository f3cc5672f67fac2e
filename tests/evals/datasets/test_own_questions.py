"""A table of questions about somebody's own articles: the evidence is found, and what cannot be asked is said."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from evals.datasets.own_questions import OwnQuestions, load_own_questions
from evals.question_set import Evidence, QuestionSetError

ARTICLES = (
    Article("ville", "La ville", "La ville compte 20 000 habitants. Elle a 15 écoles. Elle n’a pas de gare."),
    Article("port", "Le port", "Le port a 15 quais. L’État l’a ouvert en 1995."),
)
HEADER = "id;question;réponse;article;citation;kind;as_of\n"


def load(folder: Path, *lines: str, header: str = HEADER) -> OwnQuestions:
    path = folder / "questions.csv"
    path.write_text(header + "\n".join(lines), encoding="utf-8")
    return load_own_questions(path, ARTICLES, folder)


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        (";Combien de quais a le port ?;15", (Evidence("port", "Le port a 15 quais."),)),
        (";Combien ?;15;ville", (Evidence("ville", "Elle a 15 écoles."),)),
        (";Combien ?;15;Le port", (Evidence("port", "Le port a 15 quais."),)),
        (";Qui ?;l'Etat;;l'Etat l'a ouvert", (Evidence("port", "L’État l’a ouvert"),)),
        (";Où ?;Paris;port;en 1995", (Evidence("port", "en 1995"),)),  # the quote decides, whatever the answer
        (";Combien d’habitants ?;20000 | 20 000", (Evidence("ville", "La ville compte 20 000 habitants."),)),
        (";Y a-t-il une gare ?;non;;pas de gare", (Evidence("ville", "pas de gare"),)),
        (";Qui est le maire ?;", ()),
    ],
)
def test_evidence_of_a_line(tmp_path: Path, line: str, evidence: tuple[Evidence, ...]) -> None:
    (question,) = load(tmp_path, line).questions.questions
    assert question.evidence == evidence
    assert question.answerable == bool(evidence)
    assert question.id == "line-2"


def test_what_else_a_line_says(tmp_path: Path) -> None:
    own = load(
        tmp_path,
        "q1;Combien de quais ?;15;;;number;31/07/2020",
        "q2;Y a-t-il une gare ?;Non.;;pas de gare;;2020-07-31",
    )
    first, second = own.questions.questions
    assert (first.id, first.kind, first.answers, first.as_of) == ("q1", "number", ("15",), date(2020, 7, 31))
    assert (second.kind, second.as_of) == ("yes_no", date(2020, 7, 31))
    assert own.questions.fingerprint == hashlib.sha256((tmp_path / "questions.csv").read_bytes()).hexdigest()
    assert own.questions.name == "questions"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (";;15", "there is no question in it."),
        (";Combien de quais ?;16", "« 16 » stands in no article. Write the answer in the article's words, or leave"),
        (
            ";Quand ?;15",
            "« 15 » stands in 2 sentences, none of which has a rare word of the question. Name the article",
        ),
        (";Combien ?;1995;ville", "« 1995 » stands in no sentence of 'ville'."),
        (";Combien ?;15;gare", "no article has 'gare' as its id, its file or its title."),
        (";Combien ?;15;;15 ponts", "« 15 ponts » stands in no article. Copy the quote out of the article."),
        (";Combien ?;15;ville;15 quais", "« 15 quais » stands in no sentence of 'ville'. Copy the quote"),
        (f";Combien ?;15;;{'a' * 10_001}", "The quote has 10001 characters, the limit is 10000."),
        (";Combien ?;;ville", "it has no answer, but an article or a quote for one."),
        (";Y a-t-il une gare ?;non", "the answer is yes or no: quote the words of the article that say so"),
        (";Combien ?;15;ville;;nombre", "the kind 'nombre' is unknown. Use one of number, date,"),
        (";Combien ?;15;ville;;;hier", "'hier' is no day. Write it as 2020-07-31 or 31/07/2020."),
        ("ok;Combien ?;15;ville", "the id 'ok' is that of line 2 already."),
        (";Combien ?;—", "« — » stands in no article."),
    ],
)
def test_a_line_that_cannot_be_asked_is_said_and_the_others_go_on(tmp_path: Path, line: str, says: str) -> None:
    own = load(tmp_path, "ok;Combien de quais a le port ?;15", line, "last;Qui ?;")
    assert [question.id for question in own.questions.questions] == ["ok", "last"]
    (sentence,) = own.left_out
    assert sentence.startswith(f"questions.csv, line 3: {says}")


def test_what_somebody_who_reads_the_figures_needs_to_know_is_noted(tmp_path: Path) -> None:
    lines = ("Combien de quais ?;15;;x", "Combien ?;15;ville;x", "Qui ?;;;x")
    own = load(tmp_path, *lines, header="question;answer;article;sujet\n")
    assert own.notes == (
        "questions.csv: nothing reads the columns sujet.",
        "questions.csv: lines that name no article and quote none: 1. Their evidence is every sentence that holds the "
        "answer and has a rare word of the question.",
    )
    assert load(tmp_path, "q;Combien ?;15;ville").notes == ()


def test_a_table_of_which_nothing_can_be_asked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"no question that can be asked\. There is no line below the header\."):
        load(tmp_path)
    with pytest.raises(QuestionSetError, match=r"no question that can be asked\. line 2: « 16 » stands in no article"):
        load(tmp_path, ";Combien ?;16")
    with pytest.raises(QuestionSetError, match="cannot be read"):
        load_own_questions(tmp_path / "missing.csv", ARTICLES, tmp_path)
