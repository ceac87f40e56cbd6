"""Reaching a camera past the proxy variables.

formcheck points `http_proxy` and its kin at a closed loopback port so that MediaPipe's usage
reports go nowhere. FFmpeg honours these variables, so a network camera needs an exception.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit


def allow_host(url: str) -> None:
    """Add a URL's host to `no_proxy` and `NO_PROXY`, keeping what is there.

    FFmpeg reads `no_proxy` only, splits it at commas and spaces, and compares by letter case, as
    a suffix at a dot, against the host as written and without the brackets of an IPv6 address
    (it knows no networks such as 10.0.0.0/8). Others read `NO_PROXY`, and want brackets.

    Args:
        url: The camera's URL; one without a host changes nothing.
    """
    host = _host_as_written(url)
    if not host:
        return
    wanted = [host]
    if host.lower() != host:
        wanted.append(host.lower())
    if ":" in host:
        wanted.append(f"[{host}]")
    for variable in ("no_proxy", "NO_PROXY"):
        present = [part for part in os.environ.get(variable, "").replace(",", " ").split() if part]
        missing = [part for part in wanted if part not in present]
        if missing:
            os.environ[variable] = ",".join(present + missing)


def _host_as_written(url: str) -> str:
    """The host with its letter case, without user, port or IPv6 brackets; '' if there is none."""
    try:
        netloc = urlsplit(url).netloc
    except ValueError:
        return ""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
