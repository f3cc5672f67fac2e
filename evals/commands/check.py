"""`check`: whether question sets can be right."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from rich.console import Console

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.checking.finding import Finding
from evals.checking.question_check import CheckedSet, check_sets
from evals.commands.output import EVALS, FELL, PASSED, print_json
from evals.committed_questions import articles_folder, committed_files
from evals.question_set import Question, QuestionSetError, load_questions
from evals.runs.run_file import Json
from evals.sources import Choice, open_source


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("check", help="look for what cannot be right about question sets")
    parser.add_argument("--questions", type=Path, nargs="+", help="JSONL or CSV (default: every committed set)")
    parser.add_argument("--articles", type=Path, help="with --questions: the folder that they are about")
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Prints what is in each set and what was found, and ends with 1 where anything was."""
    if options.articles and not options.questions:
        raise QuestionSetError("--articles goes with --questions FILE: the committed sets have articles of their own.")
    sets = list(_named(options.questions, options.articles) if options.questions else committed_sets())
    found = check_sets(sets)
    if options.json:
        print_json([_described(checked, findings) for checked, findings in zip(sets, found, strict=True)])
    else:
        for checked, findings in zip(sets, found, strict=True):
            _show(checked, findings, console)
    return FELL if any(found) else PASSED


def committed_sets() -> Iterator[CheckedSet]:
    """Every committed set with its own articles."""
    read = cache(bundled_articles)
    for path in committed_files():
        articles = read(articles_folder(path))
        yield CheckedSet(path.relative_to(EVALS.parent), load_questions(path), _by_id(articles))


def _named(paths: Sequence[Path], articles: Path | None) -> Iterator[CheckedSet]:
    for path in paths:
        source = open_source(Choice(questions=path, articles=articles))
        if source.left_out:
            raise QuestionSetError(f"{path}: {len(source.left_out)} left out. {' '.join(source.left_out)}")
        yield CheckedSet(path, source.questions, _by_id(source.articles))


def _by_id(articles: Sequence[Article]) -> dict[str, Article]:
    return {article.id: article for article in articles}


def _described(checked: CheckedSet, findings: Sequence[Finding]) -> Json:
    return {
        "file": checked.file.as_posix(),
        "sha256": checked.questions.fingerprint,
        "articles": len(checked.articles),
        "questions": len(checked.questions.questions),
        **_counts(checked.questions.questions),
        "findings": [asdict(finding) for finding in findings],
    }


def _counts(questions: Sequence[Question]) -> dict[str, Mapping[str, int]]:
    return {
        "answerable": Counter("yes" if question.answerable else "no" for question in questions),
        "kinds": Counter(question.kind for question in questions),
        "styles": Counter(question.style or "none" for question in questions),
    }


def _show(checked: CheckedSet, findings: Sequence[Finding], console: Console) -> None:
    questions = checked.questions.questions
    console.print(f"{checked.file}", style="bold", highlight=False, markup=False)
    console.print(f"  SHA-256 {checked.questions.fingerprint}", highlight=False)
    console.print(f"  {len(questions)} questions on {len(checked.articles)} articles", highlight=False)
    for name, counts in _counts(questions).items():
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        listed = ", ".join(f"{label} {count}" for label, count in ordered)
        console.print(f"  {name}: {listed}", highlight=False, markup=False)
    for finding in findings:
        said = f"  ✗ {finding.question_id}, {finding.what}: {finding.detail} {finding.cure}"
        console.print(said, style="red", highlight=False, markup=False, soft_wrap=True)
    if not findings:
        console.print("  ✓ nothing found", style="green", highlight=False)
