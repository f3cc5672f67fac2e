"""Reading without a language model: which sentences answer, how surely, and in which few words."""
