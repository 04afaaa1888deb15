"""Where files are read: in processes of this machine, or on a cluster. All engines give the same results for the same files.

`local` is `workers.each`; `dask://HOST:PORT` a cluster of Dask, by the address of its scheduler; `dask` one of `jobs` threads in this process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

from vanban.errors import ReadError, VanbanError
from vanban.model import Source
from vanban.workers import Limits, Progress, each

LOCAL, DASK = "local", "dask"

Result = TypeVar("Result")
_ADDRESS = re.compile(r"(?:[\w.-]+|\[[\da-fA-F:]+\]):\d{1,5}")


class Engine(Protocol):
    """What `workers.each` is."""

    def __call__(
        self,
        work: Callable[[Source, str], Result],
        todo: Iterable[Sequence[str]],
        jobs: int,
        limits: Limits | None = None,
        progress: Progress | None = None,
        *,
        total: int | None = None,
    ) -> Iterator[tuple[str, Result | ReadError]]: ...


def engine(name: str = LOCAL) -> Engine:
    """The engine of this name. VanbanError when there is none, or what it needs is not installed."""
    kind, _, address = name.partition("://")
    if name == LOCAL:
        return each
    if kind != DASK or not (name == DASK or _ADDRESS.fullmatch(address)):
        raise VanbanError(f"{name}: is no engine; there are {LOCAL}, {DASK} and {DASK}://HOST:PORT")
    try:
        from vanban.engines import cluster
    except ImportError as error:
        raise VanbanError(f'{name}: needs Dask: pip install "vanban[dask]" ({error})') from error
    return partial(cluster.each, address or None)
