"""Take each protection against a fault out of a copy of the source, and see the test that watches over it fail.

usage: python scripts/unprotected.py [WORDS …]    those of `scripts/mutations.toml` whose descriptions have any of the words; all when there are none
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 120


def main() -> None:
    known = tomllib.loads(Path(__file__).with_name("mutations.toml").read_text())["mutation"]
    chosen = [one for one in known if not sys.argv[1:] or any(words in one["protection"] for words in sys.argv[1:])]
    sound = {test: _result(test, ROOT / "src") for test in dict.fromkeys(one["test"] for one in chosen)}
    results = [tried(one) if sound[one["test"]] == "passed" else f"no proof: {one['test']} {sound[one['test']]} unchanged" for one in chosen]
    seen = sum(result == "failed" or (result == "hung" and "hangs" in one) for one, result in zip(chosen, results, strict=True))
    print(*(result for result in results if result.startswith("no proof")), sep="\n")
    print(f"\n{seen} of {len(results)} tests failed as they must")
    sys.exit(seen < len(results))


def tried(mutation: dict[str, str]) -> str:
    """What became of the test: "failed" as it must or "hung", "passed", "skipped", or why it could not be tried."""
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
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell lets what runs in its background ignore interrupts
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=heard) as running:
        try:
            said, _ = running.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            while running.poll() is None:
                running.send_signal(signal.SIGINT)  # so that it stops its database server; what it is at may be tried anew
                sleep(5)
            return "hung"
    if " skipped" in said:
        return "skipped"
    return {0: "passed", 1: "failed"}.get(running.returncode, f"not tried: {said.strip().splitlines()[-1:]}")


if __name__ == "__main__":
    main()
