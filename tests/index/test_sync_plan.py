"""What a sync would do, over summaries alone: no store, no files."""

from datetime import date

import pytest

from index.storage.origins import FiledSummary
from index.storage.records import ArticleSummary
from index.sync_plan import Move, SyncPlan, plan_sync


def filed(article_id: str, file: str | None, text: str = "", title: str = "T", day: int = 1) -> FiledSummary:
    summary = ArticleSummary(
        article_id, title, "fr", None, None, None, date(2024, 1, day), text or f"text of {article_id}"
    )
    return FiledSummary(summary, file)


def plan(read: list[FiledSummary], stored: list[FiledSummary], there: frozenset[str] = frozenset()) -> SyncPlan:
    return plan_sync(
        read,
        stored,
        in_scope=lambda file: file is not None and file.startswith("/a/"),
        is_there=lambda file: file in there,
    )


NOTHING = SyncPlan((), (), (), 0, (), (), (), 0)


@pytest.mark.parametrize(
    ("read", "stored", "expected"),
    [
        ([], [], NOTHING),
        ([filed("x", "/a/x")], [], SyncPlan(("x",), (), (), 0, (), (), (), 0)),
        ([filed("x", "/a/x")], [filed("x", "/a/x")], SyncPlan((), (), (), 1, (), (), (), 1)),
        ([filed("x", "/a/x", "new")], [filed("x", "/a/x")], SyncPlan((), ("x",), (), 0, (), (), (), 1)),
        ([filed("x", "/a/x", title="U")], [filed("x", "/a/x")], SyncPlan((), ("x",), (), 0, (), (), (), 1)),
        ([filed("x", "/a/x", day=2)], [filed("x", "/a/x")], SyncPlan((), (), ("x",), 0, (), (), (), 1)),
        ([], [filed("x", "/a/x")], SyncPlan((), (), (), 0, (), ("x",), (), 1)),
        # What came otherwise, or from elsewhere, stays.
        ([], [filed("x", None), filed("y", "/b/y"), filed("z", "/ab")], NOTHING),
        ([filed("x", "/a/x")], [filed("x", None)], SyncPlan((), (), (), 1, (), (), (), 0)),
    ],
    ids=["nothing", "added", "same", "text", "title", "facts", "gone", "others", "adopted"],
)
def test_what_was_read_is_compared_with_what_is_stored(
    read: list[FiledSummary], stored: list[FiledSummary], expected: SyncPlan
) -> None:
    assert plan(read, stored) == expected


def test_a_file_with_another_name_and_the_same_text_was_moved() -> None:
    found = plan([filed("d-x", "/a/d/x", "t")], [filed("x", "/a/x", "t")])
    assert found == SyncPlan((), (), (), 0, (Move("x", "d-x", "/a/x", "/a/d/x"),), (), (), 1)


def test_a_moved_file_whose_title_changed_is_replaced_too() -> None:
    found = plan([filed("y", "/a/y", "t", title="U")], [filed("x", "/a/x", "t")])
    assert (found.added, found.replaced, found.withdrawn) == ((), ("y",), ())
    assert [move.former_id for move in found.moved] == ["x"]


def test_an_article_that_states_its_id_moves_with_it() -> None:
    found = plan([filed("x", "/a/new")], [filed("x", "/a/old")])
    assert found == SyncPlan((), (), (), 1, (Move("x", "x", "/a/old", "/a/new"),), (), (), 1)


def test_of_several_files_with_one_text_that_of_the_same_name_is_the_one_that_moved() -> None:
    stored = [filed("x", "/a/x", "t"), filed("y", "/a/y", "t")]
    found = plan([filed("d-x", "/a/d/x", "t"), filed("d-y", "/a/d/y", "t"), filed("d-z", "/a/d/z", "t")], stored)
    assert [(move.former_id, move.article_id) for move in found.moved] == [("x", "d-x"), ("y", "d-y")]
    assert found.added == ("d-z",)


def test_a_copy_that_stays_is_no_move() -> None:
    found = plan([filed("x", "/a/x", "t")], [filed("x", "/a/x", "t"), filed("y", "/a/y", "t")])
    assert (found.moved, found.withdrawn) == ((), ("y",))


def test_an_article_whose_file_is_there_unread_is_kept() -> None:
    stored = [filed("x", "/a/x"), filed("y", "/a/y")]
    found = plan([], stored, there=frozenset({"/a/x"}))
    assert (found.kept, found.withdrawn) == (("x",), ("y",))


@pytest.mark.parametrize(("gone", "most"), [(0, False), (2, False), (3, True), (4, True)])
def test_more_than_half_is_most(gone: int, most: bool) -> None:
    stored = [filed(name, f"/a/{name}") for name in "wxyz"]
    assert plan(stored[gone:], stored).withdraws_most is most
