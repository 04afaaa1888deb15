"""Write docs/pictures/*.png: the web pages over the demonstration corpus, in Debian's Chromium. Run it after a change of the pages, and look at them.

usage: python scripts/make_pictures.py [NAME…]
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "pictures"
DESK, PHONE = (1280, 860), (390, 780)
PLAN, DIRECTIVE = "vn/gia-lai/ubnd/2024/664-kh", "vn/tw/2023/21-ct"
TOKEN, NAME = "mat-khau-minh-hoa", "Trần Thị B"


@dataclass(frozen=True)
class Picture:
    """A page at an address. `click` is chosen before the picture is taken; `signed`: by somebody who may write."""

    name: str
    address: str
    size: tuple[int, int] = DESK
    click: str | None = None
    signed: bool = False


PICTURES = (
    Picture("search", "/search?q=chung+chi+nghe"),
    Picture("document", f"/document/{PLAN}", click="a.sign.targets"),
    Picture("document-phone", f"/document/{PLAN}", PHONE),
    Picture("directive", f"/directive/{DIRECTIVE}"),
    Picture("directive-units", f"/directive-units/{DIRECTIVE}"),
    Picture("directive-time", f"/directive-time/{DIRECTIVE}"),
    Picture("directive-targets", f"/directive-targets/{DIRECTIVE}"),
    Picture("bodies", "/bodies"),
    Picture("body", "/body?name=S%E1%BB%9F+N%E1%BB%99i+v%E1%BB%A5&province=Cao+B%E1%BA%B1ng"),
    Picture("checklist", "/checklist?symbol=27/KH-UBND"),
    Picture("upload", "/upload", signed=True),
    Picture("review", "/review", signed=True),
)


@contextmanager
def served() -> Iterator[str]:
    """The address of a server over a new store of the demonstration corpus."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "VANBAN_TOKEN": TOKEN}
    with TemporaryDirectory(prefix="vanban-pictures-") as folder:
        store = Path(folder, "minh-hoa.db")
        program = [sys.executable, "-m", "vanban"]
        subprocess.run([*program, "build", str(ROOT / "corpora" / "demo"), "--db", str(store)], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*program, "serve", "--db", str(store), "--port", "0"], env=environment, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr
            yield next(m[0] for line in server.stderr if (m := re.search(r"http://[\d.]+:\d+", line)))
        finally:
            server.terminate()
            server.wait(10)


def sign_in(page: Page, site: str) -> None:
    answer = page.goto(f"{site}/sign-in")
    if answer is None or answer.status >= 400:
        return
    page.fill('input[name="name"]', NAME)
    page.fill('input[name="token"]', TOKEN)
    page.click('main button[type="submit"]')


def taken(page: Page, site: str, picture: Picture) -> bytes | None:
    """The picture as PNG of few colours; None where there is no such page."""
    page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
    answer = page.goto(site + picture.address)
    if answer is None or answer.status >= 400:
        return None
    if picture.click and page.locator(picture.click).count():
        page.locator(picture.click).first.click()
    page.wait_for_timeout(300)
    small = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def main(names: list[str]) -> None:
    TARGET.mkdir(exist_ok=True)
    wanted = [picture for picture in PICTURES if not names or picture.name in names]
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        visitors = {signed: browser.new_page(locale="vi-VN", color_scheme="light") for signed in (False, True)}
        sign_in(visitors[True], site)
        for picture in wanted:
            data = taken(visitors[picture.signed], site, picture)
            if data:
                TARGET.joinpath(f"{picture.name}.png").write_bytes(data)
            print(f"{picture.name}.png {len(data) // 1000} kB" if data else f"{picture.name}: there is no page {picture.address}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
