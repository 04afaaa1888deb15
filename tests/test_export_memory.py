"""Exports stream: four times the store takes no more memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from builders import SECRETARIAT, make, party
from vanban.export import EXPORTERS, Asked, Lines
from vanban.export.tables import parquet
from vanban.model import Document
from vanban.store import Store

FEW, MANY = 150, 600
SLACK = 200_000
"""Bytes: few documents do not fill the batches in which a database answers."""
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


@pytest.mark.parametrize("to", EXPORTERS)
def test_memory_does_not_grow_with_the_store(stores: dict[int, Path], tmp_path: Path, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 100)
    monkeypatch.setattr(parquet, "_CHARACTERS", 100_000)
    exporter = EXPORTERS[to]

    def written(count: int) -> int:
        """The most memory that it took to write so many documents, in bytes."""
        out = tmp_path / str(count)
        out.mkdir(exist_ok=True)
        with Store(stores[count], create=False) as store:
            next(iter(store))
            tracemalloc.start()
            try:
                if isinstance(exporter, Lines):
                    assert sum(len(line) for line in exporter.make(store, Asked()))
                else:
                    exporter.write(store, Asked(), out)
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    written(FEW)  # loads what is loaded once
    few, many = written(FEW), written(MANY)
    assert many < few * 1.4 + SLACK
