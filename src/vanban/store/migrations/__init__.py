"""The history of the schema, run by Alembic: each revision in `versions/` takes a store from one form to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

BEFORE = "0001"
"""The form of stores from before there were revisions."""
HEAD = "0004"
"""The form that this program reads and writes."""
KNOWN = (BEFORE, "0002", "0003", HEAD)
"""The forms that it brings to that one."""


def upgrade(connection: Connection, found: str | None) -> None:
    """Bring a store to HEAD, in the caller's transaction. `found`: its revision, None for an empty database."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    if found == BEFORE:
        command.stamp(config, BEFORE)
    command.upgrade(config, HEAD)
