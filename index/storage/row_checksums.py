"""A checksum for every row that citations and scores rest on, so that a byte that changed on the disk is not believed.

A text needs none, its name is its SHA-256. The triggers of `index.storage.schema` write the others with the SQL
function `row_checksum`, whichever statement writes the row; whoever reads a row compares.
"""

from hashlib import blake2b
from typing import TypeAlias

SqlValue: TypeAlias = str | bytes | int | float | None

FUNCTION = "row_checksum"


def row_checksum(*values: SqlValue) -> int:
    """64 bits of BLAKE2b over the values, their types and lengths, as a signed number. About 2 µs."""
    digest = blake2b(digest_size=8)
    for value in values:
        content = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        digest.update(f"{type(value).__name__} {len(content)} ".encode())
        digest.update(content)
    return int.from_bytes(digest.digest(), signed=True)
