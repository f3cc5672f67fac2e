"""Why an answer is not the one a language model was to write, in words for people and codes for programs."""

from rag.answer import Notice
from rag.writing.generator import FailureReason

NOTHING_SUPPORTED = Notice(
    "nothing_supported",
    "Aucune phrase du modèle de langage n’est étayée par les articles ; les articles ont été lus sans lui.",
)

VALUES_ADDED = Notice(
    "values_added",
    "Les articles ne disent pas tous la même chose ; ce que le modèle de langage ne disait pas est cité à la suite.",
)

_FAILED = {
    FailureReason.UNAVAILABLE: "Le modèle de langage n’est pas joignable",
    FailureReason.RATE_LIMITED: "Le modèle de langage refuse pour l’instant d’autres demandes",
    FailureReason.TIMED_OUT: "Le modèle de langage n’a pas répondu à temps",
    FailureReason.BROKEN_STREAM: "La réponse du modèle de langage s’est interrompue",
    FailureReason.REJECTED: "Le modèle de langage a refusé la demande",
    FailureReason.TOO_LONG: "La réponse du modèle de langage dépassait la longueur permise",
}


def failed(reason: FailureReason) -> Notice:
    """That the extractive answer stands in for a model that failed: `model_unavailable` and so on."""
    return Notice(f"model_{reason}", f"{_FAILED[reason]} ; les articles ont été lus sans lui.")


def interrupted(reason: FailureReason) -> Notice:
    """That a model failed after sentences that stand: `interrupted_timed_out` and so on."""
    return Notice(f"interrupted_{reason}", f"{_FAILED[reason]} ; les phrases qui précèdent sont vérifiées.")
