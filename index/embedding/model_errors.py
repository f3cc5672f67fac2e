"""What can go wrong with a model: each error names the model or file and the cure."""

from pathlib import Path


class ModelError(Exception):
    """Any refusal of a model; its message can be shown to the person who asked."""


class ModelDamagedError(ModelError):
    """A file of an exported model is missing, cut short or not the one that its description names."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} {reason}. Restore it (git checkout -- {path.parent}) "
            "or export the model again (python -m index.embedding.model_export --help)."
        )
        self.path = path


class ModelLibraryMissingError(ModelError):
    """A model of others was asked for by a setting, and the library that runs it is not installed."""

    def __init__(self, model: str, library: str, *, setting: str = "SOURCIER_MODEL") -> None:
        super().__init__(
            f"The model {model!r} needs {library}, which is not installed. "
            f"Run: .venv/bin/pip install -e '.[models]', or unset {setting} to do with what ships."
        )
        self.model = model


class ModelUnavailableError(ModelError):
    """A model is neither a folder here, nor in the hub's cache, nor to be had from the hub."""

    def __init__(self, model: str, reason: str, *, kind: str = "a sentence-transformers model") -> None:
        super().__init__(
            f"The model {model!r} cannot be had: {reason}. Give the folder of {kind}, or the "
            "name of one in the Hugging Face hub, downloaded beforehand where there is a network: hf download NAME"
        )
        self.model = model


class ModelUnsuitableError(ModelError):
    """A model is there, and was made for something else than the setting asks of it."""

    def __init__(self, model: str, reason: str, *, kind: str, setting: str) -> None:
        super().__init__(f"The model {model!r} is not {kind}: {reason}. Name one in {setting}, or unset it.")
        self.model = model
