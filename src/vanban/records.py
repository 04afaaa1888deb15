"""Documents as JSON and back: the record of `schemas/record.schema.json`, field by field the model's own classes.

Writing is a plain walk over the dataclasses; reading and the schema come from pydantic, which is loaded only then.
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from vanban.errors import VanbanError
from vanban.model import SCHEMA, Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def record(document: Document) -> dict[str, Any]:
    """The record of a document: a new dict of JSON values only. Tuples become lists; a number without a fraction is written as an integer."""
    return cast("dict[str, Any]", _plain(document))


def dumps(document: Document, indent: int | None = None) -> str:
    """The record as JSON text, Vietnamese letters as they are; one line unless `indent` (blanks a level) is given."""
    return json.dumps(record(document), ensure_ascii=False, indent=indent)


def values(part: Any) -> Any:
    """The JSON values of a part of a document, as they stand in its record: a fact, several facts, None."""
    return _plain(part)


def load(data: dict[str, Any]) -> Document:
    """The document of a record, so that `load(record(d)) == d`. Fields it does not know are passed over; VanbanError when it is no record of this version."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise VanbanError(f"not a {SCHEMA} record")
    try:
        return _adapter().validate_python([data])[0]
    except ValueError as error:
        raise VanbanError(f"not a valid {SCHEMA} record: {error}") from error


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the records that are written: every field is there, other fields may be."""
    made = _adapter().json_schema(mode="serialization")
    root = made["$defs"].pop("Document")
    root["properties"]["schema"]["const"] = SCHEMA
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:vanban:record:1", **root, "$defs": made["$defs"]}


@cache
def _adapter() -> TypeAdapter[list[Document]]:
    # A list, because pydantic takes no configuration beside a bare dataclass, and the model itself shall not know pydantic.
    from pydantic import ConfigDict, TypeAdapter

    return TypeAdapter(list[Document], config=ConfigDict(alias_generator=_name, json_schema_serialization_defaults_required=True))


def _name(attribute: str) -> str:
    """`with_` is `with` in the record: the word is reserved in Python."""
    return attribute.rstrip("_")


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, _name(field.name)) for field in fields(kind))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return {name: _plain(getattr(value, attribute)) for attribute, name in _names(type(value))}  # type: ignore[arg-type]
