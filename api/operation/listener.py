"""Where the service listens: without delay."""

import socket

from api.commands.command_errors import CommandError


def open_listener(host: str, port: int) -> socket.socket:
    """A listening socket: a port that is taken is known, and a caller waits, before anything is announced.

    asyncio sends without delay only where the protocol is named; else each answer waits 40 ms for an acknowledgement.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise CommandError(f"Cannot listen on {host}, port {port}: {error.strerror}. Try --port 0.") from error
    return listener
