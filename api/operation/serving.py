"""`sourcier serve`: one process or several that answer on one address, until they are asked to stop."""

import logging
import math
import os
import socket
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.commands.command_errors import CommandError
from api.guard.access import is_loopback
from api.guard.keys import KeyFile
from api.operation.listener import open_listener
from api.operation.logs import configure_logging
from api.operation.metrics import MULTIPROCESS_VARIABLE
from api.operation.worker import STARTUP_FAILURE, worker_app
from api.service_settings import ServiceSettings
from rag.assembly import open_index
from rag.settings import Settings

_SILENCE_SECONDS = 10  # a worker that does not answer its parent for so long is replaced

_logger = logging.getLogger(__name__)


def serve(settings: Settings, operation: ServiceSettings, *, host: str, port: int, workers: int) -> None:
    """Serves until a signal. Raises CommandError, StoreError and ModelError where it cannot begin."""
    configure_logging(operation.log_format, operation.log_level)
    if not is_loopback(host):
        _check_keys(settings.store, host)
        operation = operation.model_copy(update={"require_keys": True})  # also once the last of them is revoked
    if workers > 1:
        _serve_with_workers(settings, operation, host, port, workers)
        return
    app = create_app(settings, operation)
    with open_listener(host, port) as listener, suppress(KeyboardInterrupt):  # raised again once all has ended well
        articles = app.state.service.open().index.article_count  # a missing store is said now, not to the first reader
        _announce(listener, host, articles, operation)
        uvicorn.Server(_config(app, operation)).run(sockets=[listener])


def _serve_with_workers(settings: Settings, operation: ServiceSettings, host: str, port: int, workers: int) -> None:
    """A parent that listens, and processes that answer; one that dies is replaced."""
    shared_out = max(1, (os.cpu_count() or 1) // workers)
    own = settings if settings.threads else settings.model_copy(update={"threads": shared_out})
    with TemporaryDirectory(prefix="sourcier-") as folder, open_listener(host, port) as listener:
        with open_index(settings) as index:
            articles = index.article_count
        metrics = Path(folder, "metrics")
        metrics.mkdir()
        os.environ[MULTIPROCESS_VARIABLE] = str(metrics)  # inherited by the workers
        app = partial(worker_app, own, operation, Path(folder, "rates"))
        supervisor = Multiprocess(_config(app, operation, workers=workers), sockets=[listener])
        _announce(listener, host, articles, operation)
        supervisor.run()
    if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
        raise CommandError("A worker could not start. The lines above have the reason.")


def _check_keys(store: Path, host: str) -> None:
    if not KeyFile(store).read():
        raise CommandError(
            f"{host} can be reached from other machines, and there are no access keys. Make one first: sourcier keys "
            "create --scope ask --name NAME; or use --host 127.0.0.1."
        )


def _config(app: object, operation: ServiceSettings, *, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # an app, or what makes one
        factory=workers > 1,
        workers=workers,
        server_header=False,
        access_log=False,  # api/operation/access_log.py writes it
        log_config=None,
        forwarded_allow_ips=list(operation.trusted_proxies),
        timeout_graceful_shutdown=math.ceil(operation.shutdown_seconds),
        timeout_worker_healthcheck=_SILENCE_SECONDS,
    )


def _announce(listener: socket.socket, host: str, articles: int, operation: ServiceSettings) -> None:
    shown = f"[{host}]" if ":" in host else host
    message = f"Sourcier answers on http://{shown}:{listener.getsockname()[1]} from {articles} articles."
    if operation.log_format == "json":
        _logger.info("%s", message)
    else:
        typer.echo(f"{message} Ctrl+C stops it.", err=True)
