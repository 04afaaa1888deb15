"""Exporters: what a store holds, in the formats of other programs. One module a format, in the visible list `EXPORTERS`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vanban.export import akn, graphml, jsonl, jsonld, nd30
from vanban.export.exporters import Asked, Exporter, Folder, Lines
from vanban.export.tables import csv

if TYPE_CHECKING:
    from vanban.store import Store

__all__ = ["EXPORTERS", "Asked", "Exporter", "Folder", "Lines"]


def _parquet(store: Store, asked: Asked, folder: Path) -> None:
    from vanban.export.tables import parquet

    parquet.write(store, asked, folder)


EXPORTERS: dict[str, Exporter] = {
    "jsonl": Lines(jsonl.lines),
    "jsonld": Lines(jsonld.lines),
    "akn": Folder(akn.write),
    "graphml": Lines(graphml.lines, whole=True),
    "csv": Folder(csv.write, whole=True),
    "parquet": Folder(_parquet, whole=True),
    "nd30": Lines(nd30.lines),
}
"""Name of a format → what makes it."""
