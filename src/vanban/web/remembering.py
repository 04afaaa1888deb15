"""What was counted over a whole store a moment ago, and is still true: counts that every page of a long list needs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar
from weakref import WeakKeyDictionary

from vanban.store import Store

_Found = TypeVar("_Found")
_MOST = 200
_memories: WeakKeyDictionary[Store, OrderedDict[tuple[int, Hashable], object]] = WeakKeyDictionary()


def remembered(store: Store, key: Hashable, count: Callable[[], _Found]) -> _Found:
    """What `count` finds; not found again for the same `key` while the store has not changed. What nobody asked for the longest is forgotten."""
    memory = _memories.setdefault(store, OrderedDict())
    now = (store.revision(), key)
    found = memory.pop(now, None) or count()
    memory[now] = found
    while len(memory) > _MOST:
        memory.popitem(last=False)
    return found  # type: ignore[return-value]
