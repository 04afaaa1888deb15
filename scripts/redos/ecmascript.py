"""Python's patterns in the notation of ECMAScript, for a checker that reads that.

Where the two differ, or the checker can prove less, the translation allows more: possessive and atomic groups may give back, what is looked ahead
for may be read or not (so that it costs what it costs), what is looked back for is left out, `\\w` are the letters of Vietnamese. So what is found
safe is safe, and what is found vulnerable is a suspect, whose witness is tried on the pattern itself.
"""

from __future__ import annotations

import re
from typing import Any

_LETTERS = "A-Za-z\\u00c0-\\u1ef9"
_CLASSES = {"CATEGORY_DIGIT": "0-9", "CATEGORY_SPACE": "\\s", "CATEGORY_WORD": f"0-9_{_LETTERS}"}
_AT = {
    "AT_BEGINNING": "^", "AT_BEGINNING_LINE": "^", "AT_BEGINNING_STRING": "^", "AT_END": "$", "AT_END_LINE": "$", "AT_END_STRING": "$",
    "AT_BOUNDARY": "\\b", "AT_NON_BOUNDARY": "\\B",
}  # fmt: skip
_MOST = re._parser.MAXREPEAT  # type: ignore[attr-defined]


def translated(pattern: str, flags: int) -> tuple[str, str]:
    """The pattern and its flags."""
    tree = re._parser.parse(pattern, flags & ~re.DEBUG)  # type: ignore[attr-defined]
    found = tree.state.flags | flags
    return _all(tree), "u" + "".join(letter for letter, flag in (("i", re.I), ("m", re.M), ("s", re.S)) if found & flag)


def _all(tree: Any) -> str:
    return "".join(_one(str(name), value) for name, value in tree)


def _one(name: str, value: Any) -> str:
    match name:
        case "LITERAL":
            return _character(value)
        case "NOT_LITERAL":
            return f"[^{_character(value)}]"
        case "ANY":
            return "."
        case "IN":
            return _set(value)
        case "BRANCH":
            return f"(?:{'|'.join(map(_all, value[1]))})"
        case "SUBPATTERN":
            return f"(?:{_all(value[3])})" if value[0] is None else f"({_all(value[3])})"
        case "ATOMIC_GROUP":
            return f"(?:{_all(value)})"
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, part = value
            return f"(?:{_all(part)}){{{low},{'' if high is _MOST else high}}}{'?' if name == 'MIN_REPEAT' else ''}"
        case "ASSERT" | "ASSERT_NOT":
            return f"(?:{_all(value[1])})?" if value[0] > 0 else ""
        case "AT":
            return _AT[str(value)]
        case "GROUPREF":
            return f"\\{value}"
        case "GROUPREF_EXISTS":
            return f"(?:{_all(value[1])}|{_all(value[2] or ())})"
    raise ValueError(f"cannot be translated: {name}")


def _character(code: int) -> str:
    return chr(code) if chr(code).isalnum() and code < 128 else f"\\u{{{code:x}}}"


def _set(items: Any) -> str:
    """A set of characters. One that leaves out what is no letter (`[^\\W\\d_]`) has the letters; what else it leaves out is allowed."""
    negated = str(items[0][0]) == "NEGATE"
    parts, without = [], []
    for name, value in items[negated:]:
        if str(name) == "CATEGORY" and "_NOT_" in str(value):
            without.append(_CLASSES[str(value).replace("_NOT", "")])
        else:
            parts.append(_CLASSES[str(value)] if str(name) == "CATEGORY" else "-".join(map(_character, value if str(name) == "RANGE" else (value,))))
    if negated and without:
        return f"[{_LETTERS if '0-9' in parts and without == [_CLASSES['CATEGORY_WORD']] else without[0]}]"
    if without:
        return f"(?:{'|'.join([f'[^{part}]' for part in without] + ['[' + ''.join(parts) + ']'] * bool(parts))})"
    return f"[{'^' if negated else ''}{''.join(parts)}]"
