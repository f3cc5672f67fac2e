"""Dates that only the day of publication tells: « hier », « mardi prochain », « il y a deux mois », « le 6 octobre ».

They are never worked out: an article may have been written days before it was printed, and « dimanche » may be the one
before or the one after. What is found here is shown with the day of the article beside it.
"""

import re

from rag.claims.statement import read_numbers

_SPACE = r"[ \u00a0\u202f]"
_PERIOD = "(?:an|année|mois|semaine|semestre|trimestre|saison|décennie|siècle|été|automne|hiver|printemps|week-end)"
_LAPSE = "(?:jours?|semaines?|mois|ans?|années?|siècles?)"
_ROUGHLY = rf"(?:(?:environ|(?:près|plus|moins){_SPACE}d['’e]|presque|à{_SPACE}peine){_SPACE}?)?"

RELATIVE_DATE = (
    rf"\b(?:avant-hier|hier|aujourd['’]hui|demain|après-demain)\b"
    rf"|\b(?:ce{_SPACE}(?:matin|soir|mois-ci|printemps)|cette{_SPACE}(?:nuit|semaine|année)"
    rf"|cet{_SPACE}(?:été|automne|hiver))\b"
    rf"|\b(?:l['’]|l[ea]{_SPACE})?{_PERIOD}{_SPACE}(?:derni[eè]re?|prochaine?|pass[ée]e?)\b"
    rf"|\bil{_SPACE}y{_SPACE}a{_SPACE}{_ROUGHLY}(?:[\w-]+{_SPACE}|une{_SPACE}\w+aine{_SPACE}d[e'’]{_SPACE}?){_LAPSE}\b"
)
"""A pattern for what counts from the day of writing, for use in a larger pattern, ignoring case."""

RELATIVE_DATE_WORDS = frozenset(
    """
    hier aujourd demain matin soir mois printemps nuit semaine année cet dernier dernière derniere dernièr prochain
    prochaine passé passée passe passee y
    """.split()
)
"""In lowercase: each match of the pattern has one of these words."""

_RELATIVE = re.compile(RELATIVE_DATE, re.IGNORECASE)


def depends_on_publication(words: str) -> bool:
    """Whether the words name a day or a time that one has to count from when the article was published.

    A day of the week or of a month counts where no year stands beside it.
    """
    dates = read_numbers(words)[1]
    if any(date.year for date in dates):
        return False
    return bool(_RELATIVE.search(words)) or any(
        date.relative or date.weekday or (date.month and words[date.start : date.end][0] != "M") for date in dates
    )
