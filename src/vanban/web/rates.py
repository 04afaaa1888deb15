"""How often somebody may ask: a bucket of tokens for each address, that fills up with time. Guessing the server's token is slowest of all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vanban.web.access import COOKIE, visitor
from vanban.web.refusals import refuse
from vanban.web.settings import Bounds, Rate

_MOST = 10_000  # addresses remembered; those longest silent are forgotten, which fills their buckets
_READING = ("GET", "HEAD", "OPTIONS")


class Buckets:
    """A bucket for each address, at first full."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = monotonic) -> None:
        self.rate, self.clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """The seconds until there is something in the bucket of an address; 0 when there is."""
        return max(0.0, (1 - self._level(address)) * 60 / self.rate.minute)

    def take(self, address: str) -> None:
        """Take one, if there is any."""
        self._left[address] = max(0.0, self._level(address) - 1), self.clock()
        self._left.move_to_end(address)
        while len(self._left) > _MOST:
            self._left.popitem(last=False)

    def _level(self, address: str) -> float:
        left, since = self._left.get(address, (float(self.rate.burst), self.clock()))
        return min(self.rate.burst, left + (self.clock() - since) * self.rate.minute / 60)


class Rates:
    """ASGI middleware: 429 to those who ask too often.

    Reading is not limited for this machine itself. A pass that is wrong, or a wrong token on the sign-in page, takes from the bucket of guesses; while that is
    empty no pass from the address is looked at, right or wrong, so that asking on tells nothing.
    """

    def __init__(self, app: ASGIApp, bounds: Bounds) -> None:
        self.app = app
        self.reading, self.writing, self.guesses = Buckets(bounds.reading), Buckets(bounds.writing), Buckets(bounds.guessing)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        address = address_of(request)
        scope["guesses"] = self.guesses
        if wait := self._wait(request, address):
            told = f"too many requests; ask again in {ceil(wait)} seconds"
            await refuse(_stranger(scope), 429, told, {"Retry-After": str(ceil(wait))})(scope, receive, send)
            return
        if _shows_pass(request) and visitor(request) is None:
            self.guesses.take(address)
            send = _Forgetting(send) if COOKIE in request.cookies else send  # a browser that kept an old one shows it once only
        await self.app(scope, receive, send)

    def _wait(self, request: Request, address: str) -> float:
        """Seconds to wait before this request is answered, which is counted when it is."""
        if _shows_pass(request) and (wait := self.guesses.wait(address)):
            return wait
        buckets = self.reading if request.method in _READING else self.writing
        if buckets is self.reading and _is_here(address):
            return 0
        wait = buckets.wait(address)
        if not wait:
            buckets.take(address)
        return wait


def address_of(request: Request) -> str:
    """Whose bucket it is: the visitor's address, of an IPv6 address the network of one subscriber (/64)."""
    host = request.client.host if request.client else ""
    try:
        known = ip_address(host)
    except ValueError:
        return host
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or IPv6Address(int(known) >> 64 << 64)) if not known.is_loopback else host
    return host


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return not address  # a socket of this machine


def _shows_pass(request: Request) -> bool:
    settings = request.app.state.site.settings
    return settings.token is not None and ("authorization" in request.headers or COOKIE in request.cookies)


def _stranger(scope: Scope) -> Request:
    """The request without its pass, which is not looked at."""
    return Request({**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in (b"cookie", b"authorization")]})


class _Forgetting:
    """Answers that tell the browser to forget its pass."""

    def __init__(self, send: Send) -> None:
        self.send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if not any(name == b"set-cookie" and value.startswith(f"{COOKIE}=".encode()) for name, value in headers.raw):
                headers.append("set-cookie", f"{COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=strict")
        await self.send(message)
