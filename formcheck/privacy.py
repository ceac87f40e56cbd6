"""Keeps MediaPipe's usage reporting from leaving this process.

From 0.10.30 on the library looks up and contacts a logging host, and has no switch for that. Its
HTTP client (libcurl) obeys the proxy variables of the environment, so they are pointed at a closed
port of this machine before the library loads: every attempt ends there, without a name look-up.
An inherited `no_proxy` would reopen the way (`no_proxy=*` does), so names are taken out of it too.
"""

from __future__ import annotations

import ipaddress
import json
import os

BLOCKED_PROXY = "http://127.0.0.1:9"
"""Port 9 (discard) is privileged and closed on any current system."""

PROXY_NAMES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "grpc_proxy", "socks_proxy")
_NO_PROXY_NAMES = ("no_proxy", "NO_PROXY")
_BLOCKED_NAMES = tuple(
    case for name in PROXY_NAMES for case in (name, name.upper())
)  # libcurl reads both
_ORIGINALS = "FORMCHECK_ORIGINAL_PROXIES"
"""Kept in the environment, so that worker processes know the originals too."""


def block_telemetry() -> None:
    """Point this process's proxies at a closed port; safe to call again.

    Call it before MediaPipe loads. Names added to `no_proxy` afterwards (a camera's host) are kept,
    also by later calls.
    """
    if _ORIGINALS in os.environ:
        return
    names = (*_BLOCKED_NAMES, *_NO_PROXY_NAMES)
    originals = {name: os.environ[name] for name in names if name in os.environ}
    exceptions = harmless_exceptions(
        ",".join(originals[name] for name in _NO_PROXY_NAMES if name in originals)
    )
    os.environ[_ORIGINALS] = json.dumps(originals)
    for name in _BLOCKED_NAMES:
        os.environ[name] = BLOCKED_PROXY
    for name in _NO_PROXY_NAMES:
        if exceptions:
            os.environ[name] = exceptions
        else:
            os.environ.pop(name, None)


def original_environment() -> dict[str, str]:
    """The environment as it was before `block_telemetry`, for subprocesses that may use the net."""
    environment = dict(os.environ)
    originals = environment.pop(_ORIGINALS, None)
    if originals is None:
        return environment
    for name in (*_BLOCKED_NAMES, *_NO_PROXY_NAMES):
        environment.pop(name, None)
    return environment | {str(k): str(v) for k, v in json.loads(originals).items()}


def harmless_exceptions(no_proxy: str) -> str:
    """Thin a `no_proxy` list down to entries that cannot match a logging host.

    Addresses and `localhost` stay: libcurl compares them with addresses only, and the logging host
    is called by name. Wildcards and names go; who opens a camera by name adds its name again.
    """
    kept: list[str] = []
    for entry in (part.strip() for part in no_proxy.replace(" ", ",").split(",")):
        if entry and entry not in kept and (entry == "localhost" or _is_address(entry)):
            kept.append(entry)
    return ",".join(kept)


def _is_address(entry: str) -> bool:
    try:
        ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return False
    return True
