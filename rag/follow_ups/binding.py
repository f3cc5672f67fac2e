"""Which phrases of a question explain its own pronouns: « Quand Huawei a-t-il publié son rapport ? » needs no more.

A phrase explains a pronoun that it could be the subject for: it stands before it, agrees with it and is governed by no
preposition (« À quels niveaux de la filière domine-t-elle ? » leaves « elle » open). One that is set apart by a comma
explains whatever follows it, or at the end whatever stands before it: « Il coûte combien, ce plan ? ».
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.follow_ups.noun_phrases import Gender, NounPhrase
from rag.follow_ups.question_words import Word

TIMES = frozenset(
    "an ans année années annee annees mois jour jours semaine semaines siècle siecle début debut fin date moment "
    "matin soir nuit nuits week-end hiver printemps automne saison heure heures temps fois époque epoque période "
    "periode trimestre semestre".split()
)
"""Nouns that say when, and are never what « il » or « son » stands for."""

_POSSESSIVES = frozenset("son sa ses leur leurs".split())
_ASKED_SUBJECT = re.compile(
    r"\W*(?:et )?(?:quel(?:le)?(?P<plural>s)?)\s+"
    r"(?!(?:est|sont|était|étaient|fut|sera|seront|a|ont)\b)\w",
    re.IGNORECASE,
)
_TYPED_APART = re.compile(r"\W*et \w+,", re.IGNORECASE)
_CONNECTIVE = re.compile(
    r"\W*et (?:alors|puis|donc|sinon|pourtant|enfin|ensuite|avant|après|depuis|maintenant|aujourd['’]hui|demain|hier"
    r"|ailleurs|ici|là|du coup|au fait),",
    re.IGNORECASE,
)
_THAT_OF = re.compile(r"\W*(?:et |mais )?(?:celui|celle|ceux|celles) [^,]+,", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:cela|ceci|ça|ca|chacune?|quelqu['’]une?|rien|personne|tout)\b", re.IGNORECASE)
_ENDING = " ?!.…\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Inside:
    """A question with its words and noun phrases, to be asked what explains a pronoun of it."""

    text: str
    words: Sequence[Word]
    phrases: Sequence[NounPhrase]

    def explains_subject(self, place: int, gender: Gender | None, *, plural: bool) -> bool:
        """Whether « il », « elle », « ils » or « elles » at this character stands for a phrase of the question."""
        if (
            self.is_set_apart(place, subject=True)
            or _THAT_OF.match(self.text[:place])
            or (not plural and _WHOLE.search(self.text[:place]))
        ):
            return True
        before = [phrase for phrase in self._free(place) if not self.is_governed(phrase)]
        if plural and len(before) > 1 and any(word.lowered == "et" for word in self.words if word.start < place):
            return True
        return any(phrase.plural == plural and (gender is None or phrase.gender in (None, gender)) for phrase in before)

    def explains_possessive(self, place: int, *, plural: bool | None) -> bool:
        """Whether « son » or « leur » there belongs to a phrase of the question; `plural` is that of who owns."""
        asked = _ASKED_SUBJECT.match(self.text)
        if asked and bool(asked.group("plural")) == plural:
            return True  # « Quels géants ont leurs quartiers ici ? »
        return self.is_set_apart(place) or any(
            (plural is None or phrase.plural == plural) and (phrase.is_name or not self.is_governed(phrase))
            for phrase in self._free(place)
            if phrase.determiner not in _POSSESSIVES
        )

    def explains_place(self, place: int) -> bool:
        """Whether « y » there takes up a phrase with « à », « en » or « dans » that stands before it."""
        return self.is_set_apart(place) or any(self._is_placed(phrase) for phrase in self._free(place))

    def is_set_apart(self, place: int, *, subject: bool = False) -> bool:
        """Whether a phrase set apart by a comma explains what stands at this character.

        For a subject it may be governed by no preposition: « Et dans Clinea, il a mis combien ? » leaves « il » open.
        """
        typed = _TYPED_APART.match(self.text)  # « et shanghai, ses atouts »: a name without its capital
        if typed and typed.end() <= place and not _CONNECTIVE.match(self.text[: typed.end()]):
            return True
        left = any(
            phrase.end <= place and self._after(phrase).startswith(",") and not (subject and self.is_governed(phrase))
            for phrase in self.phrases
        )
        return left or any(phrase.start > place and self._is_last_apart(phrase) for phrase in self.phrases)

    def is_governed(self, phrase: NounPhrase) -> bool:
        """Whether a preposition stands before the phrase, or in its contracted article."""
        before = self._word_before(phrase)
        if phrase.determiner in ("du", "au", "aux"):
            return True
        if phrase.determiner == "des":
            return before is not None and before.kind in ("word", "name")
        return before is not None and before.kind == "preposition"

    def _free(self, place: int) -> list[NounPhrase]:
        """The phrases that end before a place, without dates."""
        return [
            phrase
            for phrase in self.phrases
            if phrase.end <= place and phrase.head_noun.lower() not in TIMES and not phrase.head_noun.isdigit()
        ]

    def _is_placed(self, phrase: NounPhrase) -> bool:
        before = self._word_before(phrase)
        return phrase.determiner in ("au", "aux") or (before is not None and before.lowered in ("à", "en", "dans"))

    def _word_before(self, phrase: NounPhrase) -> Word | None:
        return next((word for word in reversed(self.words) if word.end <= phrase.start), None)

    def _after(self, phrase: NounPhrase) -> str:
        return self.text[phrase.end :]

    def _is_last_apart(self, phrase: NounPhrase) -> bool:
        return self.text[: phrase.start].endswith(", ") and not self._after(phrase).strip(_ENDING)
