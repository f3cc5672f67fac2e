"""English numbers written in words: "twenty-two", "three hundred and five", "ten thousand"."""

import re

_VALUES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * tens
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_GROUPS = {"hundred": 100, "thousand": 1000}

_JOIN = "[- \u00a0\u202f\u2010\u2011]"
_PLAIN = "(?:" + "|".join(sorted(_VALUES, key=len, reverse=True)) + ")"
_GROUP = "(?:hundred|thousand)"

ENGLISH_NUMERAL = rf"\b{_PLAIN}(?:{_JOIN}{_GROUP}(?:{_JOIN}and(?={_JOIN}{_PLAIN}\b))?|{_JOIN}{_PLAIN})*\b"
"""A pattern for a number in words below a million, for use in a larger pattern, ignoring case."""


def english_numeral_value(words: str) -> int:
    """The value of a number in words that `ENGLISH_NUMERAL` matches."""
    total = group = 0
    for word in re.split(_JOIN, words.lower()):
        if word == "and":
            continue
        if word == "hundred":
            group *= _GROUPS[word]
        elif word == "thousand":
            total, group = total + group * _GROUPS[word], 0
        else:
            group += _VALUES[word]
    return total + group
