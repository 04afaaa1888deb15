"""What every request passes: the name the server was called by, where a form came from, the headers that keep pages to themselves."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # places of boxes on a page; our own numbers
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_READING = ("GET", "HEAD", "OPTIONS")


class Guard:
    """ASGI middleware. A server that answers to any name could be read by foreign pages whose name is pointed at it: it is called by its address or by
    one of `hosts`.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = {"localhost", *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope["method"], Headers(scope=scope))
        await (refused or self.app)(scope, receive, sent)

    def _refused(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if _name(host) not in self.hosts and not _is_address(_name(host)):
            return PlainTextResponse(f"this server is not called {_name(host)[:100]}; see --allow-host\n", 421)
        if method not in _READING and not headers.get("authorization") and not _same_origin(headers, host):
            return PlainTextResponse("forms are taken from this server's own pages only\n", 403)
        return None


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    return host.lower() if host.endswith("]") else host.rpartition(":")[0].lower() or host.lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _same_origin(headers: Headers, host: str) -> bool:
    """Whether a form was sent from a page of this server: browsers say so; other programs send the token in a header instead."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    return urlsplit(origin).netloc.lower() == host.lower()
