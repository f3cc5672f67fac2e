import pytest

from rag.writing.markers import before_unfinished, blank_markers, find_markers, without_markers


def _numbers(text: str) -> list[int]:
    return [number for marker in find_markers(text) for numbers in marker.ranges for number in numbers]


@pytest.mark.parametrize(
    ("text", "numbers", "left"),
    [
        ("Le port a ouvert [1].", [1], "Le port a ouvert."),
        ("Le port a ouvert. [1]", [1], "Le port a ouvert."),
        ("Le port a ouvert[1].", [1], "Le port a ouvert."),
        ("Le port a ouvert\u202f[12].", [12], "Le port a ouvert."),
        ("Ouvert [1][2].", [1, 2], "Ouvert."),
        ("Ouvert [1] [2].", [1, 2], "Ouvert."),
        ("Ouvert [1, 2].", [1, 2], "Ouvert."),
        ("Ouvert [1,2;3].", [1, 2, 3], "Ouvert."),
        ("Ouvert [1 et 2].", [1, 2], "Ouvert."),
        ("Ouvert [1-3].", [1, 2, 3], "Ouvert."),
        ("Ouvert [1–3, 7].", [1, 2, 3, 7], "Ouvert."),
        ("Ouvert [ 4 ].", [4], "Ouvert."),
        ("Ouvert [[4]].", [4], "Ouvert."),
        ("Ouvert [^4].", [4], "Ouvert."),
        ("Ouvert [Source 4].", [4], "Ouvert."),
        ("Ouvert [extraits 4 et 5].", [4, 5], "Ouvert."),
        ("Ouvert [Source: 4, Source: 5].", [4, 5], "Ouvert."),
        ("Ouvert [#4].", [4], "Ouvert."),
        ("Ouvert [4](https://presse.example/a).", [4], "Ouvert."),
        ("Ouvert 【4】.", [4], "Ouvert."),
        ("Ouvert【4†source】.", [4], "Ouvert."),
        ("Ouvert 【4:0†a.pdf】.", [4], "Ouvert."),
        ("Ouvert ［４］.", [4], "Ouvert."),
        ("Ouvert [0].", [0], "Ouvert."),
        ("Ouvert [3-1].", [], "Ouvert."),
        # No markers.
        ("Il [Wu Wei] parle.", [], "Il [Wu Wei] parle."),
        ("Il dit […] non.", [], "Il dit […] non."),
        ("La ligne [1b] ouvre.", [], "La ligne [1b] ouvre."),
        ("Le prix (1) monte.", [], "Le prix (1) monte."),
        ("Le reste [12345].", [], "Le reste [12345]."),
        ("On écrit `liste[1]` ainsi [2].", [2], "On écrit `liste[1]` ainsi."),
        ("```\nliste[1]\n```\nOuvert [2].", [2], "```\nliste[1]\n```\nOuvert."),
        ("Voir https://presse.example/a[1] ici [2].", [2], "Voir https://presse.example/a[1] ici."),
        ("Un accent ` seul [1].", [1], "Un accent ` seul."),
        ("Inachevé [1", [], "Inachevé [1"),
        ("", [], ""),
    ],
)
def test_markers_are_read_in_every_shape_and_taken_out(text: str, numbers: list[int], left: str) -> None:
    assert _numbers(text) == numbers
    assert without_markers(text) == left
    assert len(blank_markers(text)) == len(text)


def test_a_range_names_what_lies_in_it_however_wide() -> None:
    (marker,) = find_markers("Tout [1-9999].")
    assert marker.names(1)
    assert marker.names(9999)
    assert not marker.names(0)


@pytest.mark.parametrize(
    ("text", "length"),
    [("Ouvert [1, ", 6), ("Ouvert [", 6), ("Ouvert [1] Puis", 15), ("Ouvert [1]", 10), ("a [\nb", 5)],
)
def test_a_bracket_that_may_become_a_marker_is_known(text: str, length: int) -> None:
    assert before_unfinished(text) == length
