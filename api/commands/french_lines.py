"""French text in the lines of a terminal: broken where print would break it, quoted as print quotes."""

import re
import shutil
import textwrap
from datetime import date

_WIDEST = 100  # longer lines tire the eye
_STUCK = "\ue000"  # stands, while lines are broken, for a space at which none may be
# Articles are typed with plain spaces where French print has no-break ones: inside « … », before ; : ? ! %, in 20 000.
_NO_BREAK = re.compile(r"(?<=«) | (?=[»;:?!%])|(?<=\d) (?=\d{3}(?!\d))")
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def wrapped(text: str, *, indent: int = 0, hanging: int = 0) -> str:
    """The text in lines; its own line breaks become spaces, and no line begins where French print would not let it."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    line = " ".join(part.strip(" ") for part in text.split("\n") if part)
    filled = textwrap.fill(
        _NO_BREAK.sub(_STUCK, line),
        max(width, 40),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled.replace(_STUCK, " ")


def quoted(words: str) -> str:
    """In French quotation marks, which a line never parts from the words."""
    return f"«\u00a0{words}\u00a0»"


def joined(title: str, source: str | None, published: date | None) -> str:
    """An article in a line: its title, publication and day, as far as they are known."""
    parts = (title, source, french_date(published) if published else None)
    return " · ".join(part for part in parts if part)


def french_date(day: date) -> str:
    """A date as French prints it: 1er août 2024."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def french_count(count: int) -> str:
    """A number as French prints it, thousands apart: 20 000, with narrow no-break spaces."""
    return f"{count:,}".replace(",", "\u202f")
