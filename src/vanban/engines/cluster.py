"""Files read by a cluster of Dask: its scheduler spreads packs of them, and gives those of a machine that is lost to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import closing, contextmanager
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Generic, TypeVar

from distributed import Client, Future, KilledWorker, LocalCluster

from vanban.engines import remote
from vanban.engines.packs import Pack, packs
from vanban.errors import ReadError, VanbanError
from vanban.model import Source
from vanban.workers import Limits, Progress

Result = TypeVar("Result")
Given = list[tuple[str, Result | ReadError]]

AHEAD = 2  # packs for each thread of the cluster: one that it reads, one that waits
RETRIES = 2
_ANSWER, _LOOK, _WORKERS = 10, 2, 60  # seconds until the scheduler answers, between looks at the cluster, and until it has somebody who reads


def each(
    address: str | None,
    work: Callable[[Source, str], Result],
    todo: Iterable[Sequence[str]],
    jobs: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
    total: int | None = None,
) -> Iterator[tuple[str, Result | ReadError]]:
    """As `workers.each`, on the cluster whose scheduler has this address (HOST:PORT); without one, on a cluster of `jobs` threads in this process.

    Every thread of the cluster reads with a process of its own, which has the limits. VanbanError when the cluster cannot go on; it names the address.
    """
    name = f"dask://{address}" if address else "dask"
    if total is None:
        todo = list(todo)
        total = sum(map(len, todo))
    with _client(address, name, jobs) as client, closing(_Spread(client, name, work, todo, total, limits or Limits(), progress)) as spread:
        yield from spread.results()


@contextmanager
def _client(address: str | None, name: str, jobs: int) -> Iterator[Client]:
    if not address:
        with (
            LocalCluster(n_workers=1, threads_per_worker=jobs, processes=False, dashboard_address="127.0.0.1:0") as own,
            Client(own, set_as_default=False) as client,
        ):
            yield client
        return
    try:
        client = Client(f"tcp://{address}", timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise VanbanError(f"{name}: no scheduler of Dask answers there: {error}") from error
    with client:
        yield client


class _Spread(Generic[Result]):
    def __init__(
        self,
        client: Client,
        name: str,
        work: Callable[[Source, str], Result],
        todo: Iterable[Sequence[str]],
        total: int,
        limits: Limits,
        progress: Progress | None,
    ) -> None:
        self._client, self._name = client, name
        self._asked = (remote.program(), work, limits)
        self._todo, self._total, self._read = packs(todo), total, 0
        self._progress = progress
        self._flying: dict[Future[Any], Pack] = {}
        self._suspects, self._alone = deque[str](), ""
        self._landed: SimpleQueue[Future[Any]] = SimpleQueue()
        self._threads, self._looked, self._manned = 1, 0.0, monotonic()

    def results(self) -> Iterator[tuple[str, Result | ReadError]]:
        while self._fill():
            for path, result in self._given(self._next()):
                if isinstance(result, remote.UnseenError) and remote.is_there(path):
                    raise VanbanError(
                        f"{self._name}: {result.host} does not see {path}; a cluster reads files where they are: give all its machines that folder"
                    )
                yield path, result
                self._read += 1
                if self._progress:
                    self._progress(self._read, self._total, path, 0, 0)

    def close(self) -> None:
        if self._client.status == "running":
            self._client.cancel(list(self._flying))
            self._client.run(remote.dismiss, on_error="ignore")

    def _fill(self) -> bool:
        """Give the cluster as much as it shall have ahead; False when there is nothing more to wait for."""
        self._look()
        while len(self._flying) < AHEAD * self._threads and (pack := next(self._todo, None)):
            self._submit(pack)
        if self._suspects and not self._flying:
            self._alone = self._suspects.popleft()
            self._submit(((self._alone,),))
        return bool(self._flying)

    def _submit(self, pack: Pack) -> None:
        future = self._client.submit(remote.read, *self._asked, pack, pure=False, retries=RETRIES)
        self._flying[future] = pack
        future.add_done_callback(self._landed.put)

    def _look(self) -> None:
        """See how many threads there are now: machines come and go."""
        if monotonic() < self._looked + _LOOK:
            return
        with self._connected():
            threads = sum(self._client.nthreads().values())
        self._looked = monotonic()
        if threads:
            self._threads, self._manned = threads, self._looked
        elif self._looked > self._manned + _WORKERS:
            raise VanbanError(f"{self._name}: has had no worker for {_WORKERS} seconds")

    def _next(self) -> Future[Any]:
        while True:
            try:
                return self._landed.get(timeout=_LOOK)
            except Empty:
                self._look()

    def _given(self, future: Future[Any]) -> Given[Result]:
        """What a pack gave. Where the processes that had it were lost again and again, its files are read last, each alone: any pack there may be why."""
        pack = self._flying.pop(future)
        if future.status != "error":
            with self._connected():
                given: Given[Result] = future.result()
            return given
        error = future.exception()
        if isinstance(error, KilledWorker):
            return self._lost([path for batch in pack for path in batch], error.allowed_failures + 1)
        raise VanbanError(f"{self._name}: {_said(error)}") from error

    def _lost(self, paths: list[str], times: int) -> Given[Result]:
        if paths == [self._alone]:
            return [(self._alone, ReadError(self._alone, f"the processes of the cluster that read it were lost ({times})"))]
        self._suspects += paths
        return []

    @contextmanager
    def _connected(self) -> Iterator[None]:
        try:
            yield
        except (CancelledError, OSError) as error:
            raise VanbanError(f"{self._name}: the scheduler is gone; what is finished is kept, and the next build goes on from there") from error


def _said(error: BaseException) -> str:
    """What is wrong with the cluster."""
    while error.__cause__:
        error = error.__cause__
    if isinstance(error, VanbanError):
        return str(error)
    missing = "; install the same vanban on its scheduler and all its machines" if isinstance(error, ImportError) else ""
    return f"the cluster cannot read: {type(error).__name__}: {error}{missing}"
