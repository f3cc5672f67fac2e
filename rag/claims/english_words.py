"""English words of the press and the French words they stand for: what an English sentence shares with a French quote.

A small hand-made lexicon of general vocabulary, English first. Words that look alike in both languages need no entry.
"""

import re
from functools import cache

from index.french_analysis import search_terms

_LEXICON = """
able=capable pouvoir|about=environ sujet|above=dessus|abroad=étranger|accuse=accuser|achieve=atteindre réaliser
add=ajouter|after=après|age=âge|agree=accord accepter|agreement=accord|ahead=avance devant|aid=aide
aim=viser objectif|air=air aérien|aircraft=avion appareil|airline=compagnie|airport=aéroport
allow=permettre autoriser|almost=presque|already=déjà|also=aussi également|among=parmi|amount=montant somme
announce=annoncer|annual=annuel an|appeal=appel|appoint=nommer|area=zone région domaine|army=armée
around=environ autour|arrest=arrêter interpeller|arrive=arriver|ask=demander|attack=attaque attentat|attract=attirer
autumn=automne|award=prix décerner remettre|baby=bébé|back=retour|ban=interdire interdiction|bank=banque|beat=battre
become=devenir|begin=commencer débuter|believe=croire estimer|benefit=bénéficier avantage|best=meilleur
big=grand gros|bill=projet facture loi|bird=oiseau|birth=naissance|birthplace=naissance|board=conseil|boat=bateau
body=corps|book=livre|border=frontière|born=naître né|boss=patron|bring=apporter amener|broadcast=diffuser
brother=frère|build=construire bâtir|building=bâtiment immeuble|business=entreprise affaire
businessman=affaire homme|buy=acheter acquérir racheter|call=appeler|campaign=campagne|cancel=annuler
capital=capital capitale|car=voiture automobile|carry=porter|case=affaire cas|cattle=bétail|cease=cesser
chair=présider|chairman=président|chance=chance|change=changer changement|charge=accuser|cheap=bon|chief=chef patron
child=enfant|children=enfant|choose=choisir|church=église|city=ville|claim=affirmer revendiquer|close=fermer
coach=entraîneur|coal=charbon|collapse=effondrement effondrer céder|come=venir|company=entreprise société
compete=concurrence|concern=concerner|contract=contrat|cost=coûter coût|council=conseil|country=pays
court=tribunal cour|cover=couvrir|crash=accident écraser|create=créer|crew=équipage|crime=crime|crop=récolte
crowd=foule|cup=coupe|customer=client|cut=réduire supprimer baisser ramener|dam=barrage|damage=dégât dommage
data=donnée|daughter=fille|deal=accord|death=mort décès|debt=dette|decide=décider|decision=décision|decree=décret
decline=refuser baisser|defeat=défaite battre|deliver=livrer|delivery=livraison|demand=demande réclamer
deny=nier démentir|design=concevoir dessiner|destroy=détruire|develop=développer|die=mourir
director=directeur réalisateur|disappear=disparaître|disease=maladie|dismiss=rejeter licencier|doctor=médecin
dog=chien|double=doubler|draw=tirer match nul|drink=boire|drive=conduire|driver=conducteur chauffeur
drop=baisser chuter|drought=sécheresse|drug=médicament drogue|early=début tôt|earn=rapporter gagner
earthquake=séisme tremblement|east=est|economy=économie|elect=élire|election=élection|electric=électrique
employee=salarié employé|employ=employer|end=fin finir terminer|energy=énergie|enough=assez|enter=entrer
estimate=estimer évaluer|event=événement|evidence=preuve|example=exemple|executive=dirigeant cadre
exhibition=exposition|expand=agrandir étendre|expect=attendre prévoir|expensive=cher|explain=expliquer
export=exporter exportation|extend=prolonger étendre reconduire|face=affronter|factory=usine|fail=échouer
fall=chuter baisser tomber chute|family=famille|famous=célèbre|far=loin|farm=ferme exploitation
farmer=agriculteur éleveur|father=père|field=domaine champ|fight=lutter combattre|figure=chiffre|file=déposer
film=film|filmmaker=cinéaste réalisateur|find=trouver|fine=amende|fire=incendie feu licencier|firefighter=pompier
firm=entreprise société|fish=poisson|flat=appartement|flee=fuir|fleet=flotte|flight=vol|flood=inondation crue
fly=voler|follow=suivre|food=nourriture alimentaire|force=force forcer|forecast=prévision|foreign=étranger
forest=forêt|found=fonder|founder=fondateur|free=libre gratuit|freeze=geler|friend=ami|fuel=carburant|fund=fonds
future=avenir futur|gain=gagner hausse|game=match jeu|gas=gaz|give=donner|goal=but objectif|goalkeeper=gardien
government=gouvernement|grandmother=grand-mère|grant=accorder subvention|ground=sol|group=groupe
grow=croître augmenter|growth=croissance hausse|guilty=coupable|half=moitié|harvest=récolte|head=tête chef diriger
headquarters=siège|health=santé sanitaire|hear=entendre|heart=cœur|heat=chaleur|heatwave=canicule|help=aider aide
high=haut élevé|highway=autoroute|hire=embaucher recruter|hit=frapper toucher|hold=tenir
home=domicile maison logement|hope=espérer|horse=cheval|host=accueillir|hospital=hôpital|hostage=otage
house=maison logement|housing=logement|household=foyer ménage|huge=énorme|human=humain|hunger=faim|husband=mari
ice=glace|illegal=illégal|import=importer|improve=améliorer|income=revenu|increase=augmenter hausse
industry=industrie secteur|initial=départ initial|injure=blesser|injury=blessure|inmate=détenu|inquiry=enquête
insurance=assurance|interest=intérêt|investigate=enquêter|invest=investir|investor=investisseur
investment=investissement|involve=impliquer|island=île|issue=question publier|jail=prison|job=emploi poste
join=rejoindre|journalist=journaliste|judge=juge|jump=bondir bond|keep=garder maintenir|key=clé|kill=tuer mort
king=roi|know=savoir connaître|label=étiquette|labour=travail|lack=manquer manque|lake=lac
land=terre terrain atterrir|landlord=propriétaire|landslide=glissement|language=langue|large=grand vaste
launch=lancer|law=loi droit|lawmaker=député parlementaire|lawsuit=procès plainte|lawyer=avocat
lead=diriger mener tête|leader=dirigeant chef|league=ligue|learn=apprendre|leave=quitter partir|length=longueur
less=moins|letter=lettre|level=niveau|library=bibliothèque|lie=mentir|life=vie|light=lumière|link=relier lier
list=liste|live=vivre habiter|loan=prêt|local=local|locate=installer situer|long=long|lose=perdre|loss=perte
low=bas faible|lower=baisser|machine=machine|magazine=magazine revue|main=principal|make=faire fabriquer
maker=fabricant constructeur|manage=gérer|manager=directeur responsable|manufacture=fabriquer
manufacturer=fabricant constructeur|march=marche|mark=marquer|market=marché commercialiser|marry=épouser|mayor=maire
mean=signifier|measure=mesure|meat=viande|medicine=médicament médecine|meet=rencontrer réunir|meeting=réunion
member=membre|merge=fusionner|merger=fusion|mine=mine|miner=mineur|minister=ministre|miss=manquer
missing=disparaître|money=argent|more=plus davantage|mother=mère|motorway=autoroute|mountain=montagne
move=déménager bouger|movie=film|museum=musée|music=musique|national=national|native=natif|need=besoin falloir
neighbour=voisin|neighbor=voisin|network=réseau|new=nouveau neuf|newspaper=journal quotidien|night=nuit|north=nord
novel=roman|novelist=romancier|number=nombre|nurse=infirmier|offer=offrir proposer offre|office=bureau
officer=agent officier|official=responsable officiel|oil=pétrole|old=vieux ancien|open=ouvrir|opening=ouverture
order=commander ordre|outage=panne|output=production|overtake=dépasser|owe=devoir|own=posséder détenir
owner=propriétaire|paint=peindre|painter=peintre|painting=tableau|park=parc|parliament=parlement|part=partie
partner=partenaire|party=parti|pass=adopter passer|passenger=passager|patent=brevet|patient=patient malade
pay=payer verser|payment=paiement|peace=paix|penalty=pénalité amende|pension=retraite|people=personne gens
percent=cent|perform=jouer|period=période|phone=téléphone|pilot=pilote|pioneer=pionnier|place=place lieu
plan=plan projet prévoir|plane=avion|plant=usine centrale plante|play=jouer|player=joueur|point=point|police=police
policy=politique|poll=sondage|pollution=pollution|pool=piscine|poor=pauvre|port=port|post=poste|poverty=pauvreté
power=puissance pouvoir énergie électricité|president=président|press=presse|price=prix|prime=premier|prison=prison
prize=prix|produce=produire|product=produit|profit=bénéfice profit|project=projet|promise=promettre
property=propriété immobilier|propose=proposer|prosecutor=procureur parquet|protect=protéger
protest=manifester manifestation|protester=manifestant|prove=prouver|provide=fournir prévoir|public=public
publish=publier|pupil=élève|purchase=achat acheter|quarter=trimestre quart|queen=reine|question=question|race=course
rail=rail ferroviaire|railway=ferroviaire chemin|rain=pluie|raise=relever augmenter lever|range=gamme|rank=rang
ranking=classement|rate=taux|raw=brut|reach=atteindre|read=lire|ready=prêt|rebuild=reconstruire|receive=recevoir
recent=récent|record=record|recover=retrouver|reduce=réduire|referendum=référendum|refinery=raffinerie
refuse=refuser|region=région|reject=rejeter|release=libérer publier|remain=rester demeurer|remove=retirer
rent=loyer louer|repair=réparer|replace=remplacer|report=rapport signaler|require=exiger|rescue=secourir sauver
rescuer=sauveteur|research=recherche|researcher=chercheur|resident=habitant|resign=démissionner|restart=redémarrer
restore=restaurer|result=résultat|retire=retraite|return=revenir retour|reveal=révéler
revenue=recette revenu chiffre|rise=augmenter hausse|rival=rival|river=rivière fleuve|road=route|robot=robot
rock=rocher|role=rôle|rule=règle|ruling=décision jugement|run=courir diriger|rural=rural|safe=sûr|safety=sécurité
salary=salaire|sale=vente vendre|same=même|save=sauver économiser|say=dire déclarer|scale=échelle|school=école
scientist=scientifique chercheur|screen=écran|sea=mer|search=recherche chercher|season=saison|seat=siège
second=deuxième|secret=secret|sector=secteur|security=sécurité|seek=chercher demander|sell=vendre|send=envoyer
sentence=condamner peine|serve=servir|set=fixer|share=part action partager|ship=navire bateau|shipyard=chantier
shop=magasin|shortage=pénurie|show=montrer spectacle|shut=fermer|sick=malade|sign=signer|singer=chanteur|single=seul
sister=sœur|site=site|situate=situer|size=taille|small=petit|soar=bondir flamber|soccer=football|solution=solution
son=fils|song=chanson|source=source|south=sud|space=espace spatial|speak=parler|speech=discours|speed=vitesse
spend=dépenser|spending=dépense|sport=sport|spread=propager|spring=printemps|stadium=stade|staff=personnel effectif
stage=étape scène|stand=tenir|start=commencer débuter départ|state=état|station=gare station|statue=statue
stay=rester|steal=voler|steel=acier|step=étape|stock=bourse action|stop=arrêter|store=magasin|storm=tempête
street=rue|strength=force|strike=grève|strong=fort solide|student=étudiant élève|study=étude étudier
submarine=sous-marin|subsidy=subvention|succeed=succéder|suffer=souffrir|summer=été|summit=sommet
supplier=fournisseur|supply=fourniture approvisionnement|support=soutenir soutien|supporter=supporter
surgeon=chirurgien|surgery=opération|survey=sondage enquête|suspect=suspect soupçonner|swim=nager
swimming=piscine natation|take=prendre|talk=discussion négociation|target=objectif cible|task=tâche
tax=impôt taxe imposition fiscal|teach=enseigner|teacher=enseignant professeur|team=équipe|teenager=adolescent
tell=dire|tenant=locataire|test=essai test|theatre=théâtre|theater=théâtre|theft=vol|think=penser|threat=menace
threaten=menacer|throw=lancer|title=titre|tool=outil|top=premier tête principal|total=total|tour=tournée
tourist=touriste|town=ville commune|trade=commerce|train=train former|training=formation
travel=voyager rendre voyage|treat=soigner traiter|treaty=traité|tree=arbre|trial=procès essai|trip=voyage
truck=camion|trust=confiance|try=essayer tenter|tunnel=tunnel|turn=tourner|unemployment=chômage|union=syndicat
university=université|unveil=dévoiler|urban=urbain|use=utiliser usage|user=utilisateur|vaccine=vaccin
value=valeur évaluer estimer|vehicle=véhicule|vice=vice|victim=victime|victory=victoire|village=village
violation=violation|visit=visiter visite|visitor=visiteur|voice=voix|vote=vote voter voix|voter=électeur
wage=salaire|wait=attendre|wall=mur|want=vouloir|war=guerre|warm=chaud|warn=prévenir avertir|waste=déchet
watch=regarder|water=eau|way=voie|weak=faible|wealth=richesse|weapon=arme|weather=météo temps|wedding=mariage
weigh=peser|welcome=accueillir|west=ouest|wheat=blé|whole=entier|wife=femme épouse|win=gagner remporter|wind=vent
wine=vin|winner=vainqueur|winter=hiver|woman=femme|women=femme|wood=bois|word=mot|work=travail travailler œuvre
worker=ouvrier travailleur salarié|workforce=effectif|world=monde mondial|worsen=aggraver|wound=blesser|write=écrire
writer=écrivain|year=an année|young=jeune
""".strip()
_IRREGULAR = """
began=begin begun=begin bought=buy broke=break brought=bring built=build came=come caught=catch chose=choose
chosen=choose died=die dropped=drop drew=draw driven=drive drove=drive fallen=fall fell=fall felt=feel fled=flee
flew=fly fought=fight found=find founded=found gave=give given=give grew=grow grown=grow held=hold kept=keep
knew=know known=know laid=lay led=lead left=leave lost=lose made=make meant=mean men=man met=meet paid=pay ran=run
risen=rise rose=rise said=say sang=sing sent=send shown=show sold=sell sought=seek spent=spend spoke=speak
stole=steal stood=stand struck=strike swam=swim taken=take taught=teach thought=think threw=throw told=tell
took=take understood=understand went=go won=win wore=wear written=write wrote=write mayors=mayor cities=city
people=people dying=die planned=plan
""".split()


@cache
def french_terms(word: str) -> frozenset[str]:
    """The French search terms that an English word stands for; none for a word that the lexicon does not hold."""
    lexicon = _lexicon()
    return frozenset[str]().union(*(lexicon.get(base, frozenset()) for base in base_forms(word)))


@cache
def base_forms(word: str) -> tuple[str, ...]:
    """What an English word may be a form of, the word itself first; lowercase, without its genitive."""
    lowered = re.sub(r"['’]s?\Z", "", word.lower())
    irregular = _irregular().get(lowered)
    forms = [lowered, *([irregular] if irregular else [])]
    for ending, instead in (
        ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ):  # fmt: skip
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 2:
            stem = lowered.removesuffix(ending) + instead
            forms.append(stem)
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:  # « dropped », « planning »
                forms.append(stem[:-1])
    return tuple(dict.fromkeys(forms))


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    entries = (entry.split("=") for entry in _LEXICON.replace("\n", "|").split("|"))
    return {
        english: frozenset(term for word in french.split() for term in search_terms(word))
        for english, french in entries
    }


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split("=") for pair in _IRREGULAR)
