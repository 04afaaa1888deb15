"""What vanban brings with it: every file that is installed is known by its hash, under a licence that is allowed, and from no host that is named here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "requirements").glob("*.txt"))}
LISTED = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").partition("|---|\n")[2].splitlines()
LICENCES = [[cell.strip() for cell in line.split("|")[1:-1]] for line in LISTED]
ALLOWED = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib"}
IN_TESTS = ALLOWED | {"LGPL-3.0-or-later"}  # what is not handed on


def names(requirement: str) -> str:
    return re.split(r"[\[<>=~!; ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def blocks(lock: str) -> dict[str, str]:
    """Name → what the lock says of it."""
    found = re.split(r"^(?=\S)", lock, flags=re.M)
    return {names(block): block for block in found if block and not block.startswith("#")}


@pytest.mark.parametrize("purpose", sorted(LOCKS))
def test_every_package_has_one_version_and_hashes(purpose: str) -> None:
    for name, block in blocks(LOCKS[purpose]).items():
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==[\w.+!-]+( ; [^\\]+)? \\\n", block), name
        assert re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block), name
    assert "://" not in LOCKS[purpose] and "index-url" not in LOCKS[purpose]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """Run scripts/make_locks.py when dependencies change."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {"runtime": project["dependencies"], "all": [one for several in extras.values() for one in several if not one.startswith("vanban")]}
    for purpose, requirements in asked.items():
        assert {names(one) for one in requirements} <= blocks(LOCKS[purpose]).keys(), purpose
    assert all(blocks(lock).items() <= blocks(LOCKS["all"]).items() for lock in LOCKS.values())


def test_the_licences_are_those_of_the_locks() -> None:
    """Run scripts/make_licences.py when the locks change."""
    versions = {name: re.search(r"==([^\s;]+)", block)[1] for name, block in blocks(LOCKS["all"]).items()}  # type: ignore[index]
    assert {names(row[0]): row[1] for row in LICENCES} == versions


def test_licences_are_allowed() -> None:
    """Of several between which one may choose, one must be; of several that all hold, all."""
    for name, _, licence, use in LICENCES:
        allowed = IN_TESTS if use == "test" else ALLOWED
        assert any(set(choice.split(" AND ")) <= allowed for choice in licence.split(" OR ")), f"{name}: {licence}"
