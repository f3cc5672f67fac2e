"""Runs as files: written, read, shown, compared and held to a baseline."""
