"""Texts on which a pattern would take longest, made from its own parts, and how its time grows on them."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from redos.collect import Used

_SAMPLES = 6  # random texts of a pattern
_CLASSES = {
    "CATEGORY_DIGIT": "0",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "aà0",
    "CATEGORY_NOT_WORD": " -.",
    "CATEGORY_NOT_SPACE": "a.",
    "CATEGORY_NOT_DIGIT": "a ",
}
_ANY = "aA0 .,-/(\nàĐ;"
_FEW, _MANY = 2_000, 8_000  # characters
_LINEAR = 8  # of fourfold length: a quadratic pattern takes sixteen times as long
_NOTHING = 0.001  # seconds for _MANY characters: too short to tell, and to matter
_MOST = 0.5  # seconds for one text; a pattern that takes longer is not linear


@dataclass(frozen=True)
class Attack:
    """A text that repeats a pump."""

    prefix: str
    pump: str
    suffix: str = "\0"

    def text(self, size: int) -> str:
        return self.prefix + self.pump * (size // len(self.pump)) + self.suffix


@dataclass(frozen=True)
class Growth:
    """The worst attack found: seconds for _MANY characters, and how many times those for a quarter of them."""

    seconds: float
    times: float
    attack: Attack

    @property
    def linear(self) -> bool:
        return self.seconds < _NOTHING or self.times < _LINEAR


def worst(used: Used, witnesses: list[Attack]) -> Growth:
    """How the time of a pattern grows on the witnesses of a checker and on attacks of our own."""
    grown = [_growth(used, attack) for attack in [*witnesses, *attacks(used)] if attack.pump]
    return max(grown, key=lambda g: (not g.linear, g.times * (g.seconds >= _NOTHING), g.seconds))


def _growth(used: Used, attack: Attack) -> Growth:
    run = _runner(used)
    try:
        with _bounded():
            many = _seconds(run, used, attack.text(_MANY), 1)
            if many < _NOTHING:
                return Growth(many, 0, attack)
            few = _seconds(run, used, attack.text(_FEW), 3)
            if many / few >= _LINEAR:  # once more, with less noise
                many = _seconds(run, used, attack.text(_MANY), 2)
    except TimeoutError:
        return Growth(_MOST, float("inf"), attack)
    return Growth(many, many / few, attack)


@contextmanager
def _bounded() -> Iterator[None]:
    """TimeoutError after some time of work; the engine of `re` looks for signals now and then."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, 3 * _MOST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _runner(used: Used) -> Callable[[Any], object]:
    pattern = used.pattern
    return (lambda text: sum(1 for _ in pattern.finditer(text))) if used.searched else pattern.match


def _seconds(run: Callable[[Any], object], used: Used, text: str, tries: int) -> float:
    data = text.encode("latin-1", "replace") if isinstance(used.pattern.pattern, bytes) else text
    best = float("inf")
    for _ in range(tries):
        start = time.thread_time()
        run(data)
        best = min(best, time.thread_time() - start)
    return max(best, 1e-7)


def attacks(used: Used) -> list[Attack]:
    """Attacks made from a pattern: what it repeats, behind what stands before it; and what it begins with, over and over."""
    random = Random(used.source)
    tree = re._parser.parse(used.source, used.pattern.flags & ~re.DEBUG)  # type: ignore[attr-defined]
    pumps = [("", part) for part in _samples(tree, random, _SAMPLES)]
    pumps += [("", part[: random.randint(1, len(part))]) for _, part in pumps if part]
    for before, body in _repeats(tree, random, ""):
        pumps += [(before, part) for part in _samples(body, random, 3)] + [("", before + part) for part in _samples(body, random, 1)]
    return [Attack(prefix, pump) for prefix, pump in dict.fromkeys(pumps) if pump]


def _samples(tree: Any, random: Random, count: int) -> list[str]:
    return [_sample(tree, random) for _ in range(count)]


def _sample(tree: Any, random: Random) -> str:
    """A text that the parts may match."""
    return "".join(_of(str(name), value, random) for name, value in tree)


def _of(name: str, value: Any, random: Random) -> str:
    match name:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL" | "ANY":
            return random.choice([c for c in _ANY if name == "ANY" or ord(c) != value])
        case "IN":
            return _of_set(value, random)
        case "BRANCH":
            return _sample(random.choice(value[1]), random)
        case "SUBPATTERN":
            return _sample(value[3], random)
        case "ATOMIC_GROUP":
            return _sample(value, random)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, part = value
            return "".join(_sample(part, random) for _ in range(random.randint(low, min(int(high), low + 3))))
        case "GROUPREF_EXISTS":
            return _sample(value[1], random)
    return ""


def _of_set(items: Any, random: Random) -> str:
    if str(items[0][0]) == "NEGATE":
        return random.choice([c for c in _ANY if not any(_has(item, c) for item in items[1:])] or ["a"])
    name, value = random.choice(items)
    if str(name) == "RANGE":
        return chr(random.randint(*value))
    return chr(value) if str(name) == "LITERAL" else random.choice(_CLASSES[str(value)])


def _has(item: Any, character: str) -> bool:
    name, value = str(item[0]), item[1]
    if name == "RANGE":
        return bool(value[0] <= ord(character) <= value[1])
    if name == "LITERAL":
        return bool(ord(character) == value)
    short = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rpartition("_")[2]]
    return bool(re.match(short.upper() if "_NOT_" in str(value) else short, character))


def _repeats(tree: Any, random: Random, before: str) -> Iterator[tuple[str, Any]]:
    """What is repeated without a bound, or with a high one, each with a text that stands before it."""
    for name, value in tree:
        match str(name):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                if int(value[1]) > 10:
                    yield before, value[2]
                yield from _repeats(value[2], random, before)
            case "BRANCH":
                for branch in value[1]:
                    yield from _repeats(branch, random, before)
            case "SUBPATTERN":
                yield from _repeats(value[3], random, before)
            case "ATOMIC_GROUP":
                yield from _repeats(value, random, before)
            case "ASSERT" | "ASSERT_NOT":
                yield from _repeats(value[1], random, before)
        before += _of(str(name), value, random)
