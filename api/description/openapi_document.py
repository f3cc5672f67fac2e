"""The API's description as a file, in git so that a change to the contract is seen where it is made.

Made again by: python -m api.description.openapi_document > docs/openapi.json
"""

import json
import sys
from pathlib import Path

from api.app import create_app
from api.service_settings import ServiceSettings
from rag.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"
COMMAND = "python -m api.description.openapi_document > docs/openapi.json"


def render_document() -> str:
    """The description that a service of this version gives at /openapi.json, whatever its settings, keys sorted."""
    document = create_app(Settings(), ServiceSettings()).openapi()
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a file, whatever the terminal can show
    sys.stdout.write(render_document())
