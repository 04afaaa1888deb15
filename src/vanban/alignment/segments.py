"""Words of a stretch of syllables. underthesea is loaded when the first one is asked for; without it (extra `nlp`) syllables stand for words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache


@lru_cache(maxsize=32768)
def segmented(stretch: str) -> tuple[str, ...]:
    """The words of a stretch of lower-case syllables."""
    return (stretch,) if " " not in stretch else _segmenter()(stretch)


@cache
def _segmenter() -> Callable[[str], tuple[str, ...]]:
    try:
        from vanban.nlp.words import words
    except ImportError:
        return lambda stretch: tuple(stretch.split())
    return lambda stretch: tuple(stretch[start:end] for start, end in words(stretch))
