from pathlib import Path

import pytest

from rag.answer import Refusal
from rag.refusals import NO_ARTICLES, NOT_IN_ARTICLES, OTHER_LANGUAGE, is_refusal, not_in_articles

GUIDE = (Path(__file__).parents[2] / "docs" / "silence.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Les articles ne le disent pas."),
        (
            ("Canton",),
            "Les articles ne le disent pas\u00a0: le mot «\u00a0Canton\u00a0» ne figure dans aucun de leurs textes.",
        ),
        (
            ("Canton", "loyer"),
            "Les articles ne le disent pas\u00a0: les mots «\u00a0Canton\u00a0» et «\u00a0loyer\u00a0» ne figurent "
            "dans aucun de leurs textes.",
        ),
        (
            ("Canton", "loyer", "2031"),
            "Les articles ne le disent pas\u00a0: les mots «\u00a0Canton\u00a0», «\u00a0loyer\u00a0» et "
            "«\u00a02031\u00a0» ne figurent dans aucun de leurs textes.",
        ),
    ],
)
def test_names_the_words_that_no_article_has(words: tuple[str, ...], message: str) -> None:
    refusal = not_in_articles(words)
    assert (refusal.reason, refusal.message, refusal.missing_words) == ("not_in_articles", message, words)
    assert is_refusal(message)


@pytest.mark.parametrize("refusal", [NO_ARTICLES, NOT_IN_ARTICLES, OTHER_LANGUAGE])
def test_every_message_is_known_for_a_refusal(refusal: Refusal) -> None:
    assert is_refusal(refusal.message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Les articles ne le disent pas. Mais le maire, si.",
        "Les articles ne le disent pas\u00a0: le mot «\u00a0loyer\u00a0» ne figure dans aucun de leurs textes. Et ?",
        "Les articles ne le disent pas\u00a0: le mot «\u00a0a\u00a0» et le mot «\u00a0b\u00a0» ne figurent pas.",
        "« Les articles ne le disent pas. », a déclaré le maire.",
    ],
)
def test_what_says_more_is_no_refusal(text: str) -> None:
    assert not is_refusal(text)


def test_the_guide_tells_every_reason_and_shows_the_message() -> None:
    assert all(f"| `{refusal.reason}` |" in GUIDE for refusal in (NO_ARTICLES, NOT_IN_ARTICLES, OTHER_LANGUAGE))
    assert f"> {not_in_articles(('Canton', 'prévoit')).message}\n" in GUIDE
