"""The settings by their names in the environment, so that one that is misspelt is not passed over in silence."""

from collections.abc import Iterable
from difflib import get_close_matches

from api.service_settings import ServiceSettings
from rag.settings import EnvironmentSettings, Settings

KEY_VARIABLE = "SOURCIER_API_KEY"
"""The access key that `sourcier chat --url` sends: an option of that command, not a setting."""

_PREFIX = EnvironmentSettings.model_config["env_prefix"]
_LIKENESS = 0.6  # of the names behind the prefix, as difflib counts it: MODLE is 0.8 of MODEL, HOST 0.44 of STORE


def setting_names() -> tuple[str, ...]:
    """Every name in the environment that some command looks at, ascending."""
    fields = (*Settings.model_fields, *ServiceSettings.model_fields)
    return tuple(sorted({KEY_VARIABLE, *(f"{_PREFIX}{field.upper()}" for field in fields)}))


def misspelt_settings(variables: Iterable[str]) -> list[str]:
    """A sentence for each variable that begins like a setting and is none; its value, maybe a secret, is not said."""
    known = {name.removeprefix(_PREFIX) for name in setting_names()}
    begun = {name: name.upper().removeprefix(_PREFIX) for name in variables if name.upper().startswith(_PREFIX)}
    unknown = {name: rest for name, rest in begun.items() if rest not in known}
    return [f"{name} is no setting; {_cure(rest, sorted(known))}" for name, rest in sorted(unknown.items())]


def _cure(rest: str, known: list[str]) -> str:
    nearest = get_close_matches(rest, known, n=1, cutoff=_LIKENESS)
    return f"did you mean {_PREFIX}{nearest[0]}?" if nearest else "nothing looks at it."
