"""English words of the press and the French words they stand for: what an English sentence shares with a French quote.

A small hand-made lexicon of general vocabulary, English first. Words that look alike in both languages need no entry.
"""

import re
from functools import cache

from index.french_analysis import search_terms

_LEXICON = """
able=capable pouvoir|about=environ sujet|above=dessus|abroad=étranger|according=selon|accuse=accuser
achieve=atteindre réaliser|across=travers|act=agir loi|add=ajouter|admit=admettre reconnaître|adult=adulte
advance=avance avancer|advice=conseil|affect=toucher affecter|afraid=peur|after=après|afternoon=après-midi
again=nouveau|age=âge|agency=agence|agree=accord accepter|agreement=accord|ahead=avance devant|aid=aide
aim=viser objectif|air=air aérien|aircraft=avion appareil|airline=compagnie|airport=aéroport|alive=vivant
allow=permettre autoriser|almost=presque|alone=seul|along=long|already=déjà|also=aussi également|although=malgré
among=parmi|amount=montant somme|announce=annoncer|announcement=annonce|annual=annuel an|answer=réponse répondre
appeal=appel|apply=appliquer demander|appoint=nommer|approve=approuver adopter|area=zone région domaine
argue=estimer affirmer|arm=bras arme|army=armée|around=environ autour|arrest=arrêter interpeller|arrive=arriver
art=art|artist=artiste|ask=demander|attack=attaque attentat|attend=assister participer|attract=attirer|autumn=automne
avalanche=avalanche|average=moyen moyenne|avoid=éviter|award=prix décerner remettre|away=loin|baby=bébé|back=retour
bad=mauvais|bag=sac|balance=équilibre bilan|ban=interdire interdiction|band=groupe|bank=banque|beat=battre
become=devenir|bed=lit|beer=bière|begin=commencer débuter|behaviour=comportement|believe=croire estimer
benefit=bénéficier avantage|best=meilleur|big=grand gros|bike=vélo|bill=projet facture loi|bird=oiseau|birth=naissance
birthplace=naissance|blame=accuser reprocher|block=bloquer|blood=sang|board=conseil|boat=bateau|body=corps|bomb=bombe
bone=os|book=livre|boost=relancer stimuler|border=frontière|born=naître né|boss=patron|bottle=bouteille|box=boîte
boy=garçon|brain=cerveau|branch=branche agence|bread=pain|break=rompre casser battre|breath=souffle|bridge=pont
bright=brillant|bring=apporter amener|broadcast=diffuser|brother=frère|budget=budget|build=construire bâtir
building=bâtiment immeuble|burn=brûler|bus=bus|business=entreprise affaire|businessman=affaire homme
buy=acheter acquérir racheter|call=appeler|camera=caméra|campaign=campagne|cancel=annuler|candidate=candidat
capital=capital capitale|car=voiture automobile|carry=porter|case=affaire cas|catch=attraper|cattle=bétail
cause=cause causer provoquer|cease=cesser|cell=cellule|century=siècle|certain=certain|chair=présider
chairman=président|challenge=défi|chance=chance|change=changer changement|channel=chaîne|charge=accuser
charity=association|cheap=bon|check=vérifier contrôle|chief=chef patron|child=enfant|children=enfant|choose=choisir
church=église|city=ville|claim=affirmer revendiquer|clean=propre nettoyer|clear=clair|climate=climat climatique
climb=grimper|close=fermer|clothes=vêtement|coach=entraîneur|coal=charbon|coast=côte littoral|coffee=café|cold=froid
collapse=effondrement effondrer céder|collect=collecter recueillir|come=venir|company=entreprise société
compensation=indemnisation indemniser|compete=concurrence|complain=plaindre|complaint=plainte|concern=concerner
conductor=chef|confirm=confirmer|congress=congrès|contain=contenir|continue=continuer poursuivre|contract=contrat
control=contrôle maîtriser|convict=condamner|cook=cuisiner|corner=coin|corruption=corruption|cost=coûter coût
council=conseil|country=pays|court=tribunal cour|cover=couvrir|craft=artisanat|crash=accident écraser|create=créer
credit=crédit|crew=équipage|crime=crime|crisis=crise|crop=récolte|cross=traverser franchir|crowd=foule|cup=coupe
customer=client|cut=réduire supprimer baisser ramener|cyclist=cycliste|dam=barrage|damage=dégât dommage|dance=danse
danger=danger|dark=noir|data=donnée|daughter=fille|day=jour journée|dead=mort|deal=accord|death=mort décès|debt=dette
decade=décennie|decide=décider|decision=décision|decline=refuser baisser|decree=décret|deep=profond
defeat=défaite battre|degree=degré diplôme|delay=retard retarder|deliver=livrer|delivery=livraison
demand=demande réclamer|deny=nier démentir|depart=partir|depend=dépendre|describe=décrire|desert=désert
design=concevoir dessiner|despite=malgré|destroy=détruire|detail=détail|detect=détecter|develop=développer
device=appareil|die=mourir|different=différent|difficult=difficile|dig=creuser|director=directeur réalisateur
disappear=disparaître|discover=découvrir|discovery=découverte|discuss=discuter|disease=maladie
dismiss=rejeter licencier|dispute=conflit litige|disrupt=perturber|disruption=perturbation|divide=diviser
doctor=médecin|document=document|dog=chien|door=porte|double=doubler|draft=projet|draw=tirer match nul|dream=rêve
dress=robe|drink=boire|drive=conduire|driver=conducteur chauffeur|drop=baisser chuter|drought=sécheresse
drug=médicament drogue|due=dû|duty=devoir droit|ear=oreille|early=début tôt|earn=rapporter gagner|earth=terre
earthquake=séisme tremblement|east=est|easy=facile|eat=manger|economy=économie|edition=édition|education=éducation
effect=effet|effort=effort|egg=œuf|elect=élire|election=élection|electric=électrique|electricity=électricité
emergency=urgence|emission=émission|employ=employer|employee=salarié employé|end=fin finir terminer|energy=énergie
engine=moteur|engineer=ingénieur|enjoy=profiter|enough=assez|enter=entrer|environment=environnement|equal=égal
escape=échapper|estimate=estimer évaluer|european=européen|evacuate=évacuer|evening=soir soirée|event=événement
evidence=preuve|exam=examen|examine=examiner|example=exemple|excellent=excellent|executive=dirigeant cadre
exhibition=exposition|exist=exister|expand=agrandir étendre|expect=attendre prévoir|expensive=cher|expert=expert
explain=expliquer|export=exporter exportation|extend=prolonger étendre reconduire|eye=œil|face=affronter|fact=fait
factory=usine|fail=échouer|fair=juste foire|fall=chuter baisser tomber chute|family=famille|famous=célèbre
fan=supporter|far=loin|farm=ferme exploitation|farmer=agriculteur éleveur|fashion=mode|fast=rapide|father=père
favour=faveur|fear=craindre peur|fee=frais|feel=sentir|female=femme|festival=festival|few=peu|field=domaine champ
fight=lutter combattre|figure=chiffre|file=déposer|film=film|filmmaker=cinéaste réalisateur|final=finale final
find=trouver|fine=amende|finish=finir terminer|fire=incendie feu licencier|firefighter=pompier|firm=entreprise société
first=premier|fish=poisson|fix=réparer fixer|flat=appartement|flee=fuir|fleet=flotte|flight=vol|flood=inondation crue
floor=étage sol|flower=fleur|fly=voler|focus=concentrer|follow=suivre|food=nourriture alimentaire
force=force forcer obliger|forecast=prévision|foreign=étranger|forest=forêt|form=former forme|former=ancien
forward=avant|found=fonder|founder=fondateur|free=libre gratuit|freeze=geler|friend=ami|friendly=amical|front=devant
fruit=fruit|fuel=carburant|full=plein complet|fund=fonds|funding=financement|future=avenir futur|gain=gagner hausse
game=match jeu|garden=jardin|gas=gaz|gather=réunir rassembler|general=général|generation=génération|girl=fille
give=donner|glass=verre|global=mondial|goal=but objectif|goalkeeper=gardien|gold=or|good=bon|govern=gouverner
government=gouvernement|grandmother=grand-mère|grant=accorder subvention|great=grand|green=vert|ground=sol clouer
group=groupe|grow=croître augmenter|growth=croissance hausse|guard=garde gardien|guest=invité|guilty=coupable|gun=arme
hair=cheveu|half=moitié|hand=main|happen=produire arriver|happy=heureux|hard=dur difficile|harm=nuire|harvest=récolte
hate=haine|head=tête chef diriger|headquarters=siège|health=santé sanitaire|hear=entendre|heart=cœur|heat=chaleur
heatwave=canicule|heavy=lourd fort|help=aider aide|hide=cacher|high=haut élevé|highway=autoroute|hiker=randonneur
hill=colline|hire=embaucher recruter louer|historian=historien|history=histoire|hit=frapper toucher|hold=tenir
hole=trou|holiday=vacances|home=domicile maison logement|hope=espérer|horse=cheval|hospital=hôpital|host=accueillir
hostage=otage|hot=chaud|hotel=hôtel|house=maison logement|household=foyer ménage|housing=logement|huge=énorme
human=humain|hunger=faim|hurt=blesser|husband=mari|ice=glace|idea=idée|identify=identifier|illegal=illégal|image=image
impact=effet impact|import=importer|improve=améliorer|inch=pouce|include=comprendre inclure compter|income=revenu
increase=augmenter hausse|independent=indépendant|indoor=intérieur|industry=industrie secteur|inflation=inflation
inform=informer|inhabitant=habitant|initial=départ initial|injure=blesser|injury=blessure|inmate=détenu
inquiry=enquête|inside=intérieur|inspect=inspecter|instead=plutôt|insurance=assurance|intend=envisager vouloir
interest=intérêt|invent=inventer|invest=investir|investigate=enquêter|investigation=enquête|investment=investissement
investor=investisseur|invite=inviter|involve=impliquer|iron=fer|island=île|issue=question publier|jail=prison
job=emploi poste|join=rejoindre adhérer|journalist=journaliste|judge=juge|jump=bondir bond|jury=jury
keep=garder maintenir|key=clé|kick=coup|kid=enfant|kill=tuer mort|kind=sorte|king=roi|kitchen=cuisine|knee=genou
know=savoir connaître|label=étiquette|labour=travail|lack=manquer manque|lady=dame|lake=lac|lamp=lampadaire lampe
land=terre terrain atterrir|landlord=propriétaire|landscape=paysage|landslide=glissement|language=langue
large=grand vaste|late=tard retard|later=tard|laugh=rire|launch=lancer|law=loi droit|lawmaker=député parlementaire
lawsuit=procès plainte|lawyer=avocat|lead=diriger mener tête|leader=dirigeant chef|league=ligue|leak=fuite
learn=apprendre|leave=quitter partir|left=gauche|legal=légal juridique|lend=prêter|length=longueur|less=moins
lesson=leçon|letter=lettre|level=niveau|library=bibliothèque|licence=permis|lie=mentir|life=vie|lift=lever
light=lumière|limit=limiter limite|link=relier lier|list=liste|listen=écouter|literature=littérature
live=vivre habiter|load=charge|loan=prêt|local=local|locate=installer situer|lock=fermer|long=long
look=chercher regarder|lorry=camion|lose=perdre|loss=perte|loud=fort|love=aimer amour|low=bas faible|lower=baisser
luck=chance|machine=machine|magazine=magazine revue|mail=courrier|main=principal|maintain=maintenir|majority=majorité
make=faire fabriquer|maker=fabricant constructeur|male=homme|man=homme|manage=gérer|manager=directeur responsable
manufacture=fabriquer|manufacturer=fabricant constructeur|map=carte|march=marche|mark=marquer
market=marché commercialiser|marry=épouser|master=maître|material=matériel matière|matter=affaire|maximum=maximum
mayor=maire|meal=repas|mean=signifier|measure=mesure|meat=viande|media=média presse|medicine=médicament médecine
meet=rencontrer réunir|meeting=réunion|member=membre|memory=mémoire|merge=fusionner|merger=fusion|message=message
metal=métal|method=méthode|middle=milieu|mild=doux|milk=lait|mind=esprit|mine=mine|miner=mineur|minimum=minimum
minister=ministre|minor=mineur|miss=manquer|missing=disparaître|mistake=erreur|mix=mélanger|model=modèle
modern=moderne|moment=moment|money=argent|mood=humeur|moon=lune|more=plus davantage|morning=matin|mother=mère
motorway=autoroute|mountain=montagne|mouth=bouche|move=déménager bouger|movie=film|museum=musée|music=musique
mystery=mystère|name=nom nommer|narrow=étroit|nation=pays nation|national=national|native=natif|nature=nature
near=près proche|neck=cou|need=besoin falloir|negotiate=négocier|negotiation=négociation|neighbor=voisin
neighbour=voisin|network=réseau|new=nouveau neuf|news=nouvelle actualité|newspaper=journal quotidien
next=prochain suivant|night=nuit|noise=bruit|north=nord|northern=nord|note=note|notice=avis remarquer|novel=roman
novelist=romancier|now=désormais maintenant|nuclear=nucléaire|number=nombre|nurse=infirmier|object=objet
observe=observer|obtain=obtenir|ocean=océan|offer=offrir proposer offre|office=bureau|officer=agent officier
official=responsable officiel|oil=pétrole|old=vieux ancien|once=fois|online=ligne|open=ouvrir|opening=ouverture
operate=exploiter|opinion=avis|opponent=adversaire|opposition=opposition|option=option|order=commander ordre
organise=organiser|organize=organiser|origin=origine|outage=panne|output=production|outside=extérieur|overall=total
overtake=dépasser|owe=devoir|own=posséder détenir|owner=propriétaire|page=page|pain=douleur|paint=peindre
painter=peintre|painting=tableau|pair=paire|paper=papier journal|parent=parent|park=parc|parliament=parlement
part=partie|particular=particulier|partner=partenaire|party=parti|pass=adopter passer|passenger=passager|patent=brevet
path=chemin sentier|patient=patient malade|pause=pause|pay=payer verser|payment=paiement|peace=paix|peak=sommet
penalty=pénalité amende|pension=retraite|people=personne gens|percent=cent|perfect=parfait|perform=jouer
performance=résultat représentation|period=période|permit=permis autorisation|person=personne|phone=téléphone
photo=photo|physical=physique|pick=choisir|picture=image tableau|piece=pièce morceau|pilot=pilote|pioneer=pionnier
pipe=tuyau|place=place lieu|plaintiff=plaignant|plan=plan projet prévoir|plane=avion|planet=planète
plant=usine centrale plante|plastic=plastique|play=jouer|player=joueur|pledge=promettre engager|poem=poème|poet=poète
point=point|poison=poison|police=police|policy=politique|poll=sondage|pollution=pollution|pool=piscine bassin
poor=pauvre|popular=populaire|population=population|port=port|position=position|possible=possible|post=poste
potato=pomme|poverty=pauvreté|power=puissance pouvoir énergie électricité|practice=pratique|prefer=préférer
pregnant=enceinte|prepare=préparer|present=présenter|preserve=préserver conserver|president=président|press=presse
pressure=pression|prevent=empêcher|price=prix|primary=primaire|prime=premier|print=imprimer|prison=prison
private=privé|prize=prix|problem=problème|process=processus|produce=produire|product=produit|profession=métier
profit=bénéfice profit|programme=programme|progress=progrès|project=projet|promise=promettre|proof=preuve
property=propriété immobilier|propose=proposer|prosecutor=procureur parquet|protect=protéger
protest=manifester manifestation|protester=manifestant|proud=fier|prove=prouver|provide=fournir prévoir|public=public
publish=publier|pupil=élève|purchase=achat acheter|purpose=but|push=pousser|put=mettre|quality=qualité
quantity=quantité|quarter=trimestre quart|queen=reine|question=question|quick=rapide|quiet=calme|quit=quitter
quite=assez|race=course|radio=radio|rail=rail ferroviaire|railway=ferroviaire chemin|rain=pluie
raise=relever augmenter lever|range=gamme|rank=rang|ranking=classement|rare=rare|rate=taux|raw=brut|reach=atteindre
reaction=réaction|read=lire|reader=lecteur|ready=prêt|real=réel vrai|reason=raison|rebuild=reconstruire
recall=rappeler|receive=recevoir|recent=récent|recommend=recommander|record=record|recover=retrouver|recycle=recycler
red=rouge|reduce=réduire|referendum=référendum|refinery=raffinerie|reform=réforme|refugee=réfugié|refuse=refuser
region=région|register=inscrire|registration=inscription|reject=rejeter|relation=relation|relative=proche
release=libérer publier|rely=compter|remain=rester demeurer|remove=retirer|renew=renouveler|renovate=rénover
renovation=rénovation travaux|rent=loyer louer|repair=réparer|replace=remplacer|reply=répondre|report=rapport signaler
reporter=journaliste|represent=représenter|republic=république|request=demande|require=exiger|rescue=secourir sauver
rescuer=sauveteur|research=recherche|researcher=chercheur|reserve=réserve|resident=habitant|resign=démissionner
resist=résister|respect=respecter|rest=reste|restart=redémarrer|restaurant=restaurant|restore=restaurer
result=résultat|retire=retraite|return=revenir retour|reveal=révéler|revenue=recette revenu chiffre|rich=riche
ride=rouler|right=droit droite|ring=anneau|rise=augmenter hausse|risk=risque|rival=rival|river=rivière fleuve
road=route|robot=robot|rock=rocher|role=rôle|roof=toit|room=salle chambre|root=racine|round=tour|row=rang|royal=royal
rubbish=ordure|rule=règle diriger|ruling=décision jugement|run=courir diriger|rural=rural|rush=ruée|sad=triste
safe=sûr|safety=sécurité|sail=voile naviguer|salary=salaire|sale=vente vendre|salt=sel|same=même|sand=sable
save=sauver économiser|say=dire déclarer|scale=échelle|scandal=scandale|scene=scène|school=école|science=science
scientist=scientifique chercheur|score=marquer score|screen=écran|sea=mer|search=recherche chercher|season=saison
seat=siège|second=deuxième|secret=secret|secretary=secrétaire|sector=secteur|security=sécurité|seek=chercher demander
seem=sembler|sell=vendre|senator=sénateur|send=envoyer|senior=âgé supérieur|sense=sens|sentence=condamner peine
separate=séparer|serious=grave|serve=servir|session=séance|set=fixer|settle=régler|several=plusieurs|sex=sexe
shape=forme|share=part action partager|sheep=mouton|shelf=étagère|shell=obus|shelter=abri|shine=briller
ship=navire bateau|shipyard=chantier|shoe=chaussure|shoot=tirer|shop=magasin|shore=rive|short=court|shortage=pénurie
shoulder=épaule|shout=crier|show=montrer spectacle|shut=fermer|sick=malade|side=côté|sight=vue|sign=signer
silent=silencieux|silver=argent|simple=simple|since=depuis|sing=chanter|singer=chanteur|single=seul|sister=sœur
sit=asseoir siéger|site=site|situate=situer|situation=situation|size=taille|skill=compétence|skin=peau|sky=ciel
sleep=dormir|slow=lent ralentir|small=petit|smell=odeur|smoke=fumée fumer|snow=neige|soar=bondir flamber
soccer=football|social=social|society=société|soft=doux|soil=sol|soldier=soldat|solution=solution|son=fils
song=chanson|sound=son|source=source|south=sud|southern=sud|space=espace spatial|speak=parler|special=spécial
species=espèce|spectator=spectateur|speech=discours|speed=vitesse|spend=dépenser passer|spending=dépense|spirit=esprit
split=diviser séparer|spokesman=porte-parole|spokeswoman=porte-parole|sport=sport|spread=propager|spring=printemps
square=place carré|stadium=stade|staff=personnel effectif|stage=étape scène|stand=tenir|standstill=paralyser
star=étoile vedette|start=commencer débuter départ|state=état|statement=déclaration communiqué|station=gare station
statue=statue|stay=rester|steal=voler|steel=acier|step=étape|stock=bourse action stock|stone=pierre|stop=arrêter
store=magasin|storm=tempête|straight=droit|strange=étrange|stream=ruisseau|street=rue|strength=force|stress=stress
strict=strict|strike=grève|strong=fort solide|structure=structure|struggle=lutte|student=étudiant élève
study=étude étudier|submarine=sous-marin|subsidy=subvention|succeed=succéder|success=succès réussite|successful=réussi
suffer=souffrir|sugar=sucre|summer=été|summit=sommet|sun=soleil|supplier=fournisseur
supply=fourniture approvisionnement|support=soutenir soutien|supporter=supporter|surface=surface|surgeon=chirurgien
surgery=opération|surprise=surprise|survey=sondage enquête|survive=survivre|survivor=survivant
suspect=suspect soupçonner|sustain=durable|sweet=doux|swim=nager|swimmer=nageur|swimming=piscine natation
switch=passer|symbol=symbole|system=système|table=table|take=prendre|talk=discussion négociation|tall=haut
target=objectif cible|task=tâche|tax=impôt taxe imposition fiscal|teach=enseigner|teacher=enseignant professeur
team=équipe|technology=technologie|teenager=adolescent|telephone=téléphone|television=télévision|tell=dire
temperature=température|temporary=temporaire provisoire|tenant=locataire|test=essai test|text=texte|theater=théâtre
theatre=théâtre|theft=vol|thick=épais|thief=voleur|thin=mince|think=penser|threat=menace|threaten=menacer|throw=lancer
ticket=billet|tie=égalité lien|tight=serré|time=temps fois|tiny=petit|tired=fatigué|title=titre|tobacco=tabac
together=ensemble|tool=outil|tooth=dent|top=premier tête principal|total=total|touch=toucher|tough=dur|tour=tournée
tourist=touriste|tower=tour|town=ville commune|toy=jouet|track=piste voie|trade=commerce|tradition=tradition
traffic=circulation trafic|train=train former|training=formation|transport=transport|trap=piège
travel=voyager rendre voyage|treasure=trésor|treat=soigner traiter|treaty=traité|tree=arbre|trial=procès essai
tribunal=tribunal|trip=voyage|troop=troupe|trouble=problème|truck=camion|true=vrai|trust=confiance|truth=vérité
try=essayer tenter|tunnel=tunnel|turn=tourner|twin=jumeau|type=type|typical=typique|understand=comprendre
unemployment=chômage|union=syndicat|unit=unité|university=université|unknown=inconnu|unusual=inhabituel
unveil=dévoiler|upper=supérieur|urban=urbain|use=utiliser usage|user=utilisateur|usual=habituel|vacation=vacances
vaccine=vaccin|valley=vallée|value=valeur évaluer estimer|vegetable=légume|vehicle=véhicule|version=version
vessel=navire|vice=vice|victim=victime|victory=victoire|video=vidéo|view=vue avis|village=village|violation=violation
virus=virus|visible=visible|visit=visiter visite|visitor=visiteur|vital=vital|voice=voix|volunteer=bénévole
vote=vote voter voix|voter=électeur|wage=salaire|wait=attendre|wake=réveiller|walk=marcher|walker=promeneur|wall=mur
want=vouloir|war=guerre|warm=chaud|warn=prévenir avertir|warning=alerte avertissement|wash=laver|waste=déchet
watch=regarder|water=eau|wave=vague|way=voie|weak=faible|wealth=richesse|weapon=arme|wear=porter|weather=météo temps
web=internet|website=site|wedding=mariage|week=semaine|weekend=week-end|weigh=peser|weight=poids|welcome=accueillir
west=ouest|western=ouest|wet=humide|wheat=blé|wheel=roue|white=blanc|whole=entier|wide=large|wife=femme épouse
wild=sauvage|win=gagner remporter|wind=vent|window=fenêtre|wine=vin|wing=aile|winner=vainqueur|winter=hiver|wise=sage
wish=souhaiter|witness=témoin|wolf=loup|woman=femme|women=femme|wonder=demander|wood=bois|word=mot
work=travail travailler œuvre|worker=ouvrier travailleur salarié|workforce=effectif|world=monde mondial
worry=inquiéter|worsen=aggraver|worth=valoir|wound=blesser|write=écrire|writer=écrivain|wrong=faux|yard=cour
year=an année|yellow=jaune|yield=rendement|young=jeune|youth=jeunesse jeune|zone=zone
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
