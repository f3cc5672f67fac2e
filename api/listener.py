"""Where the service listens: on this machine alone, and without delay."""

import ipaddress
import socket

from api.command_errors import CommandError


def check_loopback(host: str) -> None:
    """Raises CommandError for an address that other machines can reach: the service knows no keys yet."""
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        raise CommandError(
            f"{host} can be reached from other machines, and the service has no access keys. Use --host 127.0.0.1."
        )


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
