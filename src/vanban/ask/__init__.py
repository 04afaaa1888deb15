"""The questions that people ask of a store, answered in plain values: what the commands print."""

from vanban.ask.cascade import cascade
from vanban.ask.choice import AmbiguousError, choose
from vanban.ask.coverage import coverage
from vanban.ask.coverage import rows as coverage_rows
from vanban.ask.documents import plans, show
from vanban.ask.gaps import gaps
from vanban.ask.searching import search
from vanban.ask.who import whois

__all__ = ["AmbiguousError", "cascade", "choose", "coverage", "coverage_rows", "gaps", "plans", "search", "show", "whois"]
