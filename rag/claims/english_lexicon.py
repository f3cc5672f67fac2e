"""English words of the press and the French words they stand for: a hand-made lexicon of general vocabulary.

Words that look alike in both languages need no entry. One entry is `english=french french`; those of a line are parted
by a bar, in alphabetical order.
"""

LEXICON = """
able=capable pouvoir|about=environ sujet|above=dessus|abroad=étranger|according=selon|accurate=exact précis
accuse=accuser|achieve=atteindre réaliser|across=travers|act=agir loi|add=ajouter|admit=admettre reconnaître
adult=adulte|advance=avance avancer|advice=conseil|affect=toucher affecter|afford=permettre payer|afraid=peur
after=après|aftermath=lendemain suite|afternoon=après-midi|again=nouveau|age=âge|agency=agence|agree=accord accepter
agreement=accord|ahead=avance devant|aid=aide|aim=viser objectif|air=air aérien|aircraft=avion appareil
airline=compagnie|airport=aéroport|alarm=alarme|alive=vivant|allege=accuser prétendu|allow=permettre autoriser pouvoir
ally=allié|almost=presque|alone=seul|along=long|already=déjà|also=aussi également|alter=modifier|although=malgré
among=parmi|amount=montant somme|ancient=antique ancien|anger=colère|angry=colère furieux|anniversary=anniversaire
announce=annoncer|announcement=annonce|annual=annuel an|answer=réponse répondre|apartment=appartement
apologise=excuser excuse|apology=excuse|appeal=appel|appear=apparaître paraître|appearance=apparition
applicant=candidat demandeur|apply=appliquer demander|appoint=nommer|appointment=nomination rendez-vous
approach=approcher approche|approve=approuver adopter|area=zone région domaine|argue=estimer affirmer
argument=dispute argument|arm=bras arme|army=armée|around=environ autour|arrest=arrêter interpeller|arrive=arriver
arson=incendie criminel|art=art|artist=artiste|ask=demander|assault=agression agresser|assembly=assemblée montage
assist=aider assister|athlete=athlète sportif|attack=attaque attentat|attend=assister participer|attract=attirer
auction=enchère|audience=public spectateur|autumn=automne|available=disponible|avalanche=avalanche|average=moyen moyenne
avoid=éviter|award=prix décerner remettre|away=loin|baby=bébé|back=retour|bad=mauvais|bag=sac
bakery=boulangerie boulanger|balance=équilibre bilan|ballot=scrutin bulletin vote|ban=interdire interdiction|band=groupe
bank=banque|banknote=billet|bankruptcy=faillite|basement=sous-sol cave|beach=plage|bear=ours porter|beat=battre
become=devenir|bed=lit|beer=bière|begin=commencer débuter|behaviour=comportement|behind=derrière retard
believe=croire estimer|belong=appartenir|benefit=bénéficier avantage|best=meilleur|bid=offre enchère|big=grand gros
bike=vélo|bill=projet facture loi|bird=oiseau|birth=naissance|birthday=anniversaire|birthplace=naissance
blame=accuser reprocher|blast=explosion|blind=aveugle|block=bloquer|blood=sang|board=conseil|boat=bateau|body=corps
boil=bouillir|bomb=bombe|bone=os|book=livre|boost=relancer stimuler|border=frontière|born=naître né|borrow=emprunter
boss=patron|bottle=bouteille|box=boîte|boy=garçon|brain=cerveau|branch=branche agence|brand=marque
breach=violation violer|bread=pain|break=rompre casser battre|breakfast=petit-déjeuner|breath=souffle|brewery=brasserie
brick=brique|bridge=pont|bright=brillant|bring=apporter amener|broadcast=diffuser|broken=cassé rompu|brother=frère
budget=budget|build=construire bâtir|builder=constructeur|building=bâtiment immeuble|burglar=cambrioleur
burglary=cambriolage|burn=brûler|bury=enterrer enfouir inhumer|bus=bus|business=entreprise affaire
businessman=affaire homme|butcher=boucher boucherie|buy=acheter acquérir racheter|call=appeler|camera=caméra
campaign=campagne|cancel=annuler|candidate=candidat|canteen=cantine restaurant|capital=capital capitale
car=voiture automobile|career=carrière|carry=porter|case=affaire cas|casualty=victime blessé|catch=attraper
cathedral=cathédrale|cattle=bétail|cause=cause causer provoquer|cease=cesser|cell=cellule|cemetery=cimetière
century=siècle|ceremony=cérémonie|certain=certain|chair=présider|chairman=président|challenge=défi|chance=chance
change=changer changement|channel=chaîne|charge=accuser|charity=association|cheap=bon|check=vérifier contrôle
chemical=chimique|chief=chef patron|child=enfant|children=enfant|choir=chœur chorale|choose=choisir|church=église
cinema=cinéma|city=ville|claim=affirmer revendiquer|clean=propre nettoyer|clear=clair|climate=climat climatique
climb=grimper|clock=horloge|close=fermer|closure=fermeture fermer|clothes=vêtement|cloud=nuage|coach=entraîneur
coal=charbon|coast=côte littoral|coffee=café|cold=froid|collapse=effondrement effondrer céder|colleague=collègue
collect=collecter recueillir|come=venir|commuter=usager voyageur|company=entreprise société
compensation=indemnisation indemniser|compete=concurrence|competition=concours concurrence compétition
competitor=concurrent|complain=plaindre|complaint=plainte|compulsory=obligatoire|computer=ordinateur informatique
concern=concerner|concrete=béton|conductor=chef|confirm=confirmer|congress=congrès|construction=chantier construction
consumer=consommateur|contain=contenir|continue=continuer poursuivre|contract=contrat|control=contrôle maîtriser
convict=condamner|conviction=condamnation condamner|cook=cuisiner|copper=cuivre|corner=coin|corruption=corruption
cost=coûter coût|council=conseil|councillor=conseiller élu|country=pays|county=comté|courage=courage|court=tribunal cour
cover=couvrir|crack=fissure|craft=artisanat|crane=grue|crash=accident écraser|create=créer|credit=crédit|crew=équipage
crime=crime|criminal=criminel pénal|crisis=crise|critic=critique|criticise=critiquer|crop=récolte
cross=traverser franchir|crowd=foule|cup=coupe|curator=commissaire conservateur|currency=monnaie devise
current=actuel courant|customer=client|cut=réduire supprimer baisser ramener|cyclist=cycliste|dam=barrage
damage=dégât dommage|dance=danse|danger=danger|dark=noir|data=donnée|daughter=fille|day=jour journée|dead=mort
deadly=mortel meurtrier|deal=accord|death=mort décès|debt=dette|decade=décennie|deceased=mort décédé défunt
decide=décider|decision=décision|decline=refuser baisser|decrease=baisser diminuer baisse diminution|decree=décret
dedicated=consacré dédié|deep=profond|deer=cerf|defeat=défaite battre|defence=défense|degree=degré diplôme
delay=retard retarder|deliver=livrer|delivery=livraison|demand=demande réclamer|demonstration=manifestation
demonstrator=manifestant|deny=nier démentir|depart=partir|departure=départ|depend=dépendre|deposit=dépôt
deputy=adjoint député vice|describe=décrire|desert=désert|design=concevoir dessiner|desk=bureau|despite=malgré
destroy=détruire|detail=détail|detain=détenir arrêter|detect=détecter|develop=développer|device=appareil|die=mourir
different=différent|difficult=difficile|dig=creuser|director=directeur réalisateur|disabled=handicapé handicap
disappear=disparaître|disaster=catastrophe|discover=découvrir|discovery=découverte|discuss=discuter|disease=maladie
dismiss=rejeter licencier|display=exposer afficher|dispute=conflit litige|disrupt=perturber|disruption=perturbation
distance=distance|dive=plonger|diver=plongeur|divide=diviser|doctor=médecin|document=document|dog=chien|donate=donner
donor=donateur|door=porte|double=doubler|doubt=doute douter|download=télécharger|draft=projet|drain=vider
draw=tirer match nul|dream=rêve|dress=robe|drink=boire|drive=conduire|driver=conducteur chauffeur|drop=baisser chuter
drought=sécheresse|drug=médicament drogue|dry=sec sécher|due=dû|dust=poussière|duty=devoir droit|ear=oreille
early=début tôt|earn=rapporter gagner|earth=terre|earthquake=séisme tremblement|ease=assouplir|east=est|easy=facile
eat=manger|economy=économie|edition=édition|education=éducation|effect=effet|effort=effort|egg=œuf|elderly=âgé
elect=élire|election=élection|electric=électrique|electricity=électricité|emergency=urgence|emission=émission
employ=employer|employee=salarié employé|employment=emploi|empty=vide vider|end=fin finir terminer|energy=énergie
engine=moteur|engineer=ingénieur|enjoy=profiter|enlarge=agrandir|enough=assez|enter=entrer|entire=entier tout
entrance=entrée|environment=environnement|equal=égal|equip=équiper|escape=échapper|establish=établir créer fonder
establishment=établissement|estate=domaine|estimate=estimer évaluer|european=européen|evacuate=évacuer
evening=soir soirée|event=événement|evidence=preuve|exam=examen|examine=examiner|example=exemple|exceed=dépasser excéder
excellent=excellent|executive=dirigeant cadre|exhibit=exposer|exhibition=exposition|exist=exister
expand=agrandir étendre|expect=attendre prévoir|expel=expulser exclure|expense=dépense frais|expensive=cher
expert=expert|explain=expliquer|export=exporter exportation|extend=prolonger étendre reconduire|extinct=disparu éteint
eye=œil|face=affronter|fact=fait|factory=usine|fail=échouer|failure=échec panne|fair=juste foire|fake=faux
fall=chuter baisser tomber chute|family=famille|famous=célèbre|fan=supporter|far=loin|fare=tarif prix
farm=ferme exploitation|farmer=agriculteur éleveur|fashion=mode|fast=rapide|father=père|fault=faute panne|favour=faveur
fear=craindre peur|fee=frais|feel=sentir|female=femme|fence=clôture|ferry=ferry bac|festival=festival|few=peu
field=domaine champ|fight=lutter combattre|figure=chiffre|file=déposer|film=film|filmmaker=cinéaste réalisateur
final=finale final|find=trouver|fine=amende condamner|finish=finir terminer|fire=incendie feu licencier
firefighter=pompier|firm=entreprise société|first=premier|fish=poisson|fisherman=pêcheur|fix=réparer fixer
flat=appartement|flee=fuir|fleet=flotte|flight=vol|flood=inondation crue|floor=étage sol|flow=débit couler|flower=fleur
fly=voler|focus=concentrer|follow=suivre|food=nourriture alimentaire|foot=pied|force=force forcer obliger
forecast=prévision|foreign=étranger|forest=forêt|forget=oublier|form=former forme|former=ancien|forward=avant
found=fonder|foundation=fondation|founder=fondateur|free=libre gratuit|freedom=liberté|freeze=geler
freight=fret marchandise|fresh=frais|friend=ami|friendly=amical|front=devant|fruit=fruit|fuel=carburant
full=plein complet|fund=fonds financer|funding=financement|funeral=obsèque enterrement funéraille|future=avenir futur
gain=gagner hausse|game=match jeu|garden=jardin|gas=gaz|gather=réunir rassembler|general=général|generation=génération
gift=don cadeau|girl=fille|give=donner|glass=verre|global=mondial|goal=but objectif|goalkeeper=gardien|gold=or|good=bon
govern=gouverner|government=gouvernement|governor=gouverneur|grandmother=grand-mère|grant=accorder subvention
grape=raisin|grass=herbe|great=grand|green=vert|ground=sol clouer|group=groupe|grow=croître augmenter
growth=croissance hausse|guard=garde gardien|guest=invité|guide=guide|guilty=coupable|gun=arme|hair=cheveu|half=moitié
hall=salle halle|hand=main|hang=accrocher pendre|happen=produire arriver|happy=heureux|harbour=port|hard=dur difficile
harm=nuire|harvest=récolte|hate=haine|head=tête chef diriger|headquarters=siège|heal=guérir|health=santé sanitaire
hear=entendre|heart=cœur|heat=chaleur|heated=chauffé|heatwave=canicule|heavy=lourd fort|height=hauteur|help=aider aide
heritage=patrimoine|hide=cacher|high=haut élevé|highway=autoroute|hike=hausse randonnée|hiker=randonneur|hill=colline
hire=embaucher recruter louer|historian=historien|history=histoire|hit=frapper toucher|hold=tenir|hole=trou
holiday=vacances|home=domicile maison logement|honey=miel|honour=honorer honneur|hope=espérer|horse=cheval
hospital=hôpital|host=accueillir|hostage=otage|hot=chaud|hotel=hôtel|house=maison logement|household=foyer ménage
housing=logement|huge=énorme|human=humain|hunger=faim|hunt=chasser chasse|hunter=chasseur|hurt=blesser|husband=mari
ice=glace|idea=idée|identify=identifier|illegal=illégal|illness=maladie|image=image|impact=effet impact|import=importer
improve=améliorer|improvement=amélioration|inch=pouce|include=comprendre inclure compter|income=revenu
increase=augmenter hausse|independent=indépendant|indoor=intérieur|industry=industrie secteur|inflation=inflation
inform=informer|inhabitant=habitant|initial=départ initial|injure=blesser|injury=blessure|inmate=détenu|inquiry=enquête
inside=intérieur|inspect=inspecter|instead=plutôt|insulate=isoler|insurance=assurance|insurer=assureur
intend=envisager vouloir|interest=intérêt|introduce=introduire présenter instaurer|invade=envahir|invent=inventer
invest=investir|investigate=enquêter|investigation=enquête|investment=investissement|investor=investisseur
invite=inviter|involve=impliquer|iron=fer|island=île|issue=question publier|jail=prison|job=emploi poste
join=rejoindre adhérer|joint=commun|journalist=journaliste|journey=voyage trajet|judge=juge|juice=jus|jump=bondir bond
jury=jury|keep=garder maintenir|key=clé|kick=coup|kid=enfant|kidnap=enlever|kill=tuer mort|kind=sorte|king=roi
kitchen=cuisine|knee=genou|knife=couteau|know=savoir connaître|knowledge=connaissance savoir|label=étiquette
labour=travail|lack=manquer manque|lady=dame|lake=lac|lamp=lampadaire lampe|land=terre terrain atterrir
landlord=propriétaire|landscape=paysage|landslide=glissement|language=langue|large=grand vaste|late=tard retard
later=tard|laugh=rire|launch=lancer|law=loi droit|lawmaker=député parlementaire|lawsuit=procès plainte|lawyer=avocat
lay=poser|lead=diriger mener tête|leader=dirigeant chef|leaflet=tract|league=ligue|leak=fuite|learn=apprendre
lease=bail louer|leave=quitter partir|lecture=conférence|left=gauche|legal=légal juridique|lend=prêter|length=longueur
less=moins|lesson=leçon|letter=lettre|level=niveau|library=bibliothèque|licence=permis|lie=mentir|life=vie|lift=lever
light=lumière|limit=limiter limite|link=relier lier|list=liste|listen=écouter|literature=littérature|live=vivre habiter
livestock=bétail élevage|load=charge|loan=prêt|local=local|locate=installer situer|lock=fermer|lodge=déposer loger
long=long|look=chercher regarder|lorry=camion|lose=perdre|loss=perte|lottery=loterie|loud=fort|love=aimer amour
low=bas faible|lower=baisser|luck=chance|luggage=bagage|lunch=déjeuner|machine=machine|magazine=magazine revue
mail=courrier|main=principal|maintain=maintenir|maintenance=entretien|majority=majorité|make=faire fabriquer
maker=fabricant constructeur|male=homme|man=homme|manage=gérer|management=direction gestion
manager=directeur responsable|manufacture=fabriquer|manufacturer=fabricant constructeur|map=carte|march=marche
mark=marquer|market=marché commercialiser|marriage=mariage|marry=épouser|master=maître|material=matériel matière
matter=affaire|maximum=maximum|mayor=maire|meal=repas|mean=signifier|measure=mesure|meat=viande|media=média presse
medicine=médicament médecine|meet=rencontrer réunir|meeting=réunion|melt=fondre fonte|member=membre|memory=mémoire
merge=fusionner|merger=fusion|message=message|metal=métal|method=méthode|middle=milieu|mild=doux|milk=lait|mill=moulin
mind=esprit|mine=mine|miner=mineur|minimum=minimum|minister=ministre|minor=mineur|miss=manquer|missing=disparaître
mission=mission|mistake=erreur|mix=mélanger|model=modèle|modern=moderne|moment=moment|money=argent|month=mois
mood=humeur|moon=lune|more=plus davantage|morning=matin|mortgage=hypothèque|mother=mère|motorist=automobiliste
motorway=autoroute|mountain=montagne|mouse=souris|mouth=bouche|move=déménager bouger|movement=mouvement|movie=film
murder=meurtre assassiner|museum=musée|music=musique|mystery=mystère|name=nom nommer|narrow=étroit|nation=pays nation
national=national|native=natif|natural=naturel|nature=nature|near=près proche|neck=cou|need=besoin falloir
negotiate=négocier|negotiation=négociation|neighbor=voisin|neighbour=voisin|nest=nid|network=réseau|new=nouveau neuf
news=nouvelle actualité|newspaper=journal quotidien|next=prochain suivant|night=nuit|noise=bruit|north=nord
northern=nord|note=note|notice=avis remarquer|novel=roman|novelist=romancier|now=désormais maintenant|nuclear=nucléaire
number=nombre|nurse=infirmier|nursery=crèche|object=objet|observe=observer|obtain=obtenir|occur=survenir produire
ocean=océan|offer=offrir proposer offre|office=bureau|officer=agent officier|official=responsable officiel|oil=pétrole
old=vieux ancien|olive=olive|once=fois|online=ligne|open=ouvrir|opening=ouverture|operate=exploiter|opinion=avis
opponent=adversaire|opposition=opposition|option=option|orchard=verger|order=commander ordre
organisation=organisme organisation|organise=organiser|organize=organiser|origin=origine|outage=panne
outbreak=épidémie flambée|output=production|outside=extérieur|overall=total|overtake=dépasser|owe=devoir
own=posséder détenir|owner=propriétaire|oyster=huître|pact=pacte accord|page=page|pain=douleur|paint=peindre
painter=peintre|painting=tableau|pair=paire|panel=panneau|paper=papier journal|parade=défilé|parcel=colis|parent=parent
parish=paroisse|park=parc|parliament=parlement|part=partie|particular=particulier|partner=partenaire
partnership=partenariat|party=parti|pass=adopter passer|passenger=passager|past=passé|patent=brevet|path=chemin sentier
patient=patient malade|pause=pause|pay=payer verser|payment=paiement|peace=paix|peak=sommet|penalty=pénalité amende
pension=retraite|pensioner=retraité|people=personne gens|percent=cent|perfect=parfait|perform=jouer
performance=résultat représentation|period=période|permit=permis autorisation|person=personne|phone=téléphone
photo=photo|physical=physique|pick=choisir|picture=image tableau|piece=pièce morceau|pilot=pilote|pioneer=pionnier
pipe=tuyau|place=place lieu|plague=peste|plaintiff=plaignant|plan=plan projet prévoir|plane=avion|planet=planète
plant=usine centrale plante|plastic=plastique|play=jouer|player=joueur|plea=appel|pledge=promettre engager
plot=terrain complot parcelle|pocket=poche|poem=poème|poet=poète|point=point|poison=poison|police=police
policy=politique|poll=sondage|pollution=pollution|pond=étang mare|pool=piscine bassin|poor=pauvre|pope=pape
popular=populaire|population=population|port=port|position=position|possible=possible|post=poste|postpone=reporter
potato=pomme|pound=livre|poverty=pauvreté|power=puissance pouvoir énergie électricité|practice=pratique
praise=saluer louer|predict=prévoir prédire|prefer=préférer|pregnant=enceinte|premises=local locaux|prepare=préparer
prescribe=prescrire|present=présenter|preserve=préserver conserver|president=président|press=presse|pressure=pression
prevent=empêcher|price=prix|priest=prêtre|primary=primaire|prime=premier|print=imprimer|prison=prison|private=privé
prize=prix|probe=enquête|problem=problème|process=processus|produce=produire|producer=producteur|product=produit
profession=métier|profit=bénéfice profit|programme=programme|progress=progrès|project=projet|promise=promettre
promote=promouvoir|proof=preuve|property=propriété immobilier|propose=proposer|prosecute=poursuivre
prosecution=parquet poursuite|prosecutor=procureur parquet|protect=protéger|protest=manifester manifestation
protester=manifestant|proud=fier|prove=prouver|provide=fournir prévoir|public=public|publish=publier|pump=pompe pomper
punish=punir sanctionner|pupil=élève|purchase=achat acheter|purpose=but|push=pousser|put=mettre|quality=qualité
quantity=quantité|quarry=carrière|quarter=trimestre quart|queen=reine|question=question|queue=file queue|quick=rapide
quiet=calme|quit=quitter|quite=assez|race=course|radio=radio|rail=rail ferroviaire|railway=ferroviaire chemin|rain=pluie
raise=relever augmenter lever|range=gamme|rank=rang|ranking=classement|rare=rare|rate=taux|raw=brut|reach=atteindre
reaction=réaction|read=lire|reader=lecteur|ready=prêt|real=réel vrai|reason=raison|rebuild=reconstruire|recall=rappeler
receive=recevoir|recent=récent|recommend=recommander|record=record|recover=retrouver|recovery=reprise|recruit=recruter
recycle=recycler|red=rouge|reduce=réduire|referendum=référendum|refinery=raffinerie|reform=réforme|refuge=refuge
refugee=réfugié|refuse=refuser|regime=régime|region=région|register=inscrire|registration=inscription|reject=rejeter
relation=relation|relative=proche|release=libérer publier|relief=secours soulagement|rely=compter|remain=rester demeurer
remember=rappeler souvenir|remove=retirer|renew=renouveler|renovate=rénover|renovation=rénovation travaux
rent=loyer louer|repair=réparer|replace=remplacer|reply=répondre|report=rapport signaler|reporter=journaliste
represent=représenter|republic=république|request=demande|require=exiger|rescue=secourir sauver
rescuer=sauveteur secouriste secours
research=recherche|researcher=chercheur|reserve=réserve|reservoir=réservoir|reside=résider|resident=habitant
resign=démissionner|resignation=démission|resist=résister|respect=respecter|rest=reste|restart=redémarrer
restaurant=restaurant|restore=restaurer|result=résultat|resume=reprendre|retailer=commerçant détaillant|retire=retraite
retirement=retraite|return=revenir retour|reveal=révéler|revenue=recette revenu chiffre|review=examiner examen
reward=récompense récompenser|rice=riz|rich=riche|ride=rouler|right=droit droite|ring=anneau|riot=émeute
rise=augmenter hausse|risk=risque|rival=rival|river=rivière fleuve|road=route|rob=voler|robber=voleur
robbery=vol braquage|robot=robot|rock=rocher|role=rôle|roof=toit|room=salle chambre|root=racine|rope=corde|round=tour
route=itinéraire trajet|row=rang|royal=royal|rubbish=ordure|ruin=ruine|rule=règle diriger|ruling=décision jugement
run=courir diriger|rural=rural|rush=ruée|sad=triste|safe=sûr|safety=sécurité|sail=voile naviguer|sailor=marin
salary=salaire|sale=vente vendre|salmon=saumon|salt=sel|same=même|sand=sable|save=sauver économiser|say=dire déclarer
scale=échelle|scandal=scandale|scene=scène|schedule=programme calendrier prévu|school=école|science=science
scientist=scientifique chercheur|scope=champ|score=marquer score|screen=écran|sea=mer|seal=sceller phoque
search=recherche chercher|season=saison|seat=siège|second=deuxième|secret=secret|secretary=secrétaire|sector=secteur
security=sécurité|seek=chercher demander|seem=sembler|seize=saisir|sell=vendre|senate=sénat|senator=sénateur
send=envoyer|senior=âgé supérieur|sense=sens|sentence=condamner peine|separate=séparer|serious=grave|serve=servir
session=séance|set=fixer|settle=régler|settlement=accord règlement|several=plusieurs|severe=grave sévère
sewage=égout usée|sex=sexe|shape=forme|share=part action partager|shareholder=actionnaire|shark=requin|sheep=mouton
shelf=étagère|shell=obus|shelter=abri|shepherd=berger|shift=équipe|shine=briller|ship=navire bateau
shipment=livraison expédition|shipyard=chantier|shirt=chemise maillot|shoe=chaussure|shoot=tirer|shop=magasin|shore=rive
short=court|shortage=pénurie|shoulder=épaule|shout=crier|show=montrer spectacle|shower=douche averse|shut=fermer
sick=malade|side=côté|sight=vue|sign=signer|silence=silence|silent=silencieux|silver=argent|simple=simple|since=depuis
sing=chanter|singer=chanteur|single=seul|sister=sœur|sit=asseoir siéger|site=site|situate=situer|situation=situation
size=taille|ski=ski skier|skill=compétence|skin=peau|sky=ciel|sleep=dormir|slow=lent ralentir|small=petit
smart=intelligent|smell=odeur|smoke=fumée fumer|smuggle=contrebande|snow=neige|soar=bondir flamber|soccer=football
social=social|society=société|soft=doux|soil=sol|soldier=soldat|solution=solution|solve=résoudre|son=fils|song=chanson
sound=son|source=source|south=sud|southern=sud|space=espace spatial|speak=parler|special=spécial|species=espèce
spectator=spectateur|speech=discours|speed=vitesse|spend=dépenser passer|spending=dépense|spirit=esprit
split=diviser séparer|spokesman=porte-parole|spokeswoman=porte-parole|sport=sport|spot=lieu repérer|spread=propager
spring=printemps|squad=équipe brigade|square=place carré|stable=stable écurie|stadium=stade|staff=personnel effectif
stage=étape scène|stamp=timbre tampon|stand=tenir|standstill=paralyser|star=étoile vedette
start=commencer débuter départ|state=état|statement=déclaration communiqué|station=gare station|statue=statue
stay=rester|steal=voler|steel=acier|step=étape|stock=bourse action stock|stolen=volé|stone=pierre|stop=arrêter
storage=stockage|store=magasin|storm=tempête|story=histoire|straight=droit|strange=étrange|stream=ruisseau|street=rue
strength=force|stress=stress|stretch=tronçon|strict=strict|strike=grève|strong=fort solide|structure=structure
struggle=lutte|student=étudiant élève|study=étude étudier|submarine=sous-marin|submit=soumettre déposer
subsidy=subvention|suburb=banlieue|succeed=succéder|success=succès réussite|successful=réussi|sue=poursuivre
suffer=souffrir|sugar=sucre|suggest=suggérer proposer|summer=été|summit=sommet|sun=soleil|supermarket=supermarché
supplier=fournisseur|supply=fourniture approvisionnement|support=soutenir soutien|supporter=supporter|surface=surface
surgeon=chirurgien|surgery=opération|surprise=surprise|surrender=rendre|surround=entourer|survey=sondage enquête
survive=survivre|survivor=survivant|suspect=suspect soupçonner|suspend=suspendre|sustain=durable|swear=jurer|sweet=doux
swim=nager|swimmer=nageur|swimming=piscine natation|switch=passer|symbol=symbole|system=système|table=table|tail=queue
take=prendre|talk=discussion négociation|tall=haut|tank=cuve réservoir|target=objectif cible|task=tâche
taste=goût goûter|tax=impôt taxe imposition fiscal|teach=enseigner|teacher=enseignant professeur|team=équipe
technology=technologie|teenager=adolescent|telephone=téléphone|television=télévision|tell=dire|temperature=température
temporary=temporaire provisoire|tenant=locataire|tender=appel offre|tent=tente|term=mandat terme|test=essai test
text=texte|theater=théâtre|theatre=théâtre|theft=vol|thick=épais|thief=voleur|thin=mince|think=penser|threat=menace
threaten=menacer|throw=lancer|ticket=billet|tide=marée|tie=égalité lien|tight=serré|time=temps fois|tiny=petit
tired=fatigué|title=titre|tobacco=tabac|together=ensemble|tomato=tomate|tool=outil|tooth=dent|top=premier tête principal
total=total|touch=toucher|tough=dur|tour=tournée|tourism=tourisme touristique|tourist=touriste|tower=tour
town=ville commune|toy=jouet|track=piste voie|trade=commerce|tradition=tradition|traffic=circulation trafic
trail=sentier|train=train former|trainer=entraîneur formateur|training=formation|transport=transport|trap=piège
travel=voyager rendre voyage|traveller=voyageur|treasure=trésor|treat=soigner traiter|treatment=traitement soin
treaty=traité|tree=arbre|trend=tendance|trial=procès essai|tribunal=tribunal|trip=voyage|troop=troupe|trouble=problème
truck=camion|true=vrai|trust=confiance|truth=vérité|try=essayer tenter|tunnel=tunnel|turn=tourner
turnover=chiffre affaire|twin=jumeau|type=type|typical=typique|understand=comprendre|unemployed=chômeur
unemployment=chômage|union=syndicat|unit=unité|university=université|unknown=inconnu|unusual=inhabituel|unveil=dévoiler
update=mettre jour actualiser|upper=supérieur|urban=urbain|urge=exhorter appeler|use=utiliser usage|user=utilisateur
usual=habituel|vacation=vacances|vaccine=vaccin|valley=vallée|value=valeur évaluer estimer|van=camionnette fourgon
vegetable=légume|vehicle=véhicule|venue=salle lieu|version=version|vessel=navire|vice=vice|victim=victime
victory=victoire|video=vidéo|view=vue avis|village=village|violation=violation|virus=virus|visible=visible
visit=visiter visite|visitor=visiteur|vital=vital|voice=voix|volunteer=bénévole|vote=vote voter voix|voter=électeur
wage=salaire|wait=attendre|wake=réveiller|walk=marcher|walker=promeneur|wall=mur|want=vouloir|war=guerre|warm=chaud
warn=prévenir avertir|warning=alerte avertissement|wash=laver|waste=déchet|watch=regarder|water=eau|wave=vague|way=voie
weak=faible|wealth=richesse|weapon=arme|wear=porter|weather=météo temps|web=internet|website=site|wedding=mariage
week=semaine|weekend=week-end|weigh=peser|weight=poids|welcome=accueillir|west=ouest|western=ouest|wet=humide|wheat=blé
wheel=roue|white=blanc|whole=entier|wide=large|wife=femme épouse|wild=sauvage|win=gagner remporter|wind=vent
windmill=moulin éolienne|window=fenêtre|wine=vin|wing=aile|winner=vainqueur|winter=hiver|wise=sage|wish=souhaiter
withdraw=retirer|witness=témoin|wolf=loup|woman=femme|women=femme|wonder=demander|wood=bois|word=mot
work=travail travailler œuvre|worker=ouvrier travailleur salarié|workforce=effectif|world=monde mondial|worry=inquiéter
worsen=aggraver|worth=valoir|wound=blesser|wounded=blessé|write=écrire|writer=écrivain|wrong=faux|yard=cour
year=an année|yellow=jaune|yield=rendement|young=jeune|youth=jeunesse jeune|zone=zone
""".strip()
