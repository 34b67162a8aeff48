"""The network address a request really came from, when it may have come through proxies.

A proxy adds at the right of ``X-Forwarded-For`` the address it was called from; anything to the left of what a trusted
proxy wrote may have been typed by the visitor. So the header is read from the right, and only as far as proxies that the
installation names (BAARASIRA_TRUSTED_PROXIES; none by default, and the header is then not read at all).
"""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# A household or an office is given at least this much of IPv6, and may take any address in it.
_IPV6_PREFIX = 64


def networks(text: str) -> tuple[Network, ...]:
    """Return the addresses and networks of a list separated by commas (``127.0.0.1,10.0.0.0/8``); raises ValueError."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def client_address(meta: Mapping[str, Any], trusted: Sequence[Network]) -> str:
    """Return the address of the client from a request's WSGI values, empty when the server names none.

    The nearest address that no trusted proxy has; where the header says nothing that can be read, the last proxy's own.
    """
    found = _read(str(meta.get("REMOTE_ADDR", "")))
    if found is None:
        return ""
    forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    while is_one_of(found, trusted) and forwarded:
        earlier = _read(forwarded.pop())
        if earlier is None:
            break
        found = earlier
    return str(found)


def is_one_of(address: Address, trusted: Sequence[Network]) -> bool:
    """Tell whether the address is in one of the networks (of the same family)."""
    return any(address.version == network.version and address in network for network in trusted)


def counted_network(text: str, trusted: Sequence[Network]) -> str:
    """Return the network under which what comes from an address is counted; empty for one that stands for many visitors.

    An IPv4 address stands for itself, an IPv6 one for its /64. This machine and a trusted proxy are not counted: behind
    them is everybody.
    """
    address = _read(text)
    if address is None or address.is_loopback or is_one_of(address, trusted):
        return ""
    if address.version == 4:
        return str(address)
    return str(ip_network((address, _IPV6_PREFIX), strict=False))


def _read(text: str) -> Address | None:
    """Read one address, with its port or in brackets if need be; None for anything else."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
