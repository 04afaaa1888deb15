"""The questions that people ask of a store, answered in plain values: what the commands print."""

from vanban.ask.choice import AmbiguousError, choose
from vanban.ask.documents import plans, show
from vanban.ask.searching import search

__all__ = ["AmbiguousError", "choose", "plans", "search", "show"]
