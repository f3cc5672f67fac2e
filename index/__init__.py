"""How we find it: chunks become embeddings and terms, and a question becomes hits."""
