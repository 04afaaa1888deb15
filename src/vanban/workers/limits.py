"""What one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` without any sign that the reading goes on, `total_seconds` for the whole file, `memory_bytes` for its worker and for each program it starts."""

    seconds: float = 120
    total_seconds: float = 3600
    memory_bytes: int = 2 << 30
