"""Keeps the demo's one-click sign-in off the public network."""

from collections.abc import Sequence
from ipaddress import ip_address

from django.core.exceptions import ImproperlyConfigured


def is_local(host: str) -> bool:
    """Whether a name or address can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_public_demo(hosts: Sequence[str]) -> None:
    """Raise ImproperlyConfigured if demo sign-in would answer under a public name."""
    public = [host for host in hosts if not is_local(host)]
    if public:
        raise ImproperlyConfigured(
            f"BALCAO_DEMO lets anybody sign in as anybody, so it runs on this machine only. "
            f"Take {', '.join(public)} out of BALCAO_HOSTS, or turn BALCAO_DEMO off."
        )
