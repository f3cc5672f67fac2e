"""The sheet beside an exported model: what it is, how its vectors are made, and the hashes of its files."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from index.embedding.model_errors import ModelDamagedError
from index.sealed_json import read_sealed, write_sealed

Pooling: TypeAlias = Literal["mean", "cls"]
POOLINGS: tuple[Pooling, ...] = ("mean", "cls")

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
DESCRIPTION_FILE = "model.json"


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """Everything besides weights and vocabulary that decides a text's vector.

    `max_tokens` leaves the special tokens out. The prefixes stand before what is embedded (`query: ` for E5
    models, empty for MiniLM). `source` names the original, `source_sha256` its weights file.
    """

    name: str
    dimension: int
    max_tokens: int
    pooling: Pooling
    query_prefix: str
    passage_prefix: str
    source: str
    source_sha256: str
    model_sha256: str
    tokenizer_sha256: str
    licence: str

    @property
    def fingerprint(self) -> str:
        """SHA-256, hexadecimal, over all that decides a vector: files, pooling, length and prefixes."""
        decisive = (self.model_sha256, self.tokenizer_sha256, self.pooling, self.max_tokens)
        return hashlib.sha256(
            json.dumps([*decisive, self.query_prefix, self.passage_prefix]).encode("utf-8")
        ).hexdigest()

    def save(self, folder: Path) -> None:
        """Writes `model.json`, keys sorted: two exports of one model give one file."""
        write_sealed(folder / DESCRIPTION_FILE, asdict(self))

    @classmethod
    def load(cls, folder: Path) -> "ModelDescription":
        """Reads `model.json`; raises ModelDamagedError where it is missing, was changed or is not a description."""
        path = folder / DESCRIPTION_FILE
        try:
            return cls(**read_sealed(path))
        except TypeError as error:
            raise ModelDamagedError(path, f"is not the description of a model ({error})") from error

    def check_files(self, folder: Path) -> None:
        """Raises ModelDamagedError, with both hashes, unless model and tokenizer are the described ones."""
        for file, expected in ((MODEL_FILE, self.model_sha256), (TOKENIZER_FILE, self.tokenizer_sha256)):
            path = folder / file
            if not path.is_file():
                raise ModelDamagedError(path, "is missing")
            if (found := sha256_of(path)) != expected:
                reason = f"was cut short or changed: its SHA-256 is {found}, {DESCRIPTION_FILE} says {expected}"
                raise ModelDamagedError(path, reason)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
