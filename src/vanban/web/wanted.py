"""Which tasks a visitor wants to see, as the address says it."""
# Annotations are kept as they are: FastAPI reads those of a class where it stands.

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import Query

from vanban import lexicon
from vanban.checklist.about import About, about
from vanban.clock import today
from vanban.derived.passages import folded
from vanban.identity.nodes import Node
from vanban.store import Store
from vanban.store.asked import Asked, ChargedBody
from vanban.tasks import State, is_day
from vanban.web.remembering import remembered

Words = Annotated[str, Query(max_length=500)]
Name = Annotated[str, Query(max_length=4000)]
"""The name of a body: some texts list many in one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a list of tasks, each empty where it is not used; as they stand in addresses.

    `alone`: without tasks charged to several bodies together; `exact`: `body` is the whole name.
    """

    body: Name = ""
    province: Words = ""
    document: Words = ""
    below: bool = False
    role: Literal["", "lead", "coordinate"] = ""
    state: State | Literal[""] = ""
    due_before: Annotated[str, Query(max_length=10)] = ""
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = ""
    order: Literal["latest", "document", "due"] = "latest"
    alone: bool = False
    exact: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """The filters for an address: those that are used."""
        return {name: 1 if value is True else value for name, value in asdict(self).items() if value and (name, value) != ("order", "latest")}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filters mean in a store. `fault` says why they mean nothing: "province", "document", "several" (`candidates`), "text", "day"."""

    wanted: Wanted
    asked: Asked
    node: Node | None = None
    fault: str = ""
    candidates: tuple[Node, ...] = ()

    def states(self, store: Store) -> dict[State, int]:
        """How many tasks there are in each state, whichever of them is chosen."""
        if self.fault:
            return {}
        whole = replace(self.asked, state=None)
        return remembered(store, ("states", whole), lambda: store.task_states(whole))

    def total(self, store: Store) -> int:
        states = self.states(store)
        return states.get(self.asked.state, 0) if self.asked.state else sum(states.values())

    def about(self, store: Store, documents: list[Node]) -> About:
        """The heading of the list; `documents` are those of its tasks. A body is called as texts call it, where it was typed without tones."""
        asked, whole = self.asked, not (self.asked.role or self.asked.due_before or self.asked.state or self.asked.year)
        named = [self.node] if self.node else []
        return about(documents, asked=named, below=self.wanted.below, body=self._body(store), province=asked.province, whole=whole, on=asked.on)

    def _body(self, store: Store) -> str | None:
        typed = folded(self.asked.body or "")
        known = everybody(store) if typed else []
        return next((body.name for name, body in known if name == typed), self.asked.body)


def everybody(store: Store) -> list[tuple[str, ChargedBody]]:
    """All bodies that tasks name, those with the most tasks first, each with its name folded; counted once for each state of the store."""
    return remembered(store, "bodies", lambda: [(folded(body.name), body) for body in store.bodies(limit=_ALL)[1]])


_ALL = 1_000_000


def scope(store: Store, wanted: Wanted) -> Scope:
    """What the filters mean."""
    home = lexicon.typed_province(wanted.province) if wanted.province.strip() else None
    due = wanted.due_before if is_day(wanted.due_before) else None
    asked = Asked(
        body=wanted.body.strip() or None,
        province=home.name if home else None,
        role=wanted.role or None,
        due_before=due,
        state=wanted.state or None,
        on=today(),
        collective=not wanted.alone,
        exact=wanted.exact,
        year=wanted.year or None,
    )
    meant = store.find(wanted.document.strip()) if wanted.document.strip() else []
    node = meant[0] if len(meant) == 1 else None
    fault = next((name for name, wrong in _faults(wanted, home is not None, due is not None, meant) if wrong()), "")
    if node and not fault:
        asked = replace(asked, documents=_ids(store, node, wanted.below))
    return Scope(wanted, asked, node, fault, tuple(meant[:20]) if fault == "several" else ())


def _faults(wanted: Wanted, is_province: bool, is_due: bool, meant: list[Node]) -> list[tuple[str, Callable[[], bool]]]:
    return [
        ("province", lambda: bool(wanted.province.strip()) and not is_province),
        ("day", lambda: bool(wanted.due_before) and not is_due),
        ("document", lambda: bool(wanted.document.strip()) and not meant),
        ("several", lambda: len(meant) > 1),
        ("text", lambda: bool(meant) and not meant[0].loaded and not wanted.below),
    ]


def _ids(store: Store, node: Node, below: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.id for found in store.below(node.id)[0])) if below else (node.id,)
