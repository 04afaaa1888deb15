"""Write requirements/*.txt: every dependency at one version, with the hashes of its files, for x86-64 Linux with Python 3.11. Needs `pip install uv`.

usage: python scripts/make_locks.py [--upgrade]
Without --upgrade versions that are locked already stay. Run scripts/make_licences.py and `pip-audit` afterwards (SECURITY.md says how).
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
PURPOSES = {"all": ["--all-extras"], "test": ["--extra", "test"], "runtime": [], "build": []}
"""File → what is installed with the package itself; `build` are the tools that install a working tree. The largest first: the others take its versions."""
_EDITABLE = "editables"  # which hatchling asks for


def main() -> None:
    build = [*tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"], _EDITABLE]
    FOLDER.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".in") as tools:
        tools.write("\n".join(build) + "\n")
        tools.flush()
        inputs = {"all": ["pyproject.toml", tools.name], "build": [tools.name]}
        for purpose, extras in PURPOSES.items():
            same = [] if purpose == "all" else ["--constraint", str(FOLDER / "all.txt")]
            lock(FOLDER / f"{purpose}.txt", [*inputs.get(purpose, ["pyproject.toml"]), *extras, *same, *sys.argv[1:]])


def lock(path: Path, given: list[str]) -> None:
    platform = ["--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28"]
    quiet = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--generate-hashes"]
    if code := subprocess.run(["uv", "pip", "compile", *given, *platform, *quiet, "--output-file", str(path)], cwd=ROOT).returncode:
        sys.exit(code)
    print(f"{path.relative_to(ROOT)}: {sum('==' in line for line in path.read_text(encoding='utf-8').splitlines())} packages")


if __name__ == "__main__":
    main()
