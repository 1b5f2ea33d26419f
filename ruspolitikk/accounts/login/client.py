"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOME = 64
"""The bits of an IPv6 address that somebody is given; the rest they choose themselves."""


def client_address(request: HttpRequest) -> str:
    """Who is at the other end, as far as it can be trusted: each of TRUSTED_PROXIES adds whom it
    heard from to X-Forwarded-For, so what stands before that is anybody's word. With none, or
    fewer in the header than there are proxies, it is the other end of the connection.

    Of IPv6 the network: «2001:db8:1:2::».
    """
    proxies: int = settings.TRUSTED_PROXIES
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    connected: str = request.META.get("REMOTE_ADDR", "")
    return _read(hops[-proxies] if 0 < proxies <= len(hops) else "") or _read(connected)


def _read(text: str) -> str:
    """The address without a port; nothing where it is none, as at the end of a Unix socket."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), HOME), strict=False).network_address)
    return str(address)
