"""The house: who may import whom, and what is loaded when."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import vanban

SOURCE = Path(vanban.__file__).parent

# From the ground up; a module imports only from lines above its own, or within its own package.
LAYERS = """
errors clock
text places
model
marks
lexicon
bodies symbols quantities spelling tones
units
ids
layout
tables outline parts locality
readers
extract
pipeline
records
nlp
alignment
workers
worklist
registry
identity tasks
derived
engines
store
wording validity spreadsheet
graph
ask
checklist
export
notebook
build
web
cli
""".strip().splitlines()
LEVEL = {name: level for level, line in enumerate(LAYERS) for name in line.split()}

# Each of these takes long to load, and is imported in one room only (or in few): a module, or a package of modules.
HEAVY = {
    "sqlalchemy": "store",
    "alembic": "store/migrations",
    "networkx": "graph",
    "pydantic": "records web/api",
    "pandas": "notebook/frames",
    "spacy": "nlp/component",
    "underthesea": "nlp/words",
    "docx": "checklist/docx",
    "icalendar": "checklist/ics",
    "openpyxl": "checklist/xlsx checklist/workbook",
    "lxml": "checklist/xlsx readers/docx/package readers/html/tree export/akn",
    "pypdfium2": "readers/pdf",
    "pdfplumber": "readers/paper/ruled",
    "numpy": "nlp/component readers/ocr",
    "fastapi": "web",
    "uvicorn": "web/serving",
    "jinja2": "web/site",
    "python_multipart": "web/receiving",
    "distributed": "engines/cluster",
    "pyarrow": "export/tables/parquet",
    "PIL": "readers/pdf readers/ocr readers/images readers/pictures",
}

MODULES = sorted(path.relative_to(SOURCE).with_suffix("") for path in SOURCE.rglob("*.py") if path not in (SOURCE / "__init__.py", SOURCE / "__main__.py"))


def imports(path: Path) -> set[str]:
    tree = ast.parse((SOURCE / path).with_suffix(".py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_go_down(module: Path) -> None:
    own = module.parts[0]
    for name in imports(module):
        parts = name.split(".")
        if parts[0] == "vanban" and len(parts) > 1 and parts[1] not in (own, "__version__"):
            below, here = LEVEL[parts[1]], LEVEL[own]
            assert below < here or (below == here and parts[1] == "bodies"), f"{module} imports {name}"


@pytest.mark.parametrize("module", [m for m in MODULES if m.parts[0] == "extract"], ids=str)
def test_extractors_do_not_know_each_other(module: Path) -> None:
    own = f"vanban.extract.{module.parts[1]}"
    assert not [name for name in imports(module) if name.startswith("vanban.extract") and name != own and not name.startswith(f"{own}.")]


@pytest.mark.parametrize(("package", "home"), HEAVY.items())
def test_a_heavy_package_has_its_home(package: str, home: str) -> None:
    users = {str(m) for m in MODULES if any(name.split(".")[0] == package for name in imports(m))}
    rooms = home.split()
    assert users and all(any(user == room or user.startswith(f"{room}/") for room in rooms) for user in users)


def test_every_layer_is_there() -> None:
    assert {m.parts[0] for m in MODULES} == set(LEVEL)


@pytest.mark.parametrize("code", ["import vanban", "import vanban; vanban.parse_text('x'); vanban.read", "import vanban.cli"])
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    heavy = [*HEAVY, "rich.console"]
    script = f"import sys; {code}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_work_in_any_order() -> None:
    twice = "d = vanban.parse_text('Luật Đất đai'); assert vanban.record(d)['citations']; vanban.Store, vanban.read, vanban.parse, vanban.Source"
    code = f"import vanban\nfor _ in 1, 2:\n    {twice}"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_one_module_asks_the_clock_on_the_wall() -> None:
    """It may be set at any moment: what is measured by it goes wrong then."""
    asking = {"time", "time_ns", "now", "today", "utcnow", "localtime", "gmtime", "fromtimestamp"}
    found = {
        f"{module}: {ast.unparse(node)}"
        for module in MODULES
        for node in ast.walk(ast.parse((SOURCE / module).with_suffix(".py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asking
    }
    found |= {f"{module}: {name}" for module in MODULES for name in imports(module) if name in ("time.time", "time.time_ns")}
    assert {name.split(":")[0] for name in found} == {"clock"}, found
