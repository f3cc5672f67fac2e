import pytest

from api.commands.progress_bar import progress_line, share_done
from index.storage.records import AddProgress


@pytest.mark.parametrize(
    ("done", "seconds", "share", "line"),
    [
        (AddProgress(0, 0), 0.0, None, "0 articles, 0 passages"),
        (AddProgress(64, 320), 8.0, None, "64 articles, 320 passages · 8 articles/s, 40 passages/s"),
        (AddProgress(64, 320), 8.0, 0.001, "64 articles, 320 passages · 8 articles/s, 40 passages/s"),
        (AddProgress(64, 320), 8.0, 0.5, "64 articles, 320 passages · 8 articles/s, 40 passages/s · reste 8 s"),
        (AddProgress(1, 5), 30.0, 0.2, "1 articles, 5 passages · 0,033 articles/s, 0,17 passages/s · reste 2 min 00 s"),
        (
            AddProgress(20, 5),
            100.0,
            0.01,
            "20 articles, 5 passages · 0,2 articles/s, 0,05 passages/s · reste 2 h 45 min",
        ),
    ],
)
def test_says_what_is_done_how_fast_and_how_long_it_still_takes(
    done: AddProgress, seconds: float, share: float | None, line: str
) -> None:
    assert progress_line(done, seconds=seconds, share=share) == line


def test_the_number_of_articles_tells_more_than_the_bytes_read() -> None:
    assert share_done(AddProgress(30, 0, total=40), lambda: 0.1) == 0.75
    assert share_done(AddProgress(30, 0), lambda: 0.1) == 0.1
    assert share_done(AddProgress(30, 0), None) is None
