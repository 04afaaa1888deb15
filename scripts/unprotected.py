"""Take each protection against a fault out of a copy of the source, and see the test that watches over it fail.

usage: python scripts/unprotected.py [WORDS]    those of `scripts/mutations.toml` whose description has the words; all when there are none
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 120  # a test that hangs has failed


def main() -> None:
    chosen = [one for one in tomllib.loads(Path(__file__).with_name("mutations.toml").read_text())["mutation"] if " ".join(sys.argv[1:]) in one["protection"]]
    results = [tried(one) for one in chosen]
    print(f"\n{results.count('failed')} of {len(results)} tests failed as they must")
    sys.exit(set(results) != {"failed"})


def tried(mutation: dict[str, str]) -> str:
    """What became of the test: "failed" as it must, "passed", or why it could not be tried."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "src")
        shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
        file = source / "vanban" / mutation["file"]
        text = file.read_text(encoding="utf-8")
        if text.count(mutation["text"]) != 1:
            result = "not tried: the source has changed"
        else:
            file.write_text(text.replace(mutation["text"], mutation["becomes"]), encoding="utf-8")
            result = _result(mutation["test"], source)
    print(f"{result:8}  {mutation['protection']}  ({mutation['test']})", flush=True)
    return result


def _result(test: str, source: Path) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(ROOT / "tests" / test)]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            said, _ = running.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGINT)  # so that it stops its database server
            running.wait(60)
            return "failed"
    if " skipped" in said:
        return "skipped"
    return {0: "passed", 1: "failed"}.get(running.returncode, f"not tried: {said.strip().splitlines()[-1:]}")


if __name__ == "__main__":
    main()
