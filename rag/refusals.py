"""Why nothing is said: a reason for programs and a sentence for people, which names the words no article has."""

import re
from collections.abc import Sequence

from rag.answer import Refusal

NO_ARTICLES = Refusal("no_articles", "Aucun article ne correspond à cette recherche.")
NOT_IN_ARTICLES = Refusal("not_in_articles", "Les articles ne le disent pas.")
OTHER_LANGUAGE = Refusal(
    "other_language",
    "La question n’est pas posée dans la langue des articles trouvés. Posez-la en français, ou dans leur langue.",
)
_MESSAGES = frozenset(refusal.message for refusal in (NO_ARTICLES, NOT_IN_ARTICLES, OTHER_LANGUAGE))
_WORD = "«\u00a0[^«»]*\u00a0»"
_NAMES_WORDS = re.compile(
    rf"Les articles ne le disent pas\u00a0: (?:le mot {_WORD} ne figure"
    rf"|les mots {_WORD}(?:, {_WORD})* et {_WORD} ne figurent) dans aucun de leurs textes\."
)


def not_in_articles(missing_words: Sequence[str]) -> Refusal:
    """That the articles do not tell, and which words of the question stand in none of their texts, if any."""
    if not missing_words:
        return NOT_IN_ARTICLES
    *others, last = (f"«\u00a0{word}\u00a0»" for word in missing_words)
    named = f"les mots {', '.join(others)} et {last} ne figurent" if others else f"le mot {last} ne figure"
    message = f"Les articles ne le disent pas\u00a0: {named} dans aucun de leurs textes."
    return Refusal(NOT_IN_ARTICLES.reason, message, tuple(missing_words))


def is_refusal(text: str) -> bool:
    """Whether a text is the sentence of a refusal and nothing else."""
    return text in _MESSAGES or _NAMES_WORDS.fullmatch(text) is not None
