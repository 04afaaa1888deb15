"""The layers of parsing, one by one, as `vanban.pipeline` runs them."""

import time
from collections.abc import Iterator
from typing import Any

from vanban.layout import Layout
from vanban.model import Document, changed
from vanban.pipeline import EXTRACTORS, parse_text

BLANK = parse_text("")


def layers(text: str) -> Iterator[tuple[str, float, Document]]:
    """The name of each layer, its seconds, and the document with what it found."""
    start = time.process_time()
    layout, document = Layout(text), changed(BLANK, text=text)
    yield "layout", time.process_time() - start, document
    for fields, find in EXTRACTORS:
        start = time.process_time()
        found: Any = find(layout, document)
        spent = time.process_time() - start
        document = changed(document, **dict(zip(fields, found if len(fields) > 1 else (found,), strict=True)))
        yield name_of(find), spent, document


def name_of(find: Any) -> str:
    """ "citations", "citations.settle": the package of an extractor, and its name unless that is `find`."""
    package = find.__module__.removeprefix("vanban.extract.").split(".")[0]
    return package if find.__name__ == "find" else f"{package}.{find.__name__}"


def mentions(text: str) -> int:
    """How many citations a text has, each as its own words give it: layout and citations alone."""
    find = next(find for fields, find in EXTRACTORS if fields == ("citations",))
    return len(find(Layout(text), changed(BLANK, text=text)))


def settled(text: str) -> int:
    """How many citations a text has, with what lists, repeats and the header add, and the id of the document each means."""
    last = [name_of(find) for fields, find in EXTRACTORS if "citations" in fields][-1]
    return next(len(document.citations) for name, _, document in layers(text) if name == last)
