"""Write docs/notebooks/*.ipynb from the scripts beside them, executed. Run it after a change of a script or of what it shows; a test runs the cells.

usage: python scripts/make_notebook.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
_MARK = re.compile(r"^# %%(?P<prose> \[markdown\])?\n", re.M)


def notebook(script: Path) -> NotebookNode:
    """The notebook of a script, not yet executed. Cells begin with `# %%`; those of prose with `# %% [markdown]`, each line as a comment."""
    pieces = _MARK.split(script.read_text(encoding="utf-8"))[1:]
    cells = [_cell(n, bool(prose), words.strip()) for n, (prose, words) in enumerate(zip(pieces[::2], pieces[1::2], strict=True))]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def _cell(number: int, is_prose: bool, words: str) -> NotebookNode:
    name = f"cell-{number}"  # a random id would change the file each time
    if is_prose:
        return nbformat.v4.new_markdown_cell(re.sub(r"^# ?", "", words, flags=re.M), id=name)
    return nbformat.v4.new_code_cell(words, id=name)


def executed(script: Path) -> NotebookNode:
    """The notebook with what its cells show; the first cell that fails raises."""
    made = notebook(script)
    NotebookClient(made, timeout=120, resources={"metadata": {"path": str(script.parent)}}).execute()
    for cell in made.cells:
        cell.metadata = {}  # times of execution
        for output in cell.get("outputs", ()):
            if path := re.search(r"/tmp/\S+?/demo\.db", str(output)):
                _replace(output, path[0])
    return made


def _replace(output: NotebookNode, path: str) -> None:
    """A place that is another at every execution, by its name alone."""
    for kind, data in output.get("data", {}).items():
        if isinstance(data, str):
            output.data[kind] = data.replace(path, Path(path).name)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(FOLDER.parents[1] / "src"))
    for script in sorted(FOLDER.glob("*.py")):
        target = script.with_suffix(".ipynb")
        nbformat.write(executed(script), target)
        print(f"{target} ({target.stat().st_size // 1000} kB)")
