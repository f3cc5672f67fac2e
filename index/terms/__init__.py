"""Search by terms: French words, their search terms, and the tantivy mirror of the store."""
