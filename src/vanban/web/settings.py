"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vanban.errors import VanbanError

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests a minute one address may send on average, and how many at once after a rest."""

    minute: int
    burst: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a visitor may send, in bytes: a `file`, an `upload` of up to `files` of them, a filled-in `workbook`, another `body`, an `address`; and how often.

    `reading` does not hold for this machine itself. `guessing` counts tokens that were wrong.
    """

    file: int = 50 * MB
    upload: int = 500 * MB
    files: int = 1_000
    workbook: int = 20 * MB
    body: int = MB
    address: int = 8_000
    silence: float = 30
    """Seconds for which nothing may come of a body that is being sent."""
    reading: Rate = Rate(600, 200)
    writing: Rate = Rate(120, 60)
    guessing: Rate = Rate(6, 6)


@dataclass(frozen=True, slots=True)
class Settings:
    """`store`: a file or a `postgresql://` address. Without `token` nobody can write; an empty one (a variable that is not set) is none.

    `uploads` is the folder that uploaded files are kept in. `hosts` are further names under which the server may be called, besides this machine's own and
    the one it listens on.
    """

    store: str
    token: str | None = None
    uploads: Path | None = None
    hosts: tuple[str, ...] = ()
    jobs: int = 1
    bounds: Bounds = Bounds()

    def __post_init__(self) -> None:
        object.__setattr__(self, "token", (self.token or "").strip() or None)

    def folder(self) -> Path:
        """The folder that uploaded files are kept in: beside a file, else as it was said. VanbanError when nobody said."""
        if self.uploads:
            return self.uploads
        if "://" in self.store:
            raise VanbanError("a store on a database server has no folder beside it for uploaded files: start the server with --uploads")
        return Path(f"{self.store.removesuffix('.db')}.files")
