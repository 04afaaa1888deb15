"""Exports stream: four times the store takes no more memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import SECRETARIAT, make, party
from vanban.export import EXPORTERS, Asked, Lines
from vanban.export.tables import parquet
from vanban.model import Document
from vanban.store import Store

FEW, MANY = 150, 600
WORDS = "Các cơ quan, đơn vị tổ chức thực hiện, báo cáo kết quả theo quy định. " * 60


def document(number: int) -> Document:
    cites = ({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT},)
    return make(
        f"{number}-KH/TU", "2024-01-01", party("Sơn La"), title="Thực hiện", cites=cites, says=(("self", "implements", "c1"),) * 3, tasks=({},) * 5, extra=WORDS
    )


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("stores")
    for count in (FEW, MANY):
        with Store(folder / f"{count}.db") as store:
            for number in range(count):
                store.add([document(number)], f"{number}")
            store.link()
    return {count: folder / f"{count}.db" for count in (FEW, MANY)}


def peak(work: Callable[[], None]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("to", EXPORTERS)
def test_memory_does_not_grow_with_the_store(stores: dict[int, Path], tmp_path: Path, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 100)
    monkeypatch.setattr(parquet, "_CHARACTERS", 100_000)
    exporter = EXPORTERS[to]
    peaks = []
    for count, path in stores.items():
        out = tmp_path / str(count)
        out.mkdir()
        with Store(path, create=False) as store:
            next(iter(store))  # what is loaded once

            def work(store: Store = store, out: Path = out) -> None:
                if isinstance(exporter, Lines):
                    written = sum(len(line) for line in exporter.make(store, Asked()))
                    assert written
                else:
                    exporter.write(store, Asked(), out)

            peaks.append(peak(work))
    assert peaks[1] < peaks[0] * 1.4, peaks
