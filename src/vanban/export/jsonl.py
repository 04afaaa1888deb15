"""All records, one a line: `schemas/record.schema.json` describes each, `vanban.records.load` reads it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vanban.export.exporters import Asked, readings
from vanban.records import dumps

if TYPE_CHECKING:
    from vanban.store import Store


def lines(store: Store, asked: Asked) -> Iterator[str]:
    """The records as JSON, ordered by document id."""
    if asked.nodes:
        return map(dumps, readings(store, asked))
    return (json.dumps(record, ensure_ascii=False) for record in store.records())
