"""Vietnamese texts from before Unicode (TCVN3, VNI, VIQR), and Unicode texts that were read in a wrong encoding."""

from __future__ import annotations

from vanban.model import Doubt
from vanban.readers.legacy.charsets import Charset, charset_of, decoded

__all__ = ["Charset", "charset_of", "decoded", "guess", "repaired"]


def guess(text: str) -> Charset | None:
    """The charset of a paragraph that no font names, None when it is good as it stands."""
    return None


def repaired(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """A whole text of unknown origin with its legacy paragraphs in Unicode, and a doubt for each run of them."""
    return text, ()
