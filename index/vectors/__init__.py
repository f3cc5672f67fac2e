"""Search by vectors: exact, approximate, and the FAISS mirror of the store."""
