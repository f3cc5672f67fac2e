"""A FastAPI route that does nothing: what the server underneath reaches on this machine, by itself.

Run as `python -m evals.benchmark.bare_service WORKERS BODY`, with uvicorn set up as `sourcier serve` sets it up:
the question is read and checked, the same stored answer goes out each time, and nothing stands in between.
"""

import socket
import sys
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from pydantic import BaseModel
from uvicorn.supervisors import Multiprocess


class Question(BaseModel):
    """What is asked."""

    question: str


def make_app(body: Path) -> FastAPI:
    """The app that answers with the file."""
    app = FastAPI()
    stored = body.read_bytes()

    @app.post("/v1/ask")
    async def ask(_question: Question) -> Response:
        return Response(stored, media_type="application/json")

    @app.get("/readyz")
    async def ready() -> None:
        return None

    return app


def serve(workers: int, body: Path) -> None:
    """Serves on a free port until a signal."""
    config = uvicorn.Config(
        partial(make_app, body),
        factory=True,
        workers=workers,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    # Named, so that asyncio sends without delay.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        sys.stdout.write(f"It answers on http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        if workers > 1:
            Multiprocess(config, sockets=[listener]).run()
        else:
            uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
