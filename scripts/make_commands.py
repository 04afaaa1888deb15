"""Write docs/reference/commands.md from the program: every command with its arguments and options. Run it after a change of a command; a test holds them
together.

usage: python scripts/make_commands.py
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from typer import Typer
from typer.models import ArgumentInfo

from vanban.cli.commands import app

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
HEAD = """\
# Commands

Data goes to standard output, messages and progress to standard error; `-` is standard input. Exit codes: 0 done, 1 some inputs failed (each is named on
standard error), 2 wrong usage, or a symbol that may be any of several documents (the answer lists them). Symbols are taken as people type them
(`21-CT/TW`, `21 ct tw`), provinces and bodies with or without tones.
"""


@dataclass(frozen=True)
class Parameter:
    """An argument (its names: that in usage) or option of a command. `values`: what it takes, empty for a switch."""

    names: tuple[str, ...]
    is_argument: bool
    required: bool
    values: str
    help: str
    default: str | None
    variable: str | None


@dataclass(frozen=True)
class Command:
    """A command by its full name, or a group of commands, which has no parameters of its own."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    is_group: bool = False


def commands(typer: Typer = app, above: str = "vanban") -> Iterator[Command]:
    """Every command in the order of the program, a group's own after its name; hidden ones are left out."""
    for one in typer.registered_commands:
        if not one.hidden and one.callback:
            name = one.name or one.callback.__name__.rstrip("_").replace("_", "-")
            yield Command(f"{above} {name}", one.help or inspect.getdoc(one.callback) or "", tuple(_parameters(one.callback)))
    for group in typer.registered_groups:
        name = f"{above} {group.name or group.typer_instance.info.name}"
        yield Command(name, _told(group.help) or _told(group.typer_instance.info.help) or "", (), is_group=True)
        yield from commands(group.typer_instance, name)


def _told(words: Any) -> str | None:
    return words if isinstance(words, str) else None


def _parameters(callback: Any) -> Iterator[Parameter]:
    """From the function's own signature: that is what people write, and stays the same through versions of typer."""
    hints = get_type_hints(callback, include_extras=True)
    for name, parameter in inspect.signature(callback).parameters.items():
        kind, info = get_args(hints[name])[:2] if get_origin(hints[name]) is Annotated else (hints[name], parameter.default)
        if info.hidden:
            continue
        is_argument, missing = isinstance(info, ArgumentInfo), parameter.default is inspect.Parameter.empty
        names = (info.metavar or name.upper(),) if is_argument else tuple(info.param_decls or _made(name, kind))
        default = None if missing or parameter.default in (None, False, True, "") else str(parameter.default)
        yield Parameter(names, is_argument, missing, "" if is_argument else _values(kind, info.metavar), info.help or "", default, _told(info.envvar))


def _made(name: str, kind: Any) -> tuple[str, ...]:
    """The name that typer gives to an option that has none of its own; a switch can be switched off too."""
    option = name.replace("_", "-")
    return (f"--{option}/--no-{option}",) if kind is bool else (f"--{option}",)


def _values(kind: Any, metavar: str | None) -> str:
    """What an option takes: nothing for a switch, its words, or the kind of value."""
    kinds = [one for one in get_args(kind) if one is not type(None)] if get_origin(kind) in (Union, types.UnionType) else [kind]
    inner = get_args(kinds[0])[0] if get_origin(kinds[0]) is list else kinds[0]
    if inner is bool:
        return ""
    if get_origin(inner) is Literal:
        return "|".join(filter(None, get_args(inner)))  # what may also be empty says so in its help
    return metavar or {int: "NUMBER", float: "NUMBER", Path: "PATH"}.get(inner, "TEXT")


def page() -> str:
    """The page as Markdown."""
    return HEAD + "".join(f"\n{_section(command)}" for command in commands())


def _section(command: Command) -> str:
    words = [f"{'#' * len(command.name.split())} {command.name}", " ".join(command.help.split())]
    if not command.is_group:
        found = sorted(command.parameters, key=lambda p: not p.is_argument)
        words.append(f"```text\n{' '.join([command.name, *map(_usage, found)])}\n```")
        words.append("\n".join(["| name | takes | what it is |", "|---|---|---|", *map(_row, found)]))
    return "\n\n".join(words) + "\n"


def _usage(p: Parameter) -> str:
    if p.is_argument:
        return p.names[0]
    values = p.values if len(p.values) < _LONGEST else "…"
    shown = f"{p.names[0]} {values}".rstrip()
    return shown if p.required else f"[{shown}]"


_LONGEST = 24


def _row(p: Parameter) -> str:
    default = f"By default {_code(p.default)}." if p.default else ""
    variable = f"Or the variable {_code(p.variable)}." if p.variable else ""
    told = " ".join(filter(None, (_escaped(p.help), default, variable)))
    return f"| {', '.join(map(_code, '/'.join(p.names).split('/')))} | {' '.join(map(_code, p.values.split('|'))) if p.values else ''} | {told} |"


def _code(words: str) -> str:
    return f"`{words}`"


def _escaped(words: str) -> str:
    return "".join(f"\\{letter}" if letter in "|<>*_[]" else letter for letter in " ".join(words.split()))


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page(), encoding="utf-8")
