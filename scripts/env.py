"""A Python environment of the project's own, made with nothing but Python 3.11 and pip: `.venv` beside this folder."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv"


def python(extras: str = "") -> str:
    """The path of the environment's interpreter, with the project installed (editable) and the extras asked for ("test"). Made only when something changed."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this is where it is found out)
        raise SystemExit(f"vanban needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    found = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not found.exists():
        _make()
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = HOME / f"installed{'-' + extras if extras else ''}"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"installing into {HOME} …", file=sys.stderr)
        _pip(str(found), "install", "--quiet", "--editable", f"{ROOT}[{extras}]" if extras else str(ROOT))
        stamp.write_text(wanted)
    return str(found)


def _make() -> None:
    """Without ensurepip (Debian keeps it in a package of its own) the environment borrows the pip that runs here."""
    if subprocess.run([sys.executable, "-m", "venv", str(HOME)], capture_output=True).returncode:
        subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(HOME)], check=True)


def _pip(interpreter: str, *arguments: str) -> None:
    has_pip = subprocess.run([interpreter, "-m", "pip", "--version"], capture_output=True).returncode == 0
    pip = [interpreter, "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", interpreter]
    if subprocess.run([*pip, "--disable-pip-version-check", *arguments]).returncode:
        raise SystemExit("pip could not install what vanban needs; its words are above")
