"""Which addresses may be fetched: those of the public web, by the numbers that their names stand for."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from recounted.errors import FetchError

PORTS = {"http": 80, "https": 443}

#: Name and port of a host → the numbers that it stands for.
Resolve = Callable[[str, int], Sequence[str]]


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address whose host has been looked up: `number` is where to connect, so that nobody can change it later."""

    url: str
    scheme: str
    host: str
    port: int
    number: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what robots.txt and pauses belong to."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as a Host header has them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def numbered(self) -> str:
        """The URL with the number in the place of the name."""
        parts = urlsplit(self.url)
        number = f"[{self.number}]" if ":" in self.number else self.number
        return urlunsplit((self.scheme, f"{number}:{self.port}", parts.path or "/", parts.query, ""))


def look_up(host: str, port: int) -> Sequence[str]:
    """The numbers of a host, by the system's resolver.

    Raises:
        FetchError: there is no such host.
    """
    try:
        return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError) as error:
        raise FetchError(f"There is no host {host}, or no network ({error}). Check the address.", again=True) from error


def locate(url: str, resolve: Resolve = look_up, private: bool = False) -> Address:
    """Look an address up.

    Args:
        private: whether addresses of this machine and of networks of one's own may be fetched.

    Raises:
        FetchError: it is no web address, its host is not there, or it is a private one.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise FetchError(f"{url[:200]} is no web address: {error}.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchError(f"{url[:200]} is no web address. Addresses begin with http:// or https://.")
    if parts.username or parts.password:
        raise FetchError("An address with a password in it is not fetched. Save the page, and read the file.")
    numbers = resolve(parts.hostname, port)
    if not private and not all(public(number) for number in numbers):
        raise FetchError(
            f"{parts.hostname} is an address of this machine or of a network of its own, and is not fetched. "
            "Save the page, and read the file."
        )
    return Address(url=url, scheme=parts.scheme, host=parts.hostname, port=port, number=numbers[0])


def public(number: str) -> bool:
    """Whether a number belongs to the public internet."""
    found = ipaddress.ip_address(number.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or public(str(mapped)))


def follow(url: str, where: str) -> str:
    """The address that a redirect names, as seen from the page that it is on."""
    return urljoin(url, where.strip())
