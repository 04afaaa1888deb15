"""The letters of the charsets from before Unicode."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def letters(name: str) -> Mapping[str, str]:
    """Every Vietnamese letter that the charset has, and how it writes it."""
    rows = [line.split("\t") for line in files(__package__).joinpath("letters.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
    column = ("tcvn3", "vni", "viqr").index(name) + 1
    codes = {row[0]: row[column] for row in rows if row[column] != "-"}
    return codes if name == "viqr" else {letter: bytes.fromhex(code).decode("latin-1") for letter, code in codes.items()}
