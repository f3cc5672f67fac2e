"""French numbers written in words: « vingt-deux », « quatre-vingt-dix », « trois cents », « mille »."""

import re

_UNITS = {
    "zéro": 0, "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90, "cent": 100, "cents": 100, "mille": 1000,
}  # fmt: skip

NUMBER_WORDS = tuple(_UNITS)
"""Every word that a number in words may begin or end with, in lowercase."""

# The spelling of 1990 joins all words with hyphens, the older one those below a hundred; U+2010 and U+2011 are hyphens
# that print uses, U+00A0 and U+202F blanks.
_JOIN = "[- \u00a0\u202f\u2010\u2011]"
_DIGIT = "(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf)"
_TEEN = f"(?:dix(?:{_JOIN}(?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize)"
_TENS = "(?:vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante)"
_ET_UN = f"{_JOIN}et{_JOIN}une?"
_BELOW_100 = (
    f"(?:quatre{_JOIN}vingts?(?:{_JOIN}(?:{_TEEN}|{_DIGIT}))?"
    f"|soixante{_JOIN}(?:et{_JOIN}onze|{_TEEN})"
    f"|{_TENS}(?:{_ET_UN}|{_JOIN}(?!un){_DIGIT})?"
    f"|{_TEEN}|{_DIGIT})"
)
_HUNDREDS = f"(?:(?:(?!dix{_JOIN}cent)(?:{_TEEN}|{_DIGIT}){_JOIN})?cents?(?:{_ET_UN}|{_JOIN}{_BELOW_100})?)"
_BELOW_1000 = f"(?:{_HUNDREDS}|{_BELOW_100})"
_THOUSANDS = f"(?:(?:{_BELOW_1000}{_JOIN})?mille(?:{_ET_UN}|{_JOIN}{_BELOW_1000})?)"

# In ASCII mode, where ignoring case does not take ſ for s or ı for i; what a word is remains Unicode's to say,
# but for U+02BC, an apostrophe that it has for a letter.
NUMERAL = rf"(?<![^\W\u02bc])(?!cents\b)(?a:(?=[cdhmnoqstvz])(?:z[eéÉ]ro|{_THOUSANDS}|{_BELOW_1000}))\b"
"""A pattern for a number in words below two million, for use in a larger pattern, ignoring case.

It takes the longest run of words that makes one number: « entre dix et vingt » holds two. On their own, « un » and
« une » are articles and « cents » are coins.
"""


def numeral_value(words: str) -> int:
    """The value of a number in words that `NUMERAL` matches."""
    total = group = 0
    for word in re.split(_JOIN, words.lower()):
        if word == "et":
            continue
        value = _UNITS[word]
        if value == 1000:
            total += max(group, 1) * 1000
            group = 0
        elif value == 100:
            group = max(group, 1) * 100
        elif value == 20 and group % 100 == 4:  # quatre-vingts
            group += 76
        else:
            group += value
    return total + group
