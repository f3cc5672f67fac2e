"""What can go wrong with an embedding model: each error names the model or file and the cure."""

from pathlib import Path


class ModelError(Exception):
    """Any refusal of an embedding model; its message can be shown to the person who asked."""


class ModelDamagedError(ModelError):
    """A file of an exported model is missing, cut short or not the one that its description names."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} {reason}. Restore it (git checkout -- {path.parent}) "
            "or export the model again (python -m index.model_export --help)."
        )
        self.path = path


class ModelLibraryMissingError(ModelError):
    """A sentence-transformers model was asked for, and the library is not installed."""

    def __init__(self, model: str, library: str) -> None:
        super().__init__(
            f"The model {model!r} needs {library}, which is not installed. "
            "Run: .venv/bin/pip install -e '.[models]', or unset SOURCIER_MODEL to use the model that ships."
        )
        self.model = model


class ModelUnavailableError(ModelError):
    """A model is neither a folder here, nor in the hub's cache, nor to be had from the hub."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            f"The model {model!r} cannot be had: {reason}. Give the folder of a sentence-transformers model, or the "
            "name of one in the Hugging Face hub, downloaded beforehand where there is a network: hf download NAME"
        )
        self.model = model
