"""Write dist/vanban-VERSION.cdx.json, the bill of materials of a release (CycloneDX): what `pip install vanban` brings, with versions, licences and hashes.

usage: python scripts/make_sbom.py (beside `python -m build`, in an environment with requirements/runtime.txt installed; needs `pip install cyclonedx-bom`)
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "runtime.txt"


def main() -> None:
    if sys.argv[1:] or not shutil.which("cyclonedx-py"):
        sys.exit(__doc__)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    command = ["cyclonedx-py", "environment", "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--output-format", "JSON", sys.executable]
    made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    out = ROOT / "dist" / f"vanban-{version}.cdx.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(released(made), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{out.relative_to(ROOT)}: {len(made['components'])} components")


def released(bom: dict[str, Any]) -> dict[str, Any]:
    """The bill without what is installed beside the release, with the hashes of the lock, and without addresses: they differ from place to place."""
    hashes = _hashes()
    bom["components"] = [part for part in bom["components"] if _plain(part["name"]) in hashes]
    for part in (*bom["components"], bom["metadata"]["component"]):
        part.pop("externalReferences", None)
    for part in bom["components"]:
        part["properties"] = [{"name": "vanban:sha256", "value": value} for value in hashes[_plain(part["name"])]]
    refs = {part["bom-ref"] for part in (*bom["components"], bom["metadata"]["component"])}
    kept = (entry for entry in bom["dependencies"] if entry["ref"] in refs)
    bom["dependencies"] = [{**entry, "dependsOn": [ref for ref in entry.get("dependsOn", []) if ref in refs]} for entry in kept]
    return bom


def _hashes() -> dict[str, list[str]]:
    """Name → hashes of the files that may be installed, by the lock."""
    found = re.split(r"^(?=\w)", LOCK.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {_plain(block.split("==")[0].split("[")[0]): re.findall(r"sha256:(\w+)", block) for block in found}


def _plain(name: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
