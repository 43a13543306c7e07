"""What stands before every page: who may ask, how much, and what a browser may do with the answer."""

from collections.abc import Iterable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from recounted.errors import UsageError

#: Addresses of this machine alone.
LOOPBACK = ("127.0.0.1", "localhost", "::1")

#: What stands for every address of a machine.
EVERYWHERE = frozenset({"0.0.0.0", "::"})

#: The largest request, in bytes.
LARGEST = 12_000_000

#: Nothing but our own files, no script or style within a page, in nobody's frame, and no word of where one came from.
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def hosts_of(address: str, names: Iterable[str], users: bool) -> tuple[tuple[str, ...], bool]:
    """The hosts that are answered at an address and under names, and whether others than this machine can reach it.

    Raises:
        UsageError: others can, and there are no users who could be told apart; or it is not said by which name.
    """
    given = tuple(bare(name) for name in names)
    if address in LOOPBACK and not given:
        return LOOPBACK, False
    if not users:
        raise UsageError(
            f"At {' '.join([address, *given])} others can reach it, and this ledger has no users who could be told "
            "apart. `recounted users add NAME --role editor` makes one; or let a person elsewhere come through "
            "`ssh -L 8350:127.0.0.1:8350`."
        )
    if address in EVERYWHERE and not given:
        raise UsageError(f"{address} is every address. Say with --name by which one people come, such as ours.org.")
    return (*LOOPBACK, *given, *({address} - EVERYWHERE)), True


class Guard:
    """Refuses a request that is for another host, as DNS rebinding would send it; adds headers to every answer."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                own = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in known]
                message["headers"] = [*message["headers"], *own]
            await send(message)

        told = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if bare(told.get(b"host", "")) not in self.hosts:
            await refuse(
                with_headers, 421, "This server answers to its own address alone. Use the one that it printed."
            )
        elif not told.get(b"content-length", "0").isdecimal() or int(told.get(b"content-length", "0")) > LARGEST:
            await refuse(with_headers, 413, f"At most {LARGEST:,} bytes at once. `recounted read` takes larger files.")
        else:
            await self.app(scope, receive, with_headers)


def bare(host: str) -> str:
    """A host without its port."""
    name, _, port = host.rpartition(":")
    return (name if port.isdecimal() else host).strip("[]").lower()


async def refuse(send: Send, status: int, words: str) -> None:
    """Answer with words alone."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(words.encode())).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode(), "more_body": False})
