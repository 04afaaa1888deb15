"""Every pattern that vanban compiles, with the place in its code: taken down while all modules are imported and documents of all kinds are read."""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "vanban"
_SEARCHING = re.compile(r"search|finditer|findall|sub|subn|split|scanner")


@dataclass(frozen=True)
class Used:
    """A pattern and where it is compiled ("text.py:12"). `searched`: it is tried at every place of a text, and not at given ones only."""

    place: str
    pattern: re.Pattern[Any]
    searched: bool

    @property
    def source(self) -> str:
        """Its characters; those of a pattern for bytes as Latin-1."""
        return self.pattern.pattern if isinstance(self.pattern.pattern, str) else self.pattern.pattern.decode("latin-1")


def collect() -> list[Used]:
    """All patterns of the package, each once. To be called before anything of vanban is imported."""
    assert not any(name.startswith("vanban") for name in sys.modules), "patterns were compiled before"
    found: dict[tuple[Any, int], Used] = {}
    with _noted(found):
        package = import_module("vanban")
        for module in pkgutil.walk_packages(package.__path__, "vanban."):
            if not module.name.endswith(("__main__", "migrations.env")):  # these run something
                import_module(module.name)
        _work()
    return sorted(found.values(), key=lambda used: used.place)


@contextmanager
def _noted(found: dict[tuple[Any, int], Used]) -> Iterator[None]:
    """Takes down each pattern that code of the package compiles, by whichever function of `re`."""
    kept = re._compile  # type: ignore[attr-defined]

    def compiling(pattern: Any, flags: int) -> Any:
        compiled = kept(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE) and (compiled.pattern, compiled.flags) not in found:
            place = f"{path.relative_to(PACKAGE)}:{frame.f_lineno}"
            found[compiled.pattern, compiled.flags] = Used(place, compiled, _is_searched(path, frame.f_lineno))
        return compiled

    re._compile = compiling  # type: ignore[attr-defined]
    try:
        yield
    finally:
        re._compile = kept  # type: ignore[attr-defined]


def _is_searched(path: Path, number: int) -> bool:
    """Whether the pattern of a line is used in another way than `NAME.match` and `NAME.fullmatch`; yes where it has no name."""
    line = path.read_text(encoding="utf-8").splitlines()[number - 1]
    if (direct := re.search(r"\bre\.(\w+)\(", line)) and direct[1] in ("match", "fullmatch"):
        return False
    named = re.match(r"\s*(\w+)(?:: [^=]+)? = re\.compile\(", line)
    if not named:
        return True
    home = path.parent if path.name == "__init__.py" else path
    files = home.rglob("*.py") if named[1].startswith("_") and home.is_dir() else [path] if named[1].startswith("_") else PACKAGE.rglob("*.py")
    uses = [use for file in files for use in re.findall(rf"\b{named[1]}\b(?:\.(\w+))?", file.read_text(encoding="utf-8"))]
    return any(_SEARCHING.fullmatch(use) for use in uses) or not any(use in ("match", "fullmatch") for use in uses)


def _work() -> None:
    """Whatever compiles patterns only when it is needed."""
    from vanban.pipeline import parse
    from vanban.readers import read

    for path in [*sorted((ROOT / "corpora" / "demo").glob("*.txt")), *sorted((ROOT / "tests" / "data" / "pages").iterdir())]:
        if path.name != "only-menus.html":  # it has no text
            parse(read(path))
