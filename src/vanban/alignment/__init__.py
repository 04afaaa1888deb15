"""The targets of a directive beside those of the plans below it, aligned by what they mean."""

from vanban.alignment.align import THRESHOLD, Alignment, Pair, align
from vanban.alignment.rows import Match, Row, cascade, to_json

__all__ = ["THRESHOLD", "Alignment", "Match", "Pair", "Row", "align", "cascade", "to_json"]
