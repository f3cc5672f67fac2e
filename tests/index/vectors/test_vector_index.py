from contracts.vector_index_contract import VectorIndexContract
from index.vectors.vector_index import ExactIndex


class TestExactIndex(VectorIndexContract):
    make = ExactIndex
