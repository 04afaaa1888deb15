"""What `vanban parse` writes of a file, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from vanban.cli.files import replacing
from vanban.errors import ReadError, VanbanError
from vanban.model import Document, Source

Form = Literal["json", "jsonl", "html"]


def written(source: Source, path: str, form: Form | None, alone: bool) -> list[str]:
    """The documents of a file, each as text. Without a form a single document is indented JSON, several are one a line. `alone`: there is room for one only.

    This is done in the worker, so that what it is made of need not travel between processes.
    """
    from vanban.pipeline import parsed

    documents = list(parsed(source))
    if alone and len(documents) > 1:
        raise ReadError(path, f"holds {len(documents)} documents, and a page shows one; say with --out which folder to write the pages into")
    if form == "html":
        from vanban.export import html

        return [html.page(document, _drawn(document, path)) for _, document in documents]
    from vanban.records import dumps

    return [dumps(document, 2 if form == "json" or (form is None and len(documents) == 1) else None) for _, document in documents]


def _drawn(document: Document, path: str) -> list[bytes]:
    """The pages of a PDF or scan as pictures."""
    if not document.pages:
        return []
    from vanban.readers.pictures import as_webp, pictures

    return [as_webp(picture) for picture in pictures(path, document.pages)]


class Folder:
    """The folder that texts are written into: NAME.json for the first of a file, NAME-2.json, NAME-3.json … for others. No text is lost to another."""

    def __init__(self, path: Path, ending: Literal["json", "html"]) -> None:
        self.path = path
        self._ending = ending
        self._written: dict[Path, str] = {}

    def write(self, name: str, texts: Sequence[str]) -> None:
        """Write all the texts of a file, or none and say why."""
        stem = Path(name).stem
        targets = [self.path / f"{stem}{f'-{n}' if n > 1 else ''}.{self._ending}" for n in range(1, len(texts) + 1)]
        for target in targets:
            if target in self._written:
                raise VanbanError(f"{name}: {target} was already written from {self._written[target]}; write it into another folder")
        self.path.mkdir(parents=True, exist_ok=True)
        for target, text in zip(targets, texts, strict=True):
            with replacing(target) as file:
                file.write(f"{text}\n".encode())
            self._written[target] = name
