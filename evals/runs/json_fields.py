"""The fields of a JSON object, taken out with their types checked."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

Fields: TypeAlias = Mapping[str, object]


class FieldError(ValueError):
    """A field that is not what it must be; the message names the field, what stands there and what is expected."""


def check_names(fields: Fields, *, required: frozenset[str], optional: frozenset[str]) -> None:
    """Raises FieldError where a required field is missing or one is there that nobody reads."""
    missing, unknown = required - fields.keys(), fields.keys() - required - optional
    if missing or unknown:
        raise FieldError(
            f"fields missing {sorted(missing)}, unknown {sorted(unknown)}. "
            f"There are {', '.join(sorted(required))}{' and, if wanted, ' if optional else ''}"
            f"{', '.join(sorted(optional))}."
        )


def text_field(fields: Fields, name: str) -> str:
    """A text with at least one character that is no space."""
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise FieldError(f"`{name}` must be a text that is not empty, not {value!r}.")
    return value


def remark_field(fields: Fields, name: str) -> str:
    """A text that may be empty, and is where the field is left out."""
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise FieldError(f"`{name}` must be a text, not {value!r}.")
    return value


def boolean_field(fields: Fields, name: str) -> bool:
    """True or false, and nothing that only counts as one."""
    value = fields.get(name)
    if not isinstance(value, bool):
        raise FieldError(f"`{name}` must be true or false, not {value!r}.")
    return value


def date_field(fields: Fields, name: str) -> date | None:
    """A day written as 2020-07-31; None where the field is left out."""
    if name not in fields:
        return None
    value = fields[name]
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:  # fromisoformat also reads 20200731 and 2020-W31-5
        raise FieldError(f"`{name}` must be a day written as 2020-07-31, not {value!r}.")
    return day


def list_field(fields: Fields, name: str) -> list[object]:
    """A list; empty where the field is left out."""
    value = fields.get(name, [])
    if not isinstance(value, list):
        raise FieldError(f"`{name}` must be a list, not {value!r}.")
    return value


def texts_field(fields: Fields, name: str) -> tuple[str, ...]:
    """Texts, none of them empty; no text where the field is left out."""
    items = list_field(fields, name)
    texts = tuple(item for item in items if isinstance(item, str) and item.strip())
    if len(texts) < len(items):
        raise FieldError(f"`{name}` must be a list of texts that are not empty, not {items!r}.")
    return texts


def objects_field(fields: Fields, name: str, members: frozenset[str]) -> tuple[Fields, ...]:
    """Objects with exactly these members; none where the field is left out."""
    items = list_field(fields, name)
    objects = tuple(item for item in items if isinstance(item, dict) and item.keys() == members)
    if len(objects) < len(items):
        wrong = next(item for item in items if not (isinstance(item, dict) and item.keys() == members))
        expected = " and ".join(f"`{member}`" for member in sorted(members))
        raise FieldError(f"each of `{name}` is an object with {expected}, not {wrong!r}.")
    return objects
