"""BEIR's format: documents become articles, judgements become grades."""

import json
from pathlib import Path

import pytest

from corpus.article import Article
from evals.datasets.beir import BeirSet, load_beir
from evals.question_set import Judgement, QuestionSetError

CORPUS = (
    {"_id": "MED-1", "title": "Le  port", "text": "Le port a ouvert en 1995.", "metadata": {}},
    {"_id": "<dbpedia:Ville_(lieu)>", "text": "La ville compte cafe\u0301s et 20 000 habitants."},
    {"_id": "3", "title": "Vide", "text": "  "},
    {"_id": "4", "title": None, "text": None},
)
QUERIES = (
    {"_id": "q1", "text": "Quand le port a-t-il ouvert ?"},
    {"_id": "q2", "text": "Combien d'habitants ?"},
    {"_id": "q3", "text": "Rien de rien ?"},
    {"_id": "q4", "text": "D'un autre lot ?"},
)
HEADER = "query-id\tcorpus-id\tscore"
QRELS = (
    HEADER,
    "q2\t<dbpedia:Ville_(lieu)>\t1",
    "q1\tMED-1\t2",
    "q1\t3\t1",
    "q1\t<dbpedia:Ville_(lieu)>\t0",
    "q3\tMED-1\t-1",
)


def write(folder: Path, *, corpus: object = CORPUS, queries: object = QUERIES, qrels: object = QRELS) -> Path:
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    for name, lines in (("corpus.jsonl", corpus), ("queries.jsonl", queries), ("qrels/test.tsv", qrels)):
        assert isinstance(lines, tuple)
        text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, **files: object) -> BeirSet:
    return load_beir(write(folder / "small", **files), "test")


def test_documents_are_articles_and_judged_queries_questions(tmp_path: Path) -> None:
    dataset = load(tmp_path)
    assert dataset.articles == (
        Article("MED-1", "Le port", "Le port a ouvert en 1995."),
        Article("<dbpedia:Ville_(lieu)>", "", "La ville compte cafés et 20 000 habitants."),
    )
    assert dataset.questions.name == "small-test"
    first, second = dataset.questions.questions
    assert (first.id, first.judgements) == ("q1", (Judgement("MED-1", 2), Judgement("3", 1)))
    assert (second.id, second.grades) == ("q2", {"<dbpedia:Ville_(lieu)>": 1})
    assert (first.answerable, first.answers, first.evidence, first.has_known_answer) == (True, (), (), False)


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    assert load(tmp_path).notes == (
        "Documents without text, which are not indexed: 2; relevant to a question: 1.",
        "Questions without a relevant document, which are not asked: 1.",
    )
    assert load(tmp_path, corpus=CORPUS[:2], qrels=QRELS[:3]).notes == ()


def test_the_fingerprint_is_of_queries_and_judgements(tmp_path: Path) -> None:
    one = load(tmp_path).questions.fingerprint
    assert load(tmp_path, corpus=CORPUS[:3]).questions.fingerprint == one
    assert load(tmp_path, qrels=QRELS[:3]).questions.fingerprint != one
    assert load(tmp_path, queries=QUERIES[:3]).questions.fingerprint != one


def test_files_as_windows_writes_them(tmp_path: Path) -> None:
    write(tmp_path)
    qrels = tmp_path / "qrels" / "test.tsv"
    qrels.write_bytes(b"\xef\xbb\xbf" + qrels.read_bytes().replace(b"\n", b"\r\n"))
    assert len(load_beir(tmp_path, "test").questions.questions) == 2


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"corpus": (*CORPUS, CORPUS[0])}, "corpus.jsonl:5: the id 'MED-1' is that of line 1 already."),
        ({"queries": (*QUERIES, QUERIES[1])}, "queries.jsonl:5: the id 'q2' is that of line 2 already."),
        ({"corpus": ("{",)}, "corpus.jsonl:1: not JSON"),
        ({"corpus": ("[]",)}, "corpus.jsonl:1: a JSON object is expected, a list came."),
        ({"corpus": ("[" * 100_000,)}, "corpus.jsonl:1: not JSON"),
        ({"corpus": ({"_id": 1, "text": "x"},)}, "corpus.jsonl:1: `_id` must be a text that can be printed, not 1."),
        ({"corpus": ({"_id": "\ud800", "text": "x"},)}, "`_id` must be a text that can be printed"),
        ({"corpus": ({"_id": "a\tb", "text": "x"},)}, "`_id` must be a text that can be printed"),
        ({"corpus": ({"_id": "1", "text": ["x"]},)}, "corpus.jsonl:1: `text` must be a text, not ['x']."),
        ({"queries": ({"_id": "q1", "text": " "},)}, "queries.jsonl:1: `text` is empty: there is nothing to ask."),
        ({"qrels": ("q1\tMED-1\t2",)}, "test.tsv:1: the header must be query-id, corpus-id, score between tabs"),
        ({"qrels": ("query-id,corpus-id,score",)}, "test.tsv:1: the header must be"),
        ({"qrels": ()}, "test.tsv:1: the header must be"),
        ({"qrels": (HEADER, "q1\tMED-1\t0.5")}, "test.tsv:2: two ids and a whole number between tabs are expected"),
        ({"qrels": (HEADER, "q1 0 MED-1 1")}, "test.tsv:2: two ids and a whole number between tabs are expected"),
        ({"qrels": (HEADER, "q9\tMED-1\t1")}, "test.tsv:2: there is no question 'q9' in queries.jsonl."),
        ({"qrels": (HEADER, "q1\tMED-9\t1", "q1\tMED-8\t0")}, "2 judged documents are not in"),
        (
            {"qrels": (HEADER, "q1\tMED-1\t1", "q1\tMED-1\t2")},
            "test.tsv:3: 'MED-1' is judged 2 for 'q1', and 1 before.",
        ),
        (
            {"qrels": (HEADER, "q1\tMED-1\t0")},
            "nothing to score (documents with text: 2, questions with a relevant document: 0).",
        ),
        (
            {"corpus": CORPUS[2:], "qrels": (HEADER, "q1\t3\t1")},
            "nothing to score (documents with text: 0, questions with a relevant document: 1).",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, files: dict[str, object], says: str) -> None:
    with pytest.raises(QuestionSetError) as caught:
        load(tmp_path, **files)
    assert says in str(caught.value)


def test_missing_files_are_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="A folder in BEIR's format is expected"):
        load_beir(tmp_path, "test")
    write(tmp_path)
    with pytest.raises(QuestionSetError, match=r"dev\.tsv: there is no such file\. Choose one of the splits test with"):
        load_beir(tmp_path, "dev")
    (tmp_path / "queries.jsonl").unlink()
    with pytest.raises(QuestionSetError, match=r"queries\.jsonl: cannot be read"):
        load_beir(tmp_path, "test")
    write(tmp_path)
    (tmp_path / "corpus.jsonl").write_bytes(b'{"_id": "1", "text": "\xe9t\xe9"}\n')
    with pytest.raises(QuestionSetError, match=r"corpus\.jsonl: byte 22 is not UTF-8"):
        load_beir(tmp_path, "test")
