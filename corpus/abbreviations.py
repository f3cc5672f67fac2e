"""French abbreviations that take a full stop, by what the full stop says about the end of a sentence."""

# Written before a name: the full stop never ends a sentence. Case matters: "Me." is a lawyer, "me." is not.
TITLES = frozenset(
    """
    Adj Cdt Cne Dr Drs Gal Lt M MM Me Mgr Mgrs Mlle Mlles Mme Mmes Mr Mrs Ms Pr Prof Prs Sgt St Ste Stes Sts Vve
    """.split()
)

# Written before what they shorten or point to, whatever its case: the full stop never ends a sentence.
OPENING_ABBREVIATIONS = frozenset(
    """
    adr apr av bd boul bld blvd cf coll conf dir éd ed éds fg ibid id intr not pl préf rte réf resp sq trad vs
    """.split()
)

# Written before a figure ("art. 12", "vol. II", "janv. 2025"), or after one ("300 hab."), or before a lowercase word;
# many are whole words too ("l'art.", "ils étaient sept."), so before any other capital the full stop ends the sentence.
FIGURE_ABBREVIATIONS = frozenset(
    """
    al ann app append art arr chap ch col dép dept ddl doc env éq etc ex fasc fig hab hect inf juil janv jv fév févr avr
    sept oct nov déc imm lég liv max min ms mss no nos num p par pag part pp pt q r s sec sect sér sup suppl t tab tél
    tit v vol vv
    """.split()
)

# With full stops inside. They end a sentence where the next word could begin one; other dotted letters are initials.
ACRONYMS = frozenset(
    """
    C.G.T C.N.R.S D.C E.-U É.-U É.U E.U J.-C L.A N.Y O.M.S O.N.G O.N.U O.T.A.N P.-D.G P.D.G P.I.B P.M.E P.S R.-U R.U
    S.A S.A.R.L S.A.S S.N.C.F T.G.V T.V.A U.E U.R.S.S U.S U.S.A
    """.split()
)

# Nouns whose instances are lettered: the capital after them is no initial ("le plan B.", "la vitamine C.").
LETTERED_NOUNS = frozenset(
    """
    annexe article bâtiment bloc bus cas catégorie classe colonne division figure grippe groupe hall hépatite lettre
    ligne ligue mention niveau note option partie plan point porte poule pôle quai question salle section secteur série
    tableau titre tour type vitamine zone
    """.split()
)

# Surnames begin with these too ("J. Le Goff"), so after an initial they do not tell that a sentence begins.
NAME_PARTICLES = frozenset("La Le Les De Du Des L D Van Von Di Da".split())

# Words that begin a French sentence far more often than a name, without their apostrophe.
SENTENCE_STARTERS = NAME_PARTICLES | frozenset(
    """
    Ah Afin Ailleurs Ainsi Alors Après Au Aucun Aucune Aujourd Auparavant Aussi Autant Autre Autrefois Aux Avant Avec
    Beaucoup Bien Bref C Ça Car Ce Ceci Cela Celle Celles Celui Cependant Certaines Certains Ces Cet Cette Ceux Chacun
    Chaque Chez Combien Comme Comment Contre Dans Davantage Déjà Demain Depuis Derrière Dès Désormais Deux Donc
    Durant Elle Elles En Encore Enfin Ensuite Entre Environ Est Et Face Faute Finalement Grâce Hier Hors Ici Il Ils J
    Jamais Je Jusqu Là Lequel Leur Leurs Lors Lorsqu Lorsque Lui Ma Maintenant Mais Malgré Même Mes Mieux Moins Mon N Ne
    Néanmoins Ni Non Nos Notre Nous Nul On Or Ou Où Oui Outre Par Parce Parfois Parmi Partout Pas Pendant Personne Peu
    Peut Plus Plusieurs Pour Pourquoi Pourtant Presque Puis Puisqu Puisque Qu Quand Quant Quatre Que Quel Quelle Quelles
    Quelqu Quelque Quelques Quels Qui Quiconque Quoi Quoique Rien S Sa Sans Sauf Selon Ses Seul Seule Si Soit Son
    Souvent Sous Surtout Sur Tandis Tant Tel Telle Toujours Tous Tout Toute Toutefois Toutes Très Trois Trop Tu Un Une
    Vers Via Voici Voilà Vos Votre Vous Y À
    """.split()
)
