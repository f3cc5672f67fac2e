"""Lines that belong to the site and not to the article, each kind known by one named rule.

A rule sees one line of clean characters and must be sure: what a journalist could have written stays. That is why
most rules ask for the whole line to be furniture, and for the absence of a sentence's full stop.
"""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.page_bars import is_language_bar, is_share_bar
from corpus.phrases import NAMES, phrase


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of furniture. With `at_edges`, it counts only among the first and last lines of an article."""

    name: str
    matches: Callable[[str], bool]
    at_edges: bool = False


EDGE_LINES = 8
"""How many lines from the top, and how many from the bottom, are an article's edges."""

_POINTER_LENGTH = 250
_CREDIT_LENGTH = 120
_SECTION_LABELS = frozenset(
    """
    actu actus actualité actualités nouvelles news accueil à_la_une une politique économie société international monde
    europe france culture sport sports sciences science santé planète environnement climat tech technologie
    technologies numérique high-tech médias éducation idées débats opinion opinions tribune éditorial édito chronique
    enquête reportage dossier analyse décryptage profondeur entretien interview portrait récit communiqué
    communiqué_de_presse dépêche régions région faits_divers justice entreprises entreprise finance bourse industrie
    """.split()
)
_READ_ALSO = phrase(
    r"(?i)[>→»*\-\[]* ?(?:(?:[àa] )?(?:lire|voir|écouter|découvrir) (?:aussi|également|egalement|encore)"
    r"|(?:re)?(?:lire|voir) (?:aussi )?notre (?:article|dossier|enquête|reportage|entretien|analyse)"
    r"|sur le même (?:sujet|thème))\b(?P<rest>.*)"
)


def is_furniture(line: str, *, at_edge: bool) -> bool:
    """True where one of `RULES` knows the line; `at_edge` says that it is among the article's first or last lines."""
    return any(rule.matches(line) for rule in RULES if at_edge or not rule.at_edges)


def is_section_label(line: str) -> bool:
    """The name of a newspaper's section, alone on its line ("Économie"); furniture only above a title."""
    return line.strip(" :>|").casefold().replace(" ", "_") in _SECTION_LABELS


def is_read_also(line: str) -> bool:
    """A pointer to another article: "Lire aussi : …", but not "Lire aussi bien Proust que Céline demande du temps."."""
    match = _READ_ALSO.fullmatch(line)
    if match is None or len(line) > _POINTER_LENGTH:
        return False
    rest = match["rest"].strip(" \u00a0\u202f]")
    if not rest or rest[0] in ":|–—>→":
        return True
    return not rest.endswith((".", "…")) and (rest[0].isupper() or rest[0] in '«“"‘')


def _whole(*alternatives: str) -> Callable[[str], bool]:
    expression = phrase("(?i:" + "|".join(alternatives) + ")")
    return lambda line: expression.fullmatch(line) is not None


def _credit() -> Callable[[str], bool]:
    role = (
        "[ée]dit(?:eur|rice)s?|relecture|relu par|correct(?:ion|eur|rice)|traduction|traducteur|traductrice|traduit par"
        "|mise en page|secrétaire de rédaction|rédact(?:eur|rice) en chef|responsable de l'édition"
        "|crédits?(?: photos?)?|photos?|illustration|infographie"
    )
    expression = phrase(f"(?i:{role}) ?: ?(?:© ?)?{NAMES}")
    return lambda line: len(line) <= _CREDIT_LENGTH and expression.fullmatch(line) is not None


RULES = (
    Rule("language bar", is_language_bar),
    Rule("share bar", is_share_bar),
    Rule("read also", is_read_also),
    Rule(
        "subscription call",
        _whole(
            r"abonnez-vous(?: (?:à|pour|dès|maintenant|gratuitement|en ligne)\b.{0,120})?[.!]?",
            r"s'abonner|je m'abonne|déjà abonnée? ?\?.{0,60}",
            r"(?:cet )?article (?:est )?réservé (?:aux|à nos) abonnés\.?",
            r"(?:inscrivez|abonnez)-vous (?:gratuitement )?à (?:notre|nos|la) (?:newsletter|lettre)s?\b.{0,120}",
            r"recevez (?:notre|nos|la|toute) .{0,80}(?:newsletter|par e-?mail|par courriel)\b.{0,40}",
        ),
    ),
    Rule(
        "advertisement",
        _whole(
            r"publicité|annonce|contenu sponsorisé|(?:la )?suite après (?:la|cette) publicité",
            r"l'article continue (?:ci-dessous|après la publicité)|passer (?:la publicité|cette annonce)",
        ),
    ),
    Rule(
        "copyright",
        _whole(
            r"(?:©|\(c\) ?[0-9]{4}|copyright ?(?:©|\(c\)|[0-9]{4})).{0,180}",
            r"(?:.{0,80}[.,–—|-] ?)?tous droits (?:de reproduction )?réservés\b.{0,80}",
            r"(?:toute )?reproduction(?: totale ou partielle)? interdite\b.{0,80}",
        ),
    ),
    Rule(
        "reading time",
        _whole(
            r"(?:(?:temps|durée) de )?lecture ?:? ?(?:environ )?[0-9]+ ?(?:min|mn|minutes?)\.?",
            r"[0-9]+ ?(?:min|mn|minutes?)\.? (?:de )?lecture",
        ),
    ),
    Rule(
        "comments",
        _whole(
            r"(?:[0-9]+ )?commentaires?(?: ?\([0-9]+\))?|(?:laisser|ajouter|écrire) un commentaire",
            r"(?:voir|lire|afficher) (?:tous )?les (?:[0-9]+ )?commentaires|réagir(?: à cet article)?",
            r"soyez le premier à (?:commenter|réagir)\b.{0,40}",
        ),
    ),
    Rule(
        "cookie notice",
        _whole(
            r"(?:nous utilisons|(?:ce|notre) site utilise) des cookies (?:pour|afin|et)\b.{0,400}",
            r"(?:tout )?accepter(?: (?:et fermer|les cookies|tout))?|tout refuser|continuer sans accepter",
            r"(?:gérer|paramétrer) (?:les|mes) (?:cookies|choix)",
        ),
    ),
    Rule("breadcrumb", _whole(r"accueil(?: ?[>›»/|](?: |'|[\w&-]){1,40}){1,6}")),
    Rule(
        "page link", _whole(r"retour (?:en haut(?: de (?:la )?page)?|à l'accueil)|haut de page|aller au contenu|menu")
    ),
    Rule("credit", _credit(), at_edges=True),
)
