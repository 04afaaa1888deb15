"""What an exporter is: something that makes lines of text of a store, or a folder of files, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.errors import StoreError

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
    return (document for document, _ in linked(store, asked)) if asked.nodes else iter(store)


def linked(store: Store, asked: Asked) -> Iterator[tuple[Document, dict[str, str]]]:
    """The same, each with the nodes that its citations mean, by the citations' ids."""
    return chain.from_iterable(_of_node(store, node) for node in asked.nodes) if asked.nodes else _all(store)


def documents(store: Store, asked: Asked) -> Iterator[tuple[Document, dict[str, str]]]:
    """Each document once, with what its citations mean: from an official text where there is one."""
    if asked.nodes:
        return (_of_node(store, node)[0] for node in asked.nodes)
    same = groupby(_all(store), key=lambda pair: pair[0].id)  # they come ordered by id; of the kinds the official one is the first, as in the store
    return (min(several, key=lambda pair: pair[0].source.kind) for _, several in same)


def _of_node(store: Store, node: str) -> list[tuple[Document, dict[str, str]]]:
    from vanban.store import streams

    found = list(streams.readings(store, node))
    if not found:
        raise StoreError(f"{store.name}: no text of {node} was read")
    return found


def _all(store: Store) -> Iterator[tuple[Document, dict[str, str]]]:
    from vanban.store import streams

    links = groupby(streams.links(store), key=itemgetter(0))
    number, some = next(links, (-1, iter(())))
    for n, document in enumerate(store):
        found = {citation: node for _, _, citation, node in some} if n == number else {}
        if n == number:
            number, some = next(links, (-1, iter(())))
        yield document, found
