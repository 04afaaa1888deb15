"""Write docs/pictures/*.png: the web pages over the demonstration corpus in Debian's Chromium, and its checklists in LibreOffice. Run it after a change of
either, and look at them.

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
DESK, TALL, PHONE = (1280, 860), (1280, 1500), (390, 780)
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
    Picture("directive", f"/directive/{DIRECTIVE}", TALL),
    Picture("directive-units", f"/directive-units/{DIRECTIVE}", TALL),
    Picture("directive-time", f"/directive-time/{DIRECTIVE}"),
    Picture("directive-targets", f"/directive-targets/{DIRECTIVE}"),
    Picture("body", "/body?name=S%E1%BB%9F+N%E1%BB%99i+v%E1%BB%A5&province=Cao+B%E1%BA%B1ng"),
    Picture("checklist", "/checklist?document=27/KH-UBND"),
    Picture("upload", "/upload", signed=True),
)
CHECKLISTS = {
    "checklist-word": ("27/KH-UBND", "docx", 1),
    "checklist-excel": ("3058/KH-UBND", "xlsx", 2),
}
"""Name → symbol of the document, ending of the file, page of what LibreOffice prints."""
PROGRAM = [sys.executable, "-m", "vanban"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "VANBAN_TOKEN": TOKEN}


def run(*command: str) -> None:
    subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def built() -> Iterator[Path]:
    """A new store of the demonstration corpus, in a folder of its own."""
    with TemporaryDirectory(prefix="vanban-pictures-") as folder:
        store = Path(folder, "minh-hoa.db")
        run(*PROGRAM, "build", str(ROOT / "corpora" / "demo"), "--db", str(store))
        yield store


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address of a server over a store."""
    server = subprocess.Popen([*PROGRAM, "serve", "--db", str(store), "--port", "0"], env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        yield next(m[0] for line in server.stderr if (m := re.search(r"http://[\d.]+:\d+", line)))
    finally:
        server.terminate()
        server.wait(10)


def printed(store: Path, symbol: str, ending: str, page: int) -> bytes:
    """A page of a checklist as LibreOffice prints it."""
    folder = store.parent
    file = folder / f"danh-muc.{ending}"
    run(*PROGRAM, "tasks", symbol, "--on", "2026-03-01", "--db", str(store), "--out", str(file))
    run("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file))
    run("pdftoppm", "-r", "120", "-png", "-f", str(page), "-singlefile", str(file.with_suffix(".pdf")), str(folder / "page"))
    return small(folder.joinpath("page.png").read_bytes(), margin=24)


def small(png: bytes, margin: int | None = None) -> bytes:
    """A picture of few colours; with a `margin` (pixels) around what is on a sheet of paper, without the rest of it."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    if margin is not None:
        inked = image.convert("L").point([255] * 240 + [0] * 16).crop((0, 0, image.width, int(image.height * 0.9)))  # without the page's number
        left, top, right, bottom = inked.getbbox() or (0, 0, *image.size)
        image = image.crop((max(left - margin, 0), max(top - margin, 0), min(right + margin, image.width), min(bottom + margin, image.height)))
    out = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def sign_in(page: Page, site: str) -> None:
    answer = page.goto(f"{site}/sign-in")
    if answer is None or answer.status >= 400:
        return
    page.fill('input[name="name"]', NAME)
    page.fill('input[name="token"]', TOKEN)
    page.press('input[name="token"]', "Enter")
    page.wait_for_load_state()


def taken(page: Page, site: str, picture: Picture) -> bytes | None:
    """The picture of a page; None where there is no such page."""
    page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
    answer = page.goto(site + picture.address)
    if answer is None or answer.status >= 400:
        return None
    if picture.click and page.locator(picture.click).count():
        page.locator(picture.click).first.click()
    page.wait_for_timeout(300)
    return small(page.screenshot())


def keep(name: str, data: bytes | None) -> None:
    if data:
        TARGET.joinpath(f"{name}.png").write_bytes(data)
    print(f"{name}.png {len(data) // 1000} kB" if data else f"{name}: there is no such page")


def main(names: list[str]) -> None:
    TARGET.mkdir(exist_ok=True)
    with built() as store, served(store) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        visitors = {signed: browser.new_page(locale="vi-VN", color_scheme="light") for signed in (False, True)}
        sign_in(visitors[True], site)
        for picture in PICTURES:
            if not names or picture.name in names:
                keep(picture.name, taken(visitors[picture.signed], site, picture))
        browser.close()
        for name, (symbol, ending, page) in CHECKLISTS.items():
            if not names or name in names:
                keep(name, printed(store, symbol, ending, page))


if __name__ == "__main__":
    main(sys.argv[1:])
