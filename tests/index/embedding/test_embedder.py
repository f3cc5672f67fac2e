import numpy as np
import pytest

from contracts.embedder_contract import EmbedderContract
from doubles import HashEmbedder
from index.embedding.embedder import check_vectors


@pytest.fixture(scope="module")
def embedder() -> HashEmbedder:
    return HashEmbedder()


class TestHashEmbedder(EmbedderContract):
    pass


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (np.ones((1, 4)), "got float64 of shape (1, 4)"),
        (np.ones(4, np.float32), "got float32 of shape (4,)"),
        (np.ones((1, 3), np.float32), "got float32 of shape (1, 3)"),
        (np.full((1, 4), 0.6, np.float32), "one has length 1.2"),
        (np.zeros((1, 4), np.float32), "one has length 0.0"),
        (np.full((1, 4), np.nan, np.float32), "one has length nan"),
    ],
)
def test_what_is_no_set_of_unit_rows_is_refused(rows: np.ndarray, says: str) -> None:
    with pytest.raises(ValueError, match="Embeddings must") as error:
        check_vectors(rows, 4)
    assert says in str(error.value)
