"""What workers make of files for those who want no more than the documents. A module of its own: a worker loads what stands beside the function."""

from __future__ import annotations

from vanban.model import Document, Source


def documents(source: Source, _path: str) -> list[Document]:
    """The documents of a file."""
    from vanban.pipeline import parse_all

    return parse_all(source)
