"""Names of articles: they stand in URLs and citations, so they are short and plain."""

import hashlib
import re
import unicodedata

MAX_ID_LENGTH = 200
_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{MAX_ID_LENGTH - 1}}}")
_DIGEST_LENGTH = 12  # hexadecimal digits: enough that two file names of a corpus never meet


def is_valid_id(text: str) -> bool:
    """True for 1 to 200 of the letters a-z, A-Z, digits, `-`, `_` and `.`, beginning with a letter or digit."""
    return _ID.fullmatch(text) is not None


def slug(name: str) -> str:
    """A valid id made from any name, the same every time: lowercase, no accents, `-` for what else there is.

    A name that is too long keeps its beginning; a name without Latin letters or digits becomes `article-` and a
    digest of the name, so that two names in another script stay apart.
    """
    folded = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    plain = re.sub(r"[^a-z0-9_]+", "-", re.sub(r"[\u0300-\u036f]", "", folded)).strip("-_")
    digest = hashlib.sha256(name.encode("utf-8", errors="surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    if not plain:
        return f"article-{digest}"
    if len(plain) > MAX_ID_LENGTH:
        return f"{plain[: MAX_ID_LENGTH - _DIGEST_LENGTH - 1]}-{digest}"
    return plain
