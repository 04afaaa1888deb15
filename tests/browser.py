"""A running server over the demonstration corpus, and a real browser to look at it: Debian's Chromium, on a desk and on a phone."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from vanban.build import build
from vanban.store import Store
from vanban.web.app import create_app
from vanban.web.settings import Settings

TOKEN = "mat-khau-thu"
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of a server that runs in this process."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@dataclass
class Look:
    """A page in the browser, with all that went wrong in it."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)

    def open(self, place: str) -> Page:
        self.page.goto(self.site + place, wait_until="load")
        return self.page

    def check(self, but: tuple[str, ...] = ()) -> None:
        """No fault on the console (`but`: words of those that are meant), no request to elsewhere, nothing serious for axe, no scrolling sideways."""
        assert not [fault for fault in self.faults if not any(words in fault for words in but)]
        found = Axe().run(self.page).response["violations"]
        serious = [
            f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}" for one in found if one["impact"] in ("serious", "critical")
        ]
        assert not serious, "\n".join(serious)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"the page is {wide} pixels too wide"


def _told(violation: dict[str, Any]) -> str:
    return f"{violation['id']}: {violation['help']}: {[node['html'][:200] for node in violation['nodes'][:3]]}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def looking(chromium: Browser, site: str, size: str, **options: Any) -> Iterator[Look]:
    """A page of a size ("desk", "phone") in a browser of its own, that remembers what goes wrong."""
    context = chromium.new_context(viewport=SIZES[size], locale="vi-VN", **options)  # type: ignore[arg-type]
    look = Look(context.new_page(), site)
    look.page.on("console", lambda message: look.faults.append(message.text) if message.type in ("error", "warning") else None)
    look.page.on("pageerror", lambda error: look.faults.append(str(error)))
    look.page.on("request", lambda request: look.faults.append(request.url) if not request.url.startswith((site, "data:")) else None)
    yield look
    context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the demonstration corpus, which tests only read."""
    folder = tmp_path_factory.mktemp("site")
    with Store(folder / "demo.db") as store:
        build([Path(__file__).parents[1] / "corpora" / "demo"], store)
    with serving(Settings(str(folder / "demo.db"), TOKEN, folder / "uploads")) as address:
        yield address


@pytest.fixture(params=list(SIZES))
def look(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Look]:
    """A page on each size."""
    with looking(chromium, site, request.param) as found:
        yield found
