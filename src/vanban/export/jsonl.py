"""All records of a store, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban.store import Store


def lines(store: Store) -> Iterator[str]:
    """The records as JSON, ordered by document id."""
    return (json.dumps(record, ensure_ascii=False) for record in store.records())
