"""What a statement denies: « ne … pas », « sans », « refuse de », "not", "no longer", each with the words it bears on.

« ne … que » restricts and denies nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims.statement import Statement, Word

_FRENCH_NEGATORS = frozenset("pas plus jamais rien personne aucun aucune nul nulle guere point nullement".split())
_ALONE = frozenset("sans aucun aucune jamais without no never none nobody neither nor not cannot".split())
_ENGLISH_CONTRACTED = ("n't", "n’t")
_REFUSING = frozenset(
    """
    refuse refusent refuse refusait refusera renonce renoncent renoncer evite evitent eviter interdit interdisent
    empeche empechent empecher cesse cessent exclut excluent dement dementent nie nient
    refuses refused refusing declines declined fails failed denies denied avoids avoided prevents prevented lacks lacked
    bans banned
    """.split()
)
_BETWEEN_ENGLISH = frozenset("any a an the longer yet been be have has had to single of".split())
_INFINITIVE = ("er", "ir", "re")
_FOR_LACK = "faute"  # « faute de preuves »
_COUNTED = frozenset({"de", "d"})  # « n’a pas fait de blessé » counts none, as « aucun blessé » does
_REACH = 6  # words between « ne » and what denies with it


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, and the words of content that it bears on first: at most three."""

    negator: Word
    denied: tuple[Word, ...]

    @property
    def negates_clause(self) -> bool:
        """Whether the verb of its clause is denied: « refuse de » and « sans » bear on what they lead alone."""
        return self.negator.folded not in _REFUSING and self.negator.folded not in ("sans", "without", _FOR_LACK)


def find_denials(statement: Statement) -> list[Denial]:
    """The denials of a statement in order."""
    words = statement.words
    denials: list[Denial] = []
    covered: set[int] = set()  # places of negators that belong to a « ne » before them
    for place, word in enumerate(words):
        if place in covered or not (own := _denies(words, place, statement.language)):
            continue
        covered.update(own)
        denials.append(Denial(word, _borne_on(words, place, own)))
    return denials


def _denies(words: Sequence[Word], place: int, language: str) -> list[int]:
    """The places of the words that deny together with this one, itself included; none where it denies nothing."""
    word = words[place]
    if language == "fr" and word.folded in ("ne", "n"):
        return _with_ne(words, place)
    if language == "fr" and word.folded in ("aucun", "aucune", "personne", "rien", "jamais", "nul"):
        following = [at for at in _same_clause(words, place) if words[at].folded in ("ne", "n")][:1]
        if following:
            return [place, *_with_ne(words, following[0])]
        return [place] if word.folded in _ALONE else []
    if word.folded == _FOR_LACK and place + 1 < len(words) and words[place + 1].folded in _COUNTED:
        return [place]
    if word.folded in _ALONE or word.folded in _REFUSING or word.text.lower().endswith(_ENGLISH_CONTRACTED):
        return [place]
    return []


def _with_ne(words: Sequence[Word], place: int) -> list[int]:
    near = [at for at in _same_clause(words, place) if at <= place + _REACH]
    negators = [at for at in near if words[at].folded in _FRENCH_NEGATORS]
    restricts = [at for at in near if words[at].folded in ("que", "qu")]
    if restricts and not [at for at in negators if words[at].folded != "plus" and at < restricts[0]]:
        return []
    return [place, *negators]


def _same_clause(words: Sequence[Word], place: int) -> list[int]:
    return [at for at in range(place + 1, len(words)) if words[at].clause == words[place].clause]


def _borne_on(words: Sequence[Word], place: int, own: Sequence[int]) -> tuple[Word, ...]:
    """The first word of content after the negator, an infinitive that follows, and what « aucun » or « de » counts."""
    if any(words[at].folded in ("ne", "n") for at in own):
        place = next(at for at in own if words[at].folded in ("ne", "n"))
    after = [at for at in _same_clause(words, place) if at not in own]
    content = [at for at in after if not words[at].is_grammar and words[at].folded not in _BETWEEN_ENGLISH]
    found = content[:1]
    if len(content) > 1 and words[content[1]].folded.endswith(_INFINITIVE) and content[1] - content[0] <= 3:
        found.append(content[1])
    if len(content) > 1 and words[content[1] - 1].text.lower() in _COUNTED and content[1] - content[0] == 2:
        found.append(content[1])
    for at in own:
        if words[at].folded in ("aucun", "aucune"):
            found += [later for later in _same_clause(words, at) if not words[later].is_grammar][:1]
    return tuple(words[at] for at in dict.fromkeys(found))
