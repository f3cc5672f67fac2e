"""Where the committed question files stand, and which articles each is about."""

from pathlib import Path

from evals.bundled import ARTICLES

QUESTIONS = Path(__file__).parent / "questions"

_SENTENCES = "support"  # its lines are sentences and quotes, not questions


def committed_files(folder: Path = QUESTIONS) -> tuple[Path, ...]:
    """Every question file, those at the top first, in the order of their paths."""
    found = (path for path in folder.rglob("*.jsonl") if _SENTENCES not in path.relative_to(folder).parts)
    return tuple(sorted(found, key=lambda path: (len(path.parts), path)))


def articles_folder(file: Path) -> Path:
    """The folder `articles` beside a committed file where there is one, else that of the articles that ship."""
    beside = file.parent / "articles"
    return beside if is_committed(file) and beside.is_dir() else ARTICLES


def is_committed(file: Path) -> bool:
    """Whether the file is in the folder of the committed ones."""
    return file.resolve().is_relative_to(QUESTIONS.resolve())
