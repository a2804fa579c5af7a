"""From which address a request comes, also behind proxies of ours."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TypeAlias

from laksana_infra.setting_values import Network

Address: TypeAlias = IPv4Address | IPv6Address
Headers: TypeAlias = Iterable[tuple[bytes, bytes]]

HEADER = b"x-forwarded-for"
"""Each proxy adds to its end whom it heard; of what stands further left anybody may have written anything.

`Forwarded` is not read: a proxy that writes one of the two passes the other on as the client made it up.
"""


def client_address(peer: str | None, headers: Headers, trusted: Sequence[Network]) -> Address | None:
    """Who asked: the peer, or behind trusted proxies the last address in their header that is no trusted proxy's.

    None where a trusted proxy names nobody whom we can read, and for a peer without an address.
    """
    heard = _address(peer or "")
    written = b",".join(value for name, value in headers if name.lower() == HEADER).decode("latin-1")
    chain = [part.strip() for part in written.split(",")] if written else []
    while heard is not None and chain and any(heard in network for network in trusted):
        heard = _address(chain.pop())
    return heard


def _address(text: str) -> Address | None:
    """The address, without the port that some proxies write behind it."""
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    host = host.partition(":")[0] if host.count(":") == 1 else host
    try:
        address = ip_address(host)
    except ValueError:
        return None
    # A server that listens on both families hears IPv4 like this.
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
