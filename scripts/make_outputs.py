"""Write what the commands in the guides print under them, as on a terminal, on the demonstration corpus. A test holds guides and program together.

In a page, a block begins with ```console, and each command in it with `$ vanban`; what stands under a command is replaced by what it prints, and other lines
that begin with `$` stay with theirs. `<!-- first 12 lines -->` above a block shortens each answer in it. The commands of a page run one after the other in
one folder, with `corpora/` and the store `vanban.db` of its documents.

usage: python scripts/make_outputs.py
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpora"
DAY = "2026-03-01"
"""The day on which the guides ask."""
_BLOCK = re.compile(r"(?:<!-- first (?P<lines>\d+) lines -->\n)?```console\n(?P<shown>.*?)```\n", re.S)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_SECONDS = re.compile(r"(?m)^(seconds +)[\d.]+ *$")


class _Terminal(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        self.seek(0)
        return self.read()


def pages() -> list[Path]:
    """The pages with commands."""
    return [path for path in sorted(ROOT.joinpath("docs").rglob("*.md")) if "```console\n" in path.read_text(encoding="utf-8")]


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder with the demonstration corpus and its store."""
    size = {"TERM": "dumb", "COLUMNS": "90", "LINES": "50"}
    with (
        TemporaryDirectory(prefix="vanban-docs-") as name,
        chdir(name),
        mock.patch.dict(os.environ, size),
        mock.patch("vanban.ask.documents.today", lambda: DAY),
    ):
        os.environ.pop("VANBAN_DB", None)
        Path("corpora").symlink_to(CORPUS)
        printed("build corpora/demo")
        yield Path(name)


def printed(arguments: str) -> str:
    """What a command prints on a terminal, messages too."""
    from vanban.cli.commands import main

    screen = _Terminal()
    with redirect_stdout(screen), redirect_stderr(screen), mock.patch.object(sys, "argv", ["vanban", *shlex.split(arguments)]), suppress(SystemExit):
        main()
    lines = (line.rstrip() for line in _COLOUR.sub("", screen.shown()).split("\n"))
    return _SECONDS.sub(r"\g<1>1.6", "\n".join(lines)).strip("\n")


def renewed(page: str) -> str:
    """A page with its commands' answers made anew, in the folder that we are in."""
    return _BLOCK.sub(_block, page)


def _block(m: re.Match[str]) -> str:
    head, *commands = re.split(r"(?m)^(?=\$ )", m["shown"])
    most = int(m["lines"]) if m["lines"] else None
    return m[0].replace(m["shown"], head + "\n".join(_answered(command, most) for command in commands))


def _answered(command: str, most: int | None) -> str:
    typed = command.split("\n")[0]
    if not typed.startswith("$ vanban "):
        return command
    lines = printed(typed.removeprefix("$ vanban ")).split("\n")
    if most and len(lines) > most:
        lines = [*lines[:most], "…"]
    return "\n".join([typed, *filter(None, lines)]) + "\n"


if __name__ == "__main__":
    with workshop():
        for path in pages():
            path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
            print(path.relative_to(ROOT))
