"""Building on a real cluster of Dask: the same store as here, whoever is lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import LocalCluster

import hostile
from test_kill import FILES, content
from test_kill import folder as folder  # a fixture
from vanban.build import build
from vanban.engines import engine, packs, remote
from vanban.errors import ReadError, VanbanError
from vanban.store import Store
from vanban.workers import Limits


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as made:
        yield made


@pytest.fixture(scope="module")
def address(cluster: LocalCluster) -> str:
    return str(cluster.scheduler_address).replace("tcp", "dask")


@pytest.fixture(scope="module")
def local(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("local") / "local.db") as store:
        build([folder], store)
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "cluster.db") as made:
        yield made


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs of few files, so that a build of 120 has a middle."""
    monkeypatch.setattr(packs, "FILES", 4)


def pids(cluster: LocalCluster) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values()]


def test_a_store_has_the_same_content_when_a_worker_is_killed_in_the_middle(
    folder: Path, local: Store, store: Store, cluster: LocalCluster, address: str, small: None
) -> None:
    before, told, steps = pids(cluster), list[str](), list[tuple[int, int]]()

    def step(done: int, total: int, *_: object) -> None:
        if not steps:
            os.kill(before[0], signal.SIGKILL)
        steps.append((done, total))

    report = build([folder], store, told=lambda path, _: told.append(path), progress=step, engine=address)
    assert (report["new"], report["failed"]) == (FILES, [])
    assert sorted(told) == sorted(str(path) for path in folder.iterdir())  # each once
    assert steps == [(n, FILES) for n in range(1, FILES + 1)]
    assert content(store) == content(local)
    assert build([folder], store, engine=address)["unchanged"] == FILES


def test_a_cluster_in_the_own_process_gives_the_same_content(folder: Path, local: Store, store: Store) -> None:
    assert build([folder], store, jobs=2, engine="dask")["new"] == FILES
    assert content(store) == content(local)


def test_a_file_has_its_limits_and_costs_only_itself_on_the_cluster(address: str, tmp_path: Path) -> None:
    found = given(address, tmp_path, "a", "crash", "b", "hang", "c")
    assert found["crash"].startswith("crashed the process that read it")
    assert "took longer than 1.5 seconds" in found["hang"]
    assert (found["a"], found["b"], found["c"]) == ("a", "b", "c")


def test_a_file_that_ends_the_processes_of_the_cluster_is_given_up(
    cluster: LocalCluster, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)  # each process takes a second to come back
    found = given(address, tmp_path, "a", "end-the-cluster", "b")
    assert found == {"a": "a", "end-the-cluster": "the processes of the cluster that read it were lost (1)", "b": "b"}


@contextmanager
def single(before: str = "") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A cluster that is one process, which can be killed; `before` is what it runs first."""
    code = f"{before}\nfrom distributed import LocalCluster; address = {{'dashboard_address': '127.0.0.1:0', 'protocol': 'tcp'}}"
    code += "; print(LocalCluster(n_workers=1, threads_per_worker=2, processes=False, **address).scheduler_address, flush=True); input()"
    command, pipe = [sys.executable, "-c", code], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip().replace("tcp", "dask"), process
        process.kill()


def given(address: str, tmp_path: Path, *names: str) -> dict[str, str]:
    """For each file its text, or the reason why there is none."""
    for name in names:
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    todo = [(str(tmp_path / f"{name}.txt"),) for name in names]
    found = engine(address)(hostile.by_name, todo, 1, Limits(seconds=1.5))
    return {Path(path).stem: result.reason if isinstance(result, ReadError) else result for path, result in found}


def test_a_file_that_is_gone_is_named_and_one_that_the_cluster_does_not_see_stops_the_build(
    address: str, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    gone = str(tmp_path / "gone.txt")
    report = build([tmp_path / "a.txt", gone], store, engine=address)
    assert (report["new"], report["failed"]) == (1, [{"path": gone, "error": f"{gone}: no such file"}])
    monkeypatch.setattr("vanban.engines.cluster.remote.is_there", lambda _: True)
    with pytest.raises(VanbanError, match=rf"{address}: \S+ does not see {gone}; a cluster reads files where they are"):
        build([gone], store, engine=address)


def test_a_scheduler_that_dies_in_the_middle_is_named_and_the_next_build_goes_on(folder: Path, local: Store, store: Store, small: None) -> None:
    def tell(done: int, *_: object) -> None:
        if done == 20:
            process.kill()

    with single() as (dying, process), pytest.raises(VanbanError, match=f"{dying}: the scheduler is gone"):
        build([folder], store, progress=tell, engine=dying)
    kept = store.counts()["documents"]
    assert 20 <= kept < FILES
    report = build([folder], store)
    assert (report["unchanged"], report["new"]) == (kept, FILES - kept)
    assert content(store) == content(local)


@pytest.mark.parametrize(
    "name", ["dusk", "dask:", "dask://", "dask://127.0.0.1", "dask://127.0.0.1:x", "dask://tls://a:1", "local://x", "tcp://127.0.0.1:1", ""]
)
def test_what_is_no_engine_is_refused(name: str, store: Store) -> None:
    with pytest.raises(VanbanError, match="is no engine; there are local, dask and dask://HOST:PORT"):
        build([], store, engine=name)


@pytest.mark.parametrize("name", ["dask://127.0.0.1:1", "dask://nowhere.invalid:8786"])
def test_a_scheduler_that_does_not_answer_is_named(name: str, folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.engines.cluster._ANSWER", 1)
    with pytest.raises(VanbanError, match=f"{name}: no scheduler of Dask answers there"):
        build([folder], store, engine=name)


def test_a_cluster_of_another_version_is_refused(folder: Path, store: Store, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "program", lambda: "0.0.9, 00ff")
    with pytest.raises(VanbanError, match=rf"{address}: \S+ has another vanban \(.+\) than this program \(0.0.9, 00ff\)"):
        build([folder], store, engine=address)
    assert store.counts()["documents"] == 0


def test_a_cluster_without_vanban_is_refused(folder: Path, store: Store) -> None:
    with single("import sys; sys.modules['vanban'] = None") as (bare, _), pytest.raises(VanbanError, match=f"{bare}: .*vanban.*; install the same vanban on"):
        build([folder], store, engine=bare)


def test_a_cluster_without_workers_is_named(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.engines.cluster._WORKERS", 1)
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address="127.0.0.1:0") as empty:
        name = empty.scheduler_address.replace("tcp", "dask")
        with pytest.raises(VanbanError, match=f"{name}: has had no worker for 1 seconds"):
            build([folder], store, engine=name)


def test_the_extra_is_named_where_it_is_missing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "vanban.engines.cluster", raising=False)
    monkeypatch.delattr("vanban.engines.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(VanbanError, match=r'dask://a:1: needs Dask: pip install "vanban\[dask\]"'):
        build([], store, engine="dask://a:1")


def test_packs_have_small_files_together_and_batches_whole(tmp_path: Path) -> None:
    sizes = {"a": 1, "b": 1, "c": packs.BYTES, "d": packs.BYTES + 1, "e": 1}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    batches = [(str(tmp_path / name),) for name in sizes]
    assert list(packs.packs(batches)) == [tuple(batches[:2]), (batches[2],), (batches[3],), (batches[4],)]
    office = tuple(f"{n}.doc" for n in range(40))
    assert list(packs.packs([("x",), office, ("y",)])) == [(("x",),), (office,), (("y",),)]
    assert [len(pack) for pack in packs.packs((str(n),) for n in range(70))] == [32, 32, 6]
