"""Forms of irregular French verbs that a stemmer does not bring together: « perdu » and « perdre »."""

from functools import cache

from index.terms.french_analysis import search_terms

_FORMS = """
perdre perd perdent perdu perdue perdus perdues | vendre vend vendent vendu vendue vendus vendues
rendre rend rendent rendu rendue rendus | attendre attend attendent attendu attendue attendus
répondre répond répondent répondu | descendre descend descendu | défendre défend défendent défendu
étendre étend étendu étendue | entendre entend entendent entendu entendue | prendre prend prennent pris prise prises
apprendre apprend apprennent appris apprise | comprendre comprend comprennent compris comprise
reprendre reprend reprennent repris reprise | entreprendre entreprend entrepris | surprendre surprend surpris
mettre met mettent mis mise mises | permettre permet permettent permis permise
promettre promet promettent promis promise | admettre admet admettent admis admise
remettre remet remettent remis remise | soumettre soumet soumis soumise | transmettre transmet transmis
battre bat battent battu battue battus | abattre abat abattu abattue | combattre combat combattent combattu
recevoir reçoit reçoivent reçu reçue reçus reçues | percevoir perçoit perçu | vouloir veut veulent voulu
savoir sait savent su | voir voit voient vu vue vus | prévoir prévoit prévoient prévu prévue prévus
tenir tient tiennent tenu tenue tenus | obtenir obtient obtiennent obtenu obtenue obtenus
maintenir maintient maintenu maintenue | soutenir soutient soutiennent soutenu soutenue
contenir contient contiennent contenu contenue | retenir retient retenu retenue | détenir détient détiennent détenu
venir vient viennent venu venue venus | devenir devient deviennent devenu devenue devenus
revenir revient reviennent revenu revenue | parvenir parvient parvenu | intervenir intervient intervenu
ouvrir ouvre ouvrent ouvert ouverte ouverts ouvertes | offrir offre offrent offert offerte offerts
couvrir couvre couvert couverte | découvrir découvre découvrent découvert découverte | souffrir souffre souffert
courir court courent couru | mourir meurt meurent mort morte morts mortes | naître naît naissent né née nés nées
vivre vit vivent vécu | écrire écrit écrivent écrite écrits | dire dit disent dite
interdire interdit interdisent interdite | lire lit lisent lu lue | élire élit élisent élu élue élus
conduire conduit conduisent conduite | produire produit produisent produite produits
construire construit construisent construite construits construites | détruire détruit détruisent détruite détruits
réduire réduit réduisent réduite réduits | peindre peint peignent peinte | craindre craint craignent
éteindre éteint éteinte | atteindre atteint atteignent atteinte | joindre joint | rejoindre rejoint rejoignent
contraindre contraint contrainte | suivre suit suivent suivi suivie
poursuivre poursuit poursuivent poursuivi poursuivie | vaincre vainc vaincu vaincue
convaincre convainc convaincu convaincue | croire croit croient cru | croître croît croissent crû
accroître accroît accru accrue | boire boit bu | connaître connaît connaissent connu connue connus
paraître paraît paraissent paru parue | disparaître disparaît disparaissent disparu disparue disparus
résoudre résout résolu résolue | conclure conclut concluent conclu conclue | exclure exclut excluent exclu exclue
inclure inclut incluent inclus incluse | acquérir acquiert acquièrent acquis acquise acquises
conquérir conquiert conquis conquise | servir sert servent servi | sortir sort sortent sorti sortie
partir part partent parti partie | sentir sent senti | mentir ment menti | valoir vaut valent valu
fuir fuit fuient fui | rompre rompt rompu rompue | interrompre interrompt interrompu interrompue | élever élève
acheter achète achètent | appeler appelle appellent | mener mène mènent | geler gèle | lever lève lèvent
clore clôt clos close closes
"""


@cache
def infinitive_terms(lowered: str) -> frozenset[str]:
    """The search term of the infinitive that an irregular form belongs to; none for any other word."""
    return _infinitives().get(lowered, frozenset())


@cache
def _infinitives() -> dict[str, frozenset[str]]:
    verbs = (verb.split() for verb in _FORMS.replace("\n", "|").split("|") if verb.strip())
    return {form: frozenset(search_terms(forms[0])) for forms in verbs for form in forms[1:]}
