"""Words that say the opposite of each other: « hausse » and « baisse », « avant » and « après », "won" and "lost"."""

from collections.abc import Iterable
from functools import cache

from index.terms.french_analysis import fold, search_terms
from rag.claims.negation import find_denials
from rag.claims.statement import Statement, Word

# Each line is a pair of opposite groups of words. English words that `english_words` has are found by their French.
_OPPOSITES = """
hausse augmenter croître croissance progresser bondir monter accroître grimper \
flamber gonfler envoler renchérir relever rehausser up | \
baisse diminuer reculer chuter réduire dégringoler fléchir plonger fondre abaisser down
plus davantage more | moins less fewer
avant before | après after
devant ahead | derrière behind
premier première first | dernier dernière last
gagner remporter victoire vaincre | perdre défaite
ouvrir ouverture rouvrir | fermer fermeture
adopter approuver adoption approbation | rejeter rejet repousser
accepter acceptation | refuser refus décliner
autoriser autorisation permettre | interdire interdiction
condamner coupable condamnation | acquitter innocent relaxer relaxe acquittement
embaucher recruter embauche recrutement | licencier licenciement
entrer | sortir quitter
grand vaste gros énorme | petit minuscule
haut élevé | bas
fort puissant | faible
riche | pauvre
jeune | vieux âgé
long | court
rapide | lent
cher coûteux | bon-marché gratuit
payant | gratuit
facile | difficile
ancien | nouveau nouvelle
maximum maximal | minimum minimal
meilleur mieux | pire pis
début commencer débuter | fin finir terminer achever
poursuivre continuer poursuite | terminer achever cesser arrêter arrêt fin levée
majorité majoritaire | minorité minoritaire
légal légale | illégal illégale
possible | impossible
importer importation | exporter exportation
naissance naître | mort mourir décès
nord north | sud south
allié ami | ennemi
aggraver aggravation empirer | améliorer amélioration
accélérer accélération | ralentir ralentissement
créer création | supprimer suppression
construire construction | démolir démolition détruire destruction
soutenir soutien favorable | critiquer opposer opposé opposition hostile défavorable
garder conserver maintenir | abandonner renoncer
réussir réussite succès | échouer échec
présent présence | absent absence
obligatoire | facultatif
provisoire temporaire | définitif
positif positive | négatif négative
connu connue | inconnu inconnue
confirmer | démentir
public publique | privé
offre | demande
excédent bénéfice | déficit perte
allonger rallonger prolonger | raccourcir écourter
renforcer | affaiblir assouplir
avance | retard
favorable | défavorable hostile
avancer | stagner piétiner bloquer
appliquer appliqué | inappliqué
suffire suffisant | insuffisant
occupé | inoccupé
habité | inhabité
achevé | inachevé
changer changé | inchangé
attendu | inattendu
satisfait | insatisfait
efficace | inefficace
responsable | irresponsable
régulier | irrégulier
capable | incapable
innocent | coupable
libérer libération | arrêter arrestation emprisonner incarcérer
optimiste | pessimiste
agrandir extension | réduire réduction
matin morning | soir evening
"""
_ASIDE = ("au moins", "du moins", "de plus en plus", "de moins en moins", "non plus", "en plus", "au plus", "de plus",
          "plus ou moins", "at least", "at most", "more or less", "no longer", "any more")  # fmt: skip
# Where both opposites stand in one sentence, what follows each is what it is said of.
_LEADING = frozenset(
    "plus davantage moins more less fewer avant après apres before after devant derriere ahead behind".split()
)


def find_opposed(sentence: Statement, quotes: Statement) -> list[Word]:
    """The words of a sentence that say the opposite of what the quotes say of the same thing."""
    sentence_sides = _sides(sentence)
    quotes_sides = _sides(quotes) if sentence_sides else {}
    opposed = []
    for axis in sorted(sentence_sides.keys() & quotes_sides.keys()):
        said, told = sentence_sides[axis], quotes_sides[axis]
        sides = {side for _, side in told}
        opposed += [word for word, side in said if side not in sides]
        if len(sides) > 1 and len({side for _, side in said}) > 1:
            opposed += _exchanged(sentence, said, quotes, told)
    return opposed


def says_by_opposite(denied: Word, statement: Statement) -> bool:
    """Whether the statement says the opposite of a denied word: « n’a pas reculé » by « a progressé »."""
    on = _sides_of(denied.terms)
    placed = _sides(statement) if on else {}
    return any(side != on[axis] for axis in on.keys() & placed.keys() for _, side in placed[axis])


def leads(word: Word) -> bool:
    """Whether a word compares what stands on either side of it: « A devant B », « plus que B »."""
    return word.folded in _LEADING


@cache
def _axes() -> dict[str, list[tuple[int, int]]]:
    """The places of each word: an axis, which is the number of its line, and the side of it, 0 or 1."""
    places: dict[str, list[tuple[int, int]]] = {}
    for axis, line in enumerate(_OPPOSITES.strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for key in _keys(words):
                places.setdefault(key, []).append((axis, side))
    return places


def _keys(words: str) -> frozenset[str]:
    return frozenset(key for word in words.split() for key in (search_terms(word)[-1:] or [fold(word)]))


def _sides_of(keys: Iterable[str]) -> dict[int, int]:
    """The axes that a word with these keys stands on, with its side; none where it stands on both."""
    sides: dict[int, set[int]] = {}
    for key in keys:
        for axis, side in _axes().get(key, ()):
            sides.setdefault(axis, set()).add(side)
    return {axis: found.pop() for axis, found in sides.items() if len(found) == 1}


def _sides(statement: Statement) -> dict[int, list[tuple[Word, int]]]:
    """For each axis the words of a statement that stand on it, with their side, or the other where they are denied."""
    found: dict[int, list[tuple[Word, int]]] = {}
    denied: set[int] | None = None
    for word in statement.words:
        on = _sides_of((word.folded,) if word.is_grammar else word.terms)
        if not on or _set_aside(statement, word):
            continue
        if denied is None:
            denied = {one.start for denial in find_denials(statement) for one in denial.denied}
        for axis, side in on.items():
            found.setdefault(axis, []).append((word, side ^ (word.start in denied)))
    return found


def _set_aside(statement: Statement, word: Word) -> bool:
    """Whether the word stands in a phrase that compares nothing, or is part of « ne … plus »."""
    if word.folded == "plus" and any(
        other.folded in ("ne", "n") and other.clause == word.clause for other in statement.words
    ):
        return True
    around = fold(statement.text[max(0, word.start - 10) : word.end + 10])
    return any(phrase in around and word.folded in phrase.split() for phrase in _ASIDE)


def _exchanged(
    sentence: Statement, said: list[tuple[Word, int]], quotes: Statement, told: list[tuple[Word, int]]
) -> list[Word]:
    """The words that lead in the sentence what their opposite leads in the quotes."""
    if not all(word.folded in _LEADING for word, _ in said + told):
        return []
    led, known = _led(sentence, said), _led(quotes, told)
    return [word for word, side in said if any(known.get(term, own) != own == side for term, own in led.items())]


def _led(statement: Statement, placed: list[tuple[Word, int]]) -> dict[str, int]:
    """The side of the last word on the axis before each word of content."""
    led: dict[str, int] = {}
    for word in statement.content:
        before = [side for leading, side in placed if leading.start < word.start and leading.sentence == word.sentence]
        if before:
            led.update(dict.fromkeys(word.terms, before[-1]))
    return led
