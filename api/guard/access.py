"""Who may do what: on this machine everybody, as long as there are no keys; from then on whoever has one for it."""

import ipaddress
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope as Connection

from api.errors import ACCESS_KEY_NEEDED, KEYS_UNREADABLE, NOT_LOCAL, SCOPE_MISSING, ProblemKind
from api.guard.keys import KeyFile, KeyFileError, Scope

METRICS_PATH = "/metrics"
_ASKING = ("/v1/ask", "/v1/search", "/v1/verify", "/v1/chat/completions")
_READING = ("GET", "HEAD", "OPTIONS")
_REALM = 'Bearer realm="sourcier"'

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who comes in: `name` is what its requests are counted under, `key` the name of its key, if it needed one."""

    name: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody stays out; `challenge` is the value of WWW-Authenticate."""

    caller: Caller
    kind: ProblemKind
    detail: str
    challenge: str | None = None


def needed_scope(method: str, path: str) -> Scope | None:
    """What a key has to be good for; None where none is ever needed: health, and what the page is made of.

    A route that changes something and is not named above needs `write`: one that is forgotten here is closed.
    """
    if path == METRICS_PATH:
        return Scope.METRICS
    if not path.startswith("/v1/"):
        return None
    if path.startswith("/v1/jobs/"):  # whoever uploads sees how far it is
        return Scope.WRITE
    return Scope.ASK if method in _READING or path in _ASKING else Scope.WRITE


class Access:
    """Decides on each request. `required` asks for keys where there are none yet, so that nobody comes in."""

    def __init__(self, keys: KeyFile, *, required: bool, allowed_origins: tuple[str, ...]) -> None:
        self._keys = keys
        self._required = required
        self._allowed_origins = allowed_origins

    def decide(self, connection: Connection, needed: Scope) -> Caller | Refusal:
        """Lets in or refuses."""
        caller = Caller(f"address {_address_group(connection)}", None)
        if self._required or self._keys.exists():
            return self._check_key(Headers(scope=connection), needed, caller)
        return self._check_local(connection, caller)

    def _check_key(self, headers: Headers, needed: Scope, caller: Caller) -> Caller | Refusal:
        presented = _presented_key(headers)
        if presented is None:
            detail = (
                "Send a key as Authorization: Bearer KEY, or as X-API-Key: KEY. Whoever runs the service makes one: "
                f"sourcier keys create --scope {needed} --name NAME"
            )
            return Refusal(caller, ACCESS_KEY_NEEDED, detail, _REALM)
        try:
            key = self._keys.find(presented)
        except KeyFileError as error:
            _logger.error("%s", error)
            return Refusal(caller, KEYS_UNREADABLE, "The service cannot read its keys. Its log says why.")
        if key is None:
            detail = "This key is not valid, or no longer. Ask whoever runs the service for another."
            return Refusal(caller, ACCESS_KEY_NEEDED, detail, f'{_REALM}, error="invalid_token"')
        known = Caller(f"key {key.name}", key.name)
        if needed not in key.scopes:
            detail = f"The key {key.name} is good for {', '.join(sorted(key.scopes))}; this takes {needed}."
            return Refusal(known, SCOPE_MISSING, detail, f'{_REALM}, error="insufficient_scope", scope="{needed}"')
        return known

    def _check_local(self, connection: Connection, caller: Caller) -> Caller | Refusal:
        """Whether a request without a key comes from this machine, and is not a foreign page's in its browser.

        A page of elsewhere can make a browser send requests here, and by a name of its own that leads to 127.0.0.1 (DNS
        rebinding) even read the answers: its origin, or the name it asks for, gives it away.
        """
        headers = Headers(scope=connection)
        host, origin = headers.get("host", ""), headers.get("origin")
        address = _address(connection)
        if address is not None and not address.is_loopback:
            return Refusal(caller, NOT_LOCAL, f"{address} is another machine. {_cure()}")
        if not is_loopback(_host_name(host)):
            return Refusal(caller, NOT_LOCAL, f"{host[:80]} does not name this machine. {_cure()}")
        if origin is not None and origin not in self._allowed_origins and urlsplit(origin).netloc != host:
            cure = "Whoever runs the service can name it in SOURCIER_ALLOWED_ORIGINS."
            return Refusal(caller, NOT_LOCAL, f"The page is of another origin, {origin[:80]}. {cure}")
        return caller


def is_loopback(host: str) -> bool:
    """Whether a name or address leads to this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")  # RFC 6761


def _cure() -> str:
    return "Whoever runs the service can make a key: sourcier keys create --scope ask --name NAME"


def _presented_key(headers: Headers) -> str | None:
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and credentials.strip():
        return credentials.strip()
    return headers.get("x-api-key") or None


def _host_name(host: str) -> str:
    """The name in a Host header, without its port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if ":" in host else host


def _address(connection: Connection) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Where a request comes from; None where that is no address, such as a socket of this machine."""
    client = connection.get("client")
    try:
        return ipaddress.ip_address(client[0]) if client else None
    except ValueError:
        return None


def _address_group(connection: Connection) -> str:
    """Whose requests are counted together: an IPv4 address, or the /64 network that one subscriber has in IPv6."""
    address = _address(connection)
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address or "local")
