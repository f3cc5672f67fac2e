"""Words that French readers and papers use for one thing: « la société », « l'entreprise », « le groupe ».

A hand-made table of general press vocabulary, by groups; a word may stand in several, and a group holds the forms of a
word that have terms of their own (« nouveau », « nouvelle »). It serves to recognise a question's word in a sentence
that says it otherwise, never to rewrite either.
"""

from functools import cache

from index.terms.french_analysis import search_terms

_GROUPS = """
entreprise société firme compagnie groupe boîte start-up acteur maison
patron dirigeant dirigeante directeur directrice président présidente PDG chef responsable diriger présider piloter tête
fondateur fondatrice cofondateur fonder créer créateur création lancer fondation
créer création monter bâtir établir instaurer lancer doter
construire construction bâtir édifier ériger chantier travaux réaliser
coûter coût prix montant facture dépense somme budget payer tarif investissement
montant somme budget enveloppe milliard million
gagner remporter victoire vaincre emporter décrocher lauréat gagnant vainqueur obtenir
obtenir recevoir décrocher toucher attirer bénéficier
perdre perte défaite recul
augmenter augmentation hausse croissance croître progresser progression bond monter grimper accroître élever renforcer
baisser baisse diminuer diminution recul reculer chute réduction réduire tomber
salarié employé effectif personnel emploi emplois travailleur agent poste embaucher employer
embaucher recruter recrutement embauche engager
emploi emplois poste travail métier
chercheur chercheuse scientifique savant universitaire expert spécialiste
recherche étude enquête travaux rapport analyse
étude rapport enquête publication
directeur chef responsable
maire élu édile
ville commune municipalité municipal cité agglomération métropole métropolitain localité
pays nation état
habitant population riverain résident citoyen
maison logement appartement habitation domicile immobilier
étranger étrangère international mondial monde
mondial planétaire monde international
dire déclarer affirmer expliquer estimer juger assurer indiquer préciser annoncer souligner ajouter confier
annoncer annonce dévoiler révéler présenter publier
publier paraître sortir parution publication diffuser
penser estimer juger considérer croire avis opinion
demander réclamer exiger souhaiter vouloir demande
vouloir souhaiter entendre ambition viser objectif but compter prévoir espérer
objectif but cible viser ambition ambitionner atteindre
prévoir prévision prévu attendre planifier envisager programmer
plan projet programme stratégie
aider aide soutien soutenir appui appuyer accompagner subvention
conseiller recommander conseil recommandation préconiser inviter devoir
interdire interdiction défendre bannir prohiber
autoriser autorisation permettre droit permis agrément habilité
permettre offrir donner grâce
commencer début débuter démarrer lancer ouvrir entamer démarrage ouverture
finir fin terminer achever conclure clore boucler achèvement
ouvrir ouverture inaugurer inauguration
fermer fermeture cesser
installer implanter établir situer siège baser implantation abriter
situer trouver lieu localisation emplacement siège installé
lieu endroit site emplacement
accueillir recevoir abriter héberger
organiser tenir dérouler organisation
réunion rencontre forum conférence congrès colloque sommet
manifestation événement festival rencontre
participer participation assister
participant présent invité
vendre vente commercialiser céder
acheter achat acquérir acquisition racheter rachat
produire production fabriquer fabrication produit
fabrication industriel usine manufacturier
usine site atelier fabrique
utiliser utilisation employer recourir servir usage exploiter
servir utile utilité rôle
domaine secteur filière branche champ activité industrie
métier activité travail
avantage atout intérêt bénéfice force mérite
faiblesse défaut inconvénient limite
difficulté problème obstacle défi frein entrave
risque danger menace
raison cause motif origine expliquer
conséquence effet résultat suite impact
résultat bilan score
premier première tête leader devancer devant dominer rang
devancer dépasser surpasser supérieur
classement palmarès rang liste
important majeur principal essentiel grand
grand vaste immense géant large taille étendu gros
petit modeste faible réduit
nombre compter dénombrer recenser total
total ensemble global
moitié demi
durée durer temps longueur
année an annuel
récemment récent dernièrement nouveau nouvelle
ancien précédent passé ex
nouveau nouvelle neuve inédit récent
loi règle règlement législation texte mesure
mesure disposition règle
impôt fiscal fiscalité taxe imposition taxer contribution
argent fonds finance financier financement capital moyens
fonds financement capital cagnotte
financer financement investir subventionner payer
investir investissement investisseur placer miser
investisseur actionnaire bailleur
banque établissement
marché vente commerce
peser représenter valoir valeur évaluer estimer
enfant élève jeune
élève étudiant écolier
école établissement lycée collège université
médecin docteur praticien soignant
malade patient
maladie affection épidémie pathologie
hôpital clinique établissement CHU
soigner traiter traitement soin guérir
mourir mort décès décéder tuer
naître naissance né
blesser blessure blessé
police gendarmerie policier
accident incident collision
voiture automobile véhicule auto
train ligne ferroviaire rail
avion aérien vol aéroport
bateau navire ferry
route chaussée voie
trajet parcours voyage liaison
électricité électrique énergie courant
énergie électricité
climat climatique réchauffement
eau hydrique
agriculteur paysan exploitant éleveur cultivateur
culture récolte
match rencontre partie
équipe club formation
joueur sportif footballeur
entraîneur coach sélectionneur
spectateur public visiteur
film long-métrage œuvre
auteur écrivain romancier signer écrire
peintre artiste
musée exposition
acteur comédien
élection scrutin vote
voter vote adopter adoption approuver
accord convention entente signer
allié partenaire alliance
partenaire associé coopération collaborer
concurrence compétition rivalité course concurrent rival
concurrent rival adversaire
ressembler comparer comparable semblable pareil similaire
différence différent distinguer
identique semblable
nommer nom appeler baptiser surnommer intituler
appeler nom
surnom surnommer
permis autorisation
machine appareil équipement matériel
équipement infrastructure installation
matériel équipement hardware
logiciel programme application
ordinateur informatique calcul
brevet invention
innovation innover nouveauté
formation former enseignement
talent compétence
spécialiste expert
meilleur mieux
principal premier première
proche près voisin
loin éloigné distance
rapide vite vitesse accélérer
long longueur
célèbre connu fameux réputé
riche richesse
pauvre pauvreté
"""


@cache
def paraphrases(term: str) -> frozenset[str]:
    """The terms that stand in a group with this one, itself left out; none for a term that is in no group."""
    return frozenset[str]().union(*(group for group in _groups() if term in group)) - {term}


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_word_terms(line)) for line in _GROUPS.strip().splitlines())


def _word_terms(line: str) -> set[str]:
    """The terms of the words of a group; an expression of several words counts by the last of them."""
    return {terms[-1] for word in line.split() if (terms := search_terms(word))}
