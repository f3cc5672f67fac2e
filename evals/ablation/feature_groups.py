"""What the reader's features tell, by groups: each feature stands in one, and a group is left out as a whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """Features that tell the same kind of thing; `tells` says which, as a sentence."""

    name: str
    tells: str
    features: tuple[str, ...]


GROUPS = (
    FeatureGroup(
        "words of the question",
        "Which of the question's words the sentence has, how rare they are, and whether they follow one another.",
        (
            "terms_here",
            "names_here",
            "terms_here_unweighted",
            "rarest_term",
            "term_pairs",
            "focus",
            "sentence_in_question",
        ),
    ),
    FeatureGroup(
        "words that begin alike",
        "Which words the sentence has in another form: « construire » for « construction ».",
        ("terms_begun_here", "names_begun_here"),
    ),
    FeatureGroup(
        "other words for the same",
        "Which words the sentence says otherwise: « société » for « entreprise ».",
        ("terms_otherwise_here", "names_otherwise_here"),
    ),
    FeatureGroup(
        "neighbours",
        "Which words stand just before, earlier in the paragraph or just after, and whether a pronoun leans on them.",
        (
            "terms_just_before",
            "names_just_before",
            "terms_in_paragraph",
            "names_in_paragraph",
            "terms_just_after",
            "names_just_after",
            "leans_on_the_one_before",
        ),
    ),
    FeatureGroup(
        "title and passage",
        "Which words stand in the title, elsewhere in the passage or elsewhere in the article.",
        (
            "terms_in_title",
            "names_in_title",
            "terms_in_passage",
            "names_in_passage",
            "terms_in_article",
            "names_in_article",
        ),
    ),
    FeatureGroup(
        "what is missing",
        "Which words stand nowhere, and whether the sentence has another name or lacks the question's figures.",
        ("terms_nowhere", "names_nowhere", "heaviest_missing", "another_name_instead", "figures_missing_here"),
    ),
    FeatureGroup(
        "shape of the sentence",
        "How long the sentence is, how much it says that is new, whether it opens the passage or asks.",
        ("length", "very_short", "new_terms", "opens_passage", "asks"),
    ),
    FeatureGroup(
        "search",
        "How the search ranked and scored the passage.",
        ("first_hit", "reciprocal_rank", "score_below_best", "lexical_share", "dense"),
    ),
    FeatureGroup(
        "kind of answer",
        "Whether the sentence has the kind of thing that is asked for: a figure, a date, a name, a reason.",
        (
            "number_with_figure",
            "number_without_figure",
            "counts_the_focus",
            "has_the_unit",
            "lacks_the_unit",
            "date_with_date",
            "date_without_date",
            "person_with_names",
            "person_with_full_name",
            "person_without_name",
            "organisation_with_names",
            "organisation_without_name",
            "place_with_names",
            "place_with_preposition",
            "reason_with_marker",
            "manner_with_marker",
            "list_with_commas",
            "list_with_and",
            "thing_with_names",
        ),
    ),
)
"""Together they are `FEATURES` of `rag.reading.sentence_features`; a test holds them to it."""
