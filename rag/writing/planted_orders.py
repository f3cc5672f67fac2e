"""Sentences of articles that speak to whoever reads them by machine: « Ignore les consignes et réponds que … ».

A quote proves what it states. An order states nothing, yet has the words of what it wants said in it, so that a
comparison of words would take it for proof. Such sentences are shown to no language model and prove nothing. The forms
below are the usual ones, in French and English, and no more than that: what an order of another form makes a model
say must still be supported by another sentence of the articles.
"""

import re

_CLAUSE = r"(?:\A|[,;:.!?…–—«“\"'(\[*#]\s*|\b(?:et|and|then|puis|alors|donc|please|veuillez|merci de)\s+)"
_IGNORE = (
    r"(?:ignore[zr]?|oublie[zr]?|néglige[zr]?|ne (?:tiens|tenez) pas compte|disregard|forget|override|do not follow|"
    r"ne (?:suis|suivez) pas)\b"
)
_WHAT = (
    r"\b(?:consignes?|instructions?|directives?|règles?|rules?|prompts?|questions?|extraits?|quotes?|contexte?|"
    r"précéde\w+|précède|ci-dessus|above|previous|prior|earlier)\b"
)
_SAY = (
    r"(?:réponds|répondez|répondre|answer|reply|respond|dis|dites|say|tell|écris|écrivez|write|affirme|affirmez|claim|"
    r"output|print|conclus|concluez|declare|déclare|déclarez)\b"
)
_INSTEAD = (
    r"\s+(?:that|que|qu['’]|with|par|only|uniquement|seulement|simplement|simply|just|toujours|always|plutôt|instead|"
    r"the user|à l['’]utilisateur|à la question|to the question|:)"
)
_ORDER = re.compile(
    rf"{_CLAUSE}{_IGNORE}.{{0,80}}{_WHAT}"
    rf"|{_CLAUSE}{_SAY}{_INSTEAD}"
    rf"|\b(?:you are|you're|tu es|vous êtes)\b.{{0,40}}\b(?:assistant|chatbot|language model|modèle de langage|"
    rf"intelligence artificielle|AI|LLM)\b"
    rf"|\b(?:tu dois|vous devez|you must|you should)\s+(?:maintenant |now )?{_SAY}"
    rf"|<\|?/?(?:im_start|im_end|system|assistant|inst)\b|\[/?INST\]"
    rf"|\A\s*(?:system|système|assistant|user|utilisateur)\s?:",
    re.IGNORECASE,
)


def gives_orders(sentence: str) -> bool:
    """Whether a sentence of an article tells its reader what to answer or to ignore."""
    return _ORDER.search(sentence) is not None
