"""What can be wrong with a question or a citation id, each said with its cure."""


class InvalidQuestionError(ValueError):
    """The question cannot be asked: it is blank, too long, or has no word in it."""


class InvalidCitationIdError(ValueError):
    """The id is not of the form that citations have."""


class UnknownCitationError(LookupError):
    """The id is well formed, but no text that was ever in this store has it."""
