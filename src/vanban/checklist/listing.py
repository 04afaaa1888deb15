"""The list that is asked for, with what its headings need: the same for the commands, the pages and the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vanban.checklist.about import About, about, called
from vanban.errors import StoreError
from vanban.identity.nodes import Node
from vanban.registry import whois
from vanban.store import Store
from vanban.store.asked import Asked
from vanban.store.tasks import Order
from vanban.tasks import Task
from vanban.text import plain


@dataclass(frozen=True, slots=True)
class Listing:
    """`total` tasks are asked for, of which `tasks` are a page; `titles` are of their documents, by the ids that they name them by."""

    total: int
    tasks: list[Task]
    titles: Mapping[str, str]
    about: About


def listing(
    store: Store,
    nodes: Sequence[Node] = (),
    asked: Asked | None = None,
    *,
    below: bool = False,
    order: Order = "document",
    limit: int | None = None,
    offset: int = 0,
) -> Listing:
    """The tasks of documents (all when none is named) and of the plans `below` them that agree with `asked`; see `Store.tasks` for order and pages.

    StoreError when a document was not read, unless the plans below it are asked for.
    """
    asked = asked or Asked()
    if nodes:
        asked = replace(asked, documents=_ids(store, nodes, below))
    total, tasks = store.tasks(asked, order=order, limit=limit, offset=offset)
    found = store.task_documents(tasks) or {node.id: node for node in nodes}
    whole = not (asked.role or asked.due_before or asked.state)
    body = _spelled(asked.body) if asked.body else None
    head = about(list(found.values()), asked=nodes, below=below, body=body, province=asked.province, folder=asked.path, whole=whole, on=asked.on)
    return Listing(total, tasks, {id: called(node) for id, node in found.items()}, head)


def _spelled(body: str) -> str:
    """A body's name as it is written, however it was typed: "so noi vu" → "Sở Nội vụ"; words that are no name stay."""
    return next((who.name for who in whois(body) if plain(who.name) == plain(body)), body)


def _ids(store: Store, nodes: Sequence[Node], below: bool) -> list[str]:
    if below:
        return list(dict.fromkeys(found.id for node in nodes for found in store.below(node.id)[0]))
    for node in nodes:
        if not node.loaded:
            raise StoreError(f"{store.name}: no text of {node.id} was read")
    return [node.id for node in nodes]
