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
    """The folder `articles` beside the file where there is one, else that of the articles that ship."""
    beside = file.parent / "articles"
    return beside if beside.is_dir() else ARTICLES
