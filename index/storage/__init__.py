"""The truth: articles, their past, their chunks and embeddings in SQLite, and what keeps them whole."""
