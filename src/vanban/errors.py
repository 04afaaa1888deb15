"""The errors that vanban raises on purpose; all are `VanbanError`."""

from __future__ import annotations


class VanbanError(Exception):
    """Something a user can understand and act on; its text is shown as it is."""


def shortened(typed: str, longest: int = 100) -> str:
    """What somebody typed, as messages repeat it."""
    return typed if len(typed) <= longest else typed[:longest] + "…"


class ReadError(VanbanError):
    """A file cannot be read as a document. `name` is the file, `reason` what is wrong with it, on one line: libraries say it on several."""

    def __init__(self, name: str, reason: str) -> None:
        reason = " ".join(reason.split())
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        return type(self), (self.name, self.reason)


class StoreError(VanbanError):
    """The store cannot be opened or does not hold what was asked for."""
