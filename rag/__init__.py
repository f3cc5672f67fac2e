"""How we answer: retrieve, read, cite, verify."""
