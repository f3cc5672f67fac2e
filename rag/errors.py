"""What can be wrong with a question, a citation id or a language model's settings, each said with its cure."""

from index.embedding.model_errors import ModelError


class InvalidQuestionError(ValueError):
    """The question cannot be asked: it is blank, too long, or has no word in it."""


class InvalidCitationIdError(ValueError):
    """The id is not of the form that citations have."""


class UnknownCitationError(LookupError):
    """The id is well formed, but no text that was ever in this store has it."""


class NoLanguageModelError(ValueError):
    """An answer by a language model was asked for, and none is configured."""

    def __init__(self) -> None:
        super().__init__(
            "No language model is configured. Set SOURCIER_LLM, such as SOURCIER_LLM=ollama:mistral, and start the "
            "service again; or ask with mode auto or extractive, which answer without one."
        )


class LanguageModelError(ModelError):
    """The language model of the settings cannot be set up: no such provider, no package for it, or no key."""
