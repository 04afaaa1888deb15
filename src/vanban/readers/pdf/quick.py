"""PDFium's functions called with plain addresses: ctypes passes numbers on faster than its own structures, and a page has thousands of characters."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any


def quick(function: Any, *kinds: type, result: type = ctypes.c_int) -> Callable[..., Any]:
    """A function of PDFium that takes values of these kinds; c_void_p stands for every pointer, which is then a number, None for the null pointer."""
    made: Any = type(function)(address(function))  # of the same class, which knows the way the library is called
    made.argtypes, made.restype = kinds, result
    return made  # type: ignore[no-any-return]


def address(pointer: Any) -> int:
    """Where a pointer points to."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
