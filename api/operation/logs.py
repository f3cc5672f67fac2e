"""Log lines for people or for programs, each with the id of its request; never a question's text."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

from api.operation.request_record import LogValue, current_request

OUR_LOGGERS = ("api", "rag", "index", "corpus")


def log_fields(fields: dict[str, LogValue]) -> dict[str, object]:
    """The `extra` of a log call: fields beside the message."""
    return {"fields": fields}


def configure_logging(log_format: Literal["text", "json"], level: str) -> None:
    """Writes log lines to stderr: our own from `level` on, others' from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    for name in OUR_LOGGERS:
        logging.getLogger(name).setLevel(level.upper())


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = current_request()
        if request is not None:
            line["request_id"] = request.id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """A line for people: `2026-11-21 23:42:43 info api.access_log: request method=POST route=/v1/ask … [id]`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the traceback of a defect."""
        time = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "seconds")[:19]
        fields: dict[str, LogValue] = getattr(record, "fields", {})
        parts = [f"{time} {record.levelname.lower()} {record.name}: {record.getMessage()}"]
        parts += [f"{name}={value}" for name, value in fields.items()]
        request = current_request()
        if request is not None:
            parts.append(f"[{request.id}]")
        line = " ".join(parts)
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line
