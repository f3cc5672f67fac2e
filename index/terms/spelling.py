"""The terms that one slip of the finger makes of a term."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_edit_away(term: str) -> set[str]:
    """Every term one letter added, dropped or changed, or two neighbours swapped, away (Damerau 1964).

    `term` is folded: lowercase without accents, so that the letters are those of the alphabet.
    """
    splits = [(term[:place], term[place:]) for place in range(len(term) + 1)]
    dropped = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in splits if right for letter in _LETTERS}
    added = {left + letter + right for left, right in splits for letter in _LETTERS}
    return (dropped | swapped | changed | added) - {term}
