"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`store`: a file or a `postgresql://` address. Without `token` nobody can write. `uploads` is the folder that uploaded files are kept in.

    `hosts` are further names under which the server may be called, besides this machine's own and the one it listens on.
    """

    store: str
    token: str | None = None
    uploads: Path | None = None
    hosts: tuple[str, ...] = ()
    jobs: int = 1
