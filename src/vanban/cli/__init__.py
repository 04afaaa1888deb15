"""The command line: commands, and how answers are shown. No logic."""

from vanban.cli.commands import main

__all__ = ["main"]
