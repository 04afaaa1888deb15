"""What mkdocs makes of the documentation beside its pages: the notebook as a page, the decisions in the navigation. A hook of mkdocs.yml."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

DOCS = Path(__file__).parents[1] / "docs"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Every decision under its number and title."""
    for entry in config.nav or ():
        if "Decisions" in entry:
            entry["Decisions"] = [f"decisions/{path.name}" for path in sorted((DOCS / "decisions").glob("*.md"))]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Each notebook as a page with its pictures; the record's schema to be fetched."""
    for path in sorted((DOCS / "notebooks").glob("*.ipynb")):
        words, pictures = page(path)
        files.append(File.generated(config, f"notebooks/{path.stem}.md", content=words))
        for name, data in pictures.items():
            files.append(File.generated(config, f"notebooks/{name}", content=data))
    schema = DOCS.parent / "schemas" / "record.schema.json"
    files.append(File.generated(config, f"reference/{schema.name}", content=schema.read_text(encoding="utf-8")))
    return files


def page(path: Path) -> tuple[str, dict[str, bytes]]:
    """A notebook as Markdown, and the pictures in it by name."""
    pictures: dict[str, bytes] = {}
    parts = ["---\nhide: [toc]\n---"]
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        else:
            parts += [f"```python\n{cell.source}\n```", *_outputs(cell, path.stem, pictures)]
    return "\n\n".join(parts) + "\n", pictures


def _outputs(cell: Any, stem: str, pictures: dict[str, bytes]) -> Iterator[str]:
    for output in cell.outputs:
        data = output.get("data", {})
        if "image/png" in data:
            name = f"{stem}-{len(pictures) + 1}.png"
            pictures[name] = base64.b64decode(data["image/png"])
            title = re.search(r'(?:title=|set_title\()f?"([^"{]+)', cell.source)
            yield f'<div class="output" markdown>\n![{html.escape(title[1].strip(" (")) if title else "Biểu đồ"}]({name})\n</div>'
        elif "text/html" in data:
            yield f'<div class="output">{_one_piece(data["text/html"])}</div>'
        else:
            yield f'<div class="output"><pre>{_one_piece(html.escape(output.get("text") or data.get("text/plain", "")))}</pre></div>'


def _one_piece(markup: str) -> str:
    """HTML that Markdown leaves alone: without empty lines, which would end it; styles that pandas writes for its tables are left out."""
    return re.sub(r"\n\s*\n", "\n", re.sub(r"<style scoped>.*?</style>", "", markup, flags=re.S)).strip()
