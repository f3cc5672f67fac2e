"""Dates that only the day of publication tells: « hier », « mardi prochain », « il y a deux mois », « le 6 octobre ».

They are never worked out: an article may have been written days before it was printed, and « dimanche » may be the one
before or the one after. What is found here is shown with the day of the article beside it.
"""

import re

from rag.claims.statement import read_numbers

_PERIOD = (
    r"(?:an|année|mois|semaine|semestre|trimestre|saison|décennie|siècle|été|automne|hiver|printemps|week-end|rentrée"
    r"|édition)"
)
_RELATIVE = re.compile(
    rf"\b(?:avant-hier|après-demain|ce (?:matin|midi|soir|mois-ci)|cette (?:nuit|semaine|année)"
    rf"|cet (?:été|automne|hiver)|ces (?:jours|semaines|mois|années)-ci)\b"
    rf"|\b{_PERIOD}\s(?:derni[eè]re?|prochaine?|pass[ée]e?)\b"
    rf"|\bprochaine?\s{_PERIOD}\b"
    r"|\bil y a\s(?:(?:environ|(?:près|plus|moins) d['’e]|presque|à peine)\s?)?"
    r"(?:[\w-]+\s|une \w+aine d[e'’]\s?)(?:heures?|jours?|semaines?|mois|ans?|années?|siècles?)\b"
    r"|\bd['’]ici (?:à )?(?:la fin|un|une|deux|trois|quelques|\d+)\b"
    r"|\bdans\s(?:une?|deux|trois|quatre|cinq|six|dix|quinze|quelques|\d+)\s(?:jours?|semaines?|mois|ans?|années?)\b",
    re.IGNORECASE,
)


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
