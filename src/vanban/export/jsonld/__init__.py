"""Linked data (JSON-LD 1.1): one document with a context and a graph, a reading on each line, so that it can be written and read in pieces.

Nothing has to be fetched to read it. What the names mean is told in `vocabulary`; the boxes that facts fill on pages are not in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from vanban.export.exporters import Asked, linked
from vanban.export.jsonld.documents import node, reading
from vanban.export.jsonld.vocabulary import CONTEXT

if TYPE_CHECKING:
    from vanban.store import Store


def lines(store: Store, asked: Asked) -> Iterator[str]:
    """The graph; a file that was read twice is told once."""
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['
    before = ""
    for _, same in groupby(linked(store, asked), key=lambda pair: pair[0].id):
        for document, meant in {reading(document): (document, meant) for document, meant in same}.values():
            if before:
                yield f"{before},"
            before = json.dumps(node(document, meant, asked.base), ensure_ascii=False)
    if before:
        yield before
    yield "]}"
