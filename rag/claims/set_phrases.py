"""Phrases that say as a whole what none of their words says: « a donné son feu vert » approves, "green light" too.

A hand-made table of the general vocabulary of the press. A phrase is a pattern over folded words with single blanks;
the French words given with it say the same; a phrase without any says nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.terms.french_analysis import search_terms

_FRENCH = r"""
(?:donn|accord|obten|obt)\w+ (?:son |le |leur |un )?feu vert = approuver autoriser
m[ie]\w* la cle(?:f)? sous la porte|(?:ferm|tir|baiss)\w+ (?:ses portes|leurs portes|le rideau|son rideau) = fermer
cess\w+ (?:toute |ses |son |leurs? )?activites? = fermer cesser
ouv\w+ (?:ses|leurs) portes|mis\w* en service = ouvrir
f\w+ (?:machine|marche) arriere|rebrouss\w+ chemin|jet\w+ l eponge = renoncer abandonner
au point mort|dans l impasse|a l arret = bloquer stagner arrêter
(?:jou\w+ )?(?:a )?guichets fermes|(?:f\w+ )?salles? combles?|affich\w+ complet|joue\w* complet = complet
tours? de table|levees? de fonds = lever levée fonds
jeunes? pousses? = start-up
start up|startups? = jeune pousse start-up
donn\w+ tort = débouter
per\w+ (?:son|leur|le) proces = débouter
(?:obten|obt)\w+ gain de cause|donn\w+ raison|gagn\w+ (?:son|leur|le) proces = gagner raison
(?:reconnu|juge|declare)\w* (?:innocent|non coupable)\w* = relaxer acquitter innocent
(?:reconnu|juge|declare)\w* coupable\w* = condamner coupable
tourn\w+ au ralenti = ralentir freiner
par manque d|faute d|faute de = manquer
per\w+ la vie|trouv\w+ la mort|s est eteint\w*|se sont eteint\w*|rendu l ame = mourir mort
cout\w+ la vie = mourir mort tuer
lev\w+ le voile = révéler dévoiler
(?:vu|voi\w+|verr\w+) le jour = naître créer
coup d envoi = début commencer
(?:mis|met\w*) fin = finir terminer cesser
(?:mis\w*|met\w*) en place = instaurer créer
(?:mis\w*|met\w*) (?:a pied|a la porte) = licencier
remis\w* en liberte = libérer
se sep\w+ d\w*|s est separe\w* d\w* = licencier supprimer
rend\w+ son tablier|claqu\w+ la porte|quitt\w+ (?:ses fonctions|son poste) = démissionner partir
tir\w+ (?:avantage|profit|parti) = profiter bénéficier
fai\w* l acquisition|port\w+ acquereur|s est offert\w* = acheter acquérir
(?:se dote|s est dote|se sont dote)\w* = acheter acquérir équiper
(?:se dit|s est dit|se disent) (?:tres |plutot )?favorable\w* = soutenir favorable
(?:se dit|s est dit|se disent) (?:tres |plutot )?oppos\w+ = opposer
plus tot que prevu|en avance = avance
plus tard que prevu|en retard = retard
(?:revu|revoi)\w* a la hausse = augmenter hausse
(?:revu|revoi)\w* a la baisse = baisser baisse
tomb\w+ d accord|(?:parven|trouv)\w+ (?:a )?un accord|sont entendu\w* = accord conclure
fai\w* defaut = manquer manque
pri\w* feu|proie des flammes|parti\w* en fumee = brûler incendie
sorti\w* de terre = construire
depos\w+ (?:le|son) bilan|liquidation judiciaire|cessation de paiements? = faillite
point\w+ du doigt|mis\w* en cause = accuser critiquer dénoncer
tir\w+ la sonnette d alarme = alerter
en plein jour|en pleine journee = jour journée
reste\w* a quai|cloue\w* au sol = immobiliser
(?:amelior|pulveris|batt|explos)\w+ (?:\w+ ){0,2}record = record battre
sains? et saufs? = indemne sain
(?:f\w+|fass\w+) partie d\w*|figur\w+ (?:parmi|au nombre d\w*)|(?:compt\w+ )?parmi|au nombre d\w* = partie figurer
(?:en|a la|prend\w* la) tete|au sommet|au premier rang|(?:a la )?premiere place = tête premier
a l unanimite = unanime
fai\w* (?:l )?appel = appel
(?:s est|se sont) (?:incline|inclinees?)\w* = perdre battre
port\w+ plainte|depos\w+ plainte = plainte
prem\w+ pierre = pierre chantier
(?:s (?:est )?elev\w+|se (?:sont )?(?:chiffr|mont)\w+) a|est de l ordre d =
"""
_ENGLISH = r"""
green light|green lit|go ahead = approuver autoriser
(?:turn|vot)\w+ down = rejeter refuser
shut\w* down|clos\w+ (?:its|their) doors = fermer
ahead of schedule|earlier than (?:planned|expected|scheduled) = avance
behind schedule|later than (?:planned|expected|scheduled)|overdue = retard
bad weather = intempérie
found guilty|pleaded guilty = condamner coupable
cleared of|found not guilty = relaxer acquitter innocent
knock\w* out = éliminer
sets? up|setting up = créer fonder
t[ao]ok\w* over|take\w* over = racheter reprendre
step\w* down = démissionner quitter
la(?:id|y\w*) off = licencier supprimer
carr\w+ out = réaliser mener
call\w+ off = annuler
call\w+ for = réclamer demander appeler
t[ao]\w+ part = participer
t[ao]\w+ place = tenir lieu dérouler
pass\w+ away|los\w+ (?:his|her|their) li(?:fe|ves) = mourir mort
br(?:eak|oke)\w* out = éclater déclarer
(?:town|city) hall = mairie
market hall = halle marché
(?:town|city|municipal) council = conseil municipal
high schools?|secondary schools? = lycée collège
nursery schools? = maternelle
tram lines?|tramways?|trams? = tramway
fire ?fighters? = pompier
police officers?|officers? = policier agent
swimming pools? = piscine
media library = médiathèque
maternity (?:ward|unit|hospital) = maternité
power (?:plant|station)s? = centrale
wind farms? = parc éolien
wind turbines? = éolienne
(?:train|railway) stations? = gare
car parks?|parking lots? = parking
foundation stone|first stone|cornerstone = pierre
funding round|fund ?raising = lever levée fonds
start ups?|startups? = jeune pousse start-up
work ?force = effectif salarié
because of|due to|owing to = cause
home owners?|landlords? = propriétaire
br[eo]\w+ (?:\w+ ){0,2}record|beat\w* (?:\w+ ){0,2}record = record battre
safe and (?:sound|well) = indemne sain
flood victims? = sinistré
key (?:interest )?rate = taux directeur
went on strike|go on strike|on strike = grève
heat ?waves? = canicule
road works? = travaux
running water|drinking water = eau potable
"""


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """`first` and `last` are the places of its words; `terms` the search terms of what it says."""

    first: int
    last: int
    terms: frozenset[str]


def find_phrases(folded: Sequence[str], language: str) -> list[SetPhrase]:
    """The set phrases among the folded words of a text in `fr` or `en`, in order."""
    plain = " ".join(folded)
    pattern, meanings = _table(language)
    return [
        SetPhrase(plain.count(" ", 0, match.start()), plain.count(" ", 0, match.end()), meanings[match.lastgroup or ""])
        for match in pattern.finditer(plain)
    ]


@cache
def _table(language: str) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    lines = (_ENGLISH if language == "en" else _FRENCH).strip().splitlines()
    entries = [line.rsplit(" =", maxsplit=1) for line in lines]
    patterns = "|".join(rf"(?P<p{place}>(?:{phrase}))" for place, (phrase, _) in enumerate(entries))
    meanings = {f"p{place}": frozenset(search_terms(words)) for place, (_, words) in enumerate(entries)}
    return re.compile(rf"\b(?:{patterns})(?!\w)"), meanings
