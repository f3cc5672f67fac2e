"""Regular expressions for French phrases, written with plain blanks and apostrophes."""

import re

_BLANK = "[ \u00a0\u202f]"
_APOSTROPHE = "[’']"

_UPPER = r"(?=[^\W\d_])[^a-zß-öø-ÿœ]"  # a letter that is not lowercase: `re` knows no \p{Lu}
_NAME_WORD = rf"(?!Publié|Mis )(?!PUBLIÉ|MIS ){_UPPER}(?:[\w.-]|')*"
_PARTICLES = r"(?:de la |de |du |des |d'|le |la |van |von |der |el |al |ben |bin )*"
PERSON = rf"{_NAME_WORD}(?: {_PARTICLES}{_NAME_WORD}){{1,4}}"
"""A name of two to five capitalised words; never compile it with IGNORECASE."""
PEOPLE = rf"{PERSON}(?:(?:, | et | & | / |/){PERSON}){{0,5}}"
AGENCY = r"(?:l')?(?:AFP|Reuters|AP|Associated Press|Xinhua|Bloomberg|ANSA|EFE|DPA|dpa|Belga|ATS|agences?)"
NAMES = rf"(?:{PEOPLE}|{_NAME_WORD}|{AGENCY})(?: ?[,/–&-] ?(?:{PERSON}|{_NAME_WORD}|{AGENCY})){{0,4}}"
"""People, papers or agencies, as they stand in a credit."""


def phrase(pattern: str) -> re.Pattern[str]:
    """The pattern compiled so that a blank also meets no-break blanks, and `'` also the typographic apostrophe.

    Both are replaced by a set of characters wherever they stand: keep them out of `[…]`.
    """
    return re.compile(pattern.replace(" ", _BLANK).replace("'", _APOSTROPHE))
