"""How a question asks: by which word, after which preposition, and whether for the subject or for something else."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.terms.french_analysis import fold

_ASKING = {
    spelling: word
    for word, spellings in {
        "pourquoi": "pourquoi", "comment": "comment", "combien": "combien", "quand": "quand", "quoi": "quoi",
        "qui": "qui", "que": "que qu", "ou": "ou", "quel": "quel quelle quels quelles lequel laquelle lesquels "
        "lesquelles",
    }.items()
    for spelling in spellings.split()
}  # fmt: skip
_PREPOSITIONS = {
    spelling: preposition
    for preposition, spellings in {
        "a": "a au aux", "de": "de d du des", "jusqu": "jusqu jusque", "pendant": "pendant durant",
        **{word: word for word in "dans en par pour sur avec sous chez vers entre contre depuis apres avant".split()},
    }.items()
    for spelling in spellings.split()
}  # fmt: skip
_BEING = frozenset("est sont etait etaient fut furent sera seront".split())
_INVERTED = re.compile(r"-(?:t-)?(?:il|elle|ils|elles|on)\b|\best[- ]ce qu", re.IGNORECASE)
_IDENTITY = re.compile(
    r"\b[Qq]ui\s+(?:est|sont|était|étaient|fut)\s+(?:(?:M\.|Mme|monsieur|madame)\s+)?[A-ZÀ-Þ]"
    r"|\b[Cc]['’](?:est|était)\s+qui\b"
)
_A_DEFINITION_AT_MOST = 8  # words from « qu’est-ce que » on: more of them have a verb in it


@dataclass(frozen=True, slots=True)
class AskedForm:
    """`word` is what asks, empty where nothing does; `preposition` stands before it, in its plainest form.

    `role` is what is asked for: `identity` (« qui est Wu Wei »), `attribute` (« quel est … », « qu’est-ce que … »),
    `subject` (« quelle ville accueille … ») or `other` (« que produit … », « quel fonds a-t-elle créé »).
    """

    word: str
    preposition: str
    role: str

    @property
    def name(self) -> str:
        """One name for the form, for weights to refer to."""
        return f"{self.preposition} {self.word}" if self.preposition else f"{self.word or 'none'} {self.role}"


@lru_cache(maxsize=1024)
def asked_form(question: str) -> AskedForm:
    """The form of a question as it is typed; the first word that asks decides."""
    words = re.findall(r"\w+", fold(question))
    place = next((at for at in range(len(words)) if _asks(words, at)), None)
    if place is None:
        return AskedForm("", "", "any")
    preposition = _PREPOSITIONS.get(words[place - 1], "") if place else ""
    return AskedForm(_ASKING[words[place]], preposition, _role(question, words[place:]))


def plainest_preposition(word: str) -> str:
    """The preposition that a folded word is or holds (« du » holds « de »); empty for any other word."""
    return _PREPOSITIONS.get(word, "")


def _asks(words: list[str], at: int) -> bool:
    """Whether the word can ask there: « que », « qui » and « où » inside a question mostly open a clause."""
    asking, before = _ASKING.get(words[at]), words[:at]
    if asking in {"que", "qui"}:
        return len(before) < 2 or before[-1] in _PREPOSITIONS or before[-2:] in (["c", "est"], ["est", "ce"])
    return asking is not None and (asking != "ou" or len(before) < 2)


def _role(question: str, words: list[str]) -> str:
    """The role of what is asked for by the first of the words."""
    asking, following = _ASKING[words[0]], words[1:2]
    if asking == "qui" and _IDENTITY.search(question):
        return "identity"
    if words[1:4] == ["est", "ce", "qui"]:
        return "subject"
    if asking == "que" and words[1:3] == ["est", "ce"]:
        return "attribute" if len(words) <= _A_DEFINITION_AT_MOST else "other"
    if asking != "que" and _BEING.intersection(following):
        return "attribute"
    return "other" if asking == "que" or _INVERTED.search(question) else "subject"
