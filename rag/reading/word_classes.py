"""Coarse word classes of French, from closed lists: enough to tell where a phrase may begin and end."""

import re

from index.terms.french_analysis import fold
from index.terms.french_numbers import NUMERAL

# The first list that a word stands in decides.
_LISTS = {
    "determiner": "le la les l un une des du au aux ce cet cette ces son sa ses leur leurs mon ma mes ton ta tes notre "
    "nos votre vos quelques plusieurs chaque certains certaines aucun aucune tout toute tous toutes",
    "preposition": "A à de d en dans par pour sur sous avec sans chez vers entre contre depuis pendant avant après dès "
    "jusqu jusque lors malgré outre parmi selon envers hors via durant afin",
    "conjunction": "et ou mais ni car or donc puis ainsi",
    "subordinator": "que qu qui dont où lorsque lorsqu quand comme si puisque puisqu quoique lequel laquelle lesquels "
    "lesquelles auquel duquel parce tandis alors",
    "pronoun": "il elle ils elles on nous vous je j tu se s me m te t y lui eux celui celle ceux celles cela ceci ça c",
    "auxiliary": "est sont était étaient fut furent sera seront serait a ont avait avaient eut eurent aura auront été "
    "être avoir ayant étant soit peut peuvent doit doivent pouvait devait fait font devient deviennent devint reste",
    "adverb": "ne n pas plus moins très aussi bien encore déjà alors ensuite enfin environ près presque seulement "
    "surtout notamment toujours jamais souvent ainsi même trop assez peu beaucoup là",
}
_CLASSES = {word: name for name, words in reversed(_LISTS.items()) for word in words.split()}
_UNACCENTED = {fold(word): name for word, name in _CLASSES.items()}
_NUMERAL = re.compile(NUMERAL, re.IGNORECASE)


def word_class(surface: str) -> str:
    """One of the closed classes, or `figure` (in words too), `name` (capitalised) or `word`; `surface` is a token's.

    Accents tell words apart (« a » and « à », « ne » and « né »), and may be missing where none is meant otherwise.
    Case decides only between the last two; a capital A is taken for « À », which many print without its accent.
    """
    known = _CLASSES.get(surface) or _CLASSES.get(surface.lower()) or _UNACCENTED.get(surface.lower())
    if known:
        return known
    if surface[0].isdigit() or surface == "%" or _NUMERAL.fullmatch(surface):
        return "figure"
    return "name" if surface[0].isupper() else "word"
