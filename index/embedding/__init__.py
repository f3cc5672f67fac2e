"""Embedding models: the protocol, those that ship, those of others, and how one is exported."""
