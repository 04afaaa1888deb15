"""What mkdocs makes of the documentation beside its pages: the notebook as a page, the decisions in the navigation, tables and examples from the program.

A hook of mkdocs.yml.
"""

from __future__ import annotations

import base64
import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT / "src"))
EXAMPLE = ROOT / "corpora" / "demo" / "lai-chau-phong-tho-452-kh-hu-2024.txt"


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
    schema = ROOT / "schemas" / "record.schema.json"
    files.append(File.generated(config, f"reference/{schema.name}", content=schema.read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """What the program says of itself, in its place."""
    for mark, made in (("{{ tables }}", tables), ("{{ example }}", example)):
        if mark in markdown:
            markdown = markdown.replace(mark, made())
    return markdown


def on_post_page(output: str, **_: Any) -> str:
    """The theme's search is a dialog without a name; readers of the screen need one."""
    return output.replace('data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="Tìm kiếm · Search"')


def tables() -> str:
    """Every table of facts and of the graph with its columns."""
    from vanban.export.tables import GRAPH, TABLES

    rows = [f"| `{name}` | {', '.join(_column(column) for column in table.columns)} |" for name, table in {**TABLES, **GRAPH}.items()]
    return "\n".join(["| table | columns (text, where nothing else stands) |", "|---|---|", *rows])


def _column(column: Any) -> str:
    return f"{column.name}" + ("" if column.type == "string" else f" *{column.type}*")


def example() -> str:
    """A record as JSON, with the first fact of each kind alone and a shortened text."""
    import vanban

    made = vanban.record(vanban.parse(vanban.read(EXAMPLE)))
    made["text"] = made["text"].split("\n")[0].strip() + " …"
    made["header"]["spans"] = {"date": made["header"]["spans"]["date"]}
    made["header"]["recipients"] = made["header"]["recipients"][:1]
    made["targets"] = [target for target in made["targets"] if target["inferred"]]
    for kind in ("sections", "citations", "relations", "targets", "assignments"):
        made[kind] = made[kind][:1]
    made["sections"][0]["span"]["quote"] = made["sections"][0]["heading"] + " …"
    return f"```json\n{_folded(made)}\n```"


def _folded(value: Any, depth: int = 0) -> str:
    """JSON with what fits a line on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + 2 * depth < _WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + _folded(one, depth + 1) for one in value) + f"\n{outer}]"
    return "{\n" + ",\n".join(f"{inner}{json.dumps(name)}: {_folded(one, depth + 1)}" for name, one in value.items()) + f"\n{outer}}}"


_WIDTH = 110


def page(path: Path) -> tuple[str, dict[str, bytes]]:
    """A notebook as Markdown, and the pictures in it by name."""
    pictures: dict[str, bytes] = {}
    parts = ["---\nhide: [toc]\n---"]
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
        else:
            parts += [f"```python\n{source}\n```", *_outputs(source, cell["outputs"], path.stem, pictures)]
    return "\n\n".join(parts) + "\n", pictures


def _outputs(source: str, outputs: list[dict[str, Any]], stem: str, pictures: dict[str, bytes]) -> Iterator[str]:
    """What a cell shows, richest first."""
    for output in outputs:
        data = {kind: "".join(words) for kind, words in output.get("data", {}).items()}
        if "image/png" in data:
            name = f"{stem}-{len(pictures) + 1}.png"
            pictures[name] = base64.b64decode(data["image/png"])
            title = re.search(r'(?:title=|set_title\()f?"([^"{]+)', source)
            yield f'<div class="output" markdown>\n![{title[1].strip(" (") if title else "Biểu đồ"}]({name})\n</div>'
        elif "text/html" in data:
            yield f'<div class="output">{_one_piece(data["text/html"])}</div>'
        else:
            words = "".join(output.get("text", ())) or data.get("text/plain", "")
            yield f'<div class="output"><pre>{_one_piece(html.escape(words))}</pre></div>'


def _one_piece(markup: str) -> str:
    """HTML that Markdown leaves alone: without empty lines, which would end it; styles that pandas writes for its tables are left out."""
    return re.sub(r"\n\s*\n", "\n", re.sub(r"<style scoped>.*?</style>", "", markup, flags=re.S)).strip()
