"""A Python environment of the project's own, made with nothing but Python 3.11 and pip: `.venv` beside this folder.

Where the locks were made for (x86-64 Linux with Python 3.11), every file that is installed is the one whose hash requirements/*.txt names.
"""

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv"
BUILD = ROOT / "requirements" / "build.txt"
LOCKED = sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info[:2] == (3, 11)


def python(extras: str = "") -> str:
    """The path of the environment's interpreter, with the project installed (editable) and the extras asked for ("test"). Made only when something changed."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this is where it is found out)
        raise SystemExit(f"vanban needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    found = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not found.exists():
        _make()
    lock = ROOT / "requirements" / f"{extras or 'runtime'}.txt"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + lock.read_bytes()).hexdigest()
    stamp = HOME / f"installed{'-' + extras if extras else ''}"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"installing into {HOME} …", file=sys.stderr)
        _install(str(found), lock, f"{ROOT}[{extras}]" if extras else str(ROOT))
        stamp.write_text(wanted)
    return str(found)


def _install(interpreter: str, lock: Path, project: str) -> None:
    if LOCKED:
        _pip(interpreter, "install", "--quiet", "--require-hashes", "--requirement", str(lock), "--requirement", str(BUILD))
        _pip(interpreter, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", project)
    else:
        print(f"{lock.relative_to(ROOT)} is for Python 3.11 on x86-64 Linux: installing the newest of all dependencies, unchecked", file=sys.stderr)
        _pip(interpreter, "install", "--quiet", "--editable", project)


def _make() -> None:
    """Without ensurepip (Debian keeps it in a package of its own) the environment borrows the pip that runs here."""
    if subprocess.run([sys.executable, "-m", "venv", str(HOME)], capture_output=True).returncode:
        subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(HOME)], check=True)


def _pip(interpreter: str, *arguments: str) -> None:
    has_pip = subprocess.run([interpreter, "-m", "pip", "--version"], capture_output=True).returncode == 0
    pip = [interpreter, "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", interpreter]
    if subprocess.run([*pip, "--disable-pip-version-check", *arguments]).returncode:
        raise SystemExit("pip could not install what vanban needs; its words are above")
