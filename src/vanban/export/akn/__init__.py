"""Akoma Ntoso 3.0 (OASIS LegalDocML), one file a document, valid against the schema `akomantoso30.xsd`.

The whole text is kept, line by line; nothing in it can become markup. Sections are part, chapter, section, article, paragraph and point (phần, chương, mục,
điều, khoản, điểm) with ids by the naming convention; citations are `ref`, bodies `organization`, and all that one document says of others stands in
`analysis`. Targets, assignments and the pages of facts have no place in the format.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vanban.export.exporters import Asked, documents
from vanban.export.names import file_name

if TYPE_CHECKING:
    from vanban.store import Store


def write(store: Store, asked: Asked, folder: Path) -> None:
    """Write each document to a file that is named after its id."""
    from vanban.clock import today
    from vanban.export.akn.document import xml

    on = today()
    for document, meant in documents(store, asked):
        (folder / f"{file_name(document.id)}.xml").write_bytes(xml(document, meant, on))
