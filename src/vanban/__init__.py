"""vanban reads Vietnamese policy documents and links them. `read`, `parse`, `parse_text`, `record` and `Store` are all that most programs need.

Importing this package loads nothing else; each name brings its module with it when it is first used. Under IPython,
documents and facts show themselves as HTML.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.model import Document as Document
    from vanban.model import Source as Source
    from vanban.notebook.frames import to_pandas as to_pandas
    from vanban.pipeline import citations as citations
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
    "citations": "vanban.pipeline",
    "parse": "vanban.pipeline",
    "parse_text": "vanban.pipeline",
    "read": "vanban.readers",
    "record": "vanban.records",
    "to_pandas": "vanban.notebook.frames",
}
__all__ = ["Document", "Source", "Store", "__version__", "citations", "parse", "parse_text", "read", "record", "to_pandas"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'vanban' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__


_SHOWN = {
    "vanban.model": ("Document", "Citation", "Relation", "Target", "Assignment", "Section"),
    "vanban.text": ("Span",),
    "vanban.identity.nodes": ("Node",),
    "vanban.graph": ("Plan",),
    "vanban.tasks.model": ("Task",),
    "vanban.store": ("Store",),
}
"""What shows itself in notebooks, by the module that defines it: told to IPython by name, so that nothing is loaded for it."""


def _shown_by(shell: Any) -> None:
    """Let an IPython shell show what `_SHOWN` names as HTML."""
    for module, names in _SHOWN.items():
        for name in names:
            shell.display_formatter.formatters["text/html"].for_type_by_name(module, name, _html)


def _html(shown: Any) -> str:
    return str(import_module("vanban.notebook.display").html(shown))


if _shell := getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)():
    _shown_by(_shell)
