"""What several test modules share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from postgres import Databases, server

pytest_plugins = ["browser"]


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A PostgreSQL server for the whole run."""
    with server() as running:
        yield Databases(running)
