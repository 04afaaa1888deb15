"""A map of the provinces in squares: where each one stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vanban import lexicon
from vanban.registry import units_on
from vanban.registry.days import first
from vanban.registry.territory import COMMUNES_BEGIN


@dataclass(frozen=True, slots=True)
class Tile:
    """The square of a province: column and row, counted from 1 in the north-west; `short` is its name where there is little room."""

    province: str
    column: int
    row: int
    short: str


def tiles(on: str) -> list[Tile]:
    """The provinces that were there on an ISO day, 63 until 30/6/2025 and 34 after, in the order of reading: by row and column."""
    known = _table(first(on) >= COMMUNES_BEGIN)
    return sorted((known[unit.name] for unit in units_on("province", on)), key=lambda tile: (tile.row, tile.column))


@cache
def _table(after: bool) -> dict[str, Tile]:
    at = 3 if after else 1
    return {row[0]: Tile(row[0], int(row[at]), int(row[at + 1]), row[5] or row[0]) for row in lexicon.rows("tiles.tsv", 6) if row[at]}
