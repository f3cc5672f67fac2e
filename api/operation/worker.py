"""The app of one worker of `sourcier serve --workers`, made in its process.

Whoever starts workers watches whether they answer, from before their first import on: what is slow to load is loaded
only once they can.
"""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.command_errors import CommandError
from api.service_settings import ServiceSettings
from rag.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

STARTUP_FAILURE = 3  # uvicorn's exit status of a worker that need not be started again

_logger = logging.getLogger(__name__)


def worker_app(settings: Settings, operation: ServiceSettings, rate_table: Path) -> "FastAPI":
    """The app; where it cannot be made, the process ends, and the parent gives up."""
    from api.app import create_app
    from api.operation.logs import configure_logging

    configure_logging(operation.log_format, operation.log_level)
    try:
        return create_app(settings, operation, rate_table=rate_table)
    except CommandError as error:
        _logger.error("%s", error)
        sys.exit(STARTUP_FAILURE)
