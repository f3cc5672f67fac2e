"""Taking the last traces of what was deleted off the disk: words that no answer gives, and that files still hold.

A deletion takes the words out of the database at once. What is left are words in the files of the term index, which
are rewritten as a whole now and then, vectors in a copy of the vector index, and the ids of deleted articles, which
are often made from a file's name.
"""

from dataclasses import dataclass
from pathlib import Path

from index.mirrors import Mirrors
from index.storage.article_store import ArticleStore
from index.storage.store_check import folder_size
from index.storage.text_history import hide_deleted_ids


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What a purge did. `hidden_ids` are those of deleted articles of which only a digest is left now.

    `problems` are sentences, with their cures, about what may still hold words; empty where nothing does.
    """

    bytes_before: int
    bytes_after: int
    hidden_ids: int
    problems: tuple[str, ...]


def purge_store(store: ArticleStore, mirrors: Mirrors, folder: Path) -> PurgeReport:
    """Hides the ids of deleted articles, writes the database anew, and makes both mirrors anew from it.

    Citations say as before that their text was withdrawn, and when.
    """
    before = folder_size(folder)
    with store.database.writing() as connection:
        hidden = hide_deleted_ids(connection)
    emptied = store.database.compact()
    mirrors.rebuild()
    problems = [*_log_problems(emptied), *_left_over(folder, mirrors)]
    return PurgeReport(before, folder_size(folder), hidden, tuple(problems))


def _log_problems(emptied: bool) -> list[str]:
    if emptied:
        return []
    return [
        "Another program was reading the store all along, so that the log of the database could not be emptied. "
        "Stop it, or wait, then run again: sourcier check --purge"
    ]


def _left_over(folder: Path, mirrors: Mirrors) -> list[str]:
    """Files of mirrors that are not those made just now: another process has written them meanwhile."""
    strange = sorted(path.name for path in mirrors.other_files(folder))
    if not strange:
        return []
    return [f"Another program wrote {', '.join(strange)} meanwhile. Run again: sourcier check --purge"]
