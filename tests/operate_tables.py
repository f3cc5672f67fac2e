"""Writes the settings into docs/operate.md as the code has them: `python tests/operate_tables.py`."""

import sys
from pathlib import Path

from pydantic.fields import FieldInfo

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "operate.md"

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from api.service_settings import ServiceSettings  # noqa: E402 - not before it is found
from rag.settings import EnvironmentSettings, Settings  # noqa: E402

TABLES: dict[str, type[EnvironmentSettings]] = {"answers": Settings, "service": ServiceSettings}


def with_tables(guide: str) -> str:
    """The guide with each table between its two comments as the settings are now."""
    for name, settings in TABLES.items():
        before, comment, rest = guide.partition(f"<!-- settings: {name} -->\n")
        _, end, after = rest.partition("<!-- end -->\n")
        if not (comment and end):
            raise ValueError(f"{GUIDE} has no place for the table {name}: two comments, each on a line of its own")
        table = "\n".join(["| setting | default | |", "|---|---|---|", *rows(settings), ""])
        guide = before + comment + table + end + after
    return guide


def rows(settings: type[EnvironmentSettings]) -> list[str]:
    """A line a setting: its name in the environment, its default, its meaning."""
    return [
        f"| `SOURCIER_{name.upper()}` | {_default(field)} | {field.description} |"
        for name, field in settings.model_fields.items()
    ]


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT)}`"
    shown = ",".join(value) if isinstance(value, tuple) else str(value).lower() if isinstance(value, bool) else value
    return f"`{shown:g}`" if isinstance(shown, float) else f"`{shown}`"


if __name__ == "__main__":
    GUIDE.write_text(with_tables(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
