"""vanban reads Vietnamese policy documents and links them. `read`, `parse`, `parse_text`, `record` and `Store` are all that most programs need.

Importing this package loads nothing else; each name brings its module with it when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.model import Document as Document
    from vanban.model import Source as Source
    from vanban.pipeline import parse as parse
    from vanban.pipeline import parse_text as parse_text
    from vanban.readers import read as read
    from vanban.records import record as record
    from vanban.store import Store as Store

__version__ = "0.1.0"
_HOME = {
    "Document": "vanban.model",
    "Source": "vanban.model",
    "Store": "vanban.store",
    "parse": "vanban.pipeline",
    "parse_text": "vanban.pipeline",
    "read": "vanban.readers",
    "record": "vanban.records",
}
__all__ = ["Document", "Source", "Store", "__version__", "parse", "parse_text", "read", "record"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'vanban' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
