"""Tasks, plans, facts and answers as rows of named values, flat: the parts of a value stand beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from vanban import ask
from vanban.export.tables import Column, Type
from vanban.export.tables.facts import day
from vanban.tasks import last_day

Row = dict[str, Any]

_NUMBERS = {"value", "value_max", "similarity", "score"}
"""Endings of columns that hold amounts, also where all of them happen to be whole."""
_DATES: dict[str, Callable[[str | None], tuple[str, date | None]]] = {
    "date": lambda iso: ("day", day(iso)),
    "deadline": lambda words: ("due", day(last_day(words))),
}
"""Columns with a real date beside them: its name, and the date."""

_BARE = ("span", "basis", "evidence")
"""Parts whose own parts bear no name before theirs: the words that prove a row."""


def rows(of: Any) -> list[Row]:
    """The rows of an answer or of several values, each with its values by name."""
    return [_flat(one) for one in _listed(of)]


def _listed(of: Any) -> Iterable[Any]:
    """What of an answer is to be a row."""
    if not isinstance(of, Mapping):
        return (row for one in of for row in (_matches(one) if isinstance(one, Mapping) and "matches" in one else [one]))
    if "without" in of:
        return ask.coverage_rows(dict(of))
    if "documents" in of:
        return [{**{name: value for name, value in node.items() if name != "hits"}, **hit} for node in of["documents"] for hit in node["hits"]]
    if all(isinstance(value, list) for value in of.values()):  # gaps by kind
        return [{"gap": name, **row} for name, several in of.items() for row in several]
    return [of]


def _matches(row: Mapping[str, Any]) -> Iterator[Row]:
    """A target of the asked document with each plan's answer to it; one row without answer where there is no plan."""
    for match in row["matches"] or [{}]:
        rest = {name: value for name, value in match.items() if name not in ("target", "beside")}
        yield {"target": row["target"] or {}, **rest, "answer": match.get("target") or {}}


def _flat(one: Any) -> Row:
    found: Row = {}
    for name, value in _parts("", one):
        found[name] = value
        head, _, last = name.rpartition("_")
        if last in _DATES:
            beside, when = _DATES[last](value)
            found[f"{head}_{beside}" if head else beside] = when
    return found | ({"due": day(one.due)} if hasattr(one, "due") else {})  # of a task that was given more time


def _parts(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A value's parts by name: those of a body or a piece of evidence after the name of what it is, the words of a span bare."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {field.name.rstrip("_"): getattr(value, field.name) for field in fields(value)}
    if not isinstance(value, Mapping):
        several = isinstance(value, tuple | list)
        if several and value and prefix == "evidence":
            yield from _parts(prefix, value[0])  # the first of several pieces stands for them
        else:
            yield prefix, tuple(value) if several else value
        return
    for name, part in value.items():
        is_whole = isinstance(part, Mapping) or is_dataclass(part)
        is_bare = (name in _BARE and is_whole) or (name == "text" and prefix)
        if part is not None or name != "span":
            yield from _parts(prefix if is_bare else f"{prefix}_{name}".lstrip("_"), part)


def typed(found: Iterable[Row]) -> list[Column]:
    """The columns that rows have between them, in the order in which they come, with the types of their values."""
    kinds: dict[str, set[type]] = {}
    for row in found:
        for name, value in row.items():
            kinds.setdefault(name, set()).update(() if value is None else (type(value),))
    return [Column(name, _type(name, several)) for name, several in kinds.items()]


def _type(name: str, kinds: set[type]) -> Type:
    if name in ("day", "due") or name.endswith(("_day", "_due")):
        return "date"
    if name in _NUMBERS or name.endswith(tuple(f"_{number}" for number in _NUMBERS)) or float in kinds:
        return "number"
    names: dict[type, Type] = {bool: "boolean", int: "integer", tuple: "strings"}
    return next((type_ for kind, type_ in names.items() if kinds == {kind}), "string")
