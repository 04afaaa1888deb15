"""What fuzzing found once stays found: each file of tests/data/findings is read again, as the target that its folder names."""

from __future__ import annotations

from pathlib import Path

import pytest

from targets import FINDINGS, TARGETS

FILES = sorted(path for path in FINDINGS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}: {path.stem}")
def test_a_finding_is_read_or_refused(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())
