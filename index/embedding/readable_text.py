"""Text as a tokenizer accepts it."""


def readable(text: str) -> str:
    """The text with `?` for each lone surrogate: no character, so tokenizers refuse it, yet JSON can carry it in."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
