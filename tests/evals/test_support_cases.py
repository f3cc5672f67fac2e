"""The table of cases: whole, true to the articles it quotes, and refused where a line is wrong."""

import json
from collections import Counter
from pathlib import Path

import pytest

from evals.bundled import bundled_articles
from evals.question_set import QuestionSetError
from evals.support_cases import RIGHT_KINDS, SUPPORT_CASES, WRONG_KINDS, SupportCases, load_support_cases
from index.terms.french_analysis import search_terms

CASE = {
    "id": "x1",
    "quotes": [{"article_id": "", "quote": "Il pleut."}],
    "sentence": "Il pleut.",
    "supported": True,
    "language": "fr",
    "kind": "verbatim",
}


@pytest.fixture(params=["development", "test"])
def cases(request: pytest.FixtureRequest) -> SupportCases:
    return load_support_cases(SUPPORT_CASES / f"{request.param}.jsonl")


def test_quotes_of_articles_stand_in_them(cases: SupportCases) -> None:
    texts = {article.id: article.text for article in bundled_articles()}
    quotes = [quote for case in cases.cases for quote in case.quotes if quote.article_id]
    assert len(quotes) > 25
    assert [quote.quote for quote in quotes if quote.quote not in texts[quote.article_id]] == []


def test_about_half_is_supported_and_a_quarter_to_a_third_english(cases: SupportCases) -> None:
    count = len(cases.cases)
    assert 0.45 <= sum(case.supported for case in cases.cases) / count <= 0.55
    assert 0.2 <= sum(case.language == "en" for case in cases.cases) / count <= 1 / 3


def test_every_kind_is_there_several_times(cases: SupportCases) -> None:
    counts = Counter(case.kind for case in cases.cases)
    assert counts.keys() == {*RIGHT_KINDS, *WRONG_KINDS}
    assert min(counts.values()) >= 4


def test_no_case_stands_in_both_files() -> None:
    sentences = [
        {frozenset(search_terms(case.sentence)) for case in load_support_cases(SUPPORT_CASES / name).cases}
        for name in ("development.jsonl", "test.jsonl")
    ]
    assert not sentences[0] & sentences[1]


def test_lines_are_written_with_sorted_keys() -> None:
    for path in SUPPORT_CASES.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "not JSON"),
        ("[]", "a case is an object with"),
        (json.dumps({**CASE, "note": "?"}), "a case is an object with"),
        (json.dumps({**CASE, "kind": "figure"}), "do not go together"),
        (json.dumps({**CASE, "supported": 1}), "do not go together"),
        (json.dumps({**CASE, "language": "de"}), "do not go together"),
        (json.dumps({**CASE, "sentence": " "}), "`sentence` must be a text"),
        (json.dumps({**CASE, "quotes": ["Il pleut."]}), "a quote is an object"),
        (json.dumps({**CASE, "quotes": []}), "`quotes` must be a list"),
        (f"{json.dumps(CASE)}\n{json.dumps(CASE)}", "ids used twice: ['x1']"),
        ("", "0 cases"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, line: str, named: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(QuestionSetError) as raised:
        load_support_cases(path)
    assert named in str(raised.value)
    assert str(path) in str(raised.value)
