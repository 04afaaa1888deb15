"""Names of files that somebody sent, made into names that any system takes and that lead nowhere else."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST = 150  # bytes of UTF-8, of 255 that file systems take: room is left for "-12"
_DEEPEST = 6  # folders, from the file up
_ENDING = 12  # characters
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)")
_UNSAFE = re.compile(r'[<>:"|?*/\\]')
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # control characters, those that turn the writing direction, halves of letters


def safe_name(name: str) -> str:
    """One name without folders: letters as they are, what steers or hides taken out, no longer than file systems take, its ending kept."""
    plain = _UNSAFE.sub("_", shown(unicodedata.normalize("NFC", name[:10_000]))).strip(". ")
    if _RESERVED.match(plain) or plain.startswith("~$"):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if not dot or not stem or len(ending) > _ENDING:
        stem, ending = plain, ""
    tail = f".{ending}" if ending else ""
    room = _LONGEST - len(tail.encode())
    return f"{stem.encode()[:room].decode(errors='ignore').rstrip('. ')}{tail}" if stem else "tep"


def safe_path(name: str) -> PurePosixPath:
    """A path below a folder, of a name as browsers send it for a folder's files ("kế hoạch/2024/452.docx"); steps up and drives are left out."""
    steps = [step for step in re.split(r"[/\\]+", name[:10_000]) if step.strip(". ") and not re.fullmatch(r"\s*[A-Za-z]:\s*", step)]
    return PurePosixPath(*map(safe_name, steps[-_DEEPEST:] or ["tep"]))


def shown(text: str) -> str:
    """Words of a visitor on one line, without what steers or hides."""
    return " ".join("".join(c for c in text[:10_000] if c.isspace() or unicodedata.category(c) not in _HIDDEN).split())
