"""The documentation: what it says of commands is what they do, what it shows is what they print, and the site needs nothing from elsewhere."""

from __future__ import annotations

import ast
import functools
import http.server
import json
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import make_commands  # noqa: E402
import make_outputs  # noqa: E402

DOCS = ROOT / "docs"
GUIDES = sorted([*DOCS.glob("vi/*.md"), *DOCS.glob("en/*.md"), DOCS / "index.md"])
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data", "embed": "src"}


def _name(path: Path) -> str:
    return str(path.relative_to(DOCS))


# The program.


def test_every_command_and_option_is_in_the_reference() -> None:
    """Written by scripts/make_commands.py."""
    assert make_commands.TARGET.read_text(encoding="utf-8") == make_commands.page()


def test_the_reference_knows_what_the_program_tells() -> None:
    """Another way to the same: what --help prints of each command is in the page."""
    page = make_commands.page()
    for command in make_commands.commands():
        told = make_outputs.printed(f"{command.name.removeprefix('vanban ')} --help")
        section = page.split(f"# {command.name}\n")[1].split("\n#")[0]
        options = set(re.findall(r"(?m)^[│* ]+(--[a-z][a-z-]+)", told)) - {"--help"}
        assert options <= set(re.findall(r"`(--[a-z-]+)`", section)), command.name
        assert command.is_group or options


@pytest.fixture(scope="module")
def workshop() -> Iterator[Path]:
    with make_outputs.workshop() as folder:
        yield folder


@pytest.mark.parametrize("page", make_outputs.pages(), ids=_name)
def test_what_the_guides_show_is_what_the_program_prints(page: Path, workshop: Path) -> None:
    """Made by scripts/make_outputs.py."""
    kept = page.read_text(encoding="utf-8")
    assert make_outputs.renewed(kept) == kept
    assert "Traceback" not in kept and "Usage:" not in kept


PYTHON = [(page, n, code) for page in GUIDES for n, code in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S))]


@pytest.mark.parametrize(("page", "n", "code"), PYTHON, ids=[f"{_name(page)}-{n}" for page, n, _ in PYTHON])
def test_python_in_the_guides_runs_and_gives_what_it_says(page: Path, n: int, code: str, workshop: Path) -> None:
    """An expression with a value in a comment behind it has that value."""
    names: dict[str, Any] = {}
    exec(code, names)
    for expression, said in re.findall(r"(?m)^(\S.*?)  # (.+)", code):
        if (value := _literal(said)) is not None and not re.match(r"[\w, ]+ = |with |import |from ", expression):
            assert eval(expression, names) == value


def _literal(words: str) -> object:
    try:
        return ast.literal_eval(words)
    except (SyntaxError, ValueError):
        return None


KNOWN = {command.name: {option for p in command.parameters for name in p.names for option in name.split("/")} for command in make_commands.commands()}


def _typed() -> Iterator[tuple[Path, str]]:
    """Each `vanban …` in the pages' blocks for a shell."""
    for page in sorted(DOCS.rglob("*.md")):
        for block in re.findall(r"```(?:sh|console|ini)\n(.*?)```", page.read_text(encoding="utf-8"), re.S):
            for line in block.split("\n"):
                for command in re.split(r" \| | && |; ", line.split("  # ")[0].split("   #")[0]):
                    if m := re.search(r"(?:^|[ /=])(vanban [a-z].*)", command):
                        yield page, m[1]


@pytest.mark.parametrize(("page", "typed"), [pytest.param(page, typed, id=f"{_name(page)}: {typed}") for page, typed in _typed()])
def test_every_command_in_the_pages_is_one(page: Path, typed: str) -> None:
    words = shlex.split(typed.split(" > ")[0])
    name = " ".join(words[:3]) if " ".join(words[:3]) in KNOWN else " ".join(words[:2])
    assert name in KNOWN
    assert {word for word in words if word.startswith("--")} <= KNOWN[name] | {"--help"}


def test_each_guide_is_there_in_both_languages() -> None:
    def outline(page: Path) -> list[str]:
        words = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        return [line.split(" ")[0] for line in words.split("\n") if line.startswith("#")]

    pages = {page.name for page in DOCS.glob("vi/*.md")}
    assert pages == {page.name for page in DOCS.glob("en/*.md")} >= {"researcher.md", "office.md", "systems.md"}
    for name in pages:
        assert outline(DOCS / "vi" / name) == outline(DOCS / "en" / name)


# The site.


class Parts(HTMLParser):
    """What a page loads, links to, and can be linked at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lang: str | None = None
        self.loads: set[str] = set()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.lang = values.get("lang") if tag == "html" else self.lang
        if tag in LOADING and values.get("rel") not in ("prev", "next", "canonical", "alternate"):
            self.loads.add(values.get(LOADING[tag], ""))
        if tag == "a":
            self.links.add(values.get("href", ""))
        self.ids |= {values[name] for name in ("id", "name") if name in values}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once, every warning of mkdocs an error."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def parts(site: Path) -> dict[str, Parts]:
    """Every page by its address."""
    return {"/" + path.relative_to(site).as_posix().removesuffix("index.html"): Parts(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_every_page_is_there(parts: dict[str, Parts], site: Path) -> None:
    wanted = {*(path.relative_to(DOCS) for path in DOCS.rglob("*.md")), *(path.relative_to(DOCS) for path in DOCS.rglob("*.ipynb"))}
    for path in wanted:
        address = "/" + path.with_suffix("").as_posix().removesuffix("index") + ("" if path.stem == "index" else "/")
        assert address in parts
    assert json.loads((site / "reference" / "record.schema.json").read_text(encoding="utf-8"))["$id"] == "urn:vanban:record:1"


def test_nothing_is_loaded_from_elsewhere(parts: dict[str, Parts], site: Path) -> None:
    for address, page in parts.items():
        assert [one for one in page.loads if urlsplit(one).scheme not in ("", "data") or one.startswith("//")] == [], address
    for style in site.rglob("*.css"):
        found = re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)\"']+", style.read_text(encoding="utf-8"))
        assert found == [], style.name


def test_every_link_within_the_site_leads_somewhere(parts: dict[str, Parts], site: Path) -> None:
    lost = []
    for address, page in parts.items():
        if address == "/404.html":
            continue
        for link in page.links | page.loads:
            place, anchor = urldefrag(urljoin(address, link))
            if urlsplit(link).scheme or not link:
                continue
            target = parts.get(unquote(place))
            if target is None and not (site / unquote(place).lstrip("/")).is_file():
                lost.append(f"{address}: {link}")
            elif target and anchor and unquote(anchor) not in target.ids and anchor != "__top":
                lost.append(f"{address}: {link} (no such place)")
    assert lost == []


def test_a_page_says_its_language(parts: dict[str, Parts]) -> None:
    assert {parts[address].lang for address in parts if address.startswith("/vi/")} == {"vi"}
    assert {parts[address].lang for address in parts if address.startswith(("/en/", "/reference/", "/decisions/"))} == {"en"}


def test_no_placeholder_is_left(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "{{" not in re.sub(r"<(script|code).*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.S), path


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_words_of_both_languages_are_found_in_a_browser(chromium: Browser, address: str) -> None:
    """Without a fault on the console or a request to elsewhere; on a phone nothing is too wide."""
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None)
    for place in ("/", "/vi/office/", "/notebooks/directive/", "/reference/commands/"):
        page.goto(address + place)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/vi/")
    for typed, found in (("chỉ tiêu", "Dành cho nhà nghiên cứu chính sách"), ("whois", "vanban whois"), ("researchers", "For researchers")):
        page.fill(".md-search__input", "")
        page.locator(".md-search__input").press_sequentially(typed)
        page.locator(".md-search-result__article", has_text=found).first.wait_for(timeout=15000)
    page.close()
    assert faults == []
