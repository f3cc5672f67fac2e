"""Coarse word classes of French, from closed lists: enough to tell where a phrase may begin and end."""

import re

from index.french_analysis import fold
from index.french_numbers import NUMERAL

_LISTS = {
    "determiner": "le la les l un une des du au aux ce cet cette ces son sa ses leur leurs mon ma mes ton ta tes notre "
    "nos votre vos quelques plusieurs chaque certains certaines aucun aucune tout toute tous toutes",
    "preposition": "a de d en dans par pour sur sous avec sans chez vers entre contre depuis pendant avant apres des "
    "jusqu jusque lors malgre outre parmi selon envers hors via durant dès afin",
    "conjunction": "et ou mais ni car or donc puis ainsi",
    "subordinator": "que qu qui dont ou lorsque lorsqu quand comme si puisque puisqu quoique lequel laquelle lesquels "
    "lesquelles auquel duquel parce tandis alors",
    "pronoun": "il elle ils elles on nous vous je j tu se s me m te t y lui eux celui celle ceux celles cela ceci ca c",
    "auxiliary": "est sont etait etaient fut furent sera seront serait a ont avait avaient eut eurent aura auront ete "
    "etre avoir ayant etant soit peut peuvent doit doivent pouvait devait fait font devient deviennent devint reste",
    "adverb": "ne n pas plus moins tres aussi bien encore deja alors ensuite enfin environ pres presque seulement "
    "surtout notamment toujours jamais souvent ainsi meme trop assez peu beaucoup",
}
_NUMERAL = re.compile(NUMERAL, re.IGNORECASE)
_CLASSES = {word: name for name, words in reversed(_LISTS.items()) for word in map(fold, words.split())}


def word_class(surface: str) -> str:
    """One of the closed classes, or `figure` (in words too), `name` (capitalised) or `word`; `surface` is a token's.

    Case decides only between the last two.
    """
    known = _CLASSES.get(fold(surface))
    if known:
        return known
    if surface[0].isdigit() or surface == "%" or _NUMERAL.fullmatch(surface):
        return "figure"
    return "name" if surface[0].isupper() else "word"
