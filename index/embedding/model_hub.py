"""Models of others by name: a folder here, the hub's cache, or the hub; said at once where there is no way to it."""

import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from index.embedding.model_errors import ModelUnavailableError

HUB_SECONDS = 5.0  # the libraries themselves try for over a minute where there is no network
_HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")

Loaded = TypeVar("Loaded")


def load_from_folder_or_hub(model: str, load: Callable[[bool], Loaded], *, kind: str) -> Loaded:
    """What `load` makes of the folder `model`, or of the model of that name in the hub's cache, or from the hub.

    `load` is told whether it has to do with local files alone, and raises OSError or ValueError where it cannot.
    `kind` says in the error what would have been right: "a cross-encoder". Raises ModelUnavailableError where there is
    no such model or no way to it (HF_HUB_OFFLINE, no network), after `HUB_SECONDS` at most.
    """
    is_folder = bool(model) and Path(model).is_dir()
    if not is_folder and not _HUB_NAME.fullmatch(model):
        raise ModelUnavailableError(model, "there is no such folder", kind=kind)
    try:
        return load(True)
    except (OSError, ValueError) as error:
        if is_folder:
            raise ModelUnavailableError(model, _first_line(error), kind=kind) from error
    _require_hub(model, kind=kind)
    try:
        return load(False)
    except (OSError, ValueError) as refusal:
        raise ModelUnavailableError(model, _first_line(refusal), kind=kind) from refusal


def _require_hub(model: str, *, kind: str) -> None:
    """Raises ModelUnavailableError where the hub may not or cannot be reached; an answer of any kind will do."""
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
        raise ModelUnavailableError(
            model, "it is not in the hub's cache, and HF_HUB_OFFLINE forbids to fetch it", kind=kind
        )
    from huggingface_hub.constants import ENDPOINT

    hub = os.environ.get("HF_ENDPOINT", ENDPOINT)
    try:
        with urllib.request.urlopen(f"{hub}/api/models/{model}", timeout=HUB_SECONDS):
            return
    except urllib.error.HTTPError as error:
        if error.code == 404:
            raise ModelUnavailableError(model, f"{hub} has no model of that name", kind=kind) from error
    except OSError as error:
        reason = f"it is not in the hub's cache, and {hub} cannot be reached ({error})"
        raise ModelUnavailableError(model, reason, kind=kind) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
