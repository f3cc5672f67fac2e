"""JSON files that decide what is answered, such as a model's description, with the SHA-256 of themselves inside.

`"sha256"` is that of the file's bytes with its own digits as zeros; `python -m index.sealed_json FILE…` writes it anew.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from index.embedding.model_errors import ModelDamagedError

_FIELD = "sha256"
_ZEROS = "0" * 64


def write_sealed(path: Path, fields: Mapping[str, Any]) -> None:
    """Writes the fields and the seal, keys sorted: the same fields are the same bytes."""
    unsealed = json.dumps({**fields, _FIELD: _ZEROS}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path.write_text(unsealed.replace(_ZEROS, _digest(unsealed.encode()), 1), encoding="utf-8")


def read_sealed(path: Path) -> dict[str, Any]:
    """The fields without the seal; raises ModelDamagedError unless the file is the one that was written."""
    try:
        content = path.read_bytes()
        fields: dict[str, Any] = json.loads(content)
        seal = str(fields.pop(_FIELD))
    except FileNotFoundError as error:
        raise ModelDamagedError(path, "is missing") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelDamagedError(path, f"is not JSON with a seal ({error})") from error
    if len(seal) != len(_ZEROS) or _digest(content.replace(seal.encode(), _ZEROS.encode(), 1)) != seal:
        raise ModelDamagedError(path, f"was cut short or changed: it does not have the SHA-256 {seal}")
    return fields


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _seal_again(path: Path) -> None:
    fields = json.loads(path.read_text(encoding="utf-8"))
    fields.pop(_FIELD, None)
    write_sealed(path, fields)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        _seal_again(Path(name))
