"""More words for one thing, for comparing what is written with a quote: « repousser », « reporter », « décaler ».

These groups are wider than those of `rag.reading.paraphrases`, by which sentences are found and ranked: two sentences
that are compared here are known to be about the same.
"""

from functools import cache

from index.terms.french_analysis import search_terms
from rag.reading.paraphrases import paraphrases

_GROUPS = """
discussion négociation pourparlers dialogue
freiner ralentir ralentissement
manquer manque pénurie défaut carence absence
profiter bénéficier
cours prix tarif
démolir démolition détruire destruction raser
démanteler démantèlement démonter
supprimer suppression licencier licenciement
dénoncer critiquer déplorer fustiger regretter reprocher
doter acquérir acheter équiper
achever terminer finir boucler conclure compléter
élever atteindre chiffrer coûter montant
libérer libération liberté relâcher
arrêter interpeller arrestation interpellation
saisir confisquer saisie
manifester défiler protester manifestation protestation
repousser reporter retarder décaler différer report
agrandir agrandissement étendre élargir extension
rénover rénovation restaurer restauration réhabiliter réhabilitation moderniser
entamer débuter commencer démarrer lancer
incendie feu brûler
domicile maison foyer
proche famille parent
livre ouvrage roman
toile tableau peinture
contraindre obliger forcer
remplacer succéder
démissionner démission quitter départ partir
nommer désigner nomination désignation
effondrer effondrement écrouler
indemniser indemnisation dédommager dédommagement
voler vol dérober cambrioler cambriolage
souhaiter espérer vouloir désirer
relier desservir
superficie surface
doubler tripler quadrupler multiplier
diviser diminuer
assurer garantir affirmer
abriter accueillir héberger loger
écarter exclure évincer
éliminer battre
remporter gagner victoire
rester demeurer
augmenter hausse cher renchérir
adopter approuver valider autoriser ratifier voter
éteindre maîtriser
équipe effectif
usager voyageur passager
conducteur chauffeur
dégât dommage
dette endettement
gratuit gratuité
fermer fermeture clore
mécontent colère
crue inondation déborder
panne défaillance
soutenir soutien favorable
payer rémunérer toucher
essayer essayé essayée expérimenter expérimenté tester explorer exploré
relaxer acquitter innocenter
moyens ressources
trouver retrouver
sain indemne
tomber abattre
personnel propre
prononcer avis
abaisser baisser réduire
relever augmenter hausse
envisager réfléchir songer étudier projeter
"""


@cache
def press_paraphrases(term: str) -> frozenset[str]:
    """The terms that may say the same as this one, itself left out."""
    return paraphrases(term).union(*(group for group in _groups() if term in group)) - {term}


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(search_terms(line)) for line in _GROUPS.strip().splitlines())
