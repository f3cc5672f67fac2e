"""Half of the pages hidden: their questions stay, their answers go."""

import json
from pathlib import Path

from evals.datasets.squad import load_squad
from evals.unanswerable import hide_half

# SHA-256 of the title, first byte: A 55 (odd), B df (odd), F f6, G 33 (odd), M 08, P 5c
TITLES = ("A", "B", "F", "G", "M", "P")


def test_whole_pages_are_hidden_by_their_title(tmp_path: Path) -> None:
    data = [
        {
            "title": title,
            "paragraphs": [
                {
                    "context": f"Page {title}, paragraphe {number}.",
                    "qas": [
                        {
                            "id": f"{title}{number}",
                            "question": f"{title} {number} ?",
                            "answers": [{"text": f"paragraphe {number}", "answer_start": 8}],
                        }
                    ],
                }
                for number in (1, 2)
            ],
        }
        for title in TITLES
    ]
    (tmp_path / "set.json").write_text(json.dumps({"data": data}), encoding="utf-8")
    whole = load_squad(tmp_path / "set.json")
    half = hide_half(whole)
    assert [article.id for article in half.articles] == ["f-1", "f-2", "m-1", "m-2", "p-1", "p-2"]
    assert (half.questions.name, half.questions.fingerprint) == ("set-half-hidden", whole.questions.fingerprint)
    assert [question.text for question in half.questions.questions] == [q.text for q in whole.questions.questions]
    hidden = [question for question in half.questions.questions if not question.answerable]
    assert [question.id for question in hidden] == ["A1", "A2", "B1", "B2", "G1", "G2"]
    assert all(question.answers == () and question.evidence == () for question in hidden)
    assert {span.article_id for span in half.spans} == set(half.pages) == {article.id for article in half.articles}
