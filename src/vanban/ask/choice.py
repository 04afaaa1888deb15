"""Which document is meant by what somebody typed."""

from __future__ import annotations

from vanban import lexicon
from vanban.errors import StoreError, VanbanError, shortened
from vanban.identity.nodes import Node
from vanban.store import Store
from vanban.text import plain


class AmbiguousError(VanbanError):
    """What was asked for may be any of `candidates`."""

    def __init__(self, asked: str, candidates: list[Node]) -> None:
        super().__init__(f"{shortened(asked)} may be any of {len(candidates)} documents; choose one by its id, --date or --province")
        self.candidates = [{"id": n.id, "symbol": n.symbol, "issuer": n.issuer, "date": n.date, "title": n.title} for n in candidates]


def choose(store: Store, asked: str, date: str | None = None, province: str | None = None) -> Node:
    """The one document of an id, symbol or title. A `date` (YYYY, YYYY-MM or YYYY-MM-DD) must agree; a `province` decides between several.

    Raises StoreError when there is none, AmbiguousError when there are several.
    """
    found = store.find(asked)
    if date:
        found = [node for node in found if node.date is None or node.date.startswith(date) or date.startswith(node.date)]
        found = [node for node in found if node.date] or found
    if province and len(found) > 1:
        found = [node for node in found if same_province(node.province, province)] or found
    if not found:
        raise StoreError(f"{store.name}: no document {shortened(asked)}" + (f" of {shortened(date)}" if date else "") + _perhaps(store.suggest(asked)))
    if len(found) > 1:
        raise AmbiguousError(asked, found)
    return found[0]


def same_province(a: str | None, b: str) -> bool:
    """Whether a province is that which somebody typed: "lai chau", "TP.HCM"."""
    known = lexicon.typed_province(b)
    return a is not None and plain(a) == plain(known.name if known else b)


def _perhaps(near: list[Node]) -> str:
    return "; perhaps " + " or ".join(f"{node.symbol or node.title} ({node.id})" for node in near) if near else ""
