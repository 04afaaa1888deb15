"""Full-text search, as people type: without tones, words found in any of their spellings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from vanban import lexicon
from vanban.derived.passages import Kind
from vanban.nlp.query import phrases
from vanban.store import Store


def search(
    store: Store,
    typed: str,
    kinds: Sequence[Kind] = (),
    *,
    level: str | None = None,
    province: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> dict[str, Any]:
    """Documents, targets and tasks (all, or some `kinds`) that have all the words: by title first, the latest first.

    `{"total", "documents": [node with "hits": [{"document", "kind", "fact", "start", "end", "quote", "marks": [[start, end]]}]]}`; `total` counts documents.
    """
    home = lexicon.typed_province(province) if province else None
    total, found = store.search(phrases(typed), kinds, level=level, province=home.name if home else province, limit=limit, offset=offset)
    known = {node.id: node for node in store.named([one.node for one in found])}
    return {"total": total, "documents": [asdict(known[one.node]) | {"hits": [asdict(hit) for hit in one.hits]} for one in found]}
