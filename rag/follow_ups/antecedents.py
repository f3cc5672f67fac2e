"""What a pointer stands for: of all that was spoken of, what agrees with it and is most in view.

Number, gender and what can be said of people or of things alone rule out or speak against; what is left is weighed by
what it did in its exchange (`mentions.Salience`), and counts for less with each exchange since.
"""

import re
from collections.abc import Iterator, Sequence

from index.terms.french_analysis import fold, search_terms
from rag.follow_ups.mentions import (
    Mention,
    Salience,
    answered_with,
    asks_for_somebody,
    asks_who_it_is,
    find_mentions,
)
from rag.follow_ups.names import called_phrase, told_names, told_phrases
from rag.follow_ups.noun_phrases import NounPhrase
from rag.follow_ups.pointers import Found, Pointer
from rag.follow_ups.said_before import (
    Before,
    asked_noun,
    asked_phrase,
    counted_phrase,
    counted_with_clause,
    one_of,
    topics,
)
from rag.reading.question_analysis import AnswerKind, analyse_question

# Folded: what is said or asked of people, and hardly ever of funds, towns or companies.
_OF_PEOPLE = re.compile(
    r"\b(?:age|nee?|poste|fonctions?|metiers?|roles?|profession|parcours|carriere|nationalite|nom|biographie|propos"
    r"|dit|dire|declar\w*|affirm\w*|estim\w*|pense\w*|expliqu\w*|travaill\w*|ajoute\w*|crai\w+t|esper\w*|conseill\w*"
    r"|recommand\w*|prom[ei]t\w*|promis|prevenu|previent|avert\w*|souhait\w*|raconte\w*|souligne\w*|rappel\w*"
    r"|juge\w*|critiqu\w*|conseils?|opinions?|adversaires?|rivale?s?|partis?|mandats?|famille"
    r"|predecesseur|successeur|en garde|selon|d apres|avis|demand\w*|exig\w*|reclam\w*|reproch\w*|accus\w*|regrett\w*"
    r"|habit\w*|ancien metier|etudes)\b"
)
# Folded: what is said, known or advised, and may be a whole sentence.
_OF_SAYING = re.compile(
    r"\W*(?:(?:a|ont|avait|avaient)(?:[ -]t)?(?:[ -](?:ils?|elles?|on))? )?(?:dit|disent|declar\w*|affirm\w*"
    r"|annonc\w*|expliqu\w*|recommand\w*|conseill\w*"
    r"|pense\w*|assure\w*|confirm\w*|soulign\w*|estim\w*|prevoi\w*|prevu\w*|promet\w*|promis\w*|racont\w*|demand\w*)\b"
)
_OF_KNOWING = re.compile(r"\W*(?:sai[st]|savent|saura\w*|savoir|expliquer|comprendre)\b")
# Folded: what is said or asked of things, and hardly ever of people.
_OF_THINGS = re.compile(
    r"\b(?:cree[es]*|fond[ee][es]*|lanc\w+|publie\w*|construit\w*|bati\w*|situe\w*|finance\w*|dote\w*|cout\w+|vaut|valoir"
    r"|contien\w+|comport\w+|dur\w+|sert|servir|ouvert\w*|ouvr\w+|lieu|montants?|taux|prix|durees?|valeurs?|superficie"
    r"|(?:a|de) combien|echeance|capacite|puissance|taille|budget|capital|collecte|siege)\b"
)
# Folded: what is said of somebody or of a company, and not of a fine, a law or a bridge.
_OF_ACTORS = re.compile(r"\b(?:condamn\w*|poursuivi\w*|sanctionn\w*|fabriqu\w*|vend\w*|emploi\w*|embauch\w*)\b")
# Folded: what a company has, and nobody.
_OF_COMPANIES = re.compile(
    r"\b(?:salaries?|employes?|effectifs?|chiffre d affaires|actionnaires?|filiales?|clients?|financeurs?"
    r"|fournisseurs?)\b"
)
_OF_TAKING_PART = re.compile(r"\b(?:particip|assist|prend\w* part|inscri|invit)")  # folded
_AT = re.compile(r"\b(?:à|au|aux|en|dans|sur) (?:l[ae]s? |l['’])?$", re.IGNORECASE)
_HAS_ONE = re.compile(r"\ben (?:est|etait|sera|fut) ")  # « qui en est le directeur »
_WHICH = re.compile(r"l(?:a|e|es)quel", re.IGNORECASE)
_IDENTITIES = (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE)
_OF_WHO_ANSWERED = (Pointer.SUBJECT, Pointer.IT, Pointer.INDIRECT, Pointer.STRESSED)
_A_TURN = 4  # what a thing loses in salience with each exchange since
_FITS, _MISFITS = 3, -4


def find_antecedent(found: Found, question: str, said: Sequence[Before]) -> NounPhrase | None:
    """What the pointer stands for; None where nothing said before fits. `said` comes newest first."""
    match found.pointer:
        case Pointer.DEMONSTRATIVE:
            return next((phrase for before in said if (phrase := named_by(found, before, said))), None)
        case Pointer.THAT_OF:
            return next((phrase for before in said if (phrase := _alike(found, before))), None)
        case Pointer.IT if _WHICH.search(question[found.start : found.end]):
            return next((phrase for before in said if (phrase := counted_with_clause(before.question))), None)
        case Pointer.OBJECT if _is_what_was_said(found, question, said[0]):
            return None
        case Pointer.THERE:
            places = _events if _OF_TAKING_PART.search(fold(question)) else _places
            return next((phrase for before in said if (phrase := next(places(before), None))), None)
        case _:
            return _most_salient(found, question, said)


def _most_salient(found: Found, question: str, said: Sequence[Before]) -> NounPhrase | None:
    everything = _everything(said)
    asked = fold(question.replace("’", " ").replace("'", " "))
    weighed = [
        (_weight(mention, found, asked, before) - turn * _A_TURN, mention)
        for turn, before in enumerate(said)
        for mention in find_mentions(before, everything)
        if _agrees(mention.phrase, found) and not _is_said(mention, found, question)
    ]
    best = max(weighed, key=lambda one: one[0], default=None)
    if best is None:
        return None
    mention = best[1]
    repeats = mention.salience is Salience.COUNTED and mention.terms & set(search_terms(question))
    return mention.plain if repeats else mention.phrase


def _weight(mention: Mention, found: Found, asked: str, before: Before) -> float:
    weight = float(_salience(mention, found, asked, before))
    if mention.phrase.gender is not None and mention.phrase.gender == found.gender:
        weight += 2
    if mention.sort is AnswerKind.PLACE and found.pointer is Pointer.SUBJECT:
        weight += 1 if found.gender == "feminine" else -1  # a town is « la ville », and so « elle »
    if mention.sort is AnswerKind.PLACE and found.pointer in (Pointer.OBJECT, Pointer.IT):
        weight -= 1 if found.pointer is Pointer.OBJECT else 2
    if found.pointer is Pointer.PARTITIVE and mention.phrase.plural:
        weight += _MISFITS if _HAS_ONE.search(asked) else 0
    if found.pointer is Pointer.PARTITIVE and mention.sort is AnswerKind.PERSON:
        weight += _MISFITS  # of somebody one says « de lui »
    if _OF_PEOPLE.search(asked) or found.pointer in (Pointer.STRESSED, Pointer.INDIRECT):
        weight += _FITS if mention.sort is AnswerKind.PERSON else 0
    elif _OF_COMPANIES.search(asked) and mention.phrase.is_name:
        weight += _FITS if mention.sort is None else _MISFITS
    elif _OF_ACTORS.search(asked) and mention.phrase.is_name:
        weight += _FITS if mention.sort is not AnswerKind.PLACE else 0
    elif _OF_THINGS.search(asked):
        weight += _MISFITS if mention.sort is AnswerKind.PERSON else 0
    return weight


def _salience(mention: Mention, found: Found, asked: str, before: Before) -> int:
    """What was given stays aside where a thing's own things are asked for, or what is done to it.

    « Cela » is never several: « Et ça a coûté combien ? » after « Combien d’élèves l’école compte-t-elle ? ».
    """
    if found.pointer is Pointer.IT and mention.salience is Salience.COUNTED and mention.phrase.plural:
        return Salience.TOLD
    if mention.salience is not Salience.GIVEN or found.pointer in _OF_WHO_ANSWERED:
        if mention.salience is Salience.ASKED and found.pointer is Pointer.OBJECT:
            return Salience.GIVEN if _OF_SAYING.match(asked[found.end :]) else Salience.NAMED
        return mention.salience
    if asks_for_somebody(before) and not asks_who_it_is(before.question) and not _OF_PEOPLE.search(asked):
        return Salience.TOLD
    return mention.salience


def _is_said(mention: Mention, found: Found, question: str) -> bool:
    """Whether the question itself names the thing elsewhere: it would not say « elle » of what it also names."""
    rest = f"{question[: found.start]} {question[found.end :]}"
    return mention.phrase.is_name and mention.terms <= set(search_terms(rest))


def named_by(found: Found, before: Before, said: Sequence[Before]) -> NounPhrase | None:
    """What « ce fonds », « cette entreprise » names: a phrase with that noun, else a name of that kind of thing."""
    noun, wanted = found.noun, set(search_terms(found.noun))
    about, named = topics(before), answered_with(before, _everything(said))
    if wanted == {analyse_question(before.question).focus}:
        return (
            named
            if before.kind in _IDENTITIES
            else asked_phrase(before.question) or counted_with_clause(before.question)
        )
    names = list(told_names(before.answer))
    told = [phrase for phrase in told_phrases(before.answer) if _has_name(phrase, names)]
    for phrase in [*about, *told]:
        if set(search_terms(phrase.head_noun)) == wanted and phrase.noun != noun:
            return phrase
    called = called_phrase(noun, found.gender, f"{before.question} {before.answer}")
    if called is not None:
        return called
    kind = analyse_question(f"Quel est le {fold(noun)} ?").kind
    if kind in (AnswerKind.NUMBER, AnswerKind.DATE):
        return asked_phrase(before.question) or asked_noun(before.question)
    if kind not in _IDENTITIES:
        return None
    spoken_of = [phrase for phrase in about if phrase.is_name]
    return named if named is not None and (kind is before.kind or not spoken_of) else next(iter(spoken_of), None)


def _alike(found: Found, before: Before) -> NounPhrase | None:
    """What « celui de Pékin » is one of: a phrase that agrees, else one of several that were asked about."""
    asked = asked_phrase(before.question) or asked_noun(before.question)
    spoken_of = [phrase for phrase in [*topics(before), *([asked] if asked else [])] if not phrase.is_name]
    fitting = [phrase for phrase in spoken_of if _agrees(phrase, found)]
    several = counted_phrase(before.question)
    if several is not None and not found.plural:
        return one_of(several, found.gender)
    return next(iter(fitting), None)


def _is_what_was_said(found: Found, question: str, before: Before) -> bool:
    """Whether « le » is the whole of what was said: « Qui le recommande ? » after « Que devrait … ? »."""
    following = fold(question[found.end :].replace("’", " ").replace("'", " "))
    if _OF_KNOWING.match(following):
        return True
    says = _OF_SAYING.match(following) is not None and found.gender != "feminine" and not found.plural
    return says and asked_phrase(before.question) is None and asked_noun(before.question) is None


def _places(before: Before) -> Iterator[NounPhrase]:
    """Where the question before was, else where its answer was: « à Lingang »; the answer first where it asked."""
    asked, told = topics(before), [phrase for phrase in told_phrases(before.answer) if phrase.is_name]
    for phrases in (told, asked) if before.kind is AnswerKind.PLACE else (asked, told):
        yield from (phrase for phrase in phrases if phrase.is_name and _AT.search(phrase.text[: phrase.start]))
    yield from asked


def _events(before: Before) -> Iterator[NounPhrase]:
    """What one takes part in is what the question before was about, wherever that is."""
    yield from topics(before)


def _has_name(phrase: NounPhrase, names: Sequence[NounPhrase]) -> bool:
    return any(phrase.start <= name.start < phrase.end for name in names)


def _everything(said: Sequence[Before]) -> str:
    return " ".join(f"{before.question} {before.answer}" for before in said)


def _agrees(phrase: NounPhrase, found: Found) -> bool:
    """Whether gender and number fit, as far as both are known; a name fits everything but a plural."""
    if found.pointer in (Pointer.PARTITIVE, Pointer.IT):
        return True
    if phrase.plural != bool(found.plural):
        return False
    return found.gender is None or phrase.gender is None or phrase.gender == found.gender
