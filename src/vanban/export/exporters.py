"""What an exporter is: something that makes lines of text of a store, or a folder of files, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban.model import Document
    from vanban.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What to write: the documents of some nodes (by their ids; all that were read when there are none), and the address that identifiers begin with."""

    nodes: tuple[str, ...] = ()
    base: str = "urn:vanban:"


@dataclass(frozen=True, slots=True)
class Lines:
    """Makes one text, line by line, without their ends. `whole`: only of a whole store."""

    make: Callable[[Store, Asked], Iterator[str]]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """Writes files into a folder that is there. `whole`: only of a whole store."""

    write: Callable[[Store, Asked, Path], None]
    whole: bool = False


Exporter = Lines | Folder


def readings(store: Store, asked: Asked) -> Iterator[Document]:
    """The documents as they were read, one for each file, one after the other."""
    if not asked.nodes:
        return iter(store)
    return (document for node in asked.nodes for _, document in store.readings(node))


def linked(store: Store, asked: Asked) -> Iterator[tuple[Document, dict[str, str]]]:
    """The same, each with the nodes that its citations mean, by the citations' ids."""
    from vanban.store import streams

    if asked.nodes:
        yield from ((document, store.meant(document.id)) for document in readings(store, asked))
        return
    links = groupby(streams.links(store), key=itemgetter(0))
    number, some = next(links, (-1, iter(())))
    for n, document in enumerate(store):
        found = {citation: node for _, _, citation, node in some} if n == number else {}
        if n == number:
            number, some = next(links, (-1, iter(())))
        yield document, found


def documents(store: Store, asked: Asked) -> Iterator[Document]:
    """Each document once: from an official text where there is one."""
    if asked.nodes:
        return (store.document(node) for node in asked.nodes)
    same = groupby(store, key=attrgetter("id"))  # they come ordered by id
    return (min(several, key=_rank) for _, several in same)


def _rank(document: Document) -> int:
    return ("official", "report", "other").index(document.source.kind)
