"""Files that commands write: whole or not at all. What is cut off, by a full disk or a key, leaves what was there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `out` when all is written. OSError as from `open`.

    What is no plain file (a pipe, /dev/stdout), or stands in a folder that takes no other, is written to as it is.
    """
    target = out.resolve()
    if out.exists() and not (out.is_file() and os.access(target.parent, os.W_OK)):
        with _named(out), out.open("wb") as file:
            yield file
        return
    if out.exists():
        out.open("ab").close()  # what may not be written to is not replaced either
    with _named(target), _beside(target) as folder:
        part = folder / target.name
        with part.open("wb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """An empty folder whose files take their places in `folder` when all are written."""
    with _named(folder), _beside(folder / "files") as new:
        yield new
        for part in new.iterdir():
            part.replace(folder / part.name)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A hidden folder on the same disk."""
    with tempfile.TemporaryDirectory(prefix=".vanban-", dir=target.parent) as folder:
        yield Path(folder)


@contextmanager
def _named(target: Path) -> Iterator[None]:
    """OSError names the file that was asked for, wherever it came up."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error
