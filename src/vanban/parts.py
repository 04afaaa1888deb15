"""Several documents in one file."""

from __future__ import annotations

from vanban.model import Source


def split(source: Source) -> tuple[Source, ...]:
    return (source,)
