"""What the worker does with a file whose record is wanted. Apart from the server, so that a worker does not load it."""

from __future__ import annotations

from vanban.model import Source


def texts(source: Source, path: str) -> list[str]:
    """The records of the documents in a file, as JSON on one line each."""
    from vanban.pipeline import parsed
    from vanban.records import dumps

    return [dumps(document) for _, document in parsed(source)]
